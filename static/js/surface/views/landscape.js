/** The surface: a cost of two inputs above its own map, to be turned by hand. */

import { drawEmpty } from "../../draw/empty.js";
import { element, tabled } from "../../draw/figure.js";
import { stage } from "../../draw/stage.js";
import { view } from "../../views/view.js";
import { FOLLOWED, followPaths } from "../readings.js";
import { controlsOf } from "./landscape/controls.js";
import { Hand } from "./landscape/hand.js";
import { Painter } from "./landscape/painter.js";
import { COLUMNS, describe, rowsOf } from "./landscape/sums.js";

/**
 * @import { Live } from "../../live.js"
 * @import { Sheet } from "../../draw/stage.js"
 * @import { View } from "../../views/view.js"
 * @import { Field } from "../field.js"
 * @import { Ground, Path } from "../readings.js"
 */

const LABEL = "Surface";
const EMPTY = "The ground is being measured";
/** Words on this page are at least so large. */
const TEXT = 14;

/**
 * Make the picture of a surface.
 * @param {Field} field
 * @returns {View}
 */
export function landscape(field) {
  return view(FOLLOWED, (host, live) => new LandscapeView(host, live, field));
}

/** The surface on its canvas, and what can be chosen under it. */
class LandscapeView {
  /** @type {Ground | null} */
  #ground = null;
  /** @type {readonly Path[]} */
  #paths = [];
  #place = element("div", { class: "map-sheet" });
  #painter = new Painter();
  #controls = controlsOf();
  #field;
  #drawing;
  #hand;
  #stops;

  /**
   * @param {HTMLElement} host
   * @param {Live} live
   * @param {Field} field
   */
  constructor(host, live, field) {
    this.#field = field;
    host.classList.add("map-view");
    host.append(this.#place, this.#controls.row);
    this.#drawing = stage(this.#place, (...paper) => this.#paint(...paper), {
      label: LABEL,
    });
    const { redraw, canvas } = this.#drawing;
    this.#hand = new Hand(canvas, field.turn, this.#controls.chosen, redraw);
    this.#stops = [
      followPaths(live, field, (ground, paths) => this.#arrive(ground, paths)),
      field.playhead.subscribe(() => this.#show()),
      field.racing.subscribe(() => this.#show()),
      field.turn.subscribe(redraw),
      this.#controls.chosen.subscribe(redraw),
      tabled(host, {
        label: LABEL,
        columns: () => COLUMNS,
        rows: () => rowsOf(this.#paths, this.#step),
      }),
      () => this.#hand.stop(),
      this.#drawing.stop,
      () => this.#place.remove(),
      () => this.#controls.row.remove(),
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  /**
   * @param {Ground | null} ground
   * @param {readonly Path[]} paths
   */
  #arrive(ground, paths) {
    [this.#ground, this.#paths] = [ground, paths];
    this.#show();
  }

  #show() {
    this.#drawing.describe(() => this.#finding());
    this.#drawing.redraw();
  }

  #finding() {
    if (this.#ground?.inputs !== 2) return `${EMPTY}.`;
    return describe(this.#ground, this.#paths, this.#step);
  }

  get #step() {
    return this.#field.playhead.value.step;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} sheet
   */
  #paint(context, sheet) {
    if (this.#ground?.inputs !== 2) return drawEmpty(context, sheet, EMPTY);
    this.#painter.paint(
      context,
      { ...sheet, text: TEXT },
      {
        ground: this.#ground,
        paths: this.#paths,
        step: this.#step,
        turn: this.#field.turn.value,
        moving: this.#hand.moving,
        ...this.#controls.chosen.value,
      },
    );
  }
}
