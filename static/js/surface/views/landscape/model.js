/** All of a landscape that stays the same while it is turned: worked out once. */

import { flipped, resample, tint } from "../../../draw/grid.js";
import { line } from "../../../draw/marks.js";
import { css, tabulate } from "../../../draw/ramps.js";
import { hullOf, meshOf, terrainOf } from "./mesh.js";
import { arrowsOf } from "./sums.js";

/**
 * @import { Palette } from "../../../draw/palette.js"
 * @import { Ramp } from "../../../draw/ramps.js"
 * @import { Ground } from "../../readings.js"
 * @import { Mesh, Terrain } from "./mesh.js"
 * @import { Arrow } from "./sums.js"
 *
 * @typedef {{mesh: Mesh, colours: readonly string[]}} Skin
 * @typedef {object} Model
 * @property {Ground} ground
 * @property {Palette} palette
 * @property {Terrain} terrain
 * @property {Skin} rest the surface while it rests
 * @property {Skin} moving the same with fewer cells, while it turns
 * @property {readonly (readonly [x: number, y: number, z: number])[]} hull
 * @property {HTMLCanvasElement} base the tint of the base map
 * @property {HTMLCanvasElement} sketch the base map with its contours, while it turns
 * @property {readonly Arrow[]} arrows
 */

const REST = Object.freeze({ columns: 64, rows: 56 });
const MOVING = Object.freeze({ columns: 32, rows: 28 });
const BASE = Object.freeze({ columns: 320, rows: 280 });
/** The sketch has so many points for each of the base. */
const FINER = 2;
const STEEPNESS = 0.3;
/** How much of the tint the base map has. */
export const BASE_TINT = 0.62;

/**
 * Work out all that a landscape is painted from.
 * @param {Ground} ground with two inputs
 * @param {Palette} palette
 * @returns {Model}
 */
export function modelOf(ground, palette) {
  const terrain = terrainOf(ground);
  const base = baseOf(terrain, palette.ramps.cost);
  const moving = skin(terrain, MOVING, palette.ramps.cost);
  return {
    ground,
    palette,
    terrain,
    rest: skin(terrain, REST, palette.ramps.cost),
    moving,
    hull: hullOf(moving.mesh),
    base,
    sketch: sketchOf(base, terrain, palette),
    arrows: arrowsOf(ground),
  };
}

/**
 * @param {Terrain} terrain
 * @param {{columns: number, rows: number}} size
 * @param {Ramp} ramp
 */
function skin(terrain, { columns, rows }, ramp) {
  const mesh = meshOf(terrain, columns, rows);
  const colours = Array.from(mesh.tints, (height, cell) => {
    const [red, green, blue] = ramp(height);
    const bright = (/** @type {number} */ part) =>
      Math.min(255, Math.round(part * mesh.lights[cell]));
    return css([bright(red), bright(green), bright(blue)]);
  });
  return { mesh, colours };
}

/**
 * Paint the tint of the ground into a canvas of its own.
 * @param {Terrain} terrain
 * @param {Ramp} ramp
 */
function baseOf({ grid, low, high }, ramp) {
  const { columns, rows } = BASE;
  const size = { width: columns, height: rows };
  const canvas = Object.assign(document.createElement("canvas"), size);
  const image = new ImageData(columns, rows);
  const steepness = (STEEPNESS * columns) / (high - low);
  const look = { low, high, steepness, table: tabulate(ramp) };
  tint(image.data, flipped(resample(grid, rows, columns)), look, 0, rows);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}

/**
 * Draw the base map with its contours into a canvas of its own.
 * @param {HTMLCanvasElement} base
 * @param {Terrain} terrain
 * @param {Palette} palette
 */
function sketchOf(base, { lines }, palette) {
  const [width, height] = [FINER * base.width, FINER * base.height];
  const size = { width, height };
  const canvas = Object.assign(document.createElement("canvas"), size);
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext("2d")
  );
  context.globalAlpha = BASE_TINT;
  context.drawImage(base, 0, 0, width, height);
  context.globalAlpha = 1;
  for (const { index, spots } of lines) {
    const points = spots.map(
      ([x, y]) =>
        /** @type {[number, number]} */ ([x * width, (1 - y) * height]),
    );
    const look = { colour: palette.contour, width: index ? 2 : 1.2 };
    line(context, points, look);
  }
  return canvas;
}
