/** The exact values under the cursor: a line, two dots and a chip with words. */

import { format, formatCost, formatRate } from "../../draw/axes.js";
import { stepsOf } from "./sums.js";
import { chip, font, mark, measure, segment } from "../../draw/marks.js";

/**
 * @typedef {import("../../draw/stage.js").Sheet} Sheet
 * @typedef {import("../../draw/frame.js").Axes} Axes
 * @typedef {ReturnType<typeof import("./sums.js").valuesAt>} Values
 * @typedef {CanvasRenderingContext2D} Context
 */

/**
 * Draw the cursor and what it reads.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Values} values
 */
export function drawReading(context, sheet, axes, values) {
  const { palette } = sheet;
  const { x, y, top, bottom } = axes;
  const at = x(values.step);
  segment(context, [at, top, at, bottom], { colour: palette.ink, width: 1.2 });
  const ring = { radius: 4, stroke: palette.paper, width: 1.5 };
  const calm = { x: at, y: y(values.smooth ?? NaN), fill: palette.ink };
  const tested = values.test ?? { step: 0, cost: NaN };
  const test = { x: x(tested.step), y: y(tested.cost), fill: palette.ok };
  for (const dot of [calm, test]) mark(context, "disc", { ...dot, ...ring });
  drawChip(context, sheet, { at, top }, readingOf(values));
}

/**
 * Draw the chip to the right of the cursor, or to the left when there is no room.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {{at: number, top: number}} place
 * @param {readonly string[]} lines
 */
function drawChip(context, sheet, { at, top }, lines) {
  const { palette, scale, width: edge } = sheet;
  const face = font(sheet);
  const row = 17 * scale;
  const height = row * lines.length + 8;
  const width =
    Math.max(...lines.map((text) => measure(context, text, face))) + 16;
  const side = at + 8 + width <= edge ? 1 : -1;
  const x = Math.max(width / 2 + 1, at + side * (8 + width / 2));
  const box = { x, y: top + height / 2, width, height };
  chip(context, lines, {
    box,
    palette,
    colour: palette.ink,
    font: face,
    height: row,
  });
}

/**
 * Write the values at a step as lines of words.
 * @param {Values} values
 */
export function readingOf({ step, bin, smooth, test, rate }) {
  const steps = stepsOf(step, bin);
  const lines = [`${steps.includes("–") ? "steps" : "step"} ${steps}`];
  if (bin) lines.push(`mini-batch ${formatCost(bin.mean)}${rangeOf(bin)}`);
  if (smooth !== undefined) lines.push(`smoothed ${formatCost(smooth)}`);
  if (test) lines.push(`test ${formatCost(test.cost)} at ${format(test.step)}`);
  if (rate !== undefined) lines.push(`η = ${formatRate(rate)}`);
  return lines;
}

/** @param {{min: number, max: number}} bin */
function rangeOf({ min, max }) {
  return max > min ? ` (${formatCost(min)} to ${formatCost(max)})` : "";
}
