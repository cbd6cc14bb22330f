/** The race before any ink: heights above the lowest point, the axis, and what is said. */

import { format, formatCost, withPower } from "../../../draw/axes.js";
import { fateAt, hollowsOf } from "../../readings.js";

/**
 * @import { Ground, Path } from "../../readings.js"
 * @typedef {object} Race
 * @property {number} floor the lowest cost that is known
 * @property {readonly [low: number, high: number]} shown heights on the axis
 * @property {readonly number[]} hollows how high the floors of hollows are
 * @property {readonly Path[]} paths
 */

const EVERY = 6;
/** The axis spans at most so much, and goes at least so far below what is seen. */
const WIDEST = 1e8;
const BELOW = 0.3;
/** A path may rise so far above the highest start before the axis cuts it off. */
const ABOVE = 3;
/** How exactly costs are sent. */
const EXACT = 2 ** -22;
const MOST_HOLLOWS = 3;
const ENDS = Object.freeze([1, 2, 5, 10]);

/**
 * Measure the paths from the lowest point that is known.
 * @param {Ground} ground
 * @param {readonly Path[]} paths
 * @returns {Race}
 */
export function raceOf(ground, paths) {
  const floor = floorOf(ground, paths);
  const shown = shownOf(paths, floor);
  const hollows = hollowsOf(ground.marks)
    .map(({ cost }) => cost - floor)
    .filter((height) => height > shown[0] && height < shown[1])
    .sort((a, b) => a - b);
  return { floor, shown, paths, hollows: apart(hollows) };
}

/**
 * Find the lowest cost known: at a level point, on the ground, or on a path.
 * @param {Ground} ground
 * @param {readonly Path[]} paths
 */
function floorOf({ marks, costs }, paths) {
  const all = [
    marks.map(({ cost }) => cost),
    Array.from(costs),
    ...paths.map(known),
  ].flat();
  return all.filter(Number.isFinite).reduce((a, b) => Math.min(a, b), Infinity);
}

/**
 * List the costs of a path up to its last finite step.
 * @param {Path} path
 */
function known({ costs, end }) {
  return Array.from(costs.subarray(0, end + 1));
}

/**
 * Choose the heights on the axis: all of every path, but for what blows up and for what
 * is too near the floor to be told from it.
 * @param {readonly Path[]} paths
 * @param {number} floor
 * @returns {[low: number, high: number]}
 */
function shownOf(paths, floor) {
  const rises = paths.flatMap(known).map((cost) => cost - floor);
  const starts = paths.map(({ costs }) => costs[0] - floor);
  const seen = rises.filter((rise) => rise > 0 && Number.isFinite(rise));
  const most = Math.min(Math.max(...seen), ABOVE * Math.max(...starts));
  if (!(most > 0)) return [0.1, 10];
  const high = calm(most, Math.ceil);
  const finest = Math.max(high / WIDEST, EXACT * Math.abs(floor));
  const least = Math.max(BELOW * Math.min(...seen), finest);
  return [calm(Math.min(least, high / 10), Math.floor), high];
}

/**
 * Round to 1, 2 or 5 × 10ⁿ, up or down.
 * @param {number} value above 0
 * @param {(place: number) => number} round
 */
function calm(value, round) {
  const power = 10 ** Math.floor(Math.log10(value));
  const above = ENDS.findIndex((end) => end >= (value / power) * (1 - 1e-9));
  const exact = Math.abs(ENDS[above] - value / power) < 1e-9;
  const place = exact ? above : round(above - 0.5);
  return Number((ENDS[place] * power).toPrecision(6));
}

/**
 * Keep a few heights that can be told apart.
 * @param {readonly number[]} heights ascending
 */
function apart(heights) {
  /** @type {number[]} */
  const kept = [];
  for (const height of heights)
    if (!kept.length || height > 1.5 * (kept.at(-1) ?? 0)) kept.push(height);
  return kept.slice(0, MOST_HOLLOWS);
}

/**
 * Choose the steps that have a mark: every sixth, each racer its own, and fewer where
 * steps are narrow.
 * @param {number} place of the racer
 * @param {number} head the last step that is drawn
 * @param {number} width of a step in pixels
 */
export function markedSteps(place, head, width) {
  const stride = EVERY * Math.max(1, Math.ceil(14 / (EVERY * width)));
  const first = Math.round(((place + 3) % 3) * (stride / 3)) || stride;
  const count = Math.max(0, Math.ceil((head - first) / stride));
  return Array.from({ length: count }, (_, i) => first + i * stride);
}

/**
 * Give a racer's height at a step.
 * @param {Race} race
 * @param {Path} path
 * @param {number} step
 */
export function heightAt({ floor }, { costs, end }, step) {
  return costs[Math.min(step, end)] - floor;
}

/**
 * Write a height: two decimals, more only for small ones.
 * @param {number} height
 */
export function heightWords(height) {
  if (!(height > 0)) return format(Math.max(0, height));
  if (height < 1e-3 || height >= 1e5) return withPower(height);
  if (height < 0.0995) return format(Number(height.toPrecision(2)));
  return format(height, height < 100 ? 2 : 0);
}

/**
 * State the finding in a few sentences.
 * @param {Race} race
 * @param {number} step
 */
export function describe(race, step) {
  const racers = race.paths.map((path) => {
    const height = heightWords(heightAt(race, path, step));
    return `${path.racer.name} is ${height} above the lowest point, ${fateAt(path, step)}.`;
  });
  return [`Step ${format(step)}.`, ...racers].join(" ");
}

/** Rows of the table are at most so many. */
const ROWS = 40;

/**
 * List the costs of all racers at some steps as rows.
 * @param {Race | null} race
 */
export function rowsOf(race) {
  const steps = (race?.paths[0]?.costs.length ?? 0) - 1;
  const stride = Math.max(1, Math.ceil(steps / ROWS));
  const chosen = Array.from(
    { length: Math.floor(steps / stride) + 1 },
    (_, i) => i * stride,
  );
  return chosen.map((step) => [
    format(step),
    ...(race?.paths ?? []).map(({ costs, end }) =>
      step <= end ? formatCost(costs[step]) : "diverged",
    ),
  ]);
}
