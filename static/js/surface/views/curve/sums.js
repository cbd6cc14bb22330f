/** The sums of a curve with steps on it: where each leads, and how steep it is there. */

import { format, formatCost } from "../../../draw/axes.js";
import { smoothCurve } from "../../../draw/curves.js";
import { fateAt } from "../../readings.js";

/**
 * @import { Ground, Path } from "../../readings.js"
 * @typedef {{xs: ArrayLike<number>, costs: ArrayLike<number>}} Points at even xs
 * @typedef {{number: number, from: number, to: number, cost: number, landing: number}} Hop
 *   one step: from x to x, at the cost that it left from, and the cost where it lands
 */

/**
 * Draw a smooth curve through the costs of a ground with one input.
 * @param {Ground} ground
 * @returns {Points & {curve: (x: number) => number}}
 */
export function curveOf({ costs, columns, axes }) {
  const xs = Float64Array.from(
    { length: columns },
    (_, i) => axes.left + ((axes.right - axes.left) * i) / (columns - 1),
  );
  return { xs, costs, curve: smoothCurve(xs, costs) };
}

/**
 * Measure how steep even points are at a place: the slope of the quartic through the five
 * nearest.
 * @param {Points} points
 * @param {number} x
 */
export function slopeAt({ xs, costs }, x) {
  const width = (xs[xs.length - 1] - xs[0]) / (xs.length - 1);
  const { t, odd, even } = nearest(costs, (x - xs[0]) / width);
  const first = odd[0] + t * even[0];
  const second = ((3 * t * t - 1) * odd[1]) / 6;
  return (first + second + ((4 * t ** 3 - 2 * t) * even[1]) / 24) / width;
}

/**
 * Read even points at a place between them: the quartic through the five nearest.
 * @param {ArrayLike<number>} values
 * @param {number} place counted in points
 */
export function valueAt(values, place) {
  const { t, middle, odd, even } = nearest(values, place);
  const low = middle + t * odd[0] + (t * t * even[0]) / 2;
  return low + t * (t * t - 1) * (odd[1] / 6 + (t * even[1]) / 24);
}

/**
 * Take the central differences of the five points nearest to a place (Stirling's formula).
 * @param {ArrayLike<number>} values
 * @param {number} place
 */
function nearest(values, place) {
  const at = Math.max(2, Math.min(values.length - 3, Math.round(place)));
  const [a, b, c, d, e] = [-2, -1, 0, 1, 2].map((i) => values[at + i]);
  return {
    t: place - at,
    middle: c,
    odd: [(d - b) / 2, (e - 2 * d + 2 * b - a) / 2],
    even: [d - 2 * c + b, e - 4 * d + 6 * c - 4 * b + a],
  };
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
  const x = first.xs[Math.min(step, first.end)];
  const slope = slopeAt(curveOf(ground), x);
  const each = paths.map((path) => racerWords(path, step)).join("; ");
  const inside = x >= ground.axes.left && x <= ground.axes.right;
  const steep = inside
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
