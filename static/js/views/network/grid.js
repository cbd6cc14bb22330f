/** Squares in rows, as large as their place allows. */

import { PAGE, lastPage } from "../selection.js";

/**
 * @typedef {{x: number, y: number, side: number, width: number, height: number}} Box
 */

/**
 * Lay squares out in rows with something below each.
 * @param {{width: number, height: number}} room
 * @param {{count: number, across: number, below: number, scale: number}} wish
 * @returns {Box[]}
 */
export function grid({ width, height }, { count, across, below, scale }) {
  const rows = Math.max(across, Math.ceil(count / across));
  const gap = 8 * scale;
  const wide = (width - (across - 1) * gap) / across;
  const tall = (height - (rows - 1) * gap) / rows - below * scale;
  const side = Math.max(4, Math.floor(Math.min(wide, tall)));
  const pitch = Math.min(side + 2.2 * gap, (width - side) / (across - 1));
  return Array.from({ length: count }, (_, index) => ({
    x: Math.round((index % across) * pitch),
    y: Math.round(Math.floor(index / across) * (side + gap + below * scale)),
    side,
    width: side,
    height: side,
  }));
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
