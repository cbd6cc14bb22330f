/** How large the gradient of each layer is, now and in the last steps. */

import { stage } from "../draw/stage.js";
import { store } from "../store.js";
import { choice, element, note, tabled } from "../draw/figure.js";
import { DEFAULTS } from "../wire/settings.js";
import { paint } from "./gradients/drawing.js";
import { layersOf, rowsOf, shownSize } from "./gradients/rows.js";
import { view } from "./view.js";

/**
 * @typedef {import("../live.js").Live} Live
 * @typedef {import("./gradients/rows.js").Row} Row
 */

/**
 * Each choice: what to divide a norm by, given the number of weights, and how to say it.
 * @type {Readonly<Record<string, {divisor: (weights: number) => number, note: string,
 *   said: string}>>}
 */
const MEASURES = Object.freeze({
  norm: {
    divisor: () => 1,
    note: "‖∇C‖, log scale",
    said: "the norm of the gradient",
  },
  "RMS per weight": {
    divisor: Math.sqrt,
    note: "RMS, log scale",
    said: "the root mean square of the gradient",
  },
});

export const gradients = view(
  ["gradient_norms"],
  (host, live) => new Gradients(host, live),
);

class Gradients {
  #host;
  #live;
  #shown = store(Object.keys(MEASURES)[0]);
  #drawing;
  #stops;

  /**
   * @param {HTMLElement} host
   * @param {Live} live
   */
  constructor(host, live) {
    this.#host = host;
    this.#live = live;
    const place = element("div", { class: "gradients-plot" });
    const choices = this.#choice();
    host.append(place, choices.group);
    this.#drawing = stage(
      place,
      (context, room) => paint(context, room, this.#rows(this.#measure)),
      { label: "Gradient size of each layer" },
    );
    const tell = () => this.#tell();
    this.#stops = [
      live.tensor("gradient_norms").subscribe(tell),
      live.status.subscribe(tell),
      this.#shown.subscribe(tell),
      tabled(host, this.#table()),
      choices.stop,
      this.#drawing.stop,
      () => host.replaceChildren(),
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  #choice() {
    const choices = Object.keys(MEASURES).map(
      (measure) => /** @type {const} */ ([measure, measure]),
    );
    const label = "Gradient size as";
    const chosen = this.#shown;
    return choice({ name: "gradient-size", label, choices, chosen });
  }

  get #measure() {
    return MEASURES[this.#shown.value];
  }

  /** @param {{divisor: (weights: number) => number}} measure */
  #rows({ divisor }) {
    const { hidden } = this.#live.status.value?.settings ?? DEFAULTS;
    return rowsOf(layersOf(hidden), norms(this.#live), divisor);
  }

  #tell() {
    const measure = this.#measure;
    note(this.#host, measure.note);
    this.#drawing.describe(() => finding(this.#rows(measure), measure.said));
    this.#drawing.redraw();
  }

  /** Give a row for each layer and a column for each measure. */
  #table() {
    const measures = Object.values(MEASURES);
    const columns = () => ["Layer", ...Object.keys(MEASURES)];
    const rows = () => {
      const all = measures.map((measure) => this.#rows(measure));
      return all[0].map(({ name }, layer) => [
        name,
        ...all.map((each) => shownSize(each[layer].now)),
      ]);
    };
    return { label: "Gradient size", columns, rows };
  }
}

/**
 * Gather the norms of the newest step and of those before it.
 * @param {Live} live
 */
function norms(live) {
  return {
    now: live.tensor("gradient_norms").value?.data ?? [],
    past: live.curves.value.gradients.map((each) => each.norms),
  };
}

/**
 * Say the sizes in words.
 * @param {Row[]} rows
 * @param {string} said
 */
function finding(rows, said) {
  if (!rows.some(({ now }) => Number.isFinite(now)))
    return "Press play to start training.";
  const sizes = rows.map(({ name, now }) => `${name}: ${shownSize(now)}`);
  return `For each layer, ${said}: ${sizes.join(", ")}.`;
}
