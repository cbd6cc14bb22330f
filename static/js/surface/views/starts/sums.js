/** Many starts before any ink: which reach the lowest point, which get stuck, and how many. */

import { counted, format } from "../../../draw/axes.js";
import { lowestOf } from "../../readings.js";

/**
 * @import { Ground, Starts } from "../../readings.js"
 * @typedef {"lowest" | "stuck" | "away"} End
 * @typedef {Readonly<Record<End, number>>} Counts
 */

/** @type {readonly End[]} */
export const KINDS = Object.freeze(["lowest", "stuck", "away"]);

/**
 * Say where every start ends: at a lowest point, in a hollow, or in no valley.
 * @param {Ground} ground
 * @param {Starts} starts
 * @returns {End[]}
 */
export function endsOf({ marks }, { valleys }) {
  const lowest = lowestOf(marks);
  return Array.from(valleys, (place) => {
    const valley = marks[place];
    if (!valley) return "away";
    return lowest.includes(valley) ? "lowest" : "stuck";
  });
}

/**
 * Count the ends of each kind.
 * @param {readonly End[]} ends
 * @returns {Counts}
 */
export function countsOf(ends) {
  const count = (/** @type {End} */ kind) =>
    ends.filter((end) => end === kind).length;
  const [lowest, stuck, away] = KINDS.map(count);
  return { lowest, stuck, away };
}

/**
 * Say what each kind of end is, for so many.
 * @type {Readonly<Record<End, (count: number) => string>>}
 */
export const WORDS = Object.freeze({
  lowest: (count) => (count === 1 ? "reaches the lowest" : "reach the lowest"),
  stuck: (count) => (count === 1 ? "gets stuck" : "get stuck"),
  away: () => "in no valley yet",
});

/**
 * State the finding in a sentence.
 * @param {Counts} counts
 * @param {string} racer
 */
export function describe(counts, racer) {
  const { lowest, stuck, away } = counts;
  const ends = KINDS.filter((end) => counts[end]).map(
    (end) => `${format(counts[end])} ${WORDS[end](counts[end])}`,
  );
  return `Of ${counted(lowest + stuck + away, "start")} of ${racer}, ${ends.join(", ")}.`;
}
