/** The sums of a curve with steps on it: where each leads, and how steep it is there. */

import { format, formatCost } from "../../../draw/axes.js";
import { smoothCurve } from "../../../draw/curves.js";
import { fateAt } from "../../readings.js";

/**
 * @import { Ground, Path } from "../../readings.js"
 * @typedef {(x: number) => number} Curve
 * @typedef {{number: number, from: number, to: number, cost: number, landing: number}} Hop
 *   one step: from x to x, at the cost that it left from, and the cost where it lands
 */

/** The slope is measured over so small a part of the window. */
const NEAR = 1e-3;

/**
 * Draw a smooth curve through the costs of a ground with one input.
 * @param {Ground} ground
 * @returns {{xs: Float64Array, curve: Curve}}
 */
export function curveOf({ costs, columns, axes }) {
  const xs = Float64Array.from(
    { length: columns },
    (_, i) => axes.left + ((axes.right - axes.left) * i) / (columns - 1),
  );
  return { xs, curve: smoothCurve(xs, costs) };
}

/**
 * Measure how steep a curve is at a place.
 * @param {Curve} curve
 * @param {number} x
 * @param {number} width of the window
 */
export function slopeAt(curve, x, width) {
  const near = NEAR * width;
  return (curve(x + near) - curve(x - near)) / (2 * near);
}

/**
 * List the steps that a racer has taken.
 * @param {Path} path
 * @param {number} step
 * @returns {Hop[]}
 */
export function hopsOf({ xs, costs, end }, step) {
  return Array.from({ length: Math.min(step, end) }, (_, i) => ({
    number: i + 1,
    from: xs[i],
    to: xs[i + 1],
    cost: costs[i],
    landing: costs[i + 1],
  }));
}

/**
 * Write a slope with two significant figures.
 * @param {number} slope
 */
export function formatSlope(slope) {
  const size = Math.abs(slope);
  if (!(size >= 5e-4)) return size < 5e-4 ? "0" : "–";
  const digits = Number(slope.toPrecision(2));
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(Math.abs(digits))));
  return format(digits, Math.min(4, decimals));
}

/**
 * Name the colour of a slope: that of its sign.
 * @param {number} slope
 * @returns {"pos" | "neg" | "ink2"}
 */
export function slopeColour(slope) {
  if (formatSlope(slope) === "0") return "ink2";
  return slope > 0 ? "pos" : "neg";
}

/**
 * Move a start along the window by some hundredths of it, and not beyond its ends.
 * @param {Ground["axes"]} axes
 * @param {number} x
 * @param {number} hundredths
 */
export function moved({ left, right }, x, hundredths) {
  const next = x + ((right - left) * hundredths) / 100;
  return Number(Math.min(right, Math.max(left, next)).toPrecision(4));
}

/**
 * State the finding: where each racer stands, what it does, and the slope under the first.
 * @param {Ground} ground
 * @param {readonly Path[]} paths
 * @param {number} step
 */
export function describe(ground, paths, step) {
  const [first] = paths;
  if (!first) return "No racer is on the curve.";
  const { axes } = ground;
  const x = first.xs[Math.min(step, first.end)];
  const slope = slopeAt(curveOf(ground).curve, x, axes.right - axes.left);
  const each = paths.map((path) => racerWords(path, step)).join("; ");
  const steep = Number.isFinite(slope)
    ? `The slope under ${first.racer.name} is ${formatSlope(slope)}.`
    : `${first.racer.name} is outside the picture.`;
  return `At step ${format(step)}: ${each}. ${steep}`;
}

/**
 * @param {Path} path
 * @param {number} step
 */
function racerWords(path, step) {
  const at = Math.min(step, path.end);
  const x = format(Number(path.xs[at].toPrecision(3)));
  const cost = formatCost(path.costs[at]);
  return `${path.racer.name} at x = ${x}, cost ${cost}, ${fateAt(path, step)}`;
}
