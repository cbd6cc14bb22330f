/** Names written beside the marks of a drawing, where they cover least. */

import { fits, touches } from "./labels.js";
import { font, measure, words } from "./marks.js";

/**
 * @typedef {import("./stage.js").Sheet} Sheet
 * @typedef {import("./labels.js").Box} Box
 * @typedef {{x: number, y: number}} Spot
 * @typedef {{colour?: string, clear?: readonly Box[]}} Look `clear`: rather no name than
 *   one that covers any of these
 */

/**
 * Write a mark's name where it covers least; return the box that it fills, if any.
 * @param {CanvasRenderingContext2D} context
 * @param {Sheet} sheet
 * @param {string} text
 * @param {Spot} at
 * @param {readonly Box[]} taken
 * @param {Look} [look]
 * @returns {Box[]}
 */
export function writeBeside(context, sheet, text, at, taken, look = {}) {
  const { palette, scale } = sheet;
  const face = font(sheet, { weight: 600, size: 14 });
  const size = { width: measure(context, text, face), height: 16 * scale };
  const { clear = [], colour = palette.ink } = look;
  const choices = boxesBeside(at, size, scale).filter(
    (box) => fits(box, sheet) && !clear.some((other) => touches(box, other)),
  );
  const cover = (/** @type {Box} */ box) =>
    taken.filter((other) => touches(box, other)).length;
  const best = choices.reduce(
    (a, b) => (cover(b) < cover(a) ? b : a),
    choices[0],
  );
  if (!best) return [];
  const { x, y } = best;
  const { halo } = palette;
  words(context, text, { x, y, align: "center", colour, font: face, halo });
  return [best];
}

/**
 * Boxes round a spot: right, left, the four corners, and clear of a line through it.
 * @param {Spot} at
 * @param {{width: number, height: number}} size
 * @param {number} scale
 * @returns {Box[]}
 */
function boxesBeside({ x, y }, size, scale) {
  const [side, rise] = [size.width / 2 + 12 * scale, 14 * scale];
  const moves = [
    [side, 0],
    [-side, 0],
    [-side, -rise],
    [side, -rise],
    [side, rise],
    [-side, rise],
    [0, 2 * rise],
    [0, -2 * rise],
  ];
  return moves.map(([dx, dy]) => ({ x: x + dx, y: y + dy, ...size }));
}

/**
 * List boxes along a way, close enough to leave no gap.
 * @param {readonly (readonly [number, number])[]} way
 * @returns {Box[]}
 */
export function boxesAlong(way) {
  return way.flatMap(([x, y], i) => {
    const [endX, endY] = way[i + 1] ?? [x, y];
    const count = Math.max(1, Math.ceil(Math.hypot(endX - x, endY - y) / 8));
    return Array.from({ length: count }, (_, part) => ({
      x: x + ((endX - x) * part) / count,
      y: y + ((endY - y) * part) / count,
      width: 8,
      height: 8,
    }));
  });
}
