/** The profile in ink: the curve ahead, the slope now, and the ball where it lands. */

import { formatTicks, linear } from "../../draw/axes.js";
import { bottomAxis, frameOf, gridLines } from "../../draw/frame.js";
import {
  arrow,
  line,
  mark,
  variableFont,
  segment,
  words,
} from "../../draw/marks.js";
import { landingAt } from "../../draw/profile.js";
import { writeLabels } from "./labels.js";

/**
 * @typedef {import("../../draw/profile.js").Profile} Profile
 * @typedef {import("../../draw/stage.js").Sheet} Sheet
 * @typedef {import("../../draw/labels.js").Box} Box
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {import("../../draw/frame.js").Axes} Axes
 * @typedef {import("./labels.js").Spot} Spot
 * @typedef {Spot & {cost: number, off: boolean}} Ball `off` when it is off the paper
 * @typedef {{profile: Profile, rate: number, window: {widest: number,
 *   costs: readonly [number, number]}, grown: number, travelled: number}} Scene `grown`
 *   and `travelled` go from 0 to 1 while a single step is played
 */

const MARGIN = Object.freeze({ top: 8, right: 16, bottom: 28 });
const HANDLE = 11;
const BALL = 5.5;
/** The numbers of η keep clear of the handle on their axis. */
const BELOW = 16;

/**
 * Lay out the axes of a scene on a sheet.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Scene["window"]} window
 * @returns {Axes}
 */
function axesOf(context, sheet, { widest, costs }) {
  const ticks = linear(costs, [1, 0]).ticks();
  const frame = frameOf(context, sheet, ticks.map(formatTicks(ticks)), MARGIN);
  return {
    ...frame,
    x: linear([0, widest], [frame.left, frame.right]),
    y: linear(costs, [frame.bottom, frame.top]),
  };
}

/**
 * Draw the profile and return its axes.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Scene} scene
 */
export function drawProfile(context, sheet, scene) {
  const { profile, rate } = scene;
  const axes = axesOf(context, sheet, scene.window);
  const costs = axes.y.ticks();
  gridLines(context, sheet, axes, costs, formatTicks(costs));
  const handle = handleBox(axes, sheet, scene);
  const rates = axes.x.ticks(6);
  bottomAxis(context, sheet, axes, rates, formatTicks(rates), {
    below: BELOW,
  });
  drawLowest(context, sheet, axes, profile);
  const curves = drawCurves(context, sheet, axes, profile);
  const from = { x: axes.left, y: axes.y(profile.now) };
  const slope = { from, to: slopeEnd(axes, profile) };
  drawSlope(context, sheet, slope);
  const ball = ballAt(axes, scene);
  drawStep(context, sheet, axes, { ...scene, from, ball });
  const marks = [handle, ...boxesOf(axes, profile, ball)];
  writeLabels(context, sheet, {
    axes,
    profile,
    rate,
    ball,
    slope,
    curves,
    marks,
  });
  return axes;
}

/**
 * Draw both curves inside the frame; return their points.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Profile} profile
 */
function drawCurves(context, { palette, scale }, axes, profile) {
  const weight = Math.sqrt(scale);
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
  line(context, test, {
    colour: palette.ink2,
    width: 1.5 * weight,
    dash: [5, 4],
  });
  line(context, batch, { colour: palette.ink, width: 2.5 * weight });
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
 * @param {{from: Spot, to: Spot}} slope
 */
function drawSlope(context, { palette }, { from, to }) {
  const points = [from, to].map(
    ({ x, y }) => /** @type {[number, number]} */ ([x, y]),
  );
  line(context, points, { colour: palette.contour, width: 2 });
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
 * @returns {Ball}
 */
function ballAt({ x, y, top }, { profile, rate, travelled }) {
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
 * @param {Scene & {from: Spot, ball: Ball}} scene
 */
function drawStep(context, sheet, axes, { rate, grown, from, ball }) {
  const { palette, scale } = sheet;
  const colour = palette.step;
  const at = { x: axes.x(rate), y: axes.bottom };
  const weight = Math.sqrt(scale);
  const tip = axes.left + (at.x - axes.left - HANDLE * scale - 1) * grown;
  if (tip > axes.left + 8) {
    const width = 4 * weight;
    arrow(context, { from: axes.left, to: tip, y: at.y, width, colour });
  }
  segment(context, [ball.x, ball.y, ball.x, at.y], { colour, width: 1.2 });
  mark(context, "disc", { ...at, radius: HANDLE * scale, fill: colour });
  const face = variableFont(sheet, 14);
  words(context, "η", {
    ...at,
    colour: palette.onInk,
    align: "center",
    font: face,
  });
  const open = { fill: palette.paper, stroke: palette.ink, width: 2 };
  mark(context, "disc", { ...from, radius: BALL * weight, ...open });
  const solid = { fill: colour, stroke: palette.paper, width: 2 };
  mark(context, ball.off ? "triangle" : "disc", {
    ...ball,
    radius: (BALL + 0.5) * weight,
    ...solid,
  });
}

/**
 * List what words may not cover: both dots, and the lines from them down to the axis.
 * @param {Axes} axes
 * @param {Profile} profile
 * @param {Spot} ball
 * @returns {Box[]}
 */
function boxesOf({ x, y, left, bottom }, { now, lowest }, ball) {
  const size = { width: 14, height: 14 };
  const start = { x: left, y: y(now), ...size };
  const lowestSpot = { x: x(lowest.rate), y: y(lowest.cost) };
  const lines = [ball, lowestSpot].map((spot) => drop(spot, bottom));
  return [{ x: ball.x, y: ball.y, ...size }, start, ...lines];
}

/**
 * Give the box round the line from a spot down to the axis.
 * @param {Spot} spot
 * @param {number} bottom
 * @returns {Box}
 */
function drop({ x, y }, bottom) {
  return { x, y: (y + bottom) / 2, width: 3, height: Math.max(0, bottom - y) };
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
