/** The words on the profile, each where it covers nothing. */

import { formatCost, formatRate } from "../../draw/axes.js";
import { firstFree } from "../../draw/labels.js";
import { font, measure, words } from "../../draw/marks.js";
import { verdict } from "../../draw/profile.js";

/**
 * @typedef {import("../../draw/profile.js").Profile} Profile
 * @typedef {import("../../draw/stage.js").Sheet} Sheet
 * @typedef {import("../../draw/frame.js").Axes} Axes
 * @typedef {import("../../draw/labels.js").Box} Box
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {{x: number, y: number}} Spot
 * @typedef {{x: number, y: number, align: number}} Anchor `align` is the share of the
 *   words to the left of x
 * @typedef {readonly (readonly [number, number])[]} Points
 * @typedef {object} Drawn what stands on the paper already
 * @property {Axes} axes
 * @property {Profile} profile
 * @property {number} rate
 * @property {Spot & {cost: number}} ball
 * @property {{from: Spot, to: Spot}} slope
 * @property {{batch: Points, test: Points}} curves
 * @property {readonly Box[]} marks
 */

/**
 * Write all words, the important ones first.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Drawn} drawn
 */
export function writeLabels(context, sheet, drawn) {
  const { palette, scale } = sheet;
  const { ball, curves, slope } = drawn;
  const batch = inFrame(curves.batch, drawn.axes);
  const test = inFrame(curves.test, drawn.axes);
  const pen = labeller(context, sheet, drawn.axes, drawn.marks, [
    ...dots(batch),
    ...dots(test),
    ...dots(straight(slope)),
  ]);
  const said = verdict(drawn.profile, drawn.rate);
  const cost = Number.isFinite(ball.cost) ? formatCost(ball.cost) : "∞";
  pen.sentence([said.head, said.tail], palette.step);
  pen.put(cost, around(ball, 10 * scale), {
    colour: palette.step,
    weight: 700,
    must: true,
  });
  pen.put("now", around(slope.from, 9 * scale), { colour: palette.ink2 });
  pen.put("mini-batch", along(batch, test, 14 * scale), {
    colour: palette.ink,
    weight: 700,
    must: true,
  });
  pen.put("test images", along(test, batch, 14 * scale), {
    colour: palette.ink2,
  });
  const lowest = lowestLabel(drawn.axes, drawn.profile, scale);
  pen.put(lowest.text, lowest.anchors, { colour: palette.ink2 });
  const places = beside(slope.from, slope.to, drawn.axes.bottom, 10 * scale);
  pen.put("slope now", places, { colour: palette.contourText });
}

/**
 * Keep the part of a curve that is on the paper.
 * @param {Points} points
 * @param {Axes} axes
 */
function inFrame(points, { top, bottom }) {
  return points.filter(([, y]) => y >= top - 2 && y <= bottom + 2);
}

/**
 * List points on a straight line, about five pixels apart.
 * @param {{from: Spot, to: Spot}} ends
 * @returns {[number, number][]}
 */
function straight({ from, to }) {
  const count = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 2.5);
  return Array.from({ length: count }, (_, i) => [
    from.x + ((to.x - from.x) * i) / count,
    from.y + ((to.y - from.y) * i) / count,
  ]);
}

/**
 * Boxes along a stroke, which words should not cover.
 * @param {Points} points
 * @returns {Box[]}
 */
function dots(points) {
  const some = points.filter((_, i) => i % 2 === 0);
  return some.map(([x, y]) => ({ x, y, width: 5, height: 5 }));
}

/**
 * Name the lowest point above or below the curve, or say that it lies beyond the paper.
 * @param {Axes} axes
 * @param {Profile} profile
 * @param {number} scale
 * @returns {{text: string, anchors: Anchor[]}}
 */
function lowestLabel({ x, y, right, bottom }, { lowest }, scale) {
  if (lowest.rate <= 0) return { text: "", anchors: [] };
  if (lowest.rate > x.domain[1]) {
    const text = `lowest at ${formatRate(lowest.rate)} →`;
    return { text, anchors: [{ x: right, y: bottom - 12 * scale, align: 1 }] };
  }
  const at = { x: x(lowest.rate), y: y(lowest.cost) };
  const middle = Math.max(at.y + 12 * scale, bottom - 14 * scale);
  const anchors = [
    { x: at.x, y: at.y - 12 * scale, align: 0.5 },
    { x: at.x + 5, y: middle, align: 0 },
    { x: at.x - 5, y: middle, align: 1 },
    { x: at.x, y: at.y - 20 * scale, align: 0.3 },
  ];
  return { text: "lowest", anchors };
}

/**
 * Places round a mark: beside it, above, below.
 * @param {Spot} at
 * @param {number} gap
 * @returns {Anchor[]}
 */
function around({ x, y }, gap) {
  return [
    { x: x + gap, y: y - 0.9 * gap, align: 0 },
    { x: x + gap, y: y - 1.7 * gap, align: 0 },
    { x: x + gap, y: y - 2.2 * gap, align: 0 },
    { x: x + gap, y: y + gap, align: 0 },
    { x: x + gap, y: y + 1.4 * gap, align: 0 },
    { x: x + gap, y, align: 0 },
    { x: x - gap, y: y - gap, align: 1 },
    { x: x - gap, y: y + gap, align: 1 },
    { x, y: y - 1.7 * gap, align: 0.5 },
    { x, y: y + 1.7 * gap, align: 0.5 },
  ];
}

/** Where along a curve a name is tried, as shares of its length. */
const SHARES = Object.freeze([
  0.94, 0.86, 0.78, 0.7, 0.62, 0.54, 0.46, 0.38, 0.3, 0.2,
]);

/**
 * Places along a curve, from its right end leftwards, below and above it, but none
 * that is nearer to another curve.
 * @param {Points} points
 * @param {Points} others
 * @param {number} gap
 * @returns {Anchor[]}
 */
function along(points, others, gap) {
  if (!points.length) return [];
  const anchors = SHARES.flatMap((part) => {
    const [x, y] = points[Math.round(part * (points.length - 1))];
    return [
      { x: x + gap, y: y + gap, align: 0 },
      { x: x + 6, y: y + gap, align: 0.5 },
      { x: x - 6, y: y - gap, align: 1 },
      { x, y: y + 1.8 * gap, align: 0.3 },
      { x, y: y - 1.5 * gap, align: 0.7 },
    ];
  });
  return anchors.filter(({ x, y }) => {
    const spot = { x, y };
    return distance(spot, points) < distance(spot, others) + 2;
  });
}

/**
 * Say how far a spot is from the nearest point of a curve.
 * @param {Spot} spot
 * @param {Points} points
 */
function distance({ x, y }, points) {
  let least = Infinity;
  for (let i = 0; i < points.length; i += 2) {
    least = Math.min(least, Math.hypot(points[i][0] - x, points[i][1] - y));
  }
  return least;
}

/**
 * Places beside a straight line, from its end backwards, and on the ground after it.
 * @param {Spot} from
 * @param {Spot} to
 * @param {number} bottom
 * @param {number} gap
 * @returns {Anchor[]}
 */
function beside(from, to, bottom, gap) {
  const places = [0.8, 0.9, 1, 0.65, 0.5].flatMap((part) => {
    const x = from.x + part * (to.x - from.x);
    const y = from.y + part * (to.y - from.y);
    return [
      { x: x + gap, y: y + 0.4 * gap, align: 0 },
      { x: x + 0.6 * gap, y: y + 1.2 * gap, align: 0 },
      { x: x - gap, y: y + gap, align: 1 },
      { x: x + gap, y: y - gap, align: 0 },
    ];
  });
  return [...places, { x: to.x + 0.4 * gap, y: bottom - 1.3 * gap, align: 0 }];
}

/**
 * Make a pen that writes words where nothing else is. A word that must be there may
 * cover a curve, but no other word; any other is rather left out.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {readonly Box[]} marks
 * @param {readonly Box[]} ink
 */
function labeller(context, sheet, axes, marks, ink) {
  const { palette, scale } = sheet;
  const taken = [...marks];
  const picture = { width: sheet.width, height: axes.bottom - 3 };
  const height = 15 * scale;
  /**
   * @param {string} text
   * @param {readonly Anchor[]} anchors
   * @param {{colour: string, weight?: number, must?: boolean}} look
   */
  function put(text, anchors, { colour, weight = 400, must = false }) {
    const face = font(sheet, { weight });
    const width = measure(context, text, face);
    const boxes = anchors
      .map(({ x, y, align }) => ({
        x: x + width * (0.5 - align),
        y,
        width,
        height,
      }))
      .filter((box) => box.x - width / 2 > axes.left + 3);
    const free = firstFree(boxes, [...taken, ...ink], picture, 1);
    const box =
      free ?? (must ? firstFree(boxes, taken, picture, 1) : undefined);
    if (!box) return;
    taken.push(box);
    words(context, text, {
      x: box.x,
      y: box.y,
      colour,
      font: face,
      align: "center",
      halo: palette.paper,
    });
  }
  /**
   * @param {readonly string[]} lines
   * @param {string} colour
   */
  function sentence(lines, colour) {
    const faces = [
      font(sheet, { size: 14, weight: 600 }),
      font(sheet, { size: 14 }),
    ];
    const width = Math.max(
      ...lines.map((text, i) => measure(context, text, faces[i])),
    );
    const size = { width, height: 36 * scale };
    const choices = sentencePlaces(axes, size, scale);
    const box =
      firstFree(choices, [...taken, ...ink], picture, 2) ?? choices[0];
    taken.push(box);
    lines.forEach((text, i) => {
      const at = { x: box.x - width / 2, y: box.y + (i - 0.5) * 18 * scale };
      words(context, text, {
        ...at,
        colour,
        font: faces[i],
        halo: palette.paper,
      });
    });
  }
  return { put, sentence };
}

/**
 * Where the sentence may stand: at the upper left, or else further right or lower down.
 * @param {Axes} axes
 * @param {{width: number, height: number}} size
 * @param {number} scale
 */
function sentencePlaces({ left, right, top, bottom }, size, scale) {
  const first = left + 22 * scale + size.width / 2;
  const last = right - size.width / 2 - 8;
  const high = top + size.height / 2 + 2;
  const low = bottom - size.height / 2 - 14 * scale;
  const middle = (first + last) / 2;
  return [
    [first, high],
    [middle, high],
    [last, high],
    [last, low],
    [middle, low],
    [first, low],
  ].map(([x, y]) => ({ x, y, ...size }));
}
