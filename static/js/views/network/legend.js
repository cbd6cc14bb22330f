/** What the colours, widths and discs of the network mean. */

import { format } from "../../draw/axes.js";
import { element } from "../../pad/controls.js";

/**
 * @typedef {import("./scales.js").Extent} Extent
 */

const DISCS = 5;

/** Make the row of explanations under the network. */
export function legend() {
  const field = element("div", { className: "network-legend" });
  const weight = element("span", { textContent: "Weight" });
  const low = element("span");
  const high = element("span");
  const discs = element("span", { className: "legend-discs" });
  for (let disc = 0; disc < DISCS; disc += 1) discs.append(element("i"));
  const pixels = "Lines in: the 11 pixels that move each neuron most";
  field.append(
    row(
      weight,
      sign("−", "neg"),
      element("i", { className: "legend-taper" }),
      sign("+", "pos"),
    ),
    row(element("span", { textContent: "Activation" }), low, discs, high),
    row(element("span", { textContent: pixels, className: "legend-pixels" })),
  );
  return {
    field,
    /**
     * @param {string} lines what the lines show
     * @param {Extent} extent of the hidden layers
     */
    tell(lines, extent) {
      write(weight, lines);
      write(low, format(extent.low));
      write(high, format(extent.high));
    },
  };
}

/**
 * Write a text when it is a new one, so that a page at rest stays at rest.
 * @param {HTMLElement} field
 * @param {string} text
 */
function write(field, text) {
  if (field.textContent !== text) field.textContent = text;
}

/** @param {...HTMLElement} parts */
function row(...parts) {
  const made = element("span", { className: "legend-row" });
  made.append(...parts);
  return made;
}

/**
 * @param {string} text
 * @param {string} kind
 */
function sign(text, kind) {
  return element("b", { textContent: text, className: `legend-${kind}` });
}
