/** The curve: a cost of one input with the steps of the racers on it. */

import { linear } from "../../draw/axes.js";
import { drawEmpty } from "../../draw/empty.js";
import { element, listen, tabled } from "../../draw/figure.js";
import { frameOf } from "../../draw/frame.js";
import { font, words } from "../../draw/marks.js";
import { EVEN } from "../../draw/rungs.js";
import { stage } from "../../draw/stage.js";
import { view } from "../../views/view.js";
import { FOLLOWED, followPaths } from "../readings.js";
import { drawLimits, drawLows } from "./curve/limits.js";
import { paintSection } from "./curve/section.js";
import {
  drawPlumb,
  drawRacers,
  drawSlope,
  drawStart,
  drawSteps,
  edgesOf,
  standingOf,
} from "./curve/steps.js";
import { curveOf, describe, moved } from "./curve/sums.js";
import { COLUMNS, rowsOf } from "./map/scene.js";

/**
 * @import { Axes } from "../../draw/frame.js"
 * @import { Live } from "../../live.js"
 * @import { Sheet } from "../../draw/stage.js"
 * @import { View } from "../../views/view.js"
 * @import { Field } from "../field.js"
 * @import { Ground, Path } from "../readings.js"
 */

const LABEL = "Surface";
const EMPTY = "The ground is being measured";
const TEXT = 14;
const MARGIN = Object.freeze({ top: 10, right: 16, bottom: 40 });
/** Hundredths of the window that a key moves the start by. */
const KEYS = Object.freeze({ ArrowLeft: -1, ArrowRight: 1 });

/**
 * Make the picture of a curve.
 * @param {Field} field
 * @returns {View}
 */
export function curve(field) {
  return view(FOLLOWED, (host, live) => new CurveView(host, live, field));
}

/** The curve on its canvas; pressing on it moves the start. */
class CurveView {
  /** @type {Ground | null} */
  #ground = null;
  /** @type {readonly Path[]} */
  #paths = [];
  /** @type {Axes | null} */
  #axes = null;
  #held = false;
  #place = element("div", { class: "map-sheet" });
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
    host.classList.add("map-view");
    host.append(this.#place);
    this.#drawing = stage(this.#place, (...paper) => this.#paint(...paper), {
      label: LABEL,
    });
    this.#stops = [
      followPaths(live, field, (ground, paths) => this.#arrive(ground, paths)),
      field.playhead.subscribe(() => this.#show()),
      field.racing.subscribe(() => this.#show()),
      tabled(host, {
        label: LABEL,
        columns: () => COLUMNS,
        rows: () => rowsOf(this.#ground),
      }),
      this.#listen(this.#drawing.canvas),
      this.#drawing.stop,
      () => this.#place.remove(),
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  /** @param {HTMLCanvasElement} canvas */
  #listen(canvas) {
    canvas.tabIndex = 0;
    canvas.style.touchAction = "pan-y";
    const release = () => void (this.#held = false);
    return listen(canvas, {
      pointerdown: (event) => this.#take(canvas, event),
      pointermove: (event) => this.#held && this.#start(event.offsetX),
      pointerup: release,
      pointercancel: release,
      keydown: (event) => this.#press(event),
    });
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {PointerEvent} event
   */
  #take(canvas, { isPrimary, button, pointerId, offsetX }) {
    if (!isPrimary || button !== 0) return;
    this.#held = true;
    canvas.setPointerCapture(pointerId);
    this.#start(offsetX);
  }

  /** @param {number} place across the canvas */
  #start(place) {
    if (!this.#axes || !this.#ground) return;
    const x = this.#axes.x.invert(place);
    this.#field.ask({ start: [moved(this.#ground.axes, x, 0)] });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    const way = /** @type {Record<string, number>} */ (KEYS)[key];
    if (!way || !this.#ground || altKey || ctrlKey || metaKey || shiftKey)
      return;
    event.preventDefault();
    event.stopPropagation();
    const [x] = this.#field.racing.value.start;
    this.#field.ask({ start: [moved(this.#ground.axes, x, way)] });
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
    if (this.#ground?.inputs !== 1) return `${EMPTY}.`;
    return describe(this.#ground, this.#paths, this.#step);
  }

  get #step() {
    return this.#field.playhead.value.step;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} plain
   */
  #paint(context, plain) {
    const sheet = { ...plain, text: TEXT };
    if (this.#ground?.inputs !== 1) return drawEmpty(context, sheet, EMPTY);
    this.#axes = axesOf(context, sheet, this.#ground);
    drawGround(context, sheet, this.#axes, this.#ground);
    drawRace(context, sheet, this.#axes, this.#ground, this.#paths, this.#step);
  }
}

/**
 * Lay out the axes of a ground with one input.
 * @param {CanvasRenderingContext2D} context
 * @param {Sheet} sheet
 * @param {Ground} ground
 * @returns {Axes}
 */
function axesOf(context, sheet, { axes: { left, right, bottom, top } }) {
  const ticks = linear([bottom, top], [0, 1]).ticks(6);
  const frame = frameOf(context, sheet, ticks.map(String), MARGIN);
  return {
    ...frame,
    x: linear([left, right], [frame.left, frame.right]),
    y: linear([bottom, top], [frame.bottom, frame.top]),
  };
}

/**
 * Draw the ground under the curve.
 * @param {CanvasRenderingContext2D} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Ground} ground
 */
function drawGround(context, sheet, axes, ground) {
  const { bottom, top } = ground.axes;
  paintSection(context, sheet, axes, {
    ...curveOf(ground),
    rungs: EVEN.rungs(bottom, top, top),
    ticks: axes.y.ticks(6),
    tint: (cost) => (cost - bottom) / (top - bottom),
  });
}

/**
 * Draw the steps of the first racer, the slope under it, and all racers.
 * @param {CanvasRenderingContext2D} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Ground} ground
 * @param {readonly Path[]} paths
 * @param {number} step
 */
function drawRace(context, sheet, axes, ground, paths, step) {
  const [first] = paths;
  const heading = { colour: sheet.palette.ink, halo: sheet.palette.halo };
  const face = font(sheet, { size: 15, weight: 700 });
  const [x, y] = [axes.left + 14 * sheet.scale, axes.top + 14 * sheet.scale];
  words(context, "Cost C(x)", { x, y, font: face, ...heading });
  if (!first) return;
  const here = standingOf(first, step, curveOf(ground));
  const taken = edgesOf(axes, sheet);
  taken.push(...drawSteps(context, sheet, axes, first, step));
  drawPlumb(context, sheet, axes, here);
  drawStart(context, sheet, axes, first, taken);
  taken.push(...drawSlope(context, sheet, axes, here, taken));
  drawLows(context, sheet, axes, ground.marks);
  drawRacers(context, sheet, axes, paths, step, taken);
  drawLimits(context, sheet, axes, ground.marks, taken);
}
