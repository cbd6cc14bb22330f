/** What the colours, widths and discs of the network mean. */

import { format } from "../../draw/axes.js";
import { element } from "../../draw/figure.js";

/**
 * @typedef {import("./scales.js").Extent} Extent
 */

const DISCS = 5;
const PIXELS = "Lines in: the pixels that move each neuron most";

/** The row of explanations under the network. */
export class Legend {
  field = element("div", { class: "network-legend" });
  #weight = element("span", {}, "Weight");
  #low = element("span");
  #high = element("span");

  constructor() {
    const taper = element("i", { class: "legend-taper" });
    const activation = element("span", {}, "Activation");
    this.field.append(
      row(this.#weight, sign("−", "neg"), taper, sign("+", "pos")),
      row(activation, this.#low, discs(), this.#high),
      row(element("span", { class: "legend-pixels" }, PIXELS)),
    );
  }

  /**
   * @param {string} lines what the lines show
   * @param {Extent} extent of the hidden layers
   */
  tell(lines, { low, high }) {
    write(this.#weight, lines);
    write(this.#low, format(low));
    write(this.#high, format(high));
  }
}

/** Make discs from paper to ink. */
function discs() {
  const made = element("span", { class: "legend-discs" });
  made.append(...Array.from({ length: DISCS }, () => element("i")));
  return made;
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
  const made = element("span", { class: "legend-row" });
  made.append(...parts);
  return made;
}

/**
 * @param {string} text
 * @param {string} kind
 */
function sign(text, kind) {
  return element("b", { class: `legend-${kind}` }, text);
}
