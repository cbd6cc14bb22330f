/** What the map shows, before any ink: names of level points, marks on the way, words. */

import { format, formatCost } from "../../../draw/axes.js";
import { fateAt, hollowsOf, lowestOf } from "../../readings.js";

/**
 * @import { Ground, Mark, Path } from "../../readings.js"
 * @typedef {{x: number, y: number, cost: number, east: number, north: number}} Slope the
 *   cost at a point, and ∂C/∂x and ∂C/∂y
 * @typedef {{mark: Mark, name: string, rank: number}} Named the lowest rank matters most
 */

const EVERY = 5;
/** Ground with more level points than this has names on the lowest only. */
const FEW = 7;
const NAMES = Object.freeze(["lowest point", "hollow", "saddle", "top"]);
const SHORTEST = 14;
const LONGEST = 84;

/**
 * Name the level points, the lowest first.
 * @param {readonly Mark[]} marks
 * @returns {Named[]}
 */
export function named(marks) {
  const kinds = [
    lowestOf(marks),
    hollowsOf(marks),
    marks.filter(({ kind }) => kind === "saddle"),
    marks.filter(({ kind }) => kind === "maximum"),
  ];
  const all = kinds.flatMap((some, rank) =>
    some.map((mark) => ({ mark, name: NAMES[rank], rank })),
  );
  const many = all.length > FEW;
  return all.map((one) => (many && one.rank > 0 ? { ...one, name: "" } : one));
}

/**
 * Choose the steps that have a mark: every fifth up to the playhead, as long as marks do
 * not lie on one another.
 * @param {readonly (readonly [number, number])[]} way in pixels
 * @param {number} head
 * @param {number} apart
 */
export function markedSteps(way, head, apart) {
  /** @type {number[]} */
  const steps = [];
  for (let step = EVERY; step < head; step += EVERY) {
    const [x, y] = way[step];
    const [lastX, lastY] = way[steps.at(-1) ?? 0];
    if (Math.hypot(x - lastX, y - lastY) >= apart) steps.push(step);
  }
  return steps;
}

/** Cells that ways may cover are so many pixels wide. */
const CELL = 8;
/** A piece of a way is looked at in at most so many places. */
const MOST = 100;

/**
 * List the cells of the paper that ways lead through, as boxes.
 * @param {readonly (readonly (readonly [number, number])[])[]} ways in pixels
 * @param {{width: number, height: number}} paper
 */
export function cellsOn(ways, { width, height }) {
  /** @type {Map<number, {x: number, y: number, width: number, height: number}>} */
  const cells = new Map();
  const columns = Math.ceil(width / CELL);
  for (const [x, y] of ways.flatMap((way) => [...along(way)])) {
    if (!(x >= 0 && x < width && y >= 0 && y < height)) continue;
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    const middle = { x: (column + 0.5) * CELL, y: (row + 0.5) * CELL };
    const box = { ...middle, width: CELL, height: CELL };
    cells.set(row * columns + column, box);
  }
  return [...cells.values()];
}

/**
 * Go along a way in small steps.
 * @param {readonly (readonly [number, number])[]} way
 * @returns {Generator<readonly [number, number]>}
 */
function* along(way) {
  for (const [i, [x, y]] of way.entries()) {
    const [endX, endY] = way[i + 1] ?? [x, y];
    const length = Math.hypot(endX - x, endY - y);
    const count = Math.max(1, Math.min(MOST, Math.ceil(length / CELL)));
    for (let part = 0; part < count; part += 1)
      yield [x + ((endX - x) * part) / count, y + ((endY - y) * part) / count];
  }
}

/**
 * Say where on its path a racer is: at the playhead, or where it could go no farther.
 * @param {Path} path
 * @param {number} step
 */
export function headOf({ end, xs }, step) {
  const head = Math.min(step, end, xs.length - 1);
  return { head, diverged: step > end };
}

/**
 * Say how long the arrow of a slope is: longer where steeper, by the logarithm.
 * @param {Ground} ground
 * @param {Slope} slope
 */
export function arrowLength({ arrows }, { east, north }) {
  const slopes = steepnesses(arrows.values).sort();
  const usual = slopes[slopes.length >> 1] || 1;
  const length = 34 * Math.log2(1 + Math.hypot(east, north) / usual);
  return Math.min(LONGEST, Math.max(SHORTEST, length));
}

/**
 * @param {Float32Array} values two for each arrow
 */
function steepnesses(values) {
  return Float32Array.from({ length: values.length / 2 }, (_, i) =>
    Math.hypot(values[2 * i], values[2 * i + 1]),
  ).filter(Number.isFinite);
}

/**
 * Write a cost and its slope as the lines of a note.
 * @param {Slope} slope
 */
export function slopeLines({ x, y, cost, east, north }) {
  return [
    `x ${short(x)}, y ${short(y)}`,
    `C ${formatCost(cost)}`,
    `∇C (${short(east)}, ${short(north)})`,
    `steepness ${short(Math.hypot(east, north))}`,
  ];
}

/**
 * Write a number with three significant figures.
 * @param {number} value
 */
function short(value) {
  return format(Number(value.toPrecision(3)));
}

/**
 * State the finding in a few sentences.
 * @param {Ground} ground
 * @param {readonly Path[]} paths
 * @param {number} step
 */
export function describe(ground, paths, step) {
  const [lowest] = lowestOf(ground.marks);
  const floor = lowest
    ? `The lowest point, ${formatCost(lowest.cost)}, is at ${short(lowest.x)}, ${short(lowest.y)}.`
    : "It has no lowest point.";
  const hollows = hollowsOf(ground.marks).length;
  const more =
    hollows === 1
      ? " There is a hollow."
      : hollows
        ? ` There are ${hollows} hollows.`
        : "";
  const racers = paths.map((path) => racerWords(path, step)).join(" ");
  return `The ground from above at step ${format(step)}. ${floor}${more} ${racers}`.trim();
}

/**
 * Say in a sentence where a racer is and what it does.
 * @param {Path} path
 * @param {number} step
 */
function racerWords(path, step) {
  const { head } = headOf(path, step);
  const place = `${short(path.xs[head])}, ${short(path.ys[head])}`;
  return `${path.racer.name}: ${fateAt(path, step)}, at ${place}, cost ${formatCost(path.costs[head])}.`;
}

/** What the columns of the table are. */
export const COLUMNS = Object.freeze(["point", "x", "y", "cost", "largest η"]);

/**
 * List the level points as rows.
 * @param {Ground | null} ground
 */
export function rowsOf(ground) {
  const names = ["lowest point", "hollow", "saddle", "top"];
  return named(ground?.marks ?? []).map(({ mark, rank }) => [
    names[rank],
    short(mark.x),
    short(mark.y),
    formatCost(mark.cost),
    Number.isFinite(mark.limit) ? short(mark.limit) : "–",
  ]);
}
