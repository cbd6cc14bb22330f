/** The pad: draw a digit, or take one, and the network reads it as it learns. */

import { stage } from "../draw/stage.js";
import { element, note } from "../draw/figure.js";
import { isSame } from "../draw/same.js";
import { button } from "../controls/element.js";
import { flip, list } from "../pad/controls.js";
import { EMPTY, padPainter } from "../pad/paint.js";
import { drawByHand, drawByKey } from "../pad/pen.js";
import { reading } from "../pad/reading.js";
import { Sheet } from "../pad/sheet.js";
import { SIDE } from "../pad/stroke.js";
import { OUTPUTS } from "../wire/settings.js";
import { view } from "./view.js";

/**
 * @typedef {import("../live.js").Live} Live
 * @typedef {import("../draw/stage.js").Sheet} Room
 */

const SPEAK_AFTER = 600;
const ANY = "any";

export const pad = view(
  ["input", "drawn", "input_label", "outputs"],
  (host, live) => new Pad(host, live),
);

class Pad {
  #host;
  #live;
  #paper = new Sheet();
  #cursor = { x: SIDE / 2, y: SIDE / 2, shown: false };
  #place = element("div", { class: "pad-sheet" });
  #said = element("p", { class: "visually-hidden", "aria-live": "polite" });
  #undo = button("Undo", () => this.#act(() => this.#paper.undo()));
  #seen = flip("What the network sees", () => this.#drawing.redraw());
  #which = list("Which test digit");
  #paintPad = padPainter();
  #drawing;
  #stops;
  #timer = 0;
  #held = false;
  /** @type {unknown} */
  #received = null;

  /**
   * @param {HTMLElement} host
   * @param {Live} live
   */
  constructor(host, live) {
    this.#host = host;
    this.#live = live;
    host.append(this.#place, this.#said, this.#controls());
    this.#drawing = stage(
      this.#place,
      (context, room) => this.#paint(context, room),
      { label: "Your digit" },
    );
    const { canvas, redraw } = this.#drawing;
    const desk = {
      paper: this.#paper,
      changed: () => this.#changed(),
      held: (/** @type {boolean} */ down) => this.#hold(down),
    };
    this.#stops = [
      drawByHand(canvas, desk),
      drawByKey(canvas, desk, this.#cursor, redraw),
      ...this.#follow(),
      () => clearTimeout(this.#timer),
      this.#drawing.stop,
      () => host.replaceChildren(),
    ];
    this.#show();
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  /** Make the buttons under the pad. */
  #controls() {
    const buttons = element("div", { class: "pad-buttons" });
    this.#undo.classList.add("pad-undo");
    buttons.append(
      this.#undo,
      button("Clear", () => this.#act(() => this.#paper.clear()), key("C")),
      button(
        "Test digit",
        () => this.#take("test", this.#which.index - 1),
        key("D"),
      ),
      button("Noise", () => this.#take("noise", -1), key("N")),
    );
    const more = element("div", { class: "pad-more" });
    more.append(this.#seen.field, this.#which.field);
    const all = element("div", { class: "pad-controls" });
    all.append(buttons, more);
    return all;
  }

  /**
   * Ask the engine for a picture.
   * @param {"test" | "noise"} kind
   * @param {number} label below 0 for any
   */
  #take(kind, label) {
    this.#paper.expect();
    this.#live.send({ type: "sample", kind, ...(label >= 0 && { label }) });
  }

  /** Take up what the engine has on its pad, and redraw what it sees. */
  #follow() {
    const live = this.#live;
    return [
      live.frame.subscribe(() => this.#receive()),
      live.tensor("input").subscribe(() => this.#drawing.redraw()),
      live.status.subscribe((status) =>
        this.#which.offer([ANY, ...(status?.labels ?? [])]),
      ),
      live.notice.subscribe((notice) => {
        if (notice?.kind === "restored") this.#resend();
      }),
      live.connection.subscribe((state) => {
        if (state === "live") this.#resend();
      }),
    ];
  }

  /** Labels from the number of outputs on name nothing: a drawing or noise. */
  get #label() {
    return this.#live.tensor("input_label").value?.data[0] ?? OUTPUTS;
  }

  /** Take up a new picture; one that was centred was drawn, others are samples. */
  #receive() {
    const drawn = this.#live.tensor("drawn").value?.data;
    if (drawn === this.#received || !(drawn instanceof Uint8Array)) return;
    this.#received = drawn;
    const label = this.#label;
    const input = this.#live.tensor("input").value?.data ?? drawn;
    const centred = label >= OUTPUTS && !isSame(drawn, input);
    if (this.#paper.receive(drawn, centred)) this.#show();
  }

  /** Draw again on an engine that may have forgotten the newest strokes. */
  #resend() {
    if (this.#paper.insist()) this.#send();
  }

  #send() {
    const pixels = Array.from(this.#paper.pixels);
    this.#live.send({ type: "draw", pixels, centre: true });
  }

  /**
   * Show what is drawn, and not what is seen of it, while the pen is down.
   * @param {boolean} down
   */
  #hold(down) {
    this.#held = down;
    this.#drawing.redraw();
  }

  /** @param {() => void} change */
  #act(change) {
    change();
    this.#changed();
  }

  #changed() {
    this.#send();
    this.#show();
  }

  #show() {
    this.#undo.disabled = !this.#paper.canUndo;
    note(this.#host, this.#origin());
    this.#drawing.redraw();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#speak(), SPEAK_AFTER);
  }

  /** Say what a test digit is; the network may read another. */
  #origin() {
    const name = this.#live.status.value?.labels[this.#label];
    const known = !this.#paper.own && name !== undefined;
    return known ? `a test image: ${name}` : "28 × 28 pixels";
  }

  /** Say politely what is read, a while after the last stroke. */
  #speak() {
    const words = this.#words();
    this.#said.textContent = words;
    this.#drawing.describe(words || `${EMPTY}.`);
  }

  #words() {
    if (this.#paper.blank) return "";
    const outputs = this.#live.tensor("outputs").value?.data ?? [];
    return reading(outputs, this.#live.status.value?.labels ?? []);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Room} room
   */
  #paint(context, room) {
    const input = this.#live.tensor("input").value?.data;
    const drawn = this.#paper.pixels;
    const drawing = this.#held || this.#cursor.shown;
    const seen = this.#seen.checked && !drawing;
    const pixels = seen ? (input ?? drawn) : drawn;
    const cursor = this.#cursor.shown ? this.#cursor : null;
    this.#paintPad(context, room, pixels, cursor);
  }
}

/** @param {string} name of the key that presses a button too */
function key(name) {
  return { "aria-keyshortcuts": name };
}
