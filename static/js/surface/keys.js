/** The keys of the page about known ground. */

import { doing } from "../controls/element.js";
import { uses } from "../page/keys.js";

/** The buttons that keys press.
 * @type {Readonly<Record<string, string>>} */
const PRESSES = Object.freeze({
  " ": "play",
  ArrowRight: "step",
  ArrowLeft: "back",
  r: "reset",
  t: "theme",
  f: "full",
});

/**
 * Join the keys to the page.
 * @param {Document} document
 */
export function mountKeys(document) {
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (event.defaultPrevented || ctrlKey || metaKey || altKey || shiftKey)
      return;
    const name = key.length === 1 ? key.toLowerCase() : key;
    const known = Object.hasOwn(PRESSES, name);
    if (!known || uses(document.activeElement, key)) return;
    event.preventDefault();
    doing(document, PRESSES[name]).click();
  });
}
