/** A measured grid turned into as many points as a picture has, and lit from the side. */

/**
 * @typedef {{values: Float32Array, rows: number, columns: number}} Grid
 * @typedef {{first: Int32Array, weights: Float32Array}} Taps
 */

/** Relief: the light comes from the north-west, 45° above the ground. */
const LIGHT = Object.freeze([-0.5, -0.5, Math.SQRT1_2]);
const DARKEST = 0.6;
const BRIGHTEST = 1.1;

/**
 * Resample a grid of at least 4 × 4 to another size; the corners stay where they are.
 * Four neighbours each way (Keys' bicubic, a = −½), quadratic beyond the edges, so that
 * every quadratic ground comes back exactly.
 * @param {Grid} grid
 * @param {number} rows
 * @param {number} columns
 * @returns {Grid}
 */
export function resample(grid, rows, columns) {
  const across = stretchRows(grid, taps(grid.columns, columns), columns);
  return stretchColumns(across, taps(grid.rows, rows), rows);
}

/**
 * Say for each new point which four old points it is mixed from, and how.
 * @param {number} from
 * @param {number} to
 * @returns {Taps}
 */
function taps(from, to) {
  const first = new Int32Array(to);
  const weights = new Float32Array(4 * to);
  for (let index = 0; index < to; index += 1) {
    const place = to > 1 ? (index * (from - 1)) / (to - 1) : 0;
    const cell = Math.min(Math.floor(place), from - 2);
    first[index] = Math.min(Math.max(cell - 1, 0), from - 4);
    weights.set(inside(keys(place - cell), cell, from), 4 * index);
  }
  return { first, weights };
}

/**
 * Keys' cubic convolution: the weights of the points at −1, 0, 1 and 2.
 * @param {number} t from 0 to 1
 */
function keys(t) {
  return [
    t * (t * (1 - t / 2) - 0.5),
    1 + t * t * (1.5 * t - 2.5),
    t * (0.5 + t * (2 - 1.5 * t)),
    t * t * (t / 2 - 0.5),
  ];
}

/**
 * Move the weight of a point beyond the edge to the three points nearest to it.
 * @param {number[]} weights of the points at −1, 0, 1 and 2
 * @param {number} cell
 * @param {number} count
 */
function inside([before, low, high, after], cell, count) {
  if (cell === 0)
    return [low + 3 * before, high - 3 * before, after + before, 0];
  if (cell === count - 2)
    return [0, before + after, low - 3 * after, high + 3 * after];
  return [before, low, high, after];
}

/**
 * @param {Grid} grid
 * @param {Taps} taps
 * @param {number} columns
 * @returns {Grid}
 */
function stretchRows(grid, { first, weights }, columns) {
  const values = new Float32Array(grid.rows * columns);
  for (let row = 0; row < grid.rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const from = row * grid.columns + first[column];
      const tap = 4 * column;
      values[row * columns + column] =
        weights[tap] * grid.values[from] +
        weights[tap + 1] * grid.values[from + 1] +
        weights[tap + 2] * grid.values[from + 2] +
        weights[tap + 3] * grid.values[from + 3];
    }
  }
  return { values, rows: grid.rows, columns };
}

/**
 * @param {Grid} grid
 * @param {Taps} taps
 * @param {number} rows
 * @returns {Grid}
 */
function stretchColumns(grid, { first, weights }, rows) {
  const { columns, values: old } = grid;
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const from = first[row] * columns;
    const [a, b, c, d] = weights.subarray(4 * row, 4 * row + 4);
    for (let column = 0; column < columns; column += 1) {
      const at = from + column;
      values[row * columns + column] =
        a * old[at] +
        b * old[at + columns] +
        c * old[at + 2 * columns] +
        d * old[at + 3 * columns];
    }
  }
  return { values, rows, columns };
}

/**
 * Turn a grid upside down: row 0 is the bottom of a graph and the top of a picture.
 * @param {Grid} grid
 * @returns {Grid}
 */
export function flipped({ values, rows, columns }) {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    const line = values.subarray(row * columns, (row + 1) * columns);
    turned.set(line, (rows - 1 - row) * columns);
  }
  return { values: turned, rows, columns };
}

/**
 * Find the window of heights that a picture shows: up to the top, or, where the highest
 * third is a cliff, to one and a half times the rise of the rest. Flat ground is in the
 * middle of its window.
 * @param {ArrayLike<number>} values
 * @returns {[low: number, high: number]}
 */
export function heights(values) {
  const known = Array.from(values).filter(Number.isFinite);
  const sorted = Float64Array.from(known).sort();
  const at = (/** @type {number} */ part) =>
    sorted[Math.floor(part * (sorted.length - 1))] ?? 0;
  if (isFlat(known)) return [at(0.5) - 0.5, at(0.5) + 0.5];
  const [low, most] = [at(0), at(2 / 3)];
  const high = Math.min(at(1), low + 1.5 * (most - low));
  return [low, high > low ? high : low + 1];
}

/** Ground that rises less than this share of its height is flat, but for rounding. */
const FLAT = 1e-4;

/**
 * Say whether the ground does not rise to speak of.
 * @param {ArrayLike<number>} values
 */
export function isFlat(values) {
  const known = Array.from(values).filter(Number.isFinite);
  const top = known.reduce((a, b) => Math.max(a, b), -Infinity);
  const low = known.reduce((a, b) => Math.min(a, b), Infinity);
  return !(top - low > FLAT * Math.abs(top));
}

/**
 * Put the highest known height where a height is missing or without end.
 * @param {Grid} grid
 * @returns {Grid}
 */
export function filled(grid) {
  const known = grid.values.filter(Number.isFinite);
  const top = known.reduce((a, b) => Math.max(a, b), 0);
  const values = grid.values.map((v) => (Number.isFinite(v) ? v : top));
  return { ...grid, values };
}

/**
 * Say how bright the ground is on a slope, from 0.6 to 1.1: 1 + ½·(n·l / l_z − 1).
 * @param {number} east rise per pixel to the right
 * @param {number} south rise per pixel downwards
 */
export function relief(east, south) {
  const [x, y, z] = LIGHT;
  const toward = (z - x * east - y * south) / Math.hypot(east, south, 1);
  const shade = 1 + 0.5 * (toward / z - 1);
  return Math.min(BRIGHTEST, Math.max(DARKEST, shade));
}

/**
 * Paint some rows of a grid: tint by height, relief by slope.
 * @param {Uint8ClampedArray} pixels four bytes a point
 * @param {Grid} grid in picture order, top row first
 * @param {{low: number, high: number, table: Uint8ClampedArray, steepness: number}} look
 * @param {number} from
 * @param {number} to
 */
export function tint(pixels, grid, look, from, to) {
  const { values, columns, rows } = grid;
  const last = look.table.length / 3 - 1;
  const times = last / (look.high - look.low);
  for (let row = from; row < to; row += 1) {
    const [up, down] = [row > 0 ? columns : 0, row < rows - 1 ? columns : 0];
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      const [left, right] = [column > 0 ? 1 : 0, column < columns - 1 ? 1 : 0];
      const east = (values[at + right] - values[at - left]) / (left + right);
      const south =
        (values[at + down] - values[at - up]) / ((up + down) / columns);
      const bright = relief(east * look.steepness, south * look.steepness);
      const height = Math.round((values[at] - look.low) * times);
      const colour = 3 * Math.min(last, Math.max(0, height));
      pixels[4 * at] = look.table[colour] * bright;
      pixels[4 * at + 1] = look.table[colour + 1] * bright;
      pixels[4 * at + 2] = look.table[colour + 2] * bright;
      pixels[4 * at + 3] = 255;
    }
  }
}
