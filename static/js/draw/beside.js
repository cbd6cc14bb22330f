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
 * List boxes along the part of a way that is on the sheet, close enough to leave no gap.
 * @param {readonly (readonly [number, number])[]} way
 * @param {{width: number, height: number}} sheet
 * @returns {Box[]}
 */
export function boxesAlong(way, sheet) {
  return way.flatMap((from, i) => {
    const part = within(from, way[i + 1] ?? from, sheet);
    return part ? alongLine(...part) : [];
  });
}

/**
 * @param {readonly [number, number]} from
 * @param {readonly [number, number]} to
 * @returns {Box[]}
 */
function alongLine([x, y], [endX, endY]) {
  const count = Math.max(1, Math.ceil(Math.hypot(endX - x, endY - y) / 8));
  return Array.from({ length: count }, (_, part) => ({
    x: x + ((endX - x) * part) / count,
    y: y + ((endY - y) * part) / count,
    width: 8,
    height: 8,
  }));
}

/**
 * Cut off what of a line lies outside a sheet (Liang and Barsky 1984): far away from
 * level ground a step back to the start may be millions of pixels long.
 * @param {readonly [number, number]} from
 * @param {readonly [number, number]} to
 * @param {{width: number, height: number}} sheet
 * @returns {[[number, number], [number, number]] | null}
 */
function within(from, to, { width, height }) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let [enters, leaves] = [0, 1];
  for (const [slope, room] of [
    [-dx, from[0]],
    [dx, width - from[0]],
    [-dy, from[1]],
    [dy, height - from[1]],
  ]) {
    if (slope < 0) enters = Math.max(enters, room / slope);
    else if (slope > 0) leaves = Math.min(leaves, room / slope);
    else if (!(room >= 0)) return null;
  }
  if (!(enters <= leaves)) return null;
  const at = (/** @type {number} */ share) =>
    /** @type {[number, number]} */ ([
      from[0] + share * dx,
      from[1] + share * dy,
    ]);
  return [at(enters), at(leaves)];
}
