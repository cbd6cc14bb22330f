/** Axonometric drawing: where points over a base plane lie on the paper. */

/**
 * @typedef {{azimuth: number, elevation: number}} Turn in degrees: how far the plane is
 *   turned, and how high the viewer stands
 * @typedef {{left: number, right: number, top: number, bottom: number}} Frame
 * @typedef {object} Projection across and up the plane from 0 to 1, heights in the same
 *   measure as half the width of the plane
 * @property {number} left where the corner 0, 0 of the plane lies
 * @property {number} top
 * @property {readonly [number, number]} x what the way along x adds
 * @property {readonly [number, number]} y what the way along y adds
 * @property {number} z what a height adds downwards
 * @property {Turn} turn
 */

/** Half the width and half the depth of the plane: 64 cells by 56. */
const HALF = Object.freeze({ x: 1, y: 56 / 64 });
const LOWEST = 20;
const HIGHEST = 60;
/** The plane seen from straight above, as on a map. */
export const ABOVE = Object.freeze({ azimuth: 0, elevation: 90 });

/**
 * Project the plane so that some points over it fill a frame.
 * @param {Turn} turn
 * @param {Frame} frame
 * @param {readonly (readonly [x: number, y: number, z: number])[]} points
 * @returns {Projection}
 */
export function axonometric(turn, { left, right, top, bottom }, points) {
  const small = projection(turn, 1, [0, 0]);
  const places = points.map((point) => project(small, ...point));
  const [west, east] = ends(places.map(([x]) => x));
  const [north, south] = ends(places.map(([, y]) => y));
  const unit = Math.min(
    (right - left) / (east - west),
    (bottom - top) / (south - north),
  );
  return projection(turn, unit, [
    (left + right - unit * (west + east)) / 2,
    (top + bottom - unit * (north + south)) / 2,
  ]);
}

/**
 * @param {Turn} turn
 * @param {number} unit pixels that half the width of the plane is long
 * @param {readonly [number, number]} corner
 * @returns {Projection}
 */
function projection(turn, unit, [left, top]) {
  const [cos, sin] = wave(turn.azimuth);
  const [flat, steep] = wave(turn.elevation);
  const [wide, deep] = [2 * HALF.x * unit, 2 * HALF.y * unit];
  const x = pair(wide * cos, wide * sin * steep);
  const y = pair(deep * sin, -deep * cos * steep);
  return { left, top, x, y, z: -unit * flat, turn };
}

/**
 * Find the least and the greatest of some numbers.
 * @param {readonly number[]} values
 */
function ends(values) {
  return pair(
    values.reduce((a, b) => Math.min(a, b), Infinity),
    values.reduce((a, b) => Math.max(a, b), -Infinity),
  );
}

/**
 * Give the cosine and the sine of an angle in degrees.
 * @param {number} degrees
 */
function wave(degrees) {
  const angle = (degrees * Math.PI) / 180;
  return pair(Math.cos(angle), Math.sin(angle));
}

/**
 * @param {number} one
 * @param {number} other
 * @returns {readonly [number, number]}
 */
function pair(one, other) {
  return [one, other];
}

/**
 * Place a point on the paper.
 * @param {Projection} projection
 * @param {number} x
 * @param {number} y
 * @param {number} z
 * @returns {[number, number]}
 */
export function project(projection, x, y, z) {
  const { left, top } = projection;
  return [
    left + projection.x[0] * x + projection.y[0] * y,
    top + projection.x[1] * x + projection.y[1] * y + projection.z * z,
  ];
}

/**
 * Say how far along x and along y one goes, and how high one climbs, on the way from the
 * ground to the viewer, per half width of the plane.
 * @param {Turn} turn
 * @returns {[x: number, y: number, z: number]}
 */
export function sight({ azimuth, elevation }) {
  const [cos, sin] = wave(azimuth);
  const [flat, steep] = wave(elevation);
  return [sin / (2 * HALF.x), -cos / (2 * HALF.y), steep / flat];
}

/**
 * Turn the plane by a movement of the hand: round without end, up and down within bounds.
 * @param {Turn} turn
 * @param {number} across in degrees
 * @param {number} up in degrees
 * @returns {Turn}
 */
export function turned({ azimuth, elevation }, across, up) {
  const round = (((azimuth + across) % 360) + 360) % 360;
  const high = Math.min(HIGHEST, Math.max(LOWEST, elevation + up));
  return { azimuth: round, elevation: high };
}

/**
 * List the cells of a grid in strips from back to front, so that what is painted later
 * stands before what is painted earlier.
 * @param {Turn} turn
 * @param {number} columns
 * @param {number} rows
 * @returns {number[][]} cells as row × columns + column
 */
export function strips({ azimuth }, columns, rows) {
  const [cos, sin] = wave(azimuth);
  const across = order(columns, sin >= 0);
  const up = order(rows, cos < 0);
  const byRows = Math.abs(cos) * HALF.y >= Math.abs(sin) * HALF.x;
  return byRows
    ? up.map((row) => across.map((column) => row * columns + column))
    : across.map((column) => up.map((row) => row * columns + column));
}

/**
 * Count up from 0, or down to it.
 * @param {number} count
 * @param {boolean} rising
 */
function order(count, rising) {
  const list = Array.from({ length: count }, (_, i) => i);
  return rising ? list : list.reverse();
}

const LOOKS = 48;
/** Ground that rises less than this above the line of sight hides nothing. */
const LEAST = 0.012;

/**
 * Say whether ground stands between a point and the viewer.
 * @param {(x: number, y: number) => number} heightAt NaN outside the plane
 * @param {Turn} turn
 * @param {readonly [x: number, y: number, z: number]} point
 */
export function isHidden(heightAt, turn, [x, y, z]) {
  const [east, north, rise] = sight(turn);
  const reach = 2 * Math.hypot(HALF.x, HALF.y);
  for (let look = 1; look <= LOOKS; look += 1) {
    const way = (reach * look) / LOOKS;
    const ground = heightAt(x + way * east, y + way * north);
    if (Number.isNaN(ground)) return false;
    if (ground > z + way * rise + LEAST) return true;
  }
  return false;
}
