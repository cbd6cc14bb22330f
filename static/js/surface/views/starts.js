/** Many starts: where one racer gets to from all over the ground. */

import { counted, format } from "../../draw/axes.js";
import { drawEmpty } from "../../draw/empty.js";
import { element, note } from "../../draw/figure.js";
import { Press } from "../../draw/press.js";
import { isSame } from "../../draw/same.js";
import { stage } from "../../draw/stage.js";
import { view } from "../../views/view.js";
import { PLACES } from "../field.js";
import { readGround, readStarts } from "../readings.js";
import { drawCurve, drawStarts, plain } from "./starts/ink.js";
import { KINDS, WORDS, countsOf, describe, endsOf } from "./starts/sums.js";

/**
 * @import { Live } from "../../live.js"
 * @import { Sheet } from "../../draw/stage.js"
 * @import { Picture } from "../../draw/relief.js"
 * @import { Field } from "../field.js"
 * @import { Ground, Starts } from "../readings.js"
 * @import { Counts, End } from "./starts/sums.js"
 */

const LABEL = "Many starts";
const EMPTY = "The ground is being measured";
const NONE = "Press “Many starts” to let many go at once";
const NEEDS = Object.freeze([
  "ground",
  "ground_axes",
  "ground_arrows",
  "ground_points",
  "starts",
  "starts_ends",
  "starts_valleys",
  "starts_tracks",
]);

/**
 * Make the small map of many starts.
 * @param {Field} field
 */
export function starts(field) {
  return view(NEEDS, (host, live) => new StartsView(host, live, field));
}

/** The small map, with the counts under it. */
class StartsView {
  /** @type {Ground | null} */
  #ground = null;
  /** @type {Starts | null} */
  #starts = null;
  /** @type {readonly End[]} */
  #ends = [];
  /** @type {Press<Ground, Picture>} */
  #press = new Press(plain);
  /** @type {readonly unknown[]} */
  #seen = [];
  #sheet = element("div", { class: "starts-sheet" });
  #counts = element("p", { class: "starts-counts" });
  #host;
  #live;
  #field;
  #drawing;
  #stops;

  /**
   * @param {HTMLElement} host
   * @param {Live} live
   * @param {Field} field
   */
  constructor(host, live, field) {
    this.#host = host;
    this.#live = live;
    this.#field = field;
    host.classList.add("starts-view");
    host.append(this.#sheet, this.#counts);
    const paint = (
      /** @type {CanvasRenderingContext2D} */ context,
      /** @type {Sheet} */ sheet,
    ) => this.#paint(context, { ...sheet, text: 14 });
    this.#drawing = stage(this.#sheet, paint, { label: LABEL });
    this.#stops = [
      live.frame.subscribe(() => this.#arrive()),
      field.many.subscribe(() => this.#show()),
      this.#drawing.stop,
      () => this.#sheet.remove(),
      () => this.#counts.remove(),
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  /** The starts on show, null when none are asked for. */
  get #shown() {
    return this.#field.many.value ? this.#starts : null;
  }

  #arrive() {
    const newest = ["ground", "starts"].map(
      (name) => this.#live.tensor(name).value,
    );
    if (isSame(newest, this.#seen)) return;
    const moved = newest[0] !== this.#seen[0];
    const old = newest[1] === this.#seen[1];
    if (moved) this.#ground = readGround(this.#live);
    if (!this.#ground) this.#press.clear();
    this.#seen = newest;
    this.#starts = moved && old ? null : readStarts(this.#live);
    const [ground, starts] = [this.#ground, this.#starts];
    this.#ends = ground && starts ? endsOf(ground, starts) : [];
    this.#show();
  }

  #show() {
    const name = this.#field.racing.value.racers[0]?.name ?? "";
    const counts = this.#shown ? countsOf(this.#ends) : null;
    const many = counted(this.#ends.length, "start");
    note(this.#host, counts ? `${name}, ${many}` : "");
    this.#counts.replaceChildren(...(counts ? countWords(counts) : [NONE]));
    this.#drawing.describe(counts ? describe(counts, name) : `${NONE}.`);
    this.#drawing.redraw();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} sheet
   */
  #paint(context, sheet) {
    const ground = this.#ground;
    if (!ground) return drawEmpty(context, sheet, EMPTY);
    const colour = sheet.palette[PLACES[0].colour];
    const scene = this.#shown && {
      starts: this.#shown,
      ends: this.#ends,
      colour,
    };
    if (ground.inputs === 1) return drawCurve(context, sheet, ground, scene);
    const picture = this.#press.print(ground, sheet, false);
    if (this.#press.busy) this.#drawing.redraw();
    if (picture) drawStarts(context, sheet, picture, scene);
  }
}

/**
 * Write how many end how, each with its mark.
 * @param {Counts} counts
 */
function countWords(counts) {
  return KINDS.filter((end) => counts[end] || end !== "away").map((end) =>
    element(
      "span",
      { class: `starts-count starts-${end}` },
      element("strong", {}, format(counts[end])),
      ` ${WORDS[end](counts[end])}`,
    ),
  );
}
