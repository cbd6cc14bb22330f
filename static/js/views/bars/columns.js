/** The guess in large, and a column for each output beside it. */

import { touches } from "../../draw/labels.js";
import { areLong, labelOf } from "../../pad/reading.js";
import { share, shownValue, slot } from "./answer.js";

/**
 * @typedef {import("../../draw/stage.js").Sheet} Room
 * @typedef {import("../../draw/labels.js").Box} Box
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {{answer: Answer, index: number, x: number, wide: number,
 *   base: number, y: number}} Column `y` is where its bar ends
 */

/** Sizes in CSS pixels. */
const GUESS = 104;
const TOP = 20;
const FOOT = Object.freeze({ short: 26, long: 84 });
const THICK = 0.75;
const LEFT = 0.285;
/** Smaller values are not written over their column. */
const WRITTEN = 0.1;

/**
 * Paint the guess and all columns.
 * @param {Context} context
 * @param {Room} room
 * @param {Answer} answer
 */
export function paintColumns(context, room, answer) {
  const { width, height, palette, scale } = room;
  const left = Math.round(width * LEFT);
  const base =
    height - scale * (areLong(answer.labels) ? FOOT.long : FOOT.short);
  paintGuess(context, room, answer, left);
  const columns = Array.from(answer.outputs, (_, index) =>
    columnOf(room, answer, { index, left, base }),
  );
  for (const column of columns) {
    paintBar(context, room, column);
    paintName(context, room, column);
  }
  for (const column of written(columns, valueSize(context, room)))
    paintValue(context, room, column);
  context.fillStyle = palette.ink2;
  context.fillRect(left, base, width - left, 1);
}

/**
 * Choose the columns whose values are written: those worth it, the larger first, where
 * no other value stands.
 * @param {readonly Column[]} columns
 * @param {Pick<Box, "width" | "height">} size
 */
export function written(columns, size) {
  /** @type {Box[]} */
  const taken = [];
  const order = [...columns].sort((one, other) => one.y - other.y);
  return order.filter(({ answer, index, x, y }) => {
    const worth = answer.outputs[index] >= WRITTEN || index === answer.winner;
    const box = { x, y, ...size };
    const free = worth && !taken.some((other) => touches(box, other));
    if (free) taken.push(box);
    return free;
  });
}

/**
 * Measure the room that a value needs.
 * @param {Context} context
 * @param {Room} room
 */
function valueSize(context, { palette, scale }) {
  context.font = `700 ${13 * scale}px ${palette.ui}`;
  const width = context.measureText(shownValue(0)).width + 2;
  return { width, height: 14 * scale };
}

/**
 * Place a column.
 * @param {Room} room
 * @param {Answer} answer
 * @param {{index: number, left: number, base: number}} place
 * @returns {Column}
 */
function columnOf({ width, scale }, answer, { index, left, base }) {
  const count = answer.outputs.length;
  const { middle, size } = slot(index, count, width - left);
  const high = Math.max(1, (base - TOP * scale) * share(answer.outputs[index]));
  const x = left + middle;
  return { answer, index, x, wide: size * THICK, base, y: base - high };
}

/**
 * @param {Context} context
 * @param {Room} room
 * @param {Column} column
 */
function paintBar(
  context,
  { palette, scale },
  { answer, index, x, wide, base, y },
) {
  context.fillStyle = palette.well;
  context.fillRect(x - wide / 2, TOP * scale, wide, base - TOP * scale);
  context.fillStyle = index === answer.winner ? palette.ink : palette.edge;
  context.fillRect(x - wide / 2, y, wide, base - y);
}

/**
 * Paint the guess as large as its place allows.
 * @param {Context} context
 * @param {Room} room
 * @param {Answer} answer
 * @param {number} wide the width of its place
 */
function paintGuess(context, { height, palette, scale }, answer, wide) {
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.font = `400 ${15 * scale}px ${palette.ui}`;
  context.fillStyle = palette.ink2;
  const heading = answer.winner < 0 ? ["Nothing", "drawn"] : ["It reads"];
  heading.forEach((words, line) =>
    context.fillText(words, 0, (16 + 20 * line) * scale, wide - 8),
  );
  if (answer.winner < 0) return;
  const guess = labelOf(answer.labels, answer.winner);
  const most = GUESS * scale;
  context.font = `700 ${most}px ${palette.ui}`;
  const fits = (most * (wide - 12)) / context.measureText(guess).width;
  const size = Math.min(most, fits, height * 0.75);
  context.font = `700 ${size}px ${palette.ui}`;
  context.fillStyle = palette.ink;
  context.fillText(guess, 0, 30 * scale + size * 0.74);
}

/**
 * Name a column, long names along it.
 * @param {Context} context
 * @param {Room} room
 * @param {Column} column
 */
function paintName(context, { palette, scale }, { answer, index, x, base }) {
  const wins = index === answer.winner;
  const long = areLong(answer.labels);
  context.fillStyle = wins ? palette.ink : palette.ink2;
  context.font = `${wins ? 700 : 400} ${(long ? 13 : 15) * scale}px ${palette.ui}`;
  context.textBaseline = "middle";
  context.textAlign = long ? "left" : "center";
  context.save();
  context.translate(x, base + scale * (long ? 6 : 14));
  if (long) context.rotate(Math.PI / 2);
  context.fillText(labelOf(answer.labels, index), 0, 0);
  context.restore();
}

/**
 * Write the value over a column.
 * @param {Context} context
 * @param {Room} room
 * @param {Column} column
 */
function paintValue(context, room, { answer, index, x, y }) {
  const { palette, scale, width } = room;
  const value = shownValue(answer.outputs[index]);
  const wins = index === answer.winner;
  context.font = `${wins ? 700 : 400} ${13 * scale}px ${palette.ui}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.lineWidth = 3;
  context.strokeStyle = palette.paper;
  context.fillStyle = wins ? palette.ink : palette.ink2;
  const most = width - context.measureText(value).width / 2;
  context.strokeText(value, Math.min(x, most), y - 5);
  context.fillText(value, Math.min(x, most), y - 5);
}
