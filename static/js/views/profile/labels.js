/** The words on the profile, each where it covers nothing. */

import { formatCost, formatRate } from "../../draw/axes.js";
import { clearest, firstFree } from "../../draw/labels.js";
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
  const { axes, ball, profile, rate, slope } = drawn;
  const [batch, test] = [drawn.curves.batch, drawn.curves.test].map((points) =>
    inFrame(points, axes),
  );
  const ink = [batch, test, straight(slope)].flatMap(dots);
  const pen = new Pen(context, sheet, axes, { marks: drawn.marks, ink });
  const quiet = { colour: palette.ink2 };
  const loud = { weight: 700, must: true };
  pen.sentence(verdict(profile, rate), palette.step);
  pen.put(costWords(ball), around(ball, 10 * scale), {
    ...loud,
    colour: palette.step,
  });
  pen.put("now", around(slope.from, 9 * scale), quiet);
  pen.put("mini-batch", along(batch, test, 14 * scale), {
    ...loud,
    colour: palette.ink,
  });
  pen.put("test images", along(test, batch, 14 * scale), quiet);
  const lowest = lowestLabel(axes, profile, scale);
  pen.put(lowest.text, lowest.anchors, quiet);
  const places = beside(slope.from, slope.to, axes.bottom, 10 * scale);
  pen.put("slope now", places, { colour: palette.contourText });
}

/** @param {{cost: number}} ball */
function costWords({ cost }) {
  return Number.isFinite(cost) ? formatCost(cost) : "∞";
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
    { x: x + gap, y: y - 2.8 * gap, align: 0 },
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
    const [across, down] = [points[i][0] - x, points[i][1] - y];
    least = Math.min(least, across * across + down * down);
  }
  return Math.sqrt(least);
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
 * A pen that writes words where nothing else is. A word that must be there may cover a
 * curve, but no other word; any other is rather left out.
 */
class Pen {
  #context;
  #sheet;
  #axes;
  #taken;
  #ink;
  #paper;

  /**
   * @param {Context} context
   * @param {Sheet} sheet
   * @param {Axes} axes
   * @param {{marks: readonly Box[], ink: readonly Box[]}} drawn
   */
  constructor(context, sheet, axes, { marks, ink }) {
    this.#context = context;
    this.#sheet = sheet;
    this.#axes = axes;
    this.#taken = [...marks];
    this.#ink = ink;
    this.#paper = { width: sheet.width, height: axes.bottom - 3 };
  }

  /**
   * Write a word at the first anchor that is free.
   * @param {string} text
   * @param {readonly Anchor[]} anchors
   * @param {{colour: string, weight?: number, must?: boolean}} look
   */
  put(text, anchors, { colour, weight = 400, must = false }) {
    const face = font(this.#sheet, { weight });
    const width = measure(this.#context, text, face);
    const size = { width, height: 15 * this.#sheet.scale };
    const boxes = anchors
      .map(({ x, y, align }) => ({ x: x + width * (0.5 - align), y, ...size }))
      .filter((box) => box.x - width / 2 > this.#axes.left + 3);
    const box =
      this.#free(boxes, 1) ?? (must ? this.#free(boxes, 1, []) : undefined);
    if (!box) return;
    this.#taken.push(box);
    const { paper: halo } = this.#sheet.palette;
    const { x, y } = box;
    words(this.#context, text, {
      x,
      y,
      colour,
      halo,
      font: face,
      align: "center",
    });
  }

  /**
   * Write the two lines that say what the step will do.
   * @param {{head: string, tail: string}} said
   * @param {string} colour
   */
  sentence({ head, tail }, colour) {
    const { scale, palette } = this.#sheet;
    const faces = [600, 400].map((weight) =>
      font(this.#sheet, { size: 14, weight }),
    );
    const widths = [head, tail].map((text, i) =>
      measure(this.#context, text, faces[i]),
    );
    const size = { width: Math.max(...widths), height: 36 * scale };
    const choices = sentencePlaces(this.#axes, size, scale);
    const drawn = [...this.#taken, ...this.#ink];
    const box = this.#free(choices, 2) ?? clearest(choices, drawn, this.#paper);
    this.#taken.push(box);
    [head, tail].forEach((text, i) => {
      const at = {
        x: box.x - size.width / 2,
        y: box.y + (i - 0.5) * 18 * scale,
      };
      words(this.#context, text, {
        ...at,
        colour,
        font: faces[i],
        halo: palette.paper,
      });
    });
  }

  /**
   * @param {readonly Box[]} boxes
   * @param {number} gap
   * @param {readonly Box[]} [ink]
   */
  #free(boxes, gap, ink = this.#ink) {
    return firstFree(boxes, [...this.#taken, ...ink], this.#paper, gap);
  }
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
