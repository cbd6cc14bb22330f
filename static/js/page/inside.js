/** On a phone the rest of the Lab is a sheet that slides over the digit. */

import { doing } from "../controls/element.js";

/**
 * Join the two buttons that open and close it.
 * @param {Document} document
 */
export function mountInside(document) {
  const root = document.documentElement;
  const [into, out] = [doing(document, "inside"), doing(document, "outside")];
  const show = (/** @type {boolean} */ inside) => {
    root.classList.toggle("seeing-inside", inside);
    scrollTo(0, 0);
    (inside ? out : into).focus();
  };
  into.addEventListener("click", () => show(true));
  out.addEventListener("click", () => show(false));
  document.addEventListener("keydown", (event) => {
    const inside = root.classList.contains("seeing-inside");
    const busy =
      event.defaultPrevented ||
      document.querySelector(".enlarged, dialog:modal");
    if (event.key === "Escape" && inside && !busy) show(false);
  });
}
