/** The small native controls that stand under a picture. */

import { element } from "../draw/figure.js";

/**
 * Make a switch that is on or off.
 * @param {string} words
 * @param {() => void} changed
 */
export function flip(words, changed) {
  const look = { type: "checkbox", role: "switch", autocomplete: "off" };
  const box = element("input", look);
  box.addEventListener("change", changed);
  const text = element("span", {}, words);
  return {
    field: element("label", { class: "switch" }, box, text),
    get checked() {
      return box.checked;
    },
  };
}

/**
 * Make a list of which one is chosen.
 * @param {string} name what a screen reader calls it
 */
export function list(name) {
  const field = element("select", {
    class: "choice",
    title: name,
    "aria-label": name,
    autocomplete: "off",
  });
  let offered = "";
  return {
    field,
    /** @param {readonly string[]} words */
    offer(words) {
      if (words.join("\n") === offered) return;
      offered = words.join("\n");
      field.replaceChildren(...words.map((word) => new Option(word)));
    },
    get index() {
      return field.selectedIndex;
    },
  };
}
