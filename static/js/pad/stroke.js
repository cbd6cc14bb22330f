/** A soft pen on a sheet of 28 × 28 cells, whose strokes leave no gaps. */

export const SIDE = 28;
export const CELLS = SIDE * SIDE;

/** The pen is full up to the core and fades to nothing at the radius, in cells. */
const RADIUS = 1.4;
const CORE = 0.55;

/**
 * @typedef {{x: number, y: number}} Point a place on the sheet, in cells
 * @typedef {(old: number, ink: number) => number} Blend
 */

/** @type {Blend} */
const darker = (old, ink) => Math.max(old, ink);
/** What a pen has left goes wholly, its soft edge too, along the same way.
 * @type {Blend} */
const lighter = (old, ink) => (ink > 0 ? 0 : old);

/**
 * Put ink on every cell near the straight line between two places.
 * @param {Uint8Array} pixels changed in place
 * @param {Point} from
 * @param {Point} to
 */
export function paintLine(pixels, from, to) {
  sweep(pixels, from, to, darker);
}

/**
 * Take ink off every cell near the straight line between two places.
 * @param {Uint8Array} pixels changed in place
 * @param {Point} from
 * @param {Point} to
 */
export function eraseLine(pixels, from, to) {
  sweep(pixels, from, to, lighter);
}

/**
 * Move the pen from one place to another.
 * @param {Uint8Array} pixels
 * @param {Point} from
 * @param {Point} to
 * @param {Blend} blend
 */
function sweep(pixels, from, to, blend) {
  const [left, right] = span(from.x, to.x);
  const [top, bottom] = span(from.y, to.y);
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const centre = { x: column + 0.5, y: row + 0.5 };
      const cell = row * SIDE + column;
      pixels[cell] = blend(pixels[cell], ink(distance(centre, from, to)));
    }
  }
}

/**
 * Give the first and last cell that a pen between two places can reach.
 * @param {number} a
 * @param {number} b
 */
function span(a, b) {
  return [
    Math.max(0, Math.floor(Math.min(a, b) - RADIUS)),
    Math.min(SIDE - 1, Math.floor(Math.max(a, b) + RADIUS)),
  ];
}

/**
 * Say how much ink, 0 to 255, the pen leaves at a distance from its path.
 * @param {number} away in cells
 */
export function ink(away) {
  const share = (RADIUS - away) / (RADIUS - CORE);
  return Math.round(255 * Math.min(1, Math.max(0, share)));
}

/**
 * Measure how far a place is from the straight line between two others.
 * @param {Point} place
 * @param {Point} from
 * @param {Point} to
 */
function distance(place, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = (place.x - from.x) * dx + (place.y - from.y) * dy;
  const share = Math.min(1, Math.max(0, along / (dx * dx + dy * dy || 1)));
  return Math.hypot(
    place.x - from.x - share * dx,
    place.y - from.y - share * dy,
  );
}

/**
 * Say whether nothing is drawn.
 * @param {ArrayLike<number>} pixels
 */
export function isBlank(pixels) {
  for (let cell = 0; cell < pixels.length; cell += 1) {
    if (pixels[cell] > 0) return false;
  }
  return true;
}
