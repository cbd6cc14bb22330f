/** What is known of the ground, the paths and the many starts, read from the tensors. */

import { isSame } from "../draw/same.js";
import { FATES } from "../wire/settings.js";

/**
 * @import { Live } from "../live.js"
 * @import { Data } from "../wire/decode.js"
 * @import { Field, Racing, RacerState } from "./field.js"
 *
 * @typedef {"minimum" | "maximum" | "saddle"} Kind
 * @typedef {object} Mark a level point
 * @property {number} x
 * @property {number} y
 * @property {number} cost
 * @property {Kind} kind
 * @property {number} limit the largest η that converges there
 *
 * @typedef {object} Ground a cost of one or two inputs over its window
 * @property {1 | 2} inputs
 * @property {number} rows
 * @property {number} columns
 * @property {Float32Array} costs row by row, the lowest y first
 * @property {{left: number, right: number, bottom: number, top: number}} axes
 * @property {{rows: number, columns: number, values: Float32Array}} arrows ∇C in the
 *   middle of even cells, `inputs` numbers each
 * @property {readonly Mark[]} marks
 *
 * @typedef {object} Path where one racer is at every step
 * @property {RacerState} racer
 * @property {Float32Array} xs
 * @property {Float32Array} ys
 * @property {Float32Array} costs
 * @property {number} end its last step that is finite
 * @property {Data} fates what it does at each step, as a place in FATES
 *
 * @typedef {object} Starts where one racer gets to from many places
 * @property {number} count
 * @property {Float32Array} begins x, y of each
 * @property {Float32Array} ends x, y, cost of each
 * @property {Data} valleys the level point whose valley each ends in, 255 for none
 * @property {Float32Array} tracks `points` points x, y of each
 * @property {number} points
 */

/** The tensors that the ground and the paths are read from. */
export const FOLLOWED = Object.freeze([
  "ground",
  "ground_axes",
  "ground_arrows",
  "ground_points",
  "paths",
  "paths_ends",
  "paths_fates",
]);

/** @type {readonly Kind[]} */
const KINDS = Object.freeze(["minimum", "maximum", "saddle"]);
const MARK = 5;
/** A lowest point may lie this share of its height above another. */
const SAME = 1e-5;

/**
 * Read the ground.
 * @param {Live} live
 * @returns {Ground | null}
 */
export function readGround(live) {
  const [ground, window, arrows, points] = [
    "ground",
    "ground_axes",
    "ground_arrows",
    "ground_points",
  ].map((name) => live.tensor(name).value);
  if (!ground || !window || !arrows || !points) return null;
  const [rows, columns] = ground.shape;
  const [left, right, bottom, top] = window.data;
  const [up, across] = arrows.shape;
  return {
    inputs: rows > 1 ? 2 : 1,
    rows,
    columns,
    costs: Float32Array.from(ground.data),
    axes: { left, right, bottom, top },
    arrows: { rows: up, columns: across, values: floats(arrows.data) },
    marks: Array.from({ length: points.shape[0] }, (_, i) =>
      markAt(points.data, MARK * i),
    ),
  };
}

/** @param {Data} data */
function floats(data) {
  return /** @type {Float32Array} */ (data);
}

/**
 * @param {Data} data
 * @param {number} at
 * @returns {Mark}
 */
function markAt(data, at) {
  const [x, y, cost, kind, limit] = data.subarray(at, at + MARK);
  return { x, y, cost, kind: KINDS[kind], limit };
}

/**
 * Read the paths of the racers.
 * @param {Live} live
 * @param {Racing} racing
 * @returns {Path[] | null}
 */
export function readPaths(live, racing) {
  const [paths, ends, fates] = ["paths", "paths_ends", "paths_fates"].map(
    (name) => live.tensor(name).value,
  );
  if (!paths || !ends || !fates) return null;
  const [count, steps] = paths.shape;
  return racing.racers.slice(0, count).map((racer, i) => {
    const rows = paths.data.subarray(3 * steps * i, 3 * steps * (i + 1));
    return {
      racer,
      xs: every(rows, 3, 0),
      ys: every(rows, 3, 1),
      costs: every(rows, 3, 2),
      end: ends.data[i],
      fates: fates.data.subarray(steps * i, steps * (i + 1)),
    };
  });
}

/**
 * Take one number of every row.
 * @param {Data} rows
 * @param {number} width
 * @param {number} column
 */
function every(rows, width, column) {
  return Float32Array.from(
    { length: rows.length / width },
    (_, i) => rows[width * i + column],
  );
}

/**
 * Follow the ground and the paths on it: told whenever one of them is new; on new ground
 * the paths of the old one are none.
 * @param {Live} live
 * @param {Field} field
 * @param {(ground: Ground | null, paths: readonly Path[]) => void} tell
 * @returns {() => void} the way to stop
 */
export function followPaths(live, field, tell) {
  /** @type {Ground | null} */
  let ground = null;
  /** @type {readonly unknown[]} */
  let seen = [];
  return live.frame.subscribe(() => {
    const newest = ["ground", "paths"].map((name) => live.tensor(name).value);
    if (isSame(newest, seen)) return;
    const [moved, old] = [newest[0] !== seen[0], newest[1] === seen[1]];
    if (moved) ground = readGround(live);
    seen = newest;
    const paths = moved && old ? null : readPaths(live, field.racing.value);
    tell(ground, paths ?? []);
  });
}

/**
 * Read where many starts lead.
 * @param {Live} live
 * @returns {Starts | null}
 */
export function readStarts(live) {
  const [begins, ends, valleys, tracks] = [
    "starts",
    "starts_ends",
    "starts_valleys",
    "starts_tracks",
  ].map((name) => live.tensor(name).value);
  if (!begins || !ends || !valleys || !tracks) return null;
  return {
    count: begins.shape[0],
    begins: floats(begins.data),
    ends: floats(ends.data),
    valleys: valleys.data,
    tracks: floats(tracks.data),
    points: tracks.shape[1],
  };
}

/**
 * Say in a sentence what a racer does at a step.
 * @param {Path} path
 * @param {number} step
 */
export function fateAt({ fates, end }, step) {
  const place = fates[Math.min(step, fates.length - 1)];
  return FATES[place].replace("{step}", String(end + 1));
}

/**
 * List the level points that are lowest of all.
 * @param {readonly Mark[]} marks
 */
export function lowestOf(marks) {
  const minima = marks.filter(({ kind }) => kind === "minimum");
  const floor = Math.min(...minima.map(({ cost }) => cost));
  const edge = floor + SAME * (1 + Math.abs(floor));
  return minima.filter(({ cost }) => cost <= edge);
}

/**
 * List the hollows: minima that are not lowest.
 * @param {readonly Mark[]} marks
 */
export function hollowsOf(marks) {
  const lowest = lowestOf(marks);
  return marks.filter(
    (mark) => mark.kind === "minimum" && !lowest.includes(mark),
  );
}
