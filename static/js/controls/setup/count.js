/** Counts the weights and biases of a network, with the sum written out. */

import { format } from "../../draw/axes.js";
import { INPUTS, OUTPUTS } from "../../wire/settings.js";

/**
 * List what the layers join: how many come in, and to how many neurons.
 * @param {readonly number[]} hidden
 * @returns {{inputs: number, neurons: number}[]}
 */
export function joints(hidden) {
  const sizes = [...hidden, OUTPUTS];
  return sizes.map((neurons, place) => ({
    inputs: sizes[place - 1] ?? INPUTS,
    neurons,
  }));
}

/**
 * Count the weights and biases of a layer.
 * @param {{inputs: number, neurons: number}} joint
 */
export function weightsOf({ inputs, neurons }) {
  return (inputs + 1) * neurons;
}

/**
 * Count all weights and biases.
 * @param {readonly number[]} hidden
 */
export function parameters(hidden) {
  return joints(hidden).reduce((sum, joint) => sum + weightsOf(joint), 0);
}

/**
 * Write the sum out: inputs × neurons + biases, layer by layer.
 * @param {readonly number[]} hidden
 */
export function written(hidden) {
  const terms = joints(hidden).map(
    ({ inputs, neurons }) => `${inputs}·${neurons} + ${neurons}`,
  );
  return `${terms.join(" + ")} = ${format(parameters(hidden))}`;
}
