/** Counts the weights and biases of a network, with the sum written out. */

import { format } from "../../draw/axes.js";
import { INPUTS, OUTPUTS } from "../../wire/settings.js";

/**
 * List the sizes of all layers, input and output included.
 * @param {readonly number[]} hidden
 */
export function sizesOf(hidden) {
  return [INPUTS, ...hidden, OUTPUTS];
}

/**
 * Count all weights and biases.
 * @param {readonly number[]} hidden
 */
export function parameters(hidden) {
  const sizes = sizesOf(hidden);
  return sizes
    .slice(1)
    .reduce((sum, size, place) => sum + (sizes[place] + 1) * size, 0);
}

/**
 * Write the sum out: inputs × neurons + biases, layer by layer.
 * @param {readonly number[]} hidden
 */
export function written(hidden) {
  const sizes = sizesOf(hidden);
  const terms = sizes
    .slice(1)
    .map((size, place) => `${sizes[place]}·${size} + ${size}`);
  return `${terms.join(" + ")} = ${format(parameters(hidden))}`;
}
