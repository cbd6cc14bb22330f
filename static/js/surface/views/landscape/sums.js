/** Where things lie over the window: arrows down the slope, ways, racers, and a slice. */

import { format, formatCost } from "../../../draw/axes.js";
import { smoothCurve } from "../../../draw/curves.js";
import { valueAt } from "../curve/sums.js";
import { fateAt } from "../../readings.js";

/**
 * @import { Ground, Path } from "../../readings.js"
 * @import { Spot } from "./mesh.js"
 * @typedef {Ground["axes"]} Window
 * @typedef {{from: Spot, to: Spot}} Arrow
 */

/** An arrow is at most and at least so many parts of its cell long. */
const LONGEST = 0.92;
const SHORTEST = 0.3;
/** Slopes below this share of the steepest get the shortest arrow. */
const GENTLE = 1e-3;

/**
 * Place a point of the plane in the window.
 * @param {Window} axes
 * @param {number} x
 * @param {number} y
 * @returns {Spot}
 */
export function placed({ left, right, bottom, top }, x, y) {
  return [(x - left) / (right - left), (y - bottom) / (top - bottom)];
}

/**
 * Draw −∇C from the middle of every cell, longer by the logarithm of the slope; where it
 * is level there is no arrow.
 * @param {Ground} ground
 * @returns {Arrow[]}
 */
export function arrowsOf({ arrows: { rows, columns, values }, axes }) {
  const slopes = Array.from({ length: rows * columns }, (_, i) => {
    const x = (-values[2 * i] * columns) / (axes.right - axes.left);
    const y = (-values[2 * i + 1] * rows) / (axes.top - axes.bottom);
    const size = Math.hypot(values[2 * i], values[2 * i + 1]);
    return { x, y, size: Number.isFinite(size) ? size : 0 };
  });
  const steepest = Math.max(...slopes.map(({ size }) => size));
  return slopes.flatMap(({ x, y, size }, i) => {
    const middle = [(i % columns) + 0.5, Math.floor(i / columns) + 0.5];
    const half = lengthOf(size / steepest) / 2 / Math.hypot(x, y);
    if (!Number.isFinite(half)) return [];
    const end = (/** @type {number} */ way) =>
      /** @type {Spot} */ ([
        (middle[0] + way * x) / columns,
        (middle[1] + way * y) / rows,
      ]);
    return [{ from: end(-half), to: end(half) }];
  });
}

/**
 * Say how long an arrow is, in cells.
 * @param {number} share of the steepest slope
 */
function lengthOf(share) {
  const gentle = Math.log(Math.max(share, GENTLE)) / Math.log(GENTLE);
  return LONGEST - (LONGEST - SHORTEST) * gentle;
}

/**
 * List the spots of a way up to a step; those outside the window are no numbers.
 * @param {Path} path
 * @param {Window} axes
 * @param {number} step
 * @returns {Spot[]}
 */
export function wayOf({ xs, ys, end }, axes, step) {
  const count = Math.min(step, end) + 1;
  return Array.from({ length: count }, (_, i) => {
    const [x, y] = placed(axes, xs[i], ys[i]);
    const inside = x >= 0 && x <= 1 && y >= 0 && y <= 1;
    return inside ? [x, y] : [NaN, NaN];
  });
}

/**
 * Put more spots between those of a way, so that it bends with the ground.
 * @param {readonly Spot[]} way
 * @param {number} apart at most, in parts of the window
 * @returns {Spot[]}
 */
export function dense(way, apart) {
  return way.flatMap(([x, y], i) => {
    const [fromX, fromY] = way[i - 1] ?? [x, y];
    const length = Math.hypot(x - fromX, y - fromY);
    const count = Math.max(1, Math.ceil(length / apart) || 1);
    const between = Array.from({ length: count - 1 }, (_, part) => {
      const share = (part + 1) / count;
      return /** @type {Spot} */ ([
        fromX + share * (x - fromX),
        fromY + share * (y - fromY),
      ]);
    });
    return [...between, /** @type {Spot} */ ([x, y])];
  });
}

/**
 * Cut the ground along y = const: the costs over x, and a curve through them.
 * @param {Ground} ground
 * @param {number} y
 */
export function sliceOf({ costs, rows, columns, axes }, y) {
  const [, share] = placed(axes, axes.left, y);
  const place = Math.min(1, Math.max(0, share)) * (rows - 1);
  const xs = Float64Array.from(
    { length: columns },
    (_, i) => axes.left + ((axes.right - axes.left) * i) / (columns - 1),
  );
  const values = Float64Array.from(xs, (_, column) => {
    const up = Array.from(
      { length: rows },
      (_, i) => costs[i * columns + column],
    );
    return valueAt(up, place);
  });
  return { xs, costs: values, curve: smoothCurve(xs, values) };
}

/**
 * State the finding: where the racers stand and what each of them does.
 * @param {Ground} ground
 * @param {readonly Path[]} paths
 * @param {number} step
 */
export function describe({ costs, marks }, paths, step) {
  const known = costs.filter(Number.isFinite);
  const low = known.reduce((a, b) => Math.min(a, b), Infinity);
  const high = known.reduce((a, b) => Math.max(a, b), -Infinity);
  const hollows = marks.filter(({ kind }) => kind === "minimum").length;
  const each = paths.map((path) => racerWords(path, step)).join("; ");
  return (
    `The ground rises from ${formatCost(low)} to ${formatCost(high)} and has ` +
    `${format(hollows)} low ${hollows === 1 ? "point" : "points"}. ` +
    (each ? `At step ${format(step)}: ${each}.` : "No racer is on it.")
  );
}

/**
 * @param {Path} path
 * @param {number} step
 */
function racerWords(path, step) {
  const cost = path.costs[Math.min(step, path.end)];
  return `${path.racer.name} at cost ${formatCost(cost)}, ${fateAt(path, step)}`;
}

/** What the table of the racers says of each. */
export const COLUMNS = Object.freeze([
  "racer",
  "x",
  "y",
  "cost",
  "what it does",
]);

/**
 * List the racers as rows, where they are at a step.
 * @param {readonly Path[]} paths
 * @param {number} step
 */
export function rowsOf(paths, step) {
  const short = (/** @type {number} */ value) =>
    format(Number(value.toPrecision(4)));
  return paths.map((path) => {
    const at = Math.min(step, path.end);
    const place = [short(path.xs[at]), short(path.ys[at])];
    const cost = formatCost(path.costs[at]);
    return [path.racer.name, ...place, cost, fateAt(path, step)];
  });
}
