/** The ten outputs as bars: how strongly each label answers. */

import { stage } from "../draw/stage.js";
import { element, listen } from "../draw/figure.js";
import { labelOf, readAs, reading } from "../pad/reading.js";
import { shownValue } from "./bars/answer.js";
import { paintColumns } from "./bars/columns.js";
import { paintRows } from "./bars/rows.js";
import { OUTPUTS } from "../wire/settings.js";
import { view } from "./view.js";

/**
 * @typedef {import("../live.js").Live} Live
 * @typedef {import("./bars/answer.js").Answer} Answer
 */

/** On a phone the bars stand up beside a big guess. */
const NARROW = "(max-width: 599px)";
const WATCHED = Object.freeze(["outputs", "input"]);

export const bars = view(WATCHED, (host, live) => new Bars(host, live));

class Bars {
  #live;
  #narrow = matchMedia(NARROW);
  #drawing;
  #stops;

  /**
   * @param {HTMLElement} host
   * @param {Live} live
   */
  constructor(host, live) {
    this.#live = live;
    const place = element("div", { class: "bars-plot" });
    host.append(place);
    this.#drawing = stage(
      place,
      (context, room) => this.#painter(context, room, answerOf(live)),
      { label: "Output activations" },
    );
    const tell = () => this.#tell();
    this.#stops = [
      listen(this.#narrow, { change: this.#drawing.redraw }),
      ...WATCHED.map((name) => live.tensor(name).subscribe(tell)),
      live.status.subscribe(tell),
      this.#drawing.stop,
      () => place.remove(),
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  get #painter() {
    return this.#narrow.matches ? paintColumns : paintRows;
  }

  #tell() {
    this.#drawing.describe(() => finding(answerOf(this.#live)));
    this.#drawing.redraw();
  }
}

/**
 * Gather what the network answers; a blank pad has no winner.
 * @param {Live} live
 * @returns {Answer}
 */
function answerOf(live) {
  const outputs =
    live.tensor("outputs").value?.data ?? new Float32Array(OUTPUTS);
  const labels = live.status.value?.labels ?? [];
  const input = live.tensor("input").value?.data ?? [];
  return { outputs, labels, winner: readAs(input, outputs) };
}

/**
 * Say what is read and how strongly every label answers.
 * @param {Answer} answer
 */
function finding(answer) {
  const { outputs, labels, winner } = answer;
  const read = winner < 0 ? "Nothing is drawn." : reading(outputs, labels);
  const all = Array.from(
    outputs,
    (value, index) => `${labelOf(labels, index)}: ${shownValue(value)}`,
  );
  return `${read} All: ${all.join(", ")}.`;
}
