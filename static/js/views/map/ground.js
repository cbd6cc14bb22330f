/** What is known of the ground: read from the tensors, put into words and into rows. */

import { format, formatCost, formatRate, withPower } from "../../draw/axes.js";
import { isFlat } from "../../draw/grid.js";
import { smoothCurve } from "../../draw/curves.js";

/** A ratio from here on is written as a power of ten. */
const LONG = 1e5;

/**
 * @import { Live } from "../../live.js"
 * @import { Grid } from "../../draw/grid.js"
 *
 * @typedef {object} Ground one measurement of the cost around a place
 * @property {number} step
 * @property {number} images how many it was measured on
 * @property {"batch" | "test"} source
 * @property {Grid} grid row 0 is the lowest y
 * @property {ArrayLike<number>} axes x from, x to, y from, y to
 * @property {ArrayLike<number>} lengths how far one unit of x and of y is in the weights
 * @property {ArrayLike<number>} path x, y, x, y … the start first
 *
 * @typedef {{batch: number, test: number}} Both on either kind of images
 * @typedef {{step: number, rate: number, costs: Both, images: Both}} Landing where the
 *   next step was measured to lead, and on how many images
 */

/** The ground is measured on at most this many images. */
export const MOST_IMAGES = 1000;

/**
 * Read the measured ground from the newest tensors.
 * @param {Live} live
 * @returns {Ground | null}
 */
export function readGround(live) {
  const tensor = (/** @type {string} */ name) => live.tensor(name).value;
  const number = (/** @type {string} */ name) => tensor(name)?.data[0] ?? 0;
  const [heights, axes] = [tensor("map"), tensor("map_axes")];
  if (!heights || !axes) return null;
  const [rows, columns] = heights.shape;
  return {
    step: number("map_step"),
    images: number("map_images"),
    source: number("map_source") === 1 ? "test" : "batch",
    grid: { values: Float32Array.from(heights.data), rows, columns },
    axes: axes.data,
    lengths: tensor("map_lengths")?.data ?? [1, 1],
    path: tensor("path")?.data ?? [],
  };
}

/**
 * Read where the next step was measured to land.
 * @param {Live} live
 * @returns {Landing | null}
 */
export function readLanding(live) {
  const data = (/** @type {string} */ name) => live.tensor(name).value?.data;
  const [landing, images] = [data("landing"), data("profile_images")];
  if (!landing || !images) return null;
  return {
    step: data("profile_step")?.[0] ?? NaN,
    rate: landing[0],
    costs: { batch: landing[1], test: landing[2] },
    images: { batch: images[0], test: images[1] },
  };
}

/**
 * Give the cost where a rate lands: as measured, when that was at this step with this
 * rate on as many of these images, else as the map has it.
 * @param {Ground} ground
 * @param {number} rate
 * @param {Landing | null} landing
 */
function costAt(ground, rate, landing) {
  const { step, source, images } = ground;
  const measured =
    landing?.step === step &&
    landing.images[source] === images &&
    landing.rate === Math.fround(rate);
  return measured ? landing.costs[source] : section(ground)(rate);
}

/**
 * Write how many units across are as far, in the weights, as one unit up.
 * @param {Ground} ground
 * @returns {string} nothing when one of them leads nowhere
 */
function ratioOf({ lengths }) {
  const ratio = lengths[1] / lengths[0];
  if (!(ratio > 0 && ratio < Infinity)) return "";
  return ratio < LONG ? format(Number(ratio.toPrecision(2))) : withPower(ratio);
}

/**
 * Say in short how the two directions compare.
 * @param {Ground} ground
 */
export function scaleNote(ground) {
  const ratio = ratioOf(ground);
  return ratio ? `one up = ${ratio} across` : "not to scale";
}

/**
 * Say how the two directions compare: they are not drawn to one scale.
 * @param {Ground} ground
 */
export function scales(ground) {
  const ratio = ratioOf(ground);
  return ratio
    ? `One unit up is as far in the weights as ${ratio} units of η across`
    : "The two directions are not drawn to one scale";
}

/**
 * State the finding in a few sentences.
 * @param {Ground} ground
 * @param {number} rate
 * @param {Landing | null} landing
 */
export function describe(ground, rate, landing) {
  const known = Array.from(ground.grid.values).filter(Number.isFinite);
  const lowest = known.reduce((a, b) => Math.min(a, b), Infinity);
  const what =
    ground.source === "test" ? "test images" : "images of the next mini-batch";
  return (
    `Cost at step ${format(ground.step)} on ${format(ground.images)} ${what}, seen ` +
    `from above. You stand at ${formatCost(section(ground)(0))}; the next step, with η = ` +
    `${formatRate(rate)}, goes right and lands at ${formatCost(costAt(ground, rate, landing))}. The ` +
    `lowest ground on the map is ${formatCost(lowest)}. ` +
    `${isFlat(known) ? "It is flat here. " : ""}${startWords(ground)} ` +
    `${scales(ground)}.`
  );
}

/**
 * Say where the run came from.
 * @param {Ground} ground
 */
function startWords({ step, path, axes }) {
  if (step === 0 || path.length < 2) return "The run has not moved yet.";
  const seen = path[0] >= axes[0] && path[0] <= axes[1];
  return seen ? "The run came from below." : "Its start lies off the map.";
}

/**
 * Cut the ground along A–A′.
 * @param {Ground} ground
 */
function section({ grid, axes }) {
  const { rows, columns, values } = grid;
  const row = Math.round(((0 - axes[2]) / (axes[3] - axes[2])) * (rows - 1));
  const line = values.subarray(row * columns, (row + 1) * columns);
  const xs = Float64Array.from(
    line,
    (_, i) => axes[0] + ((axes[1] - axes[0]) * i) / (columns - 1),
  );
  return smoothCurve(xs, line);
}

const EVERY = 5;

/**
 * Name the columns of the table: every fifth x.
 * @param {Ground | null} ground
 */
export function columnsOf(ground) {
  if (!ground) return [];
  const { axes, grid } = ground;
  const xs = some(grid.columns).map(
    (i) => axes[0] + ((axes[1] - axes[0]) * i) / (grid.columns - 1),
  );
  return ["y ↓ η →", ...xs.map((x) => format(Number(x.toPrecision(3))))];
}

/**
 * List the costs of every fifth point, the top of the map first.
 * @param {Ground | null} ground
 */
export function rowsOf(ground) {
  if (!ground) return [];
  const { axes, grid } = ground;
  return some(grid.rows)
    .reverse()
    .map((row) => {
      const y = axes[2] + ((axes[3] - axes[2]) * row) / (grid.rows - 1);
      const costs = some(grid.columns).map((column) =>
        formatCost(grid.values[row * grid.columns + column]),
      );
      return [format(y, 2), ...costs];
    });
}

/**
 * @param {number} count
 */
function some(count) {
  return Array.from({ length: count }, (_, i) => i).filter(
    (i) => i % EVERY === 0,
  );
}
