/** Many starts in ink: the ground, small, with the way of each and how it ends. */

import { linear } from "../../../draw/axes.js";
import { pairs } from "../../../draw/curves.js";
import { line, mark, segment } from "../../../draw/marks.js";
import { relief } from "../../../draw/relief.js";
import { plotOf } from "../../../draw/rungs.js";

/**
 * @import { Sheet } from "../../../draw/stage.js"
 * @import { Scale } from "../../../draw/axes.js"
 * @import { Picture } from "../../../draw/relief.js"
 * @import { Ground, Starts } from "../../readings.js"
 * @import { End } from "./sums.js"
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {{starts: Starts, ends: readonly End[], colour: string}} Scene
 */

const RADIUS = 3;

/**
 * Print the ground without numbers, piece by piece.
 * @param {Ground} ground
 * @param {Sheet} sheet
 * @param {number} dots device pixels per pixel
 * @returns {Generator<undefined, Picture, undefined>}
 */
export function plain(ground, sheet, dots) {
  const { costs, rows, columns, axes } = ground;
  return relief(
    {
      grid: { values: costs, rows, columns },
      axes: [axes.left, axes.right, axes.bottom, axes.top],
      plot: plotOf(costs),
      bare: true,
      stand: () => [],
    },
    sheet,
    dots,
  );
}

/**
 * Draw the map, and on it every start with its way.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @param {Scene | null} scene
 */
export function drawStarts(context, sheet, picture, scene) {
  const { width, height, palette } = sheet;
  context.drawImage(picture.canvas, 0, 0, width, height);
  if (scene) drawAll(context, sheet, picture, scene);
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.strokeRect(0.75, 0.75, width - 1.5, height - 1.5);
}

/**
 * Draw every way, and over them every start.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {{x: Scale, y: Scale}} scales
 * @param {Scene} scene
 */
function drawAll(context, sheet, { x, y }, { starts, ends, colour }) {
  const { count, points, tracks, begins } = starts;
  const width = 1.3 * Math.sqrt(sheet.scale);
  for (let i = 0; i < count; i += 1) {
    const track = tracks.subarray(2 * points * i, 2 * points * (i + 1));
    const way = Array.from(
      pairs(track),
      ([across, up]) => /** @type {[number, number]} */ ([x(across), y(up)]),
    );
    line(context, way, { colour, width });
  }
  for (let i = 0; i < count; i += 1) {
    const at = { x: x(begins[2 * i]), y: y(begins[2 * i + 1]) };
    drawEnd(context, sheet, at, ends[i], colour);
  }
}

/**
 * Draw a start by how it ends: filled, open, or a cross.
 * @param {Context} context
 * @param {Pick<Sheet, "palette" | "scale">} sheet
 * @param {{x: number, y: number}} at
 * @param {End} end
 * @param {string} colour
 */
function drawEnd(context, { palette, scale }, at, end, colour) {
  const radius = RADIUS * Math.sqrt(scale);
  const { paper: casing } = palette;
  if (end === "away") return drawCross(context, at, radius, [casing, colour]);
  const fill = end === "lowest" ? colour : casing;
  mark(context, "disc", {
    ...at,
    radius,
    fill,
    stroke: colour,
    width: 1.6,
    casing,
  });
}

/**
 * Draw a cross, cased.
 * @param {Context} context
 * @param {{x: number, y: number}} at
 * @param {number} far
 * @param {readonly [casing: string, colour: string]} colours
 */
function drawCross(context, { x, y }, far, colours) {
  colours.forEach((colour, i) => {
    const look = { colour, width: i ? 1.8 : 4.8 };
    const end = i ? far : far + 1.2;
    segment(context, [x - end, y - end, x + end, y + end], look);
    segment(context, [x - end, y + end, x + end, y - end], look);
  });
}

/**
 * Draw ground with one input as a curve, and every start on it.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Ground} ground
 * @param {Scene | null} scene
 */
export function drawCurve(context, sheet, { axes, costs }, scene) {
  const { width, height, palette } = sheet;
  const x = linear([axes.left, axes.right], [0, width]);
  const y = linear([axes.bottom, axes.top], [height, 0]);
  const at = (/** @type {number} */ i) =>
    axes.left + ((axes.right - axes.left) * i) / (costs.length - 1);
  const way = Array.from(
    costs,
    (cost, i) => /** @type {[number, number]} */ ([x(at(i)), y(cost)]),
  );
  line(context, way, { colour: palette.ink, width: 2.5 });
  const { starts, ends = [], colour = "" } = scene ?? {};
  for (let i = 0; i < (starts?.count ?? 0); i += 1) {
    const across = starts?.begins[2 * i] ?? 0;
    const place = (across - axes.left) / (axes.right - axes.left);
    const cost = costs[Math.round(place * (costs.length - 1))];
    drawEnd(context, sheet, { x: x(across), y: y(cost) }, ends[i], colour);
  }
}
