/** Lets one region fill the window, and gives it back its place. */

import { icon } from "../controls/element.js";

/**
 * Join the Enlarge buttons.
 * @param {Document} document
 */
export function mountEnlarge(document) {
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (
    document.querySelectorAll("[data-enlarge]")
  );
  for (const button of buttons) {
    button.addEventListener("click", () => toggle(document, button));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (document.querySelector("dialog:modal")) return;
    const region = document.querySelector(".enlarged");
    const button = region?.querySelector("[data-enlarge]");
    if (button instanceof HTMLButtonElement) toggle(document, button);
  });
}

/**
 * @param {Document} document
 * @param {HTMLButtonElement} button
 */
function toggle(document, button) {
  const region = /** @type {HTMLElement} */ (button.closest(".region"));
  const large = region.classList.toggle("enlarged");
  document.documentElement.classList.toggle("has-enlarged", large);
  for (const other of bystanders(document, region)) other.inert = large;
  button.setAttribute("aria-pressed", String(large));
  button.replaceChildren(icon(large ? "shrink" : "enlarge"));
  button.focus();
}

/**
 * List what lies behind a region that fills the window.
 * @param {Document} document
 * @param {HTMLElement} region
 */
function bystanders(document, region) {
  const all = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll(
      ".header, .bar, .tabs, .surface-tabs, .rail-part, .region",
    )
  );
  return [...all].filter((other) => other !== region);
}
