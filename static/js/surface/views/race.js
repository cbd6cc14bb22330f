/** The race: how high each racer is above the lowest point at every step. */

import { drawEmpty } from "../../draw/empty.js";
import { listen, tabled } from "../../draw/figure.js";
import { stage } from "../../draw/stage.js";
import { view } from "../../views/view.js";
import { FOLLOWED, followPaths } from "../readings.js";
import { drawRace } from "./race/ink.js";
import { describe, raceOf, rowsOf } from "./race/sums.js";

/**
 * @import { Live } from "../../live.js"
 * @import { Axes } from "../../draw/frame.js"
 * @import { Sheet } from "../../draw/stage.js"
 * @import { Field } from "../field.js"
 * @import { Ground, Path } from "../readings.js"
 * @import { Race } from "./race/sums.js"
 */

const LABEL = "The race";
const EMPTY = "The racers are on their way";
/** Where keys take the playhead.
 * @type {Readonly<Record<string, (step: number, steps: number) => number>>} */
const KEYS = Object.freeze({
  ArrowLeft: (step) => step - 1,
  ArrowRight: (step) => step + 1,
  PageUp: (step) => step - 10,
  PageDown: (step) => step + 10,
  Home: () => 0,
  End: (_, steps) => steps,
});

/**
 * Make the chart of the race.
 * @param {Field} field
 */
export function race(field) {
  return view(FOLLOWED, (host, live) => new RaceView(host, live, field));
}

/** The chart on its canvas; a drag in it moves the playhead. */
class RaceView {
  /** @type {Race | null} */
  #race = null;
  /** @type {Axes | null} */
  #axes = null;
  #held = false;
  #field;
  #drawing;
  #stops;

  /**
   * @param {HTMLElement} host
   * @param {Live} live
   * @param {Field} field
   */
  constructor(host, live, field) {
    this.#field = field;
    const paint = (
      /** @type {CanvasRenderingContext2D} */ context,
      /** @type {Sheet} */ sheet,
    ) => this.#paint(context, { ...sheet, text: 14 });
    this.#drawing = stage(host, paint, { label: LABEL });
    this.#stops = [
      followPaths(live, field, (ground, paths) => this.#arrive(ground, paths)),
      field.playhead.subscribe(() => this.#show()),
      field.racing.subscribe(() => this.#show()),
      this.#handle(this.#drawing.canvas),
      tabled(host, {
        label: LABEL,
        columns: () => [
          "step",
          ...(this.#race?.paths ?? []).map(({ racer }) => racer.name),
        ],
        rows: () => rowsOf(this.#race),
      }),
      this.#drawing.stop,
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  /**
   * Let pointer and keys move the playhead.
   * @param {HTMLCanvasElement} canvas
   */
  #handle(canvas) {
    canvas.tabIndex = 0;
    canvas.style.touchAction = "pan-y";
    canvas.style.cursor = "ew-resize";
    const release = () => (this.#held = false);
    return listen(canvas, {
      pointerdown: (event) => this.#take(/** @type {PointerEvent} */ (event)),
      pointermove: (event) => this.#move(/** @type {PointerEvent} */ (event)),
      pointerup: release,
      pointercancel: release,
      keydown: (event) => this.#key(/** @type {KeyboardEvent} */ (event)),
    });
  }

  /** @param {PointerEvent} event */
  #take(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    this.#held = true;
    this.#drawing.canvas.setPointerCapture(event.pointerId);
    this.#move(event);
  }

  /** @param {PointerEvent} event */
  #move({ isPrimary, offsetX }) {
    if (!this.#held || !isPrimary || !this.#axes) return;
    this.#field.seek(this.#axes.x.invert(offsetX));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const to = KEYS[event.key];
    if (!to || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const { playhead, racing } = this.#field;
    this.#field.seek(to(playhead.value.step, racing.value.steps));
  }

  /**
   * @param {Ground | null} ground
   * @param {readonly Path[]} paths
   */
  #arrive(ground, paths) {
    this.#race = ground && paths.length ? raceOf(ground, paths) : null;
    this.#show();
  }

  #show() {
    const { step } = this.#field.playhead.value;
    this.#drawing.describe(() =>
      this.#race ? describe(this.#race, step) : `${EMPTY}.`,
    );
    this.#drawing.redraw();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} sheet
   */
  #paint(context, sheet) {
    if (!this.#race) return drawEmpty(context, sheet, EMPTY);
    const { step } = this.#field.playhead.value;
    const steps = this.#race.paths[0].costs.length - 1;
    const scene = { race: this.#race, step: Math.min(step, steps), steps };
    this.#axes = drawRace(context, sheet, scene);
  }
}
