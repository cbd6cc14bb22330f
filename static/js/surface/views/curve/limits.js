/** The lowest points of a curve's valleys, each with the largest η that converges there. */

import { formatRate } from "../../../draw/axes.js";
import { firstFree } from "../../../draw/labels.js";
import { font, line, measure, words } from "../../../draw/marks.js";

/**
 * @import { Axes } from "../../../draw/frame.js"
 * @import { Box } from "../../../draw/labels.js"
 * @import { Sheet } from "../../../draw/stage.js"
 * @import { Mark } from "../../readings.js"
 * @typedef {CanvasRenderingContext2D} Context
 */

/** How far under a lowest point its words are, or over it, at scale 1. */
const PLACES = Object.freeze([24, -58, -84]);

/**
 * Draw a plus at the lowest point of every valley.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {readonly Mark[]} marks
 */
export function drawLows(context, sheet, axes, marks) {
  for (const { x, cost, kind } of marks)
    if (kind === "minimum") drawPlus(context, sheet, axes.x(x), axes.y(cost));
}

/**
 * Write the limit of η at every lowest point where there is room.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {readonly Mark[]} marks
 * @param {Box[]} taken grows by what is written
 */
export function drawLimits(context, sheet, axes, marks, taken) {
  const { palette, scale } = sheet;
  const face = font(sheet);
  const look = { colour: palette.ink, font: face, halo: palette.halo };
  for (const { x, cost, kind, limit } of marks) {
    if (kind !== "minimum" || !Number.isFinite(limit)) continue;
    const [left, top] = [axes.x(x), axes.y(cost)];
    const text = `η up to ${formatRate(limit)}`;
    const size = { width: measure(context, text, face), height: 18 * scale };
    const places = PLACES.map((down) => ({
      x: left,
      y: top + down * scale,
      ...size,
    }));
    const box = firstFree(places, taken, sheet, 2);
    if (!box) continue;
    taken.push(box);
    words(context, text, { x: box.x, y: box.y, align: "center", ...look });
  }
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {number} x
 * @param {number} y
 */
function drawPlus(context, { palette, scale }, x, y) {
  const reach = 6 * Math.sqrt(scale);
  for (const [colour, width] of /** @type {const} */ ([
    [palette.paper, 5],
    [palette.ink, 2],
  ])) {
    const look = { colour, width };
    line(
      context,
      [
        [x - reach, y],
        [x + reach, y],
      ],
      look,
    );
    line(
      context,
      [
        [x, y - reach],
        [x, y + reach],
      ],
      look,
    );
  }
}
