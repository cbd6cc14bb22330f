/** The map resamples, follows and shades grounds whose shape is known beforehand. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { contours, interval, levels } from "../../static/js/draw/contours.js";
import {
  filled,
  flipped,
  heights,
  isFlat,
  relief,
  resample,
  tint,
} from "../../static/js/draw/grid.js";
import { readRamp, tabulate } from "../../static/js/draw/ramps.js";
import {
  columnsOf,
  describe,
  scaleNote,
} from "../../static/js/views/map/ground.js";
import { boxesAlong } from "../../static/js/draw/beside.js";

/**
 * Measure a ground on a grid over −1 … 1 both ways.
 * @param {number} rows
 * @param {number} columns
 * @param {(x: number, y: number) => number} height
 */
function ground(rows, columns, height) {
  const at = (/** @type {number} */ i, /** @type {number} */ n) =>
    (2 * i) / (n - 1) - 1;
  const values = Float32Array.from({ length: rows * columns }, (_, i) =>
    height(at(i % columns, columns), at(Math.floor(i / columns), rows)),
  );
  return { values, rows, columns };
}

/**
 * @param {Float32Array} one
 * @param {Float32Array} other
 */
function furthest(one, other) {
  return one.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - other[i])),
    0,
  );
}

test("resampling gives back every quadratic ground, edges included", () => {
  const quadratic = (/** @type {number} */ x, /** @type {number} */ y) =>
    3 + x - 2 * y + x * x - x * y + 0.5 * y * y;
  const fine = resample(ground(9, 11, quadratic), 57, 83);
  assert.ok(furthest(fine.values, ground(57, 83, quadratic).values) < 1e-5);
});

test("resampling to the same size changes nothing", () => {
  const rough = ground(7, 5, (x, y) => Math.sin(9 * x) * Math.cos(7 * y));
  assert.ok(furthest(resample(rough, 7, 5).values, rough.values) < 1e-6);
});

test("a map is drawn with its last row on top", () => {
  const { values } = flipped({
    values: Float32Array.from([1, 2, 3, 4]),
    rows: 2,
    columns: 2,
  });
  assert.deepEqual([...values], [3, 4, 1, 2]);
});

test("the contour of a round hill is one closed circle", () => {
  const hill = ground(81, 81, (x, y) => x * x + y * y);
  const [line, ...others] = contours(hill, 0.25);
  assert.equal(others.length, 0);
  assert.ok(line.closed);
  for (let i = 0; i < line.points.length; i += 2) {
    const radius = Math.hypot(line.points[i] - 40, line.points[i + 1] - 40);
    assert.ok(Math.abs(radius - 20) < 0.02);
  }
});

test("the contour of a slope is one open line from edge to edge", () => {
  const [line, ...others] = contours(
    ground(21, 31, (x) => x),
    0.1,
  );
  assert.equal(others.length, 0);
  assert.ok(!line.closed);
  assert.equal(line.points.length, 2 * 21);
  assert.ok(
    line.points.every(
      (value, i) => i % 2 === 1 || Math.abs(value - 16.5) < 1e-5,
    ),
  );
});

test("two hills have two rings, and a pass between them joins them", () => {
  const hills = ground(
    61,
    61,
    (x, y) => -Math.min((x - 0.35) ** 2, (x + 0.35) ** 2) - y * y,
  );
  assert.equal(contours(hills, -0.05).length, 2);
  assert.equal(contours(hills, -0.2).length, 1);
});

test("every crossing of a rough ground belongs to exactly one line", () => {
  const rough = ground(
    40,
    40,
    (x, y) => Math.sin(11 * x + 3) * Math.cos(13 * y),
  );
  const lines = contours(rough, 0.013);
  const seen = lines.flatMap(({ points, closed }) => {
    const pairs = Array.from(
      { length: points.length / 2 },
      (_, i) => `${points[2 * i]} ${points[2 * i + 1]}`,
    );
    return closed ? pairs.slice(1) : pairs;
  });
  assert.equal(new Set(seen).size, seen.length);
  assert.ok(lines.length > 4);
});

for (const [low, high] of [
  [0.05, 0.65],
  [0.89, 7.3],
  [0, 1],
  [2.30258, 2.30261],
]) {
  test(`heights from ${low} to ${high} get 15 to 25 lines, or nearly`, () => {
    const step = interval(low, high);
    const digits = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
    const lines = levels(low, high, step);
    assert.ok([1, 2, 5].some((nice) => Math.abs(digits - nice) < 1e-6));
    assert.ok(lines.length >= 11 && lines.length <= 31, `${lines.length}`);
    const fifths = lines
      .filter(({ index }) => index)
      .map(({ level }) => level / step / 5);
    assert.ok(
      fifths.every((times) => Math.abs(times - Math.round(times)) < 1e-6),
    );
  });
}

test("a cliff does not flatten the valley below it", () => {
  const valley = ground(41, 41, (x, y) => x * x + (y > 0.9 ? 1000 : 0));
  assert.ok(heights(valley.values)[1] < 2);
});

test("a slope is shown from its foot to near its top", () => {
  const slope = ground(41, 41, (x, y) => 2 * x + y);
  const [low, high] = heights(slope.values);
  assert.ok(low === -3 && high > 2.4);
});

test("a hole in the measurement is filled with the highest ground", () => {
  const grid = filled({
    values: Float32Array.from([1, NaN, Infinity, 4]),
    rows: 2,
    columns: 2,
  });
  assert.deepEqual([...grid.values], [1, 4, 4, 4]);
});

test("level ground keeps its colour; slopes to the north-west are lighter", () => {
  assert.equal(relief(0, 0), 1);
  const facing = [relief(1, 1), relief(-1, -1)];
  assert.ok(facing[0] > 1 && facing[1] < 1);
  assert.ok(relief(-100, -100) >= 0.6 && relief(3, 3) <= 1.1);
});

test("low ground has the first colour of the ramp and high ground the last", () => {
  const flat = {
    values: Float32Array.from(Array(8).fill(1)),
    rows: 2,
    columns: 4,
  };
  const table = tabulate(readRamp("#102030 #ffffff"));
  const paint = (/** @type {number} */ low, /** @type {number} */ high) => {
    const pixels = new Uint8ClampedArray(4 * 8);
    tint(pixels, flat, { low, high, table, steepness: 1 }, 0, 2);
    return [...pixels.slice(0, 4)];
  };
  assert.deepEqual(paint(1, 2), [16, 32, 48, 255]);
  assert.deepEqual(paint(0, 1), [255, 255, 255, 255]);
});

/**
 * A ground as the session sends it.
 * @param {(x: number, y: number) => number} height
 * @param {number[]} [lengths]
 */
function sent(height, lengths = [2, 8]) {
  return {
    step: 0,
    images: 32,
    source: /** @type {const} */ ("batch"),
    grid: ground(41, 41, height),
    axes: [-1, 1, -1, 1],
    lengths,
    path: [],
  };
}

test("dead ground is flat: it is said, and its rounding is not made into hills", () => {
  const dead = sent((x, y) => 1 + 1e-6 * x * y);
  assert.ok(isFlat(dead.grid.values));
  assert.match(describe(dead, 2, null), /It is flat here/);
  const [low, high] = heights(dead.grid.values);
  assert.ok(low < 0.6 && high > 1.4);
  assert.doesNotMatch(
    describe(
      sent((x) => 1 + 0.01 * x),
      2,
      null,
    ),
    /flat/,
  );
});

test("how the axes compare is told only where both lead somewhere", () => {
  assert.equal(scaleNote(sent((x) => x)), "one up = 4 across");
  for (const lengths of [
    [0, 1],
    [0, 0],
    [1, Infinity],
    [1, 0],
  ]) {
    const nowhere = sent((x) => x, lengths);
    assert.equal(scaleNote(nowhere), "not to scale");
    assert.doesNotMatch(describe(nowhere, 2, null), /∞|NaN|units of η/);
  }
});

test("the next step lands at the cost that was measured there", () => {
  const plain = sent((x) => 1 + x);
  const landing = {
    step: 0,
    rate: 0.5,
    costs: { batch: 1.234, test: 5.678 },
    images: { batch: 32, test: 1000 },
  };
  assert.match(describe(plain, 0.5, landing), /lands at 1\.234/);
  const other = { ...landing, step: 7 };
  assert.match(describe(plain, 0.5, other), /lands at 1\.500/);
  assert.match(describe(plain, 0.25, landing), /lands at 1\.250/);
});

test("the table of the map says what goes across and what goes up", () => {
  assert.match(columnsOf(sent((x) => x))[0], /y.*η/);
});

test("a way of millions of pixels is only looked at where the sheet is", () => {
  const sheet = { width: 300, height: 200 };
  const boxes = boxesAlong(
    [
      [-4e9, 100],
      [4e9, 100],
      [5e9, 9e9],
    ],
    sheet,
  );
  assert.ok(boxes.length > 30 && boxes.length < 50, String(boxes.length));
  assert.ok(boxes.every(({ x, y }) => x >= 0 && x <= 300 && y === 100));
  assert.deepEqual(boxesAlong([[Number.NaN, 3]], sheet), []);
  assert.equal(boxesAlong([[10, 20]], sheet).length, 1);
});
