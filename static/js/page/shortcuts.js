/** Listens to the keys and does what they stand for. */

import { shifted } from "../controls/rate/scale.js";
import { PACES } from "../wire/settings.js";
import { shortcut, uses } from "./keys.js";

/**
 * @import { Live } from "../live.js"
 * @typedef {{say: () => void, on: () => boolean}} Hands
 */

/**
 * The buttons and choices that keys press, by what the page calls them.
 * @type {Readonly<Record<string, string>>}
 */
const PRESSES = Object.freeze({
  " ": '[data-do="play"]',
  ArrowRight: '[data-do="step"]',
  r: '[data-do="reset"]',
  t: '[data-do="theme"]',
  f: '[data-do="full"]',
  "?": '[data-do="help"]',
  d: 'run-view[name="pad"] [aria-keyshortcuts="D"]',
  n: 'run-view[name="pad"] [aria-keyshortcuts="N"]',
  c: 'run-view[name="pad"] [aria-keyshortcuts="C"]',
  ...Object.fromEntries(
    PACES.map((pace, place) => [place + 1, `[name="pace"][value="${pace}"]`]),
  ),
});

/** How many decades a key moves η.
 * @type {Readonly<Record<string, number>>} */
const MOVES = Object.freeze({ "[": -1 / 20, "]": 1 / 20, "{": -1, "}": 1 });

/**
 * Join the keys to the page.
 * @param {Document} document
 * @param {Live} live
 * @param {Hands} hands
 */
export function mountShortcuts(document, live, { say, on }) {
  document.addEventListener("keydown", (event) => {
    const name = shortcut(pressOf(event));
    if (!name || event.defaultPrevented || !on() || modal(document)) return;
    if (uses(document.activeElement, event.key)) return;
    if (act(name, document, live, say)) event.preventDefault();
  });
}

/**
 * Take from a key press what decides.
 * @param {KeyboardEvent} event
 */
function pressOf(event) {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const composed = event.getModifierState("AltGraph");
  return { key, ctrlKey, metaKey, altKey, shiftKey, composed };
}

/**
 * Do what a key stands for; tell whether there was something to do.
 * @param {string} name
 * @param {Document} document
 * @param {Live} live
 * @param {() => void} say
 */
function act(name, document, live, say) {
  const decades = MOVES[name];
  if (decades) return tune(live, shifted(live.rate.value, decades));
  if (name === "s") return done(say());
  if (name === "z") return takeBack(live);
  return press(document, PRESSES[name]);
}

/**
 * @param {Document} document
 * @param {string | undefined} selector
 */
function press(document, selector) {
  const target = selector && document.querySelector(selector);
  if (!(target instanceof HTMLElement)) return false;
  return done(target.click());
}

/**
 * @param {Live} live
 * @param {number} rate
 */
function tune(live, rate) {
  return done(live.send({ type: "tune", rate }));
}

/** @param {Live} live */
function takeBack(live) {
  if (!live.status.value?.undo) return false;
  return done(live.send({ type: "undo" }));
}

/** @param {void} _nothing what was done gives no answer */
function done(_nothing) {
  return true;
}

/** @param {Document} document */
function modal(document) {
  return document.querySelector("dialog:modal") !== null;
}
