/** Which keys do what, and when a key belongs to the control that has the focus. */

import { counted } from "../draw/axes.js";
import { PACES } from "../wire/settings.js";

/**
 * @typedef {{key: string, shown: string, words: string}} Key
 */

/**
 * Give each pace a key: 1 for the first.
 * @param {(typeof PACES)[number]} pace
 * @param {number} place
 * @returns {Key}
 */
function paceKey(pace, place) {
  const key = String(place + 1);
  const most = pace === "max";
  const words = most
    ? "As many steps as fit"
    : `${counted(pace, "step")} per frame`;
  return { key, shown: key, words };
}

/** @type {readonly Key[]} */
export const KEYS = Object.freeze([
  { key: " ", shown: "Space", words: "Play or pause" },
  { key: "ArrowRight", shown: "→", words: "One step" },
  { key: "r", shown: "R", words: "Reset" },
  { key: "[", shown: "[", words: "η smaller by 1/20 of a decade" },
  { key: "]", shown: "]", words: "η larger by 1/20 of a decade" },
  { key: "{", shown: "Shift [", words: "η smaller by a decade" },
  { key: "}", shown: "Shift ]", words: "η larger by a decade" },
  ...PACES.map(paceKey),
  { key: "d", shown: "D", words: "Test digit" },
  { key: "n", shown: "N", words: "Noise" },
  { key: "c", shown: "C", words: "Clear the pad" },
  { key: "s", shown: "S", words: "Say the numbers once" },
  { key: "t", shown: "T", words: "Light or dark theme" },
  { key: "f", shown: "F", words: "Full screen" },
  { key: "?", shown: "?", words: "This help" },
  { key: "z", shown: "Ctrl Z", words: "Take back a reset" },
  { key: "Escape", shown: "Esc", words: "Close, or leave Enlarge" },
]);

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const ENDS = ["Home", "End", "PageUp", "PageDown"];
const PRESS = [" ", "Enter"];

/**
 * The keys that each kind of element uses itself; text fields use them all.
 * @type {readonly {selector: string, keys: readonly string[] | "all"}[]}
 */
const USES = Object.freeze([
  { selector: "input[type=range]", keys: [...ARROWS, ...ENDS] },
  { selector: "input[type=radio]", keys: [...ARROWS, " "] },
  { selector: "input[type=checkbox]", keys: [" "] },
  { selector: "button, summary, [role=button], [role=tab]", keys: PRESS },
  { selector: ".figure-table", keys: [...ARROWS, ...ENDS, " "] },
  { selector: "a[href]", keys: ["Enter"] },
  { selector: "input, textarea, select, [contenteditable]", keys: "all" },
]);

/**
 * Tell whether an element uses a key itself.
 * @param {{matches: (selector: string) => boolean} | null} element the one with the focus
 * @param {string} key
 */
export function uses(element, key) {
  const use = USES.find(({ selector }) => element?.matches(selector));
  return use !== undefined && (use.keys === "all" || use.keys.includes(key));
}

/**
 * @typedef {object} Press
 * @property {string} key
 * @property {boolean} ctrlKey
 * @property {boolean} metaKey
 * @property {boolean} altKey
 * @property {boolean} shiftKey
 * @property {boolean} [composed] whether AltGr made the sign, as it does for [ in Germany
 */

/**
 * Find the shortcut of a key press; null when it has none.
 * @param {Press} press
 */
export function shortcut({ key, composed, ...held }) {
  const sign = key.length === 1;
  const name = sign ? key.toLowerCase() : key;
  const control = held.ctrlKey || held.metaKey;
  const free = composed || (!held.altKey && control === (name === "z"));
  const shifted = held.shiftKey && (!sign || key === " ");
  if (!free || shifted) return null;
  return KEYS.some((known) => known.key === name) ? name : null;
}
