/** Known ground from above: contours, the racers' paths, and the slope under the pointer. */

import { drawEmpty } from "../../draw/empty.js";
import { tabled } from "../../draw/figure.js";
import { PROMPT, Press } from "../../draw/press.js";
import { isSame } from "../../draw/same.js";
import { stage } from "../../draw/stage.js";
import { view } from "../../views/view.js";
import { FOLLOWED, followPaths } from "../readings.js";
import { Hand } from "./map/hand.js";
import { crowdOn, drawMap, survey } from "./map/ink.js";
import { COLUMNS, describe, rowsOf, slopeLines } from "./map/scene.js";

/**
 * @import { Live } from "../../live.js"
 * @import { Box } from "../../draw/labels.js"
 * @import { Sheet } from "../../draw/stage.js"
 * @import { Field } from "../field.js"
 * @import { Ground, Path } from "../readings.js"
 * @import { Printed } from "./map/ink.js"
 * @import { Point } from "./map/hand.js"
 * @import { Slope } from "./map/scene.js"
 */

const LABEL = "Map";
const EMPTY = "The ground is being measured";
const LINE = "Ground with one input is a line: see the curve";

/**
 * Make the map of what is set up.
 * @param {Field} field
 */
export function groundMap(field) {
  return view(
    [...FOLLOWED, "felt"],
    (host, live) => new GroundMap(host, live, field),
  );
}

/** The map on its canvas. */
class GroundMap {
  /** @type {Ground | null} */
  #ground = null;
  /** @type {readonly Path[]} */
  #paths = [];
  /** @type {Point | null} */
  #point = null;
  /** @type {{of: readonly unknown[], boxes: readonly Box[]}} */
  #crowd = { of: [], boxes: [] };
  /** @type {Press<Ground, Printed>} */
  #press = new Press(survey, PROMPT);
  #live;
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
    this.#live = live;
    this.#field = field;
    const label = LABEL;
    const paint = (
      /** @type {CanvasRenderingContext2D} */ context,
      /** @type {Sheet} */ sheet,
    ) => this.#paint(context, { ...sheet, text: 14 });
    this.#drawing = stage(host, paint, { label });
    this.#hand = this.#handOn(host);
    this.#stops = [
      followPaths(live, field, (ground, paths) => this.#arrive(ground, paths)),
      live.tensor("felt").subscribe(() => this.#felt()),
      field.playhead.subscribe(() => this.#show()),
      field.racing.subscribe(() => this.#show()),
      tabled(host, {
        label,
        columns: () => COLUMNS,
        rows: () => rowsOf(this.#ground),
      }),
      () => this.#hand.stop(),
      this.#drawing.stop,
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  /** @param {HTMLElement} host */
  #handOn(host) {
    return new Hand(
      host,
      this.#drawing.canvas,
      () => (this.#ground?.inputs === 2 ? this.#ground.axes : null),
      () => this.#field.racing.value.start,
      {
        start: (point) => this.#field.ask({ start: point }),
        feel: (point) => this.#feel(point),
      },
    );
  }

  /** @param {Point | null} point */
  #feel(point) {
    this.#point = point;
    if (point) this.#live.send({ type: "feel", point });
    this.#drawing.redraw();
  }

  #felt() {
    const slope = this.#slope();
    if (slope) this.#hand.say(slopeLines(slope).join(", "));
    this.#drawing.redraw();
  }

  /**
   * @param {Ground | null} ground
   * @param {readonly Path[]} paths
   */
  #arrive(ground, paths) {
    [this.#ground, this.#paths] = [ground, paths];
    if (!ground) this.#press.clear();
    this.#show();
  }

  #show() {
    const { step } = this.#field.playhead.value;
    this.#drawing.describe(() =>
      this.#ground ? describe(this.#ground, this.#paths, step) : `${EMPTY}.`,
    );
    this.#drawing.redraw();
  }

  /**
   * Give the newest slope that was felt, while something is felt.
   * @returns {Slope | null}
   */
  #slope() {
    const felt = this.#live.tensor("felt").value;
    if (!felt || !this.#point) return null;
    const [x, y, cost, east, north] = felt.data;
    return { x, y, cost, east, north };
  }

  /**
   * List what words may not cover, worked out once for every picture and its paths.
   * @param {Sheet} sheet
   * @param {Printed} picture
   */
  #crowdOn(sheet, picture) {
    const of = [picture, this.#paths];
    if (!isSame(of, this.#crowd.of))
      this.#crowd = { of, boxes: crowdOn(sheet, picture, this.#paths) };
    return this.#crowd.boxes;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} sheet
   */
  #paint(context, sheet) {
    if (!this.#ground) return drawEmpty(context, sheet, EMPTY);
    if (this.#ground.inputs === 1) return drawEmpty(context, sheet, LINE);
    const picture = this.#press.print(this.#ground, sheet, false);
    if (this.#press.busy) this.#drawing.redraw();
    if (!picture) return drawEmpty(context, sheet, EMPTY);
    this.#hand.place(picture);
    drawMap(context, sheet, picture, {
      paths: isSame(edges(picture.ground), edges(this.#ground))
        ? this.#paths
        : [],
      start: this.#field.racing.value.start,
      step: this.#field.playhead.value.step,
      cursor: this.#hand.cursor,
      slope: this.#slope(),
      crowd: this.#crowdOn(sheet, picture),
    });
  }
}

/**
 * List the edges of the window, on which it depends where a path lies on the paper.
 * @param {Ground} ground
 */
function edges({ axes }) {
  return [axes.left, axes.right, axes.bottom, axes.top];
}
