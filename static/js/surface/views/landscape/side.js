/** The side view: a cut through the first racer along x, with its arrow down the slope. */

import { format, linear } from "../../../draw/axes.js";
import { drawEmpty } from "../../../draw/empty.js";
import { frameOf } from "../../../draw/frame.js";
import { arrow, font, words } from "../../../draw/marks.js";
import { plotOf } from "../../../draw/rungs.js";
import { paintSection } from "../curve/section.js";
import { drawRacers, drawSlope, edgesOf, standingOf } from "../curve/steps.js";
import { slopeColour } from "../curve/sums.js";
import { sliceOf } from "./sums.js";

/**
 * @import { Axes } from "../../../draw/frame.js"
 * @import { Sheet } from "../../../draw/stage.js"
 * @import { Ground, Path } from "../../readings.js"
 * @typedef {CanvasRenderingContext2D} Context
 */

const MARGIN = Object.freeze({ top: 30, right: 16, bottom: 36 });
/** There is so much ground below the lowest point. */
const BELOW = 0.06;
const OUTSIDE = "The first racer is outside the picture";
/** How long the arrow down the slope is, in pixels at scale 1: it grows by the logarithm
 * of the slope. */
const ARROW = Object.freeze({ least: 34, grows: 18, most: 110 });

/**
 * Paint the cut along y = const through the first racer.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {{ground: Ground, paths: readonly Path[], step: number}} scene
 */
export function paintSide(context, sheet, { ground, paths, step }) {
  const [first] = paths;
  const at = Math.min(step, first?.end ?? 0);
  if (!first || !isOn(ground, first.ys[at]))
    return drawEmpty(context, sheet, OUTSIDE);
  const slice = sliceOf(ground, first.ys[at]);
  const plot = plotOf(ground.costs);
  const axes = axesOf(context, sheet, ground, plot.of);
  const [low, high] = axes.y.domain.map(plot.of);
  const rungs = plot.rungs(low, high, high);
  paintSection(context, sheet, axes, {
    ...slice,
    rungs,
    ticks: rungs.filter(({ index }) => index).map(({ cost }) => cost),
    tint: (cost) => (plot.of(cost) - low) / (high - low),
  });
  const here = standingOf(first, step, slice);
  const taken = edgesOf(axes, sheet);
  taken.push(besideRacer(axes, here, sheet.scale));
  taken.push(...drawSlope(context, sheet, axes, here, taken));
  writeCut(context, sheet, first.ys[at]);
  drawDown(context, sheet, axes, here);
  drawRacers(context, sheet, axes, [first], step, taken);
}

/**
 * Say whether a cut at y meets the ground.
 * @param {Ground} ground
 * @param {number} y
 */
function isOn({ axes: { bottom, top } }, y) {
  return y >= bottom && y <= top;
}

/**
 * Keep the place of a racer and its arrow free of words.
 * @param {Axes} axes
 * @param {{x: number, cost: number, slope: number}} here
 * @param {number} scale
 */
function besideRacer({ x, y }, { slope, ...here }, scale) {
  const [from, way] = [x(here.x), wayDown(slope, scale)];
  const [width, height] = [Math.abs(way) + 28 * scale, 28 * scale];
  return { x: from + way / 2, y: y(here.cost), width, height };
}

/**
 * Say how far down the slope the arrow goes: to the left below 0.
 * @param {number} slope
 * @param {number} scale
 */
function wayDown(slope, scale) {
  if (slopeColour(slope) === "ink2") return 0;
  const wish = ARROW.least + ARROW.grows * Math.log1p(Math.abs(slope));
  return -Math.sign(slope) * Math.min(ARROW.most, wish) * scale;
}

/**
 * Lay out the axes: x over the window, costs from the lowest to the highest.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Ground} ground
 * @param {(cost: number) => number} plot
 * @returns {Axes}
 */
function axesOf(context, sheet, { costs, axes }, plot) {
  const known = costs.filter(Number.isFinite);
  const low = known.reduce((a, b) => Math.min(a, b), Infinity);
  const high = known.reduce((a, b) => Math.max(a, b), -Infinity);
  const frame = frameOf(context, sheet, [format(high, 0)], MARGIN);
  const [floor, top] = [plot(low), plot(high)];
  const below = floor - BELOW * (top - floor);
  const inner = linear([below, top], [frame.bottom, frame.top]);
  const y = Object.assign((/** @type {number} */ cost) => inner(plot(cost)), {
    ...inner,
    domain: /** @type {const} */ ([low, high]),
    invert: (/** @type {number} */ place) =>
      costAt(plot, low, high, inner.invert(place)),
  });
  const x = linear([axes.left, axes.right], [frame.left, frame.right]);
  return { ...frame, x, y };
}

/**
 * Find the cost that is plotted at a height, by halving.
 * @param {(cost: number) => number} plot
 * @param {number} low
 * @param {number} high
 * @param {number} height
 */
function costAt(plot, low, high, height) {
  let [from, to] = [low, high];
  for (let round = 0; round < 40; round += 1) {
    const middle = (from + to) / 2;
    if (plot(middle) < height) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/**
 * Say where the cut is.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {number} y
 */
function writeCut(context, sheet, y) {
  const { palette, scale, width } = sheet;
  const text = `cut along y = ${format(Number(y.toPrecision(3)))}`;
  words(context, text, {
    x: width - 16 * scale,
    y: 13 * scale,
    align: "right",
    colour: palette.ink,
    font: font(sheet, { size: 15, weight: 600 }),
  });
}

/**
 * Draw the arrow of −∂C/∂x from where the racer stands.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {{x: number, cost: number, slope: number}} here
 */
function drawDown(context, { palette, scale }, { x, y }, { slope, ...here }) {
  const way = wayDown(slope, scale);
  if (way === 0 || Number.isNaN(way)) return;
  const from = x(here.x);
  const look = { colour: palette.step, casing: palette.paper, width: 4 };
  arrow(context, { from, to: from + way, y: y(here.cost), ...look });
}
