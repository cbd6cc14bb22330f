/** The rows of the gradient chart, before any ink: names, sizes, decades, numbers. */

import { joints, weightsOf } from "../../controls/setup/count.js";
import { format, formatCost, raised, withPower } from "../../draw/axes.js";

/**
 * @typedef {{name: string, weights: number}} Layer
 * @typedef {{now: number, past: number[], name: string}} Row
 */

const LOWEST = 1e-4;
const DECADES = 4;

/**
 * Name each layer by what it joins, and count its weights and biases.
 * @param {readonly number[]} hidden
 * @returns {Layer[]}
 */
export function layersOf(hidden) {
  return joints(hidden).map((joint) => ({
    name: `${joint.inputs}→${joint.neurons}`,
    weights: weightsOf(joint),
  }));
}

/**
 * Give each layer its row.
 * @param {Layer[]} layers
 * @param {{now: ArrayLike<number>, past: readonly ArrayLike<number>[]}} norms
 * @param {(weights: number) => number} divisor
 * @returns {Row[]}
 */
export function rowsOf(layers, { now, past }, divisor) {
  return layers.map(({ name, weights }, index) => ({
    name,
    now: now[index] / divisor(weights),
    past: past.map((norms) => norms[index] / divisor(weights)),
  }));
}

/**
 * Choose whole decades that hold everything above nothing.
 * @param {Row[]} rows
 * @returns {[low: number, high: number]}
 */
export function decades(rows) {
  const seen = rows
    .flatMap(({ now, past }) => [now, ...past])
    .filter((value) => value > 0 && Number.isFinite(value));
  if (!seen.length) return [LOWEST, LOWEST * 10 ** DECADES];
  const top = Math.ceil(Math.log10(Math.max(...seen)));
  const high = Math.min(Math.max(0, top), top + 1);
  const low = Math.floor(Math.log10(Math.max(Math.min(...seen), 1e-12)));
  return [10 ** Math.min(low, high - DECADES), 10 ** high];
}

/**
 * Write a gradient size: three decimals, or as many as it needs.
 * @param {number} value
 */
export function shownSize(value) {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  if (value >= 0.01) return formatCost(value);
  if (value >= 0.0001) return format(Number(value.toPrecision(2)));
  return withPower(value, 0);
}

/**
 * List the powers of ten between two of them, at most so many.
 * @param {readonly [number, number]} domain
 * @param {number} most
 */
export function powersOfTen([low, high], most) {
  const first = Math.round(Math.log10(low));
  const count = Math.round(Math.log10(high)) - first + 1;
  const stride = Math.ceil(count / most);
  const powers = Array.from({ length: count }, (_, index) => first + index);
  return powers
    .filter((_, index) => index % stride === 0)
    .map((power) => 10 ** power);
}

/**
 * Write a decade as short as can be.
 * @param {number} tick
 */
export function shownTick(tick) {
  const power = Math.round(Math.log10(tick));
  if (power < -4 || power > 3) return `10${raised(power)}`;
  return format(tick).replace(/^0\./, ".");
}
