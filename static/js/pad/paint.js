/** The ink of the pad: grid, pixels, cursor and neatline. */

import { hiddenPicture, inked } from "./pictures.js";
import { SIDE, isBlank } from "./stroke.js";

/**
 * @typedef {import("../draw/stage.js").Sheet} Room
 * @typedef {import("./stroke.js").Point} Point
 * @typedef {CanvasRenderingContext2D} Context
 */

export const EMPTY = "Draw a digit, 0 to 9";
const NEATLINE = 1.5;
const GRID = 0.45;

/** Make a painter of pads, with its own hidden picture. */
export function padPainter() {
  const ink = hiddenPicture(SIDE, SIDE);
  return (
    /** @type {Context} */ context,
    /** @type {Room} */ room,
    /** @type {ArrayLike<number>} */ pixels,
    /** @type {Point | null} */ cursor,
  ) => {
    const { width, height, palette } = room;
    context.fillStyle = palette.sheet;
    context.fillRect(0, 0, width, height);
    paintGrid(context, room);
    if (isBlank(pixels)) paintEmpty(context, room);
    inked(ink.rgba, pixels, palette.ramps.value(1));
    ink.show();
    context.imageSmoothingEnabled = false;
    context.drawImage(ink.canvas, 0, 0, width, height);
    if (cursor) paintCursor(context, room, cursor);
    context.strokeStyle = palette.ink;
    context.lineWidth = 2 * NEATLINE;
    context.strokeRect(0, 0, width, height);
  };
}

/**
 * Paint the faint lines between the cells.
 * @param {Context} context
 * @param {Room} room
 */
function paintGrid(context, { width, height, palette }) {
  context.beginPath();
  for (let line = 1; line < SIDE; line += 1) {
    const [x, y] = [(line * width) / SIDE, (line * height) / SIDE];
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.moveTo(0, y);
    context.lineTo(width, y);
  }
  context.strokeStyle = palette.rule;
  context.globalAlpha = GRID;
  context.lineWidth = 1;
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * Say what the empty pad is for.
 * @param {Context} context
 * @param {Room} room
 */
function paintEmpty(context, { width, height, palette, scale }) {
  context.font = `400 ${15 * scale}px ${palette.ui}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 6;
  context.lineJoin = "round";
  context.strokeStyle = palette.sheet;
  context.fillStyle = palette.ink3;
  context.strokeText(EMPTY, width / 2, height / 2);
  context.fillText(EMPTY, width / 2, height / 2);
}

/**
 * Frame the cell that the keyboard is at.
 * @param {Context} context
 * @param {Room} room
 * @param {Point} cursor
 */
function paintCursor(context, { width, height, palette }, { x, y }) {
  const [across, down] = [width / SIDE, height / SIDE];
  for (const [line, colour] of [
    [5, palette.sheet],
    [3, palette.ink],
  ]) {
    context.lineWidth = Number(line);
    context.strokeStyle = String(colour);
    context.strokeRect(x * across, y * down, across, down);
  }
}
