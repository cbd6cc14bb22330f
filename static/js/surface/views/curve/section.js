/** A cut through ground: tinted below its curve, with lines at equal cost. */

import { bottomAxis, gridLines } from "../../../draw/frame.js";
import { line, trace, variableFont, words } from "../../../draw/marks.js";
import { format, formatTicks } from "../../../draw/axes.js";
import { css } from "../../../draw/ramps.js";

/**
 * @import { Axes } from "../../../draw/frame.js"
 * @import { Rung } from "../../../draw/rungs.js"
 * @import { Sheet } from "../../../draw/stage.js"
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {object} Section
 * @property {ArrayLike<number>} xs
 * @property {(x: number) => number} curve
 * @property {readonly Rung[]} rungs the costs that have a line
 * @property {readonly number[]} ticks the costs that are written
 * @property {(cost: number) => number} tint from 0 to 1
 */

const STOPS = 24;

/**
 * Paint the ground under a curve, its axes, and the curve.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Section} section
 */
export function paintSection(context, sheet, axes, section) {
  const { palette, scale } = sheet;
  const points = pointsOf(axes, section);
  context.save();
  context.beginPath();
  trace(context, points);
  context.lineTo(axes.right, axes.bottom);
  context.lineTo(axes.left, axes.bottom);
  context.clip();
  paintTint(context, sheet, axes, section.tint);
  strokeRungs(context, sheet, axes, section.rungs);
  context.restore();
  paintAxes(context, sheet, axes, section.ticks);
  within(context, axes, () =>
    line(context, points, {
      colour: palette.ink,
      width: 3.5 * Math.sqrt(scale),
    }),
  );
}

/**
 * Place the points of a curve; cliffs go on a little above the frame.
 * @param {Axes} axes
 * @param {Section} section
 * @returns {[number, number][]}
 */
function pointsOf({ x, y, top, bottom }, { xs, curve }) {
  const tall = bottom - top;
  return Array.from(xs, (place) => {
    const height = y(curve(place));
    const known = Number.isNaN(height) ? top - tall : height;
    return [x(place), Math.min(bottom + tall, Math.max(top - tall, known))];
  });
}

/**
 * Fill the frame with the ramp of costs.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {(cost: number) => number} tint
 */
function paintTint(context, { palette }, axes, tint) {
  const { left, right, top, bottom, y } = axes;
  const shade = context.createLinearGradient(0, top, 0, bottom);
  for (let stop = 0; stop <= STOPS; stop += 1) {
    const part = stop / STOPS;
    const cost = y.invert(top + part * (bottom - top));
    shade.addColorStop(part, css(palette.ramps.cost(tint(cost))));
  }
  context.fillStyle = shade;
  context.fillRect(left, top, right - left, bottom - top);
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {readonly Rung[]} rungs
 */
function strokeRungs(context, { palette, scale }, axes, rungs) {
  context.strokeStyle = palette.contour;
  for (const numbered of [false, true]) {
    context.beginPath();
    for (const { cost, index } of rungs) {
      if (index !== numbered) continue;
      const at = axes.y(cost);
      context.moveTo(axes.left, at);
      context.lineTo(axes.right, at);
    }
    context.lineWidth = (numbered ? 1.3 : 0.7) * Math.sqrt(scale);
    context.stroke();
  }
}

/**
 * Draw both axes and their numbers; the letter of the input stands at the right end.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {readonly number[]} costs
 */
function paintAxes(context, sheet, axes, costs) {
  const { palette, scale } = sheet;
  const { left, right, top, bottom } = axes;
  gridNumbers(context, sheet, axes, costs);
  const ticks = axes.x.ticks(8);
  const letter = { x: right - 6 * scale, y: bottom + 18 * scale };
  const taken = [{ ...letter, width: 24 * scale, height: 18 * scale }];
  const write = formatTicks(ticks);
  bottomAxis(context, sheet, axes, ticks, write, { blocked: taken, below: 14 });
  const look = { colour: palette.ink, font: variableFont(sheet, 17) };
  words(context, "x", { ...letter, align: "center", ...look });
  const upright = /** @type {[number, number][]} */ ([
    [left, top],
    [left, bottom],
  ]);
  line(context, upright, { colour: palette.ink, width: 1.2 });
}

/**
 * Write the costs along the left side, without lines across the picture.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {readonly number[]} costs
 */
function gridNumbers(context, sheet, axes, costs) {
  const short = { ...axes, right: axes.left - 5 };
  gridLines(context, sheet, short, costs, (cost) => format(cost));
}

/**
 * Draw something that may not leave the frame.
 * @param {Context} context
 * @param {Axes} axes
 * @param {() => void} draw
 */
export function within(context, { left, right, top, bottom }, draw) {
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  draw();
  context.restore();
}
