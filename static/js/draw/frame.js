/** The paper of a chart: margins that fit its numbers, gridlines and the bottom axis. */

import { touches } from "./labels.js";
import { font, measure, segment, words } from "./marks.js";

/**
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {import("./stage.js").Sheet} Sheet
 * @typedef {import("./axes.js").Scale} Scale
 * @typedef {import("./labels.js").Box} Box
 * @typedef {{left: number, right: number, top: number, bottom: number}} Frame
 * @typedef {Frame & {x: Scale, y: Scale}} Axes
 */

const GAP = 10;
const TICK = 4;

/**
 * Find the rectangle that is left for the curves when the numbers have their place.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {readonly string[]} numbers those along the left side
 * @param {{top: number, right: number, bottom: number}} margin at scale 1
 * @returns {Frame}
 */
export function frameOf(context, sheet, numbers, margin) {
  const face = font(sheet);
  const widest = Math.max(
    0,
    ...numbers.map((text) => measure(context, text, face)),
  );
  return {
    left: Math.max(36 * sheet.scale, widest + GAP + 2),
    right: sheet.width - margin.right * sheet.scale,
    top: margin.top * sheet.scale,
    bottom: sheet.height - margin.bottom * sheet.scale,
  };
}

/**
 * Draw level lines at some numbers, and write the numbers at their left ends.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {readonly number[]} ticks
 * @param {(value: number) => string} write
 */
export function gridLines(context, sheet, { y, left, right }, ticks, write) {
  const face = font(sheet);
  for (const tick of ticks) {
    const at = Math.round(y(tick)) + 0.5;
    segment(context, [left, at, right, at], {
      colour: sheet.palette.rule,
      width: 1,
    });
    words(context, write(tick), {
      x: left - GAP,
      y: at,
      align: "right",
      colour: sheet.palette.ink2,
      font: face,
    });
  }
}

/**
 * Draw the bottom axis with outside ticks and their numbers; a number that would cover
 * something is left out.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {readonly number[]} ticks
 * @param {(value: number) => string} write
 * @param {{blocked?: readonly Box[], below?: number}} [room] what may not be covered, and
 *   how far below the axis the middle of a number is, at scale 1
 */
export function bottomAxis(context, sheet, axes, ticks, write, room = {}) {
  const { x, left, right, bottom } = axes;
  const look = { colour: sheet.palette.ink, width: 1.2 };
  const taken = [...(room.blocked ?? [])];
  const y = bottom + TICK + (room.below ?? 10) * sheet.scale;
  segment(context, [left, bottom, right, bottom], look);
  for (const tick of ticks) {
    segment(context, [x(tick), bottom, x(tick), bottom + TICK], look);
    writeTick(context, sheet, { x: x(tick), y, text: write(tick) }, taken);
  }
}

/**
 * Write a number under the axis where there is room for it.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {{x: number, y: number, text: string}} tick
 * @param {Box[]} taken
 */
function writeTick(context, sheet, { x, y, text }, taken) {
  const { palette, scale, width: edge } = sheet;
  const face = font(sheet);
  const width = measure(context, text, face);
  const box = { x, y, width, height: 14 * scale };
  const covers = taken.some((other) => touches(box, other, 4));
  if (covers || x + width / 2 > edge) return;
  taken.push(box);
  const look = { colour: palette.ink2, font: face };
  words(context, text, { x, y, align: "center", ...look });
}
