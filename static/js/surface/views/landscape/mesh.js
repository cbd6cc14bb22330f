/** The ground as a mesh of cells: how high, how light, and where contours cross them. */

import { pairs } from "../../../draw/curves.js";
import { contours } from "../../../draw/contours.js";
import {
  filled,
  heights,
  isFlat,
  relief,
  resample,
} from "../../../draw/grid.js";
import { plotOf } from "../../../draw/rungs.js";

/**
 * @import { Grid } from "../../../draw/grid.js"
 * @import { Rung } from "../../../draw/rungs.js"
 * @import { Ground } from "../../readings.js"
 *
 * @typedef {readonly [x: number, y: number]} Spot across and up the window, from 0 to 1
 * @typedef {object} Terrain the ground as it is plotted
 * @property {Grid} grid plotted heights, row 0 is the lowest y
 * @property {number} low where the ramp of colours begins
 * @property {number} high where it ends
 * @property {number} floor the lowest height on the surface
 * @property {number} top the highest
 * @property {readonly Rung[]} rungs
 * @property {readonly {index: boolean, spots: readonly Spot[]}[]} lines contours
 *
 * @typedef {object} Mesh
 * @property {number} columns of cells
 * @property {number} rows
 * @property {Float32Array} zs the height of every corner, from 0 to 1
 * @property {Float32Array} tints of every cell, from 0 to 1
 * @property {Float32Array} lights of every cell
 * @property {readonly (readonly Piece[])[]} pieces of contours in every cell
 * @typedef {readonly [index: boolean, x0: number, y0: number, x1: number, y1: number,
 *   z: number]} Piece
 */

/** How far the surface floats above its base map, and how tall it is. */
export const GAP = 0.75;
export const TALL = 0.8;
/** @type {readonly Spot[]} */
export const CORNERS = Object.freeze([
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
]);
/** Contours of the base are followed on a grid so fine. */
const FINE = 161;
/** How steep the ground looks where the light falls on it. */
const STEEPNESS = 0.3;

/**
 * Plot the costs of a ground with two inputs.
 * @param {Ground} ground
 * @returns {Terrain}
 */
export function terrainOf({ costs, rows, columns }) {
  const { of: plot, rungs } = plotOf(costs);
  const grid = filled({ values: costs.map(plot), rows, columns });
  const [low, high] = heights(grid.values);
  const even = isFlat(grid.values);
  const floor = even ? (low + high) / 2 : low;
  const top = even ? high : grid.values.reduce((a, b) => Math.max(a, b), low);
  const chosen = even ? [] : rungs(low, high, top);
  const lines = followed(resample(grid, FINE, FINE), chosen);
  return { grid, low, high, floor, top, rungs: chosen, lines };
}

/**
 * Follow every contour across the window.
 * @param {Grid} grid
 * @param {readonly Rung[]} rungs
 */
function followed(grid, rungs) {
  return rungs.flatMap(({ level, index }) =>
    contours(grid, level).map(({ points }) => ({
      index,
      spots: Array.from(pairs(points), ([column, row]) =>
        spot(column / (grid.columns - 1), row / (grid.rows - 1)),
      ),
    })),
  );
}

/**
 * @param {number} x
 * @param {number} y
 * @returns {Spot}
 */
function spot(x, y) {
  return [x, y];
}

/**
 * Cut the ground into cells.
 * @param {Terrain} terrain
 * @param {number} columns
 * @param {number} rows
 * @returns {Mesh}
 */
export function meshOf(terrain, columns, rows) {
  const grid = resample(terrain.grid, rows + 1, columns + 1);
  const { low, high, floor, top } = terrain;
  const cells = Array.from({ length: columns * rows }, (_, cell) =>
    cornersOf(grid, columns, cell),
  );
  return {
    columns,
    rows,
    zs: grid.values.map((value) => (value - floor) / (top - floor)),
    tints: Float32Array.from(cells, (c) => (mean(c) - low) / (high - low)),
    lights: Float32Array.from(cells, (c) =>
      light(c, (STEEPNESS * columns) / (high - low)),
    ),
    pieces: piecesOf(grid, terrain),
  };
}

/**
 * Give the heights round a cell: at its corner, east, north, and north-east of it.
 * @param {Grid} grid
 * @param {number} columns
 * @param {number} cell
 * @returns {[number, number, number, number]}
 */
function cornersOf({ values }, columns, cell) {
  const at = cell + Math.floor(cell / columns);
  const north = at + columns + 1;
  return [values[at], values[at + 1], values[north], values[north + 1]];
}

/** @param {readonly number[]} corners */
function mean([a, b, c, d]) {
  return (a + b + c + d) / 4;
}

/**
 * Say how much light falls on a cell.
 * @param {readonly number[]} corners
 * @param {number} steepness
 */
function light([here, east, north, both], steepness) {
  const right = (east + both - here - north) / 2;
  const down = (here + east - north - both) / 2;
  return relief(right * steepness, down * steepness);
}

/**
 * Cut the contours into pieces, each lying in one cell.
 * @param {Grid} grid
 * @param {Terrain} terrain
 * @returns {Piece[][]}
 */
function piecesOf(grid, { rungs, floor, top }) {
  const [columns, rows] = [grid.columns - 1, grid.rows - 1];
  /** @type {Piece[][]} */
  const pieces = Array.from({ length: columns * rows }, () => []);
  for (const { level, index } of rungs) {
    const z = (level - floor) / (top - floor);
    for (const { points } of contours(grid, level)) {
      for (let i = 0; i + 3 < points.length; i += 2) {
        const [x0, y0, x1, y1] = points.subarray(i, i + 4);
        const column = Math.min(columns - 1, Math.floor((x0 + x1) / 2));
        const row = Math.min(rows - 1, Math.floor((y0 + y1) / 2));
        const ends = part([x0, y0, x1, y1], columns, rows);
        pieces[row * columns + column].push([index, ...ends, z]);
      }
    }
  }
  return pieces;
}

/**
 * Turn a count of columns and rows into parts of the window.
 * @param {readonly [number, number, number, number]} ends
 * @param {number} columns
 * @param {number} rows
 * @returns {[number, number, number, number]}
 */
function part([x0, y0, x1, y1], columns, rows) {
  return [x0 / columns, y0 / rows, x1 / columns, y1 / rows];
}

/**
 * Give the height of the mesh at a place, NaN outside it.
 * @param {Mesh} mesh
 * @param {number} x
 * @param {number} y
 */
export function heightAt({ columns, rows, zs }, x, y) {
  if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) return NaN;
  const column = Math.min(columns - 1, Math.floor(x * columns));
  const row = Math.min(rows - 1, Math.floor(y * rows));
  const [s, t] = [x * columns - column, y * rows - row];
  const at = row * (columns + 1) + column;
  const north = at + columns + 1;
  const south = zs[at] + s * (zs[at + 1] - zs[at]);
  return south + t * (zs[north] + s * (zs[north + 1] - zs[north]) - south);
}

/**
 * List points that hold the whole landscape: the corners of the base, and the surface.
 * @param {Mesh} mesh
 * @returns {[x: number, y: number, z: number][]}
 */
export function hullOf({ columns, rows, zs }) {
  const corner = (/** @type {[x: number, y: number, z: number]} */ ...point) =>
    point;
  const surface = Array.from(zs, (z, i) => {
    const row = Math.floor(i / (columns + 1));
    const column = i - row * (columns + 1);
    return corner(column / columns, row / rows, GAP + TALL * z);
  });
  return [...surface, ...CORNERS.map(([x, y]) => corner(x, y, 0))];
}
