/** What the network reads, in words. */

import { format } from "../draw/axes.js";
import { isBlank } from "./stroke.js";

/**
 * @typedef {{label: string, activation: number}} Guess
 */

/**
 * Name an output.
 * @param {readonly string[]} labels
 * @param {number} output
 */
export function labelOf(labels, output) {
  return labels[output] ?? String(output);
}

/**
 * Say whether names are too long to stand where a digit has room.
 * @param {readonly string[]} labels
 */
export function areLong(labels) {
  return labels.some((label) => label.length > 2);
}

/**
 * List the guesses, the strongest first.
 * @param {ArrayLike<number>} outputs
 * @param {readonly string[]} labels
 * @returns {Guess[]}
 */
function guesses(outputs, labels) {
  return Array.from(outputs, (activation, place) => ({
    label: labelOf(labels, place),
    activation,
  })).sort((one, other) => other.activation - one.activation);
}

/**
 * Find the output with the largest activation; -1 when there is none.
 * @param {ArrayLike<number>} outputs
 */
export function winnerOf(outputs) {
  let best = -1;
  for (let place = 0; place < outputs.length; place += 1) {
    const leads = best < 0 || outputs[place] > outputs[best];
    if (leads && Number.isFinite(outputs[place])) best = place;
  }
  return best;
}

/**
 * Find the output that a digit is read as; -1 when nothing is drawn.
 * @param {ArrayLike<number>} input
 * @param {ArrayLike<number>} outputs
 */
export function readAs(input, outputs) {
  return isBlank(input) ? -1 : winnerOf(outputs);
}

/**
 * Say what is read and what comes next.
 * @param {ArrayLike<number>} outputs
 * @param {readonly string[]} labels
 */
export function reading(outputs, labels) {
  const [first, second] = guesses(outputs, labels);
  if (!first) return "";
  const words = `Reads ${first.label}, activation ${format(first.activation, 2)}.`;
  if (!second) return words;
  return `${words} Next ${second.label}, ${format(second.activation, 2)}.`;
}
