/** Lines of equal height through a grid, each joined into one long stroke. */

/**
 * @typedef {import("./grid.js").Grid} Grid
 * @typedef {{level: number, points: Float32Array, closed: boolean}} Line points are
 *   x, y, x, y … in columns and rows; a closed line repeats its first point
 */

const FEWEST = 15;
const MOST = 25;
const NICE = Object.freeze([1, 2, 5]);
const NONE = -1;

/**
 * Choose the interval, 1, 2 or 5 times a power of ten, that gives 15 to 25 lines, or
 * the one that comes nearest to it.
 * @param {number} low
 * @param {number} high
 */
export function interval(low, high) {
  const wanted = (high - low) / Math.sqrt(FEWEST * MOST);
  if (!(wanted > 0)) return 1;
  const power = Math.floor(Math.log10(wanted));
  const choices = [power, power + 1].flatMap((p) =>
    NICE.map((n) => n * 10 ** p),
  );
  const miss = (/** @type {number} */ step) =>
    Math.abs(Math.log(step / wanted));
  return choices.reduce((best, next) =>
    miss(next) < miss(best) ? next : best,
  );
}

/**
 * List the multiples of a step strictly between two heights.
 * @param {number} low
 * @param {number} high
 * @param {number} step
 * @returns {{level: number, index: boolean}[]} `index` for every fifth
 */
export function levels(low, high, step) {
  const first = Math.floor(low / step) + 1;
  const last = Math.ceil(high / step) - 1;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ({
    level: Number(((first + i) * step).toPrecision(12)),
    index: (first + i) % 5 === 0,
  }));
}

/**
 * Which sides of a cell a line joins, by which corners are high: bit 0 is the corner
 * at row, column; bit 1 the next column; bit 2 both next; bit 3 the next row. Sides
 * are 0 top, 1 right, 2 bottom, 3 left. The two saddles are settled by `saddle`.
 * @type {readonly (readonly number[])[]}
 */
const SIDES = Object.freeze([
  [],
  [3, 0],
  [0, 1],
  [3, 1],
  [1, 2],
  [],
  [0, 2],
  [3, 2],
  [2, 3],
  [2, 0],
  [],
  [2, 1],
  [1, 3],
  [1, 0],
  [0, 3],
  [],
]);
const APART = Object.freeze([3, 0, 1, 2]);
const TURNED = Object.freeze([0, 1, 2, 3]);

/**
 * Follow one level through a grid.
 * @param {Grid} grid
 * @param {number} level
 * @returns {Line[]}
 */
export function contours(grid, level) {
  const links = linked(grid, level);
  const lines = [];
  for (const edge of links.ends())
    lines.push(walk(grid, level, links, edge, false));
  for (const edge of links.rings())
    lines.push(walk(grid, level, links, edge, true));
  return lines;
}

/**
 * Note for every side of a cell that a line crosses which other sides it leads to.
 * @param {Grid} grid
 * @param {number} level
 */
function linked(grid, level) {
  const { values, rows, columns } = grid;
  const next = new Int32Array(4 * rows * columns).fill(NONE);
  /** @type {number[]} */
  const crossed = [];
  const join = (/** @type {number} */ a, /** @type {number} */ b) => {
    if (next[2 * a] === NONE) crossed.push(a);
    next[2 * a + (next[2 * a] === NONE ? 0 : 1)] = b;
  };
  for (let row = 0; row < rows - 1; row += 1) {
    for (let column = 0; column < columns - 1; column += 1) {
      const at = row * columns + column;
      const kind = corners(values, at, columns, level);
      if (kind === 0 || kind === 15) continue;
      const sides =
        kind % 5 === 0 ? saddle(values, at, columns, level, kind) : SIDES[kind];
      for (let i = 0; i < sides.length; i += 2) {
        const [a, b] = [
          side(at, sides[i], columns),
          side(at, sides[i + 1], columns),
        ];
        join(a, b);
        join(b, a);
      }
    }
  }
  return chain(next, crossed);
}

/**
 * Say which corners of a cell are high, one bit each.
 * @param {Float32Array} values
 * @param {number} at
 * @param {number} columns
 * @param {number} level
 */
function corners(values, at, columns, level) {
  return (
    (values[at] >= level ? 1 : 0) |
    (values[at + 1] >= level ? 2 : 0) |
    (values[at + columns + 1] >= level ? 4 : 0) |
    (values[at + columns] >= level ? 8 : 0)
  );
}

/**
 * Settle a cell whose high corners face each other by the height of its middle.
 * @param {Float32Array} values
 * @param {number} at
 * @param {number} columns
 * @param {number} level
 * @param {number} kind 5 or 10
 */
function saddle(values, at, columns, level, kind) {
  const sum =
    values[at] +
    values[at + 1] +
    values[at + columns] +
    values[at + columns + 1];
  const high = sum / 4 >= level;
  return high === (kind === 5) ? TURNED : APART;
}

/**
 * Number the sides of all cells: twice the corner they start at, plus 1 if they go down.
 * @param {number} at
 * @param {number} which
 * @param {number} columns
 */
function side(at, which, columns) {
  if (which === 0) return 2 * at;
  if (which === 1) return 2 * (at + 1) + 1;
  if (which === 2) return 2 * (at + columns);
  return 2 * at + 1;
}

/**
 * Hand out the places where lines begin, each line once.
 * @param {Int32Array} next
 * @param {number[]} crossed
 */
function chain(next, crossed) {
  const used = new Set();
  const isEnd = (/** @type {number} */ edge) => next[2 * edge + 1] === NONE;
  return {
    next,
    used,
    ends: () => unused(crossed.filter(isEnd), used),
    rings: () => unused(crossed, used),
  };
}

/**
 * Yield the edges that no line has passed yet at the moment they are asked for.
 * @param {number[]} edges
 * @param {Set<number>} used
 */
function* unused(edges, used) {
  for (const edge of edges) if (!used.has(edge)) yield edge;
}

/**
 * Walk along a line from one edge to its end, or round to where it began.
 * @param {Grid} grid
 * @param {number} level
 * @param {{next: Int32Array, used: Set<number>}} links
 * @param {number} start
 * @param {boolean} closed
 * @returns {Line}
 */
function walk(grid, level, { next, used }, start, closed) {
  /** @type {number[]} */
  const points = [];
  for (let edge = start; edge !== NONE;) {
    used.add(edge);
    crossing(grid, level, edge, points);
    const [one, other] = [next[2 * edge], next[2 * edge + 1]];
    edge = free(one, used) ?? free(other, used) ?? NONE;
  }
  if (closed) points.push(points[0], points[1]);
  return { level, points: Float32Array.from(points), closed };
}

/**
 * @param {number} edge
 * @param {Set<number>} used
 */
function free(edge, used) {
  return edge !== NONE && !used.has(edge) ? edge : undefined;
}

/**
 * Add the point where a line crosses the side of a cell.
 * @param {Grid} grid
 * @param {number} level
 * @param {number} edge
 * @param {number[]} points
 */
function crossing({ values, columns }, level, edge, points) {
  const at = edge >> 1;
  const down = edge & 1;
  const [from, to] = [values[at], values[at + (down ? columns : 1)]];
  const part = (level - from) / (to - from);
  const row = Math.floor(at / columns);
  const column = at - row * columns;
  points.push(down ? column : column + part, down ? row + part : row);
}
