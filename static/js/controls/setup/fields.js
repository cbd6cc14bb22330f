/** The choices of the set-up sheet: what each is called and where it stands. */

import { format } from "../../draw/axes.js";
import { CHOICES, DEFAULTS, LIVE, RANGES } from "../../wire/settings.js";

/**
 * @import { Settings, Tune } from "../../wire/messages.js"
 * @typedef {keyof Settings} Name
 * @typedef {{name: Name, words: string, help?: string}} Field
 * @typedef {{title: string, note: string, live: boolean, fields: readonly Field[]}} Group
 */

/** @type {readonly Group[]} */
export const GROUPS = Object.freeze([
  {
    title: "Network",
    note: "A change here makes a new network.",
    live: false,
    fields: [
      { name: "activation", words: "Activation of the hidden neurons" },
      { name: "output", words: "Output" },
      { name: "cost", words: "Cost" },
      { name: "initialisation", words: "Weights at the start" },
      { name: "images", words: "Training images" },
      {
        name: "seed",
        words: "Seed",
        help: "The same seed gives the same run.",
      },
    ],
  },
  {
    title: "Training",
    note: "A change here holds from the next step and resets nothing.",
    live: true,
    fields: [
      { name: "optimiser", words: "Optimiser" },
      { name: "batch", words: "Batch size" },
      { name: "epochs", words: "Stop after epochs" },
      { name: "beta", words: "β, kept of the past gradients" },
      { name: "beta2", words: "β₂, kept of the past squares" },
    ],
  },
]);

/**
 * Tell whether a running network takes a setting without starting again.
 * @param {string} name
 */
export function isLive(name) {
  return LIVE.some((known) => known === name);
}

/**
 * Give the settings that differ, newest values.
 * @param {Settings} before
 * @param {Settings} after
 * @returns {Partial<Settings>}
 */
export function changes(before, after) {
  const names = /** @type {Name[]} */ (Object.keys(DEFAULTS));
  const changed = names.filter(
    (name) => String(before[name]) !== String(after[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, after[name]]));
}

/**
 * Make the command that changes what a running network takes; null for nothing.
 * @param {Partial<Settings>} changed
 * @returns {Tune | null}
 */
export function tuneOf(changed) {
  const names = LIVE.filter((name) => name in changed);
  const entries = names.map((name) => [name, changed[name]]);
  return names.length ? { type: "tune", ...Object.fromEntries(entries) } : null;
}

/**
 * Tell whether a change can only be had with a new network.
 * @param {Partial<Settings>} changed
 */
export function needsNewRun(changed) {
  return !Object.keys(changed).every(isLive);
}

/**
 * Give a setting's names to choose from; null for a number.
 * @param {string} name
 * @returns {readonly string[] | null}
 */
export function choicesOf(name) {
  return (
    /** @type {Record<string, readonly string[]>} */ (CHOICES)[name] ?? null
  );
}

/**
 * Give the bounds of a number.
 * @param {string} name
 * @returns {{min: number, max: number, whole: boolean} | null}
 */
export function rangeOf(name) {
  const ranges =
    /** @type {Record<string, {min: number, max: number, whole: boolean}>} */ (
      RANGES
    );
  return ranges[name] ?? null;
}

/**
 * Say what a field needs that has no number within its bounds.
 * @param {string} words what the field is called
 * @param {{min: number, max: number, whole: boolean}} range
 */
export function needed(words, { min, max, whole }) {
  const kind = whole ? "a whole number" : "a number";
  return `${words}: ${kind} from ${format(min)} to ${inFull(max)}.`;
}

/**
 * Write a bound with all its digits, however large.
 * @param {number} bound
 */
function inFull(bound) {
  const thousands = /\B(?=(\d{3})+$)/g;
  return bound < 1 ? format(bound) : String(bound).replace(thousands, "\u202f");
}

/**
 * Say the bounds of a number in words.
 * @param {string} name
 */
export function bounds(name) {
  const range = rangeOf(name);
  return range ? `${format(range.min)} to ${format(range.max)}` : "";
}
