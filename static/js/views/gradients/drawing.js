/** The gradient chart in ink: decades, past steps as ticks, the present as a dot. */

import { logarithmic } from "../../draw/axes.js";
import { decades, powersOfTen, shownSize, shownTick } from "./rows.js";

/**
 * @typedef {import("../../draw/stage.js").Sheet} Room
 * @typedef {import("./rows.js").Row} Row
 */

/**
 * Paint the axis and a row for each layer.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {Row[]} rows
 */
export function paint(context, room, rows) {
  const { width, height, palette, scale } = room;
  const text = 13 * scale;
  context.font = `400 ${text}px ${palette.ui}`;
  const names = rows.map(({ name }) => context.measureText(name).width);
  const left = Math.max(...names) + 14 * scale;
  const right = width - sizesRoom(context, room, rows);
  const base = height - 20 * scale;
  const axis = logarithmic(decades(rows), [left + 6, right - 6]);
  paintAxis(context, room, axis, base);
  const pitch = Math.min(40 * scale, base / rows.length);
  rows.forEach((row, index) => {
    const y = pitch * (index + 0.5);
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.font = `400 ${text}px ${palette.ui}`;
    context.fillStyle = palette.ink2;
    context.fillText(row.name, 0, y);
    paintPast(context, room, row.past.map(axis), y);
    paintNow(context, room, row.now, { axis, y });
  });
}

/**
 * Measure the room for the numbers at the right; it grows only with long ones, so that
 * the axis stands still.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {Row[]} rows
 */
function sizesRoom(context, { palette, scale }, rows) {
  context.font = `600 ${13 * scale}px ${palette.ui}`;
  const widths = ["0.000", ...rows.map(({ now }) => shownSize(now))].map(
    (words) => context.measureText(words).width,
  );
  return Math.max(...widths) + 20 * scale;
}

/**
 * Paint the decades.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {ReturnType<typeof logarithmic>} axis
 * @param {number} base
 */
function paintAxis(context, { palette, scale }, axis, base) {
  context.strokeStyle = palette.rule;
  context.lineWidth = 1;
  context.fillStyle = palette.ink2;
  context.font = `400 ${13 * scale}px ${palette.ui}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  const apart = axis.range[1] - axis.range[0];
  const most = Math.max(2, 1 + Math.floor(apart / (32 * scale)));
  const ticks = powersOfTen(axis.domain, most);
  for (const tick of ticks) {
    const x = Math.round(axis(tick)) + 0.5;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, base);
    context.stroke();
    context.fillText(shownTick(tick), x, base + 15 * scale);
  }
}

/**
 * Paint the last steps as faint ticks.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {number[]} places
 * @param {number} y
 */
function paintPast(context, { palette, scale }, places, y) {
  const high = 10 * scale;
  context.fillStyle = palette.ink;
  context.globalAlpha = 0.12;
  for (const x of places) {
    if (Number.isFinite(x)) context.fillRect(x - 0.75, y - high / 2, 1.5, high);
  }
  context.globalAlpha = 1;
}

/**
 * Paint the present as a dot with its number; nothing is a ring at the end.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {number} now
 * @param {{axis: ReturnType<typeof logarithmic>, y: number}} row
 */
function paintNow(context, { width, palette, scale }, now, { axis, y }) {
  context.font = `600 ${13 * scale}px ${palette.ui}`;
  context.textAlign = "right";
  context.fillStyle = palette.ink;
  context.fillText(shownSize(now), width, y);
  if (!Number.isFinite(now)) return;
  const x = Math.max(axis.range[0], now > 0 ? axis(now) : axis.range[0]);
  context.beginPath();
  context.arc(x, y, 5 * scale, 0, 2 * Math.PI);
  context.fillStyle = now > 0 ? palette.ink : palette.paper;
  context.fill();
  context.lineWidth = 1.5 * scale;
  context.strokeStyle = now > 0 ? palette.paper : palette.ink;
  context.stroke();
}
