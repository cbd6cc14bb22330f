/** What the way of writing the cost means for the learning rate. */

import { formatRate } from "../../draw/axes.js";
import { OPTIMISERS } from "../../wire/settings.js";

/**
 * @import { Settings } from "../../wire/messages.js"
 * @typedef {{name: string, times: number}} Convention `times` what the cost is here
 */

/**
 * How other books write each cost, as a multiple of the cost used here.
 * @type {Readonly<Record<string, readonly Convention[]>>}
 */
const CONVENTIONS = {
  "squared error": [
    { name: "half the sum, ½Σ", times: 1 / 2 },
    { name: "the mean over the ten outputs, Σ/10", times: 1 / 10 },
  ],
  "cross-entropy": [
    { name: "the mean over the ten outputs, Σ/10", times: 1 / 10 },
  ],
};

/** @type {Readonly<Record<string, string>>} */
const HERE = {
  "squared error":
    "Here C is the sum of the ten squared differences Σ(a − y)², averaged over the images.",
  "cross-entropy":
    "Here C is the cross-entropy summed over the ten outputs, averaged over the images.",
};

/**
 * Say what the same path is called where the cost is written in another way.
 * @param {Pick<Settings, "cost" | "optimiser" | "rate">} settings
 */
export function convention({ cost, optimiser, rate }) {
  return `${HERE[cost]} ${meaning(cost, optimiser, rate)}`;
}

/**
 * @param {string} cost
 * @param {string} optimiser
 * @param {number} rate
 */
function meaning(cost, optimiser, rate) {
  const others = CONVENTIONS[cost] ?? [];
  if (OPTIMISERS[optimiser]?.scale_free) {
    return `${optimiser} divides the gradient by its own size, so η = ${formatRate(rate)} means the same whichever way the cost is written.`;
  }
  const names = others.map(
    ({ name, times }) => `with ${name}, it is η = ${formatRate(rate / times)}`,
  );
  return `The same path has other names in other books: η = ${formatRate(rate)} here; ${names.join("; ")}.`;
}

/**
 * Give the usual learning rate of an optimiser.
 * @param {string} optimiser
 */
export function usualRate(optimiser) {
  return OPTIMISERS[optimiser]?.rate ?? null;
}

/**
 * Give the rate to go on with under another optimiser: its own usual one, unless a
 * person has left the usual one of the optimiser before.
 * @param {string} before
 * @param {string} after
 * @param {number} rate
 */
export function rateUnder(before, after, rate) {
  return rate === usualRate(before) ? (usualRate(after) ?? rate) : rate;
}

/**
 * List the memories that an optimiser uses.
 * @param {string} optimiser
 */
export function usesOf(optimiser) {
  return OPTIMISERS[optimiser]?.uses ?? [];
}
