/** Squares in rows, as large as their place allows. */

import { PAGE, lastPage } from "../selection.js";

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {{width: number, height: number, scale: number}} Room
 */

/** In CSS pixels, before scaling: between tiles, and for the bar below each. */
const GAP = 8;
export const BELOW = 6;
/** Tiles that their height keeps small stand at most so many sides apart. */
const WIDEST = 2;
const COLUMNS = Object.freeze([4, 5, 6, 8]);

/**
 * Lay squares out in rows with room for a bar below each.
 * @param {Room} room
 * @param {number} count
 * @returns {Box[]}
 */
export function grid(room, count) {
  const across = COLUMNS.reduce((best, columns) =>
    sideOf(room, columns) > sideOf(room, best) ? columns : best,
  );
  const side = sideOf(room, across);
  const gap = GAP * room.scale;
  const even = (room.width - side) / (across - 1);
  const pitch = Math.min(WIDEST * side, even);
  const down = side + gap + BELOW * room.scale;
  return Array.from({ length: count }, (_, index) => ({
    x: Math.round((index % across) * pitch),
    y: Math.round(Math.floor(index / across) * down),
    width: side,
    height: side,
  }));
}

/**
 * Say how large the squares of a full page are in so many columns.
 * @param {Room} room
 * @param {number} across
 */
function sideOf({ width, height, scale }, across) {
  const rows = Math.ceil(PAGE / across);
  const gap = GAP * scale;
  const wide = (width - (across - 1) * gap) / across;
  const tall = (height - (rows - 1) * gap) / rows - BELOW * scale;
  return Math.max(4, Math.floor(Math.min(wide, tall)));
}

/**
 * Say which neurons a page of tiles shows.
 * @param {number} page
 * @param {number} size
 */
export function pageOf(page, size) {
  const first = PAGE * Math.min(page, lastPage(size));
  return { first, count: Math.min(PAGE, size - first) };
}
