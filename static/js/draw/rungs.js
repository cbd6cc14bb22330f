/** At which costs the contours of a map run, and how high those are plotted. */

import { clean, niceStep } from "./axes.js";
import { interval, levels } from "./contours.js";
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
/** Ground whose top is so many times as high as its middle is plotted by its logarithm. */
const STEEP = 7;
/** The lowest part of the ground, which is plotted nearly as it is. */
const FLOOR = 0.1;
/** So many costs have numbers, and each so many contours up to it. */
const NUMBERED = 6;
const PARTS = 5;
/** A cost with a number may be so far from its even place, in parts of their distance. */
const ASIDE = 0.35;

/** Costs plotted as they are.
 * @type {Plot} */
export const EVEN = Object.freeze({
  of: (/** @type {number} */ cost) => cost,
  rungs: evenRungs,
});

/**
 * Choose how ground is plotted: as it is, or, where it rises far above its middle, by
 * the logarithm of its height above its lowest point, so that the valley floor shows.
 * @param {ArrayLike<number>} costs
 * @returns {Plot}
 */
export function plotOf(costs) {
  const known = Array.from(costs).filter(Number.isFinite);
  const sorted = Float64Array.from(known).sort();
  const rise = (/** @type {number} */ part) =>
    sorted[Math.floor(part * (sorted.length - 1))] - sorted[0];
  const steep = rise(1) > STEEP * rise(0.5) && rise(FLOOR) > 0;
  return steep && !isFlat(known) ? logPlot(sorted[0], rise(FLOOR)) : EVEN;
}

/**
 * Plot by the logarithm of the height above the lowest cost.
 * @param {number} lowest
 * @param {number} soft rises below this are plotted nearly as they are
 * @returns {Plot}
 */
function logPlot(lowest, soft) {
  const of = (/** @type {number} */ cost) =>
    Math.log1p(Math.max(cost - lowest, 0) / soft);
  const back = (/** @type {number} */ level) =>
    lowest + soft * Math.expm1(level);
  return {
    of,
    rungs: (low, _, top) =>
      divided(back(low), numbered(low, top, back), back(top)).map(
        ({ cost, index }) => ({ level: of(cost), cost, index }),
      ),
  };
}

/**
 * Choose round costs at nearly even heights.
 * @param {number} low
 * @param {number} top
 * @param {(level: number) => number} back from a height to its cost
 */
function numbered(low, top, back) {
  const apart = (top - low) / NUMBERED;
  return Array.from({ length: NUMBERED }, (_, i) => {
    const level = low + (i + 0.5) * apart;
    const aside = ASIDE * apart;
    return roundest(back(level - aside), back(level + aside));
  });
}

/**
 * Find the roundest number between two: a multiple of the largest 1, 2 or 5 × 10ⁿ.
 * @param {number} low
 * @param {number} high
 */
function roundest(low, high) {
  const middle = (low + high) / 2;
  for (let step = niceStep(high - low + Math.abs(middle)); ;) {
    const round = clean(Math.round(middle / step) * step);
    if (round >= low && round <= high) return round;
    step = niceStep(0.4 * step);
  }
}

/**
 * Put contours at even costs below each that has a number, and above the last.
 * @param {number} low
 * @param {readonly number[]} costs those with numbers
 * @param {number} high
 */
function divided(low, costs, high) {
  const ends = [low, ...costs, high];
  return ends.slice(1).flatMap((end, i) =>
    Array.from({ length: PARTS }, (_, part) => ({
      cost: end - ((end - ends[i]) * (PARTS - 1 - part)) / PARTS,
      index: part === PARTS - 1 && i < costs.length,
    })),
  );
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
