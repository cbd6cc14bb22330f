/** Puts a landscape together, and keeps what stays the same while it is not turned. */

import { ABOVE, axonometric } from "../../../draw/axonometric.js";
import { isSame } from "../../../draw/same.js";
import { modelOf } from "./model.js";
import {
  paintArrows,
  paintBase,
  paintPosts,
  paintSurface,
  writeLetters,
} from "./painting.js";
import { paintRacers, paintShadows, paintWays, waysOf } from "./racers.js";
import { paintSide } from "./side.js";

/**
 * @import { Projection, Turn } from "../../../draw/axonometric.js"
 * @import { Sheet } from "../../../draw/stage.js"
 * @import { Ground, Path } from "../../readings.js"
 * @import { Chosen } from "./controls.js"
 * @import { Model } from "./model.js"
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {Chosen & {ground: Ground, paths: readonly Path[], step: number, turn: Turn,
 *   moving: boolean}} Scene
 */

/** Room for the letters of the axes, at scale 1. */
const MARGIN = Object.freeze({ side: 12, top: 6, bottom: 22 });

/** Something painted before, kept until what it was made from changes. */
class Layer {
  #canvas = document.createElement("canvas");
  /** @type {readonly unknown[]} */
  #key = [];

  /**
   * Lay the picture on the paper; paint it first when it would be another one.
   * @param {Context} context
   * @param {Sheet} sheet
   * @param {readonly unknown[]} key all that it is made from
   * @param {(context: Context) => void} paint
   */
  lay(context, { width, height }, key, paint) {
    const dots = window.devicePixelRatio || 1;
    const full = [width, height, dots, ...key];
    if (!isSame(full, this.#key)) {
      this.#key = full;
      this.#canvas.width = Math.round(width * dots);
      this.#canvas.height = Math.round(height * dots);
      const own = /** @type {Context} */ (this.#canvas.getContext("2d"));
      own.setTransform(dots, 0, 0, dots, 0, 0);
      paint(own);
    }
    context.drawImage(this.#canvas, 0, 0, width, height);
  }
}

/** Paints scenes; the model of a ground is made once. */
export class Painter {
  /** @type {Model | null} */
  #model = null;
  #under = new Layer();
  #over = new Layer();

  /**
   * @param {Context} context
   * @param {Sheet} sheet
   * @param {Scene} scene
   */
  paint(context, sheet, scene) {
    if (scene.side === "side") return paintSide(context, sheet, scene);
    const model = this.#modelOf(scene.ground, sheet);
    const turn = scene.side === "above" ? ABOVE : scene.turn;
    const projection = axonometric(turn, frameOf(sheet), model.hull);
    this.#lay(context, sheet, scene, model, projection);
  }

  /**
   * @param {Ground} ground
   * @param {Sheet} sheet
   * @returns {Model}
   */
  #modelOf(ground, { palette }) {
    const kept = this.#model;
    if (kept?.ground === ground && kept.palette === palette) return kept;
    return (this.#model = modelOf(ground, palette));
  }

  /**
   * Paint all from the bottom up.
   * @param {Context} context
   * @param {Sheet} sheet
   * @param {Scene} scene
   * @param {Model} model
   * @param {Projection} projection
   */
  #lay(context, sheet, scene, model, projection) {
    const { azimuth, elevation } = projection.turn;
    const key = [model, azimuth, elevation, sheet.scale, scene.arrows];
    const ways = waysOf(scene.paths, scene.ground.axes, scene.step);
    const { mesh } = model.rest;
    const flat = scene.side === "above";
    const under = (/** @type {Context} */ paper) => {
      paintBase(paper, sheet, model, projection, scene.moving);
      if (scene.arrows) paintArrows(paper, sheet, model, projection);
      paintPosts(paper, sheet, mesh, projection);
    };
    const over = (/** @type {Context} */ paper) => {
      const skin = scene.moving ? model.moving : model.rest;
      paintSurface(paper, sheet, skin, projection);
      if (flat && scene.arrows) paintArrows(paper, sheet, model, projection);
    };
    const lay = (
      /** @type {Layer} */ layer,
      /** @type {typeof under} */ paint,
    ) =>
      scene.moving ? paint(context) : layer.lay(context, sheet, key, paint);
    lay(this.#under, under);
    if (!flat) paintShadows(context, sheet, ways, projection);
    lay(this.#over, over);
    paintWays(context, sheet, ways, mesh, projection);
    paintRacers(context, sheet, ways, mesh, projection);
    writeLetters(context, sheet, projection, scene.arrows && !flat);
  }
}

/** @param {Sheet} sheet */
function frameOf({ width, height, scale }) {
  const { side, top, bottom } = MARGIN;
  return {
    left: side * scale,
    right: width - side * scale,
    top: top * scale,
    bottom: height - bottom * scale,
  };
}
