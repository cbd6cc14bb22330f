/** The help sheet: every key, and the switch that turns the keys off. */

import { button, cross } from "../controls/element.js";
import { element } from "../draw/figure.js";
import { KEYS } from "./keys.js";

/** @import { Key } from "./keys.js" */

const KEPT = "fallline.keys";

/** How to begin, in three lines. */
const BEGINNING = Object.freeze([
  "Press Play: the network starts with random weights and learns to read digits, one mini-batch of images a step.",
  "Draw a digit: the network, as it is at that step, reads it at every stroke.",
  "Drag η: the next step uses it, and the curve shows beforehand where that step will land.",
]);

/** The words of this page that a newcomer may not know. */
const GLOSSARY = Object.freeze({
  step: "all weights and biases move once, downhill on the cost of one mini-batch",
  "mini-batch": "the few training images that one step looks at",
  epoch: "one pass over all training images",
  "frame, fps":
    "a frame is one renewal of the pictures, and fps counts them per second; “Steps per frame” says how many steps lie between two, so more is faster and fewer shows more",
  "test accuracy":
    "the share of the test images, which are never trained on, that the network reads right",
  "η, learning rate": "how far a step goes for a given slope",
});

const YIELDING =
  "A key does nothing here while you type in a field, or when the control that has the focus uses it itself. On the pad, arrows move a cell, Space paints and Delete erases. On the learning rate, arrows move η by 1/20 of a decade, Page Up and Page Down by half a decade. On Cost over time, arrows move the ruler that reads exact values. In the network and among the weight images, arrows go from neuron to neuron; Esc leaves. On a table, arrows, Page Up and Page Down scroll.";

/**
 * Build the help in its dialog.
 * @param {HTMLDialogElement} dialog
 * @param {Storage | null} drawer where the choice is kept, if anywhere
 * @returns {{open: () => void, keysOn: () => boolean}}
 */
export function mountHelp(dialog, drawer) {
  const box = element("input", { type: "checkbox", role: "switch" });
  box.checked = drawer?.getItem(KEPT) !== "off";
  box.addEventListener("change", () =>
    drawer?.setItem(KEPT, box.checked ? "on" : "off"),
  );
  const close = () => dialog.close();
  dialog.append(
    element(
      "header",
      { class: "sheet-head" },
      element("h2", { id: "help-title" }, "Help and keys"),
      cross("Close the help", close),
    ),
    contents(box),
    element("footer", { class: "sheet-foot" }, button("Close", close)),
  );
  return { open: () => dialog.showModal(), keysOn: () => box.checked };
}

/**
 * Write the help.
 * @param {HTMLInputElement} box the switch of the keys
 */
function contents(box) {
  const rows = element("tbody", {}, ...KEYS.map(keyRow));
  return element(
    "div",
    { class: "sheet-body" },
    ...BEGINNING.map((words) => element("p", {}, words)),
    element("h3", {}, "Words on this page"),
    element("dl", { class: "glossary" }, ...glossary()),
    element("h3", {}, "Keys"),
    element("label", { class: "switch" }, box, "Use these keys"),
    element("table", { class: "keys" }, rows),
    element("p", { class: "note" }, YIELDING),
  );
}

/** List the words with what they mean. */
function glossary() {
  return Object.entries(GLOSSARY).flatMap(([word, meaning]) => [
    element("dt", {}, word),
    element("dd", {}, meaning),
  ]);
}

/** @param {Key} key */
function keyRow({ shown, words }) {
  const keys = shown.split(" ").map((name) => element("kbd", {}, name));
  const cells = keys.flatMap((key, place) => (place ? [" ", key] : [key]));
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, words),
    element("td", {}, ...cells),
  );
}
