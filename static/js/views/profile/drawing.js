/** The profile in ink: the curve ahead, the slope now, and the ball where it lands. */

import { format, formatCost, formatRate, linear } from "../../draw/axes.js";
import { bottomAxis, frameOf, gridLines } from "../../draw/frame.js";
import { firstFree } from "../../draw/labels.js";
import {
  arrow,
  font,
  line,
  mark,
  measure,
  variableFont,
  words,
} from "../../draw/marks.js";
import { landingAt, verdict } from "../../draw/profile.js";

/**
 * @typedef {import("../../draw/profile.js").Profile} Profile
 * @typedef {import("../../draw/stage.js").Sheet} Sheet
 * @typedef {import("../../draw/axes.js").Scale} Scale
 * @typedef {import("../../draw/labels.js").Box} Box
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {{x: Scale, y: Scale, left: number, right: number, top: number,
 *   bottom: number}} Axes
 * @typedef {{profile: Profile, rate: number, window: {widest: number,
 *   costs: readonly [number, number]}, grown: number, travelled: number}} Scene `grown`
 *   and `travelled` go from 0 to 1 while a single step is played
 */

const MARGIN = Object.freeze({ top: 8, right: 16, bottom: 28 });
const HANDLE = 11;
const BALL = 5.5;

/**
 * Lay out the axes of a scene on a sheet.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Scene["window"]} window
 * @returns {Axes}
 */
export function axesOf(context, sheet, window) {
  const marks = linear(window.costs, [1, 0]).ticks(4);
  const frame = frameOf(
    context,
    sheet,
    marks.map((cost) => format(cost)),
    MARGIN,
  );
  return {
    ...frame,
    x: linear([0, window.widest], [frame.left, frame.right]),
    y: linear(window.costs, [frame.bottom, frame.top]),
  };
}

/**
 * Draw the profile.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Scene} scene
 */
export function drawProfile(context, sheet, scene) {
  const axes = axesOf(context, sheet, scene.window);
  const costs = axes.y.ticks(4);
  const decimals = Math.max(
    ...costs.map((cost) => (String(cost).split(".")[1] ?? "").length),
  );
  gridLines(context, sheet, axes, costs, (cost) =>
    format(cost, cost === 0 ? 0 : decimals),
  );
  const blocked = handleBox(axes, sheet, scene);
  bottomAxis(context, sheet, axes, axes.x.ticks(6), (rate) => format(rate), [
    blocked,
  ]);
  const curves = drawCurves(context, sheet, axes, scene.profile);
  drawSlope(context, sheet, axes, scene.profile);
  drawLowest(context, sheet, axes, scene.profile);
  drawStep(context, sheet, axes, scene);
  writeLabels(context, sheet, { axes, scene, curves });
}

/**
 * Draw both curves inside the frame; return their points.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Profile} profile
 */
function drawCurves(context, { palette }, axes, profile) {
  const batch = pointsOf(profile.batchAt, axes);
  const test = pointsOf(profile.testAt, axes);
  context.save();
  context.beginPath();
  context.rect(
    axes.left,
    axes.top - 4,
    axes.right - axes.left + 4,
    axes.bottom - axes.top + 4,
  );
  context.clip();
  line(context, test, { colour: palette.ink2, width: 1.5, dash: [5, 4] });
  line(context, batch, { colour: palette.ink, width: 2.5 });
  context.restore();
  return { batch, test };
}

/**
 * Follow a curve at every second pixel.
 * @param {(rate: number) => number} curve
 * @param {Axes} axes
 * @returns {[number, number][]}
 */
function pointsOf(curve, { x, y, left, right }) {
  const count = Math.max(2, Math.ceil((right - left) / 2));
  return Array.from({ length: count + 1 }, (_, i) => {
    const place = left + ((right - left) * i) / count;
    const cost = curve(Math.max(0, x.invert(place)));
    return [
      place,
      Number.isFinite(cost) ? Math.max(y(cost), -1000) : Number.NaN,
    ];
  });
}

/**
 * Find where the straight line of the slope leaves the lower half of the frame.
 * @param {Axes} axes
 * @param {Profile} profile
 */
function slopeEnd({ x, y, left, right, bottom }, { now, slope }) {
  const [widest, low] = [x.domain[1], y.domain[0]];
  const down = slope < 0 ? (low - now) / slope : widest;
  const end = Math.min(down, 0.38 * widest);
  return {
    x: Math.min(x(end), left + 0.38 * (right - left)),
    y: Math.min(y(now + slope * end), bottom),
  };
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Profile} profile
 */
function drawSlope(context, { palette }, axes, profile) {
  const end = slopeEnd(axes, profile);
  const from = /** @type {[number, number]} */ ([
    axes.x(0),
    axes.y(profile.now),
  ]);
  line(context, [from, [end.x, end.y]], { colour: palette.contour, width: 2 });
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Profile} profile
 */
function drawLowest(context, { palette }, { x, y, bottom }, { lowest }) {
  if (lowest.rate <= 0 || lowest.rate > x.domain[1]) return;
  const at = x(lowest.rate);
  const points = /** @type {[number, number][]} */ ([
    [at, y(lowest.cost)],
    [at, bottom],
  ]);
  line(context, points, { colour: palette.ink2, width: 1.2, dash: [2, 3] });
}

/**
 * Say where the ball is: on the curve, pinned to the top when it is off the paper.
 * @param {Axes} axes
 * @param {Scene} scene
 */
export function ballAt({ x, y, top }, { profile, rate, travelled }) {
  const at = landingAt(profile, rate * travelled);
  const cost = travelled === 1 ? at.batch : profile.batchAt(rate * travelled);
  const height = Number.isFinite(cost) ? y(cost) : -1;
  return {
    x: x(rate * travelled),
    y: Math.max(height, top),
    cost,
    off: height < top,
  };
}

/**
 * Draw the arrow along the axis, the handle, and the ball.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Scene} scene
 */
function drawStep(context, sheet, axes, scene) {
  const { palette, scale } = sheet;
  const colour = palette.step;
  const at = axes.x(scene.rate);
  const tip = axes.left + (at - axes.left - HANDLE * scale - 1) * scene.grown;
  if (tip > axes.left + 2) {
    arrow(context, {
      from: axes.left,
      to: tip,
      y: axes.bottom,
      width: 4,
      colour,
    });
  }
  const ball = ballAt(axes, scene);
  line(
    context,
    [
      [ball.x, ball.y],
      [ball.x, axes.bottom],
    ],
    { colour, width: 1.2 },
  );
  mark(context, "disc", {
    x: at,
    y: axes.bottom,
    radius: HANDLE * scale,
    fill: colour,
  });
  words(context, "η", {
    x: at,
    y: axes.bottom,
    colour: palette.onInk,
    align: "center",
    font: variableFont(sheet, 14),
  });
  const start = { x: axes.x(0), y: axes.y(scene.profile.now) };
  mark(context, "disc", {
    ...start,
    radius: BALL,
    fill: palette.paper,
    stroke: palette.ink,
    width: 2,
  });
  const shape = ball.off ? "triangle" : "disc";
  mark(context, shape, {
    ...ball,
    radius: BALL + 0.5,
    fill: colour,
    stroke: palette.paper,
    width: 2,
  });
}

/**
 * @param {Axes} axes
 * @param {Sheet} sheet
 * @param {Scene} scene
 * @returns {Box}
 */
function handleBox({ x, bottom }, { scale }, { rate }) {
  const side = 2 * HANDLE * scale + 4;
  return { x: x(rate), y: bottom + 6, width: side, height: side + 12 };
}

/**
 * Write all words, the important ones first, none over another.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {{axes: Axes, scene: Scene, curves: {batch: [number, number][],
 *   test: [number, number][]}}} drawn
 */
function writeLabels(context, sheet, { axes, scene, curves }) {
  const { palette, scale } = sheet;
  const ink = [...dots(curves.batch), ...dots(curves.test)];
  const ball = ballAt(axes, scene);
  const hard = [
    handleBox(axes, sheet, scene),
    { x: ball.x, y: ball.y, width: 14, height: 14 },
    { x: axes.left, y: axes.y(scene.profile.now), width: 14, height: 14 },
  ];
  const pen = labeller(context, sheet, axes, hard, ink);
  const said = verdict(scene.profile, scene.rate);
  const cost = Number.isFinite(ball.cost) ? formatCost(ball.cost) : "∞";
  pen.sentence([said.head, said.tail], palette.step);
  pen.put(cost, around(ball, 10 * scale), {
    colour: palette.step,
    weight: 700,
  });
  pen.put(
    "now",
    around({ x: axes.left, y: axes.y(scene.profile.now) }, 9 * scale),
    { colour: palette.ink2 },
  );
  pen.put("mini-batch", along(curves.batch, 14 * scale), {
    colour: palette.ink,
    weight: 700,
  });
  pen.put("test images", along(curves.test, 14 * scale), {
    colour: palette.ink2,
  });
  const slope = slopeEnd(axes, scene.profile);
  const from = { x: axes.left, y: axes.y(scene.profile.now) };
  pen.put("slope now", beside(from, slope, 10 * scale), {
    colour: palette.contourText,
  });
  pen.put(...lowestLabel(axes, scene.profile, scale), { colour: palette.ink2 });
}

/**
 * @param {Axes} axes
 * @param {Profile} profile
 * @param {number} scale
 * @returns {[string, Anchor[]]}
 */
function lowestLabel({ x, y, right, bottom }, { lowest }, scale) {
  const beyond = lowest.rate > x.domain[1];
  if (beyond) {
    const text = `lowest at ${formatRate(lowest.rate)} →`;
    return [text, [{ x: right, y: bottom - 12 * scale, align: 1 }]];
  }
  const at = { x: x(lowest.rate), y: y(lowest.cost) };
  if (lowest.rate <= 0) return ["", []];
  const above = { x: at.x, y: at.y - 12 * scale, align: 0.5 };
  const below = { x: at.x + 5, y: (at.y + bottom) / 2, align: 0 };
  return ["lowest", [above, below, { ...below, x: at.x - 5, align: 1 }]];
}

/** @typedef {{x: number, y: number, align: number}} Anchor `align` is the share of the
 *   words to the left of x */

/**
 * Places round a mark: right, above right, left, above, below.
 * @param {{x: number, y: number}} at
 * @param {number} gap
 * @returns {Anchor[]}
 */
function around({ x, y }, gap) {
  return [
    { x: x + gap, y: y - 0.9 * gap, align: 0 },
    { x: x + gap, y: y + gap, align: 0 },
    { x: x + gap, y, align: 0 },
    { x: x - gap, y: y - gap, align: 1 },
    { x: x - gap, y: y + gap, align: 1 },
    { x, y: y - 1.7 * gap, align: 0.5 },
    { x, y: y + 1.7 * gap, align: 0.5 },
  ];
}

/**
 * Places along a curve, from its right end leftwards, below and above it.
 * @param {readonly [number, number][]} points
 * @param {number} gap
 * @returns {Anchor[]}
 */
function along(points, gap) {
  const shares = [0.94, 0.86, 0.78, 0.7, 0.62, 0.54, 0.46, 0.38, 0.3, 0.2];
  return shares.flatMap((part) => {
    const [x, y] = points[Math.round(part * (points.length - 1))];
    return [
      { x: x + 6, y: y + gap, align: 0.5 },
      { x: x - 6, y: y - gap, align: 1 },
      { x, y: y + 1.8 * gap, align: 0.3 },
      { x, y: y - 1.5 * gap, align: 0.7 },
    ];
  });
}

/**
 * Places beside a straight line, from its end backwards.
 * @param {{x: number, y: number}} from
 * @param {{x: number, y: number}} to
 * @param {number} gap
 * @returns {Anchor[]}
 */
function beside(from, to, gap) {
  return [0.8, 0.9, 1, 0.65, 0.5].flatMap((part) => {
    const x = from.x + part * (to.x - from.x);
    const y = from.y + part * (to.y - from.y);
    return [
      { x: x - gap, y: y + gap, align: 1 },
      { x: x + gap, y: y + 0.4 * gap, align: 0 },
      { x: x + 0.6 * gap, y: y + 1.2 * gap, align: 0 },
      { x: x + gap, y: y - gap, align: 0 },
    ];
  });
}

/**
 * Boxes along a stroke, which words should not cover.
 * @param {readonly [number, number][]} points
 * @returns {Box[]}
 */
function dots(points) {
  return points
    .filter(([, y], i) => i % 3 === 0 && Number.isFinite(y))
    .map(([x, y]) => ({ x, y, width: 6, height: 6 }));
}

/**
 * Make a pen that writes words where nothing else is, and leaves a word out rather
 * than write it over another.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {readonly Box[]} marks
 * @param {readonly Box[]} ink
 */
function labeller(context, sheet, axes, marks, ink) {
  const { palette, scale } = sheet;
  const taken = [...marks];
  const picture = { width: sheet.width, height: axes.bottom - 2 };
  const height = 15 * scale;
  /**
   * @param {string} text
   * @param {readonly Anchor[]} anchors
   * @param {{colour: string, weight?: number}} look
   */
  function put(text, anchors, { colour, weight = 400 }) {
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
    const box =
      firstFree(boxes, [...taken, ...ink], picture, 1) ??
      firstFree(boxes, taken, picture, 1);
    if (!box || !text) return;
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
   * @param {readonly [string, string]} lines
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
    const y = axes.top + size.height / 2 + 2;
    const choices = [
      axes.left + 22 * scale,
      (axes.left + axes.right - width) / 2,
      axes.right - width - 8,
    ].map((left) => ({ x: left + width / 2, y, ...size }));
    const box =
      firstFree(choices, [...taken, ...ink], picture, 3) ?? choices[0];
    taken.push(box);
    const left = box.x - width / 2;
    lines.forEach((text, i) => {
      const at = { x: left, y: box.y + (i - 0.5) * 18 * scale };
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
