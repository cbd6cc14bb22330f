/** How an activation becomes ink: from 0 to 1 for every kind of neuron. */

/**
 * @typedef {{low: number, high: number}} Extent
 * @typedef {(largest: number) => Extent} ExtentOf
 */

/** @type {ExtentOf} */
const unit = () => ({ low: 0, high: 1 });
/** @type {ExtentOf} */
const open = (largest) => ({ low: 0, high: roundUp(largest) });

/** What paper and full ink mean, by the name of the activation. */
/** @type {Readonly<Record<string, ExtentOf>>} */
export const EXTENTS = Object.freeze({
  sigmoid: unit,
  softmax: unit,
  tanh: () => ({ low: -1, high: 1 }),
  ReLU: open,
  "leaky ReLU": open,
});

/**
 * Round up to 1, 2 or 5 times a power of ten, so that the scale seldom moves.
 * @param {number} value
 */
function roundUp(value) {
  if (!(value > 1) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5].find((times) => times * power >= value) ?? 10);
}

/**
 * Say what paper and full ink stand for.
 * @param {string} activation
 * @param {number} largest the largest activation now
 * @returns {Extent}
 */
export function extentOf(activation, largest) {
  return (EXTENTS[activation] ?? unit)(largest);
}

/**
 * Turn an activation into a share of ink.
 * @param {number} value
 * @param {Extent} extent
 */
export function inkOf(value, { low, high }) {
  return Math.min(1, Math.max(0, (value - low) / (high - low))) || 0;
}
