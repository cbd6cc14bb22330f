/** Makes the page's buttons and icons, and finds the parts that it already has. */

import { element } from "../draw/figure.js";

/** @import { Attributes } from "../draw/figure.js" */

/**
 * Make a button that does something.
 * @param {string} words
 * @param {() => void} act
 * @param {Attributes} [attributes]
 */
export function button(words, act, attributes = {}) {
  const made = element(
    "button",
    { type: "button", class: "button", ...attributes },
    words,
  );
  made.addEventListener("click", act);
  return made;
}

/**
 * Make a round dismissing cross.
 * @param {string} name what a screen reader calls it
 * @param {() => void} act
 */
export function cross(name, act) {
  const made = element("button", {
    type: "button",
    class: "tool",
    "aria-label": name,
  });
  made.append(icon("close"));
  made.addEventListener("click", act);
  return made;
}

/**
 * Draw one of the page's icons.
 * @param {string} name
 */
export function icon(name) {
  const picture = vector("svg", { class: "icon", "aria-hidden": "true" });
  picture.append(vector("use", { href: `#icon-${name}` }));
  return picture;
}

/**
 * Make a part of a drawing.
 * @param {string} name
 * @param {Attributes} attributes
 * @returns {SVGElement}
 */
export function vector(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, String(value));
  }
  return made;
}

/**
 * Change what a place shows; a focus that would be lost with it goes to Play.
 * @param {HTMLElement} place
 * @param {...Node} shown
 */
export function swap(place, ...shown) {
  const { activeElement } = place.ownerDocument;
  const held = activeElement !== place && place.contains(activeElement);
  place.replaceChildren(...shown);
  if (held) doing(place.ownerDocument, "play").focus();
}

/**
 * Find a named part of the page.
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLElement}
 */
export function part(root, name) {
  return found(root, `[data-part="${name}"]`);
}

/**
 * Find the button that does something.
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLButtonElement}
 */
export function doing(root, name) {
  return /** @type {HTMLButtonElement} */ (found(root, `[data-do="${name}"]`));
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
function found(root, selector) {
  const match = /** @type {HTMLElement | null} */ (
    root.querySelector(selector)
  );
  if (match) return match;
  throw new Error(`The page has no ${selector}.`);
}
