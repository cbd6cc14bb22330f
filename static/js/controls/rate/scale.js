/** The scale of the learning rate: every decade is equally long. */

import { RANGES } from "../../wire/settings.js";

/** Both ends of the slider, as log₁₀ η. */
export const LOW = Math.log10(RANGES.rate.min);
export const HIGH = Math.log10(RANGES.rate.max);
const FINE = 1 / 20;
const PAGE = 1 / 2;
const DIGITS = 6;

/**
 * What each key of the slider does to log₁₀ η.
 * @type {Readonly<Record<string, (exponent: number) => number>>}
 */
const KEYS = {
  ArrowRight: (exponent) => exponent + FINE,
  ArrowUp: (exponent) => exponent + FINE,
  ArrowLeft: (exponent) => exponent - FINE,
  ArrowDown: (exponent) => exponent - FINE,
  PageUp: (exponent) => exponent + PAGE,
  PageDown: (exponent) => exponent - PAGE,
  Home: () => LOW,
  End: () => HIGH,
};

/**
 * Turn a place on the slider into a learning rate.
 * @param {number} exponent log₁₀ η
 */
export function rateAt(exponent) {
  const inside = Math.min(HIGH, Math.max(LOW, exponent));
  return Number((10 ** inside).toPrecision(DIGITS));
}

/**
 * Say how far along the slider a rate is, from 0 to 1.
 * @param {number} rate
 */
export function along(rate) {
  const share = (Math.log10(rate) - LOW) / (HIGH - LOW);
  return Math.min(1, Math.max(0, share));
}

/**
 * Move a rate by some decades, within the ends of the slider.
 * @param {number} rate
 * @param {number} decades
 */
export function shifted(rate, decades) {
  return rateAt(Math.log10(rate) + decades);
}

/**
 * Give the rate after a key on the slider; null for a key that it does not use.
 * @param {number} rate
 * @param {string} key
 */
export function afterKey(rate, key) {
  const move = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
  return move ? rateAt(move(Math.log10(rate))) : null;
}

/** List the rates at which a decade begins, and the last end. */
export function decades() {
  return Array.from({ length: HIGH - LOW + 1 }, (_, place) =>
    rateAt(LOW + place),
  );
}

/** List the ticks: 1 to 9 in every decade, and the last end. */
export function ticks() {
  const inside = decades()
    .slice(0, -1)
    .flatMap((decade) =>
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((times) => ({
        place: along(times * decade),
        decade: times === 1,
      })),
    );
  return [...inside, { place: 1, decade: true }];
}
