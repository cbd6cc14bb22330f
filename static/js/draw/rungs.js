/** At which costs the contours of a map run, and how high those are plotted. */

import { niceStep } from "./axes.js";
import { interval, levels } from "./contours.js";
import { heightsOf } from "./heights.js";
import { isFlat } from "./grid.js";

/**
 * @typedef {{level: number, cost: number, index: boolean}} Rung a height that is plotted,
 *   the cost that it stands for, and whether it has a number
 * @typedef {object} Plot
 * @property {(cost: number) => number} of how high a cost is plotted
 * @property {(low: number, high: number, top: number) => Rung[]} rungs between two
 *   heights, and sparser up to the top
 */

const MOST_ON_CLIFF = 8;

/** Costs plotted as they are.
 * @type {Plot} */
export const EVEN = Object.freeze({
  of: (/** @type {number} */ cost) => cost,
  rungs: evenRungs,
});

/**
 * Choose how ground is plotted: as it is, or, where costs span decades, by a logarithm.
 * @param {ArrayLike<number>} costs
 * @returns {Plot}
 */
export function plotOf(costs) {
  const { isLog, height, levels: known } = heightsOf(costs);
  if (!isLog || isFlat(costs)) return EVEN;
  const rungs = known.map(({ level, index }) => ({
    level: height(level),
    cost: level,
    index,
  }));
  return { of: height, rungs: () => rungs };
}

/**
 * List round costs evenly apart, and a few for the cliffs above the window.
 * @param {number} low
 * @param {number} high
 * @param {number} top
 * @returns {Rung[]}
 */
function evenRungs(low, high, top) {
  const step = interval(low, high);
  const all = [...levels(low, high, step), ...cliffLevels(high, top, step)];
  return all.map((rung) => ({ ...rung, cost: rung.level }));
}

/**
 * List a few levels for the cliffs above the window: at most every tenth.
 * @param {number} high
 * @param {number} top
 * @param {number} step
 */
function cliffLevels(high, top, step) {
  const wide = niceStep(Math.max(10 * step, (top - high) / MOST_ON_CLIFF));
  return levels(high, top, wide).map((line) => ({ ...line, index: true }));
}
