/** The ten outputs, their names, and how they are written. */

import { format } from "../../draw/axes.js";

/**
 * @typedef {{outputs: ArrayLike<number>, labels: readonly string[],
 *   winner: number}} Answer the winner is -1 when nothing is drawn
 */

/**
 * Write an activation.
 * @param {number} value
 */
export function shownValue(value) {
  return format(value, 2);
}

/**
 * Keep an activation on its track.
 * @param {number} value
 */
export function share(value) {
  return Math.min(1, Math.max(0, value)) || 0;
}

/**
 * Place one row or column of several.
 * @param {number} index
 * @param {number} count
 * @param {number} length
 */
export function slot(index, count, length) {
  const each = length / count;
  return { from: index * each, size: each, middle: (index + 0.5) * each };
}
