/** The Lab's map: the ground in relief, and the way that the run has come. */

import { relief } from "../../draw/relief.js";
import { EVEN } from "../../draw/rungs.js";
import { drawWay } from "./marks.js";

/**
 * @typedef {import("../../draw/relief.js").Picture & {ground: Ground}} Picture
 * @typedef {import("../../draw/stage.js").Sheet} Sheet
 * @typedef {import("./ground.js").Ground} Ground
 */

/**
 * Draw the map piece by piece.
 * @param {Ground} ground
 * @param {Sheet} sheet
 * @param {number} dots device pixels per pixel
 * @returns {Generator<undefined, Picture, undefined>}
 */
export function* survey(ground, sheet, dots) {
  const { grid, axes } = ground;
  /** @type {import("../../draw/relief.js").Survey["stand"]} */
  const stand = (context, picture) =>
    drawWay(context, sheet, { ...picture, ground });
  const picture = yield* relief({ grid, axes, plot: EVEN, stand }, sheet, dots);
  return { ...picture, ground };
}
