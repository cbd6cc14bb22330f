/** The racers on a landscape: their ways on the surface, their shadows, their marks. */

import { isHidden, project } from "../../../draw/axonometric.js";
import { line, mark, segment } from "../../../draw/marks.js";
import { LARGER } from "../curve/steps.js";
import { GAP, TALL, heightAt } from "./mesh.js";
import { flat } from "./painting.js";
import { dense, wayOf } from "./sums.js";

/**
 * @import { Projection } from "../../../draw/axonometric.js"
 * @import { Sheet } from "../../../draw/stage.js"
 * @import { Path } from "../../readings.js"
 * @import { Mesh, Spot } from "./mesh.js"
 * @import { Point } from "./painting.js"
 * @import { Window } from "./sums.js"
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {object} Way where a racer went
 * @property {Path} path
 * @property {readonly Spot[]} spots
 */

const APART = 0.012;
const RADIUS = 7;

/**
 * List the ways of all racers up to a step, the first racer's last, so that it is on top.
 * @param {readonly Path[]} paths
 * @param {Window} axes
 * @param {number} step
 * @returns {Way[]}
 */
export function waysOf(paths, axes, step) {
  return paths
    .map((path) => ({ path, spots: dense(wayOf(path, axes, step), APART) }))
    .reverse();
}

/**
 * Draw the shadows of the ways on the base map.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {readonly Way[]} ways
 * @param {Projection} projection
 */
export function paintShadows(context, { palette, scale }, ways, projection) {
  const width = 2 * Math.sqrt(scale);
  for (const { path, spots } of ways) {
    const points = flat(projection, spots);
    line(context, points, { colour: palette.paper, width: width + 2.5 });
    line(context, points, { colour: palette[path.racer.colour], width });
  }
}

/**
 * Draw the ways on the surface, cased; where ground hides them they are faint.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {readonly Way[]} ways
 * @param {Mesh} mesh
 * @param {Projection} projection
 */
export function paintWays(context, sheet, ways, mesh, projection) {
  const { palette, scale } = sheet;
  const width = 2.6 * Math.sqrt(scale);
  for (const { path, spots } of ways) {
    const colour = palette[path.racer.colour];
    const points = spots.map((spot) => onSurface(mesh, projection, spot));
    const [seen, hidden] = parted(mesh, projection, spots, points);
    line(context, hidden, { colour, width: 1, dash: [2, 3] });
    line(context, seen, { colour: palette.paper, width: width + 3 });
    line(context, seen, { colour, width });
  }
}

/**
 * Place a spot on the surface on the paper.
 * @param {Mesh} mesh
 * @param {Projection} projection
 * @param {Spot} spot
 * @returns {Point}
 */
function onSurface(mesh, projection, [x, y]) {
  return project(projection, x, y, heightOf(mesh, x, y));
}

/**
 * Give the height of the floating surface over its base.
 * @param {Mesh} mesh
 * @param {number} x
 * @param {number} y
 */
function heightOf(mesh, x, y) {
  return GAP + TALL * heightAt(mesh, x, y);
}

/**
 * Part a way into what can be seen and what ground hides.
 * @param {Mesh} mesh
 * @param {Projection} projection
 * @param {readonly Spot[]} spots
 * @param {readonly Point[]} points
 * @returns {[seen: Point[], hidden: Point[]]}
 */
function parted(mesh, { turn }, spots, points) {
  const height = (/** @type {number} */ x, /** @type {number} */ y) =>
    heightOf(mesh, x, y);
  const covered = spots.map(([x, y]) =>
    isHidden(height, turn, [x, y, height(x, y)]),
  );
  /** @type {Point} */
  const gap = [NaN, NaN];
  const only = (/** @type {boolean} */ which) =>
    points.map((point, i) => (covered[i] === which ? point : gap));
  return [only(false), only(true)];
}

/**
 * Draw the racers, each tied to its shadow, and the start.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {readonly Way[]} ways
 * @param {Mesh} mesh
 * @param {Projection} projection
 */
export function paintRacers(context, sheet, ways, mesh, projection) {
  for (const { spots } of ways) {
    const at = onSurface(mesh, projection, spots[0]);
    paintStart(context, sheet, at);
  }
  ways.forEach(({ path, spots }, i) => {
    const spot = spots[spots.length - 1];
    const head = onSurface(mesh, projection, spot);
    const [foot] = flat(projection, [spot]);
    const larger = 1 + LARGER * (ways.length - 1 - i);
    paintRacer(context, sheet, path, larger, head, foot);
  });
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Point} at
 */
function paintStart(context, { palette, scale }, [x, y]) {
  const { ink: stroke, paper: fill } = palette;
  const radius = 5.5 * Math.sqrt(scale);
  const look = { x, y, radius, fill, stroke, width: 2 };
  mark(context, "square", { ...look, casing: fill });
}

/**
 * Draw a racer with its plumb line and its shadow.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Path} path
 * @param {number} larger than the first racer
 * @param {Point} head
 * @param {Point} foot
 */
function paintRacer(context, sheet, { racer }, larger, head, foot) {
  const { palette, scale } = sheet;
  const fill = palette[racer.colour];
  const plumb = /** @type {const} */ ([...head, ...foot]);
  const radius = RADIUS * larger * Math.sqrt(scale);
  segment(context, plumb, { colour: palette.paper, width: 3 });
  segment(context, plumb, { colour: fill, width: 1.5, dash: [3, 3] });
  for (const [[x, y], size] of /** @type {const} */ ([
    [foot, 0.7 * radius],
    [head, radius],
  ])) {
    const look = { x, y, radius: size, fill, casing: palette.paper };
    mark(context, racer.mark, look);
  }
}
