/** The map of known ground: its contours, its marks, and what is said of it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { EVEN, plotOf } from "../../static/js/draw/rungs.js";
import { BEGINNING } from "../../static/js/surface/field.js";
import { inside, moved } from "../../static/js/surface/views/map/hand.js";
import {
  arrowLength,
  cellsOn,
  describe,
  headOf,
  markedSteps,
  named,
  rowsOf,
  slopeLines,
} from "../../static/js/surface/views/map/scene.js";

/** Heights of a steep valley, from 1 at its floor to 10⁴ at the rim. */
const VALLEY = Array.from({ length: 401 }, (_, i) => 1 + 1e-2 * i ** 2 * i);

test("gentle ground is plotted as it is", () => {
  const slope = Array.from({ length: 100 }, (_, i) => i);
  assert.equal(plotOf(slope), EVEN);
  assert.equal(plotOf([3, 3, 3]), EVEN);
});

test("steep ground is plotted so that its floor shows, low below high", () => {
  const { of } = plotOf(VALLEY);
  const [low, middle, high] = [VALLEY[0], VALLEY[200], VALLEY[400]].map(of);
  assert.equal(low, 0);
  assert.ok(middle > 0.4 * high && middle < high);
});

test("contours of steep ground stand for true costs, and the numbered are round", () => {
  const { of, rungs } = plotOf(VALLEY);
  const top = of(VALLEY[400]);
  const all = rungs(0, top, top);
  for (const { level, cost } of all)
    assert.ok(Math.abs(of(cost) - level) < 1e-9);
  const numbered = all.filter(({ index }) => index);
  assert.ok(numbered.length >= 4 && all.length >= 15);
  for (const { cost } of numbered)
    assert.equal(Number(cost.toPrecision(2)), cost);
});

test("contours rise one above the other, in the valley and on the cliff", () => {
  for (const plot of [EVEN, plotOf(VALLEY)]) {
    const ends = [plot.of(1), plot.of(5000), plot.of(VALLEY[400])];
    const all = plot.rungs(ends[0], ends[1], ends[2]);
    const steps = all.slice(1).map(({ level }, i) => level - all[i].level);
    assert.ok(steps.every((step) => step > 0));
  }
});

const WINDOW = { left: -2, right: 2, bottom: -1, top: 3 };
const LEVEL = Object.freeze([
  {
    x: 0,
    y: 0,
    cost: 1.42,
    kind: /** @type {const} */ ("minimum"),
    limit: 0.1,
  },
  { x: 1, y: 1, cost: 1, kind: /** @type {const} */ ("minimum"), limit: 0.2 },
  { x: 0.5, y: 0, cost: 2, kind: /** @type {const} */ ("saddle"), limit: NaN },
]);
const GROUND = {
  inputs: /** @type {2} */ (2),
  rows: 2,
  columns: 2,
  costs: Float32Array.from([1, 2, 3, 4]),
  axes: WINDOW,
  arrows: { rows: 1, columns: 2, values: Float32Array.from([3, 4, 6, 8]) },
  marks: LEVEL,
};

/** @param {number} end */
function path(end) {
  return {
    racer: BEGINNING.racers[0],
    xs: Float32Array.from([0, 1, 2]),
    ys: Float32Array.from([0, 1, 2]),
    costs: Float32Array.from([3, 2, 1]),
    end,
    fates: Uint8Array.from([2, 14, end < 2 ? 1 : 14]),
  };
}

test("the lowest point, hollows and saddles have their names", () => {
  assert.deepEqual(
    named(LEVEL).map(({ mark, name }) => [mark.cost, name]),
    [
      [1, "lowest point"],
      [1.42, "hollow"],
      [2, "saddle"],
    ],
  );
  assert.equal(rowsOf(GROUND)[1].join(" "), "hollow 0 0 1.420 0.1");
});

test("ground with very many hollows names only the lowest", () => {
  const box = Array.from({ length: 20 }, (_, i) => ({ ...LEVEL[0], cost: i }));
  const names = named(box).map(({ name }) => name);
  assert.deepEqual(names.filter(Boolean), ["lowest point"]);
});

test("marks stand on every fifth step, and not on one another", () => {
  const way = Array.from(
    { length: 40 },
    (_, i) => /** @type {[number, number]} */ ([i < 20 ? 4 * i : 80, 0]),
  );
  assert.deepEqual(markedSteps(way, 39, 7), [5, 10, 15, 20]);
  assert.deepEqual(markedSteps(way, 10, 7), [5]);
});

test("a racer that diverged stays where it was last", () => {
  assert.deepEqual(headOf(path(1), 2), { head: 1, diverged: true });
  assert.deepEqual(headOf(path(2), 1), { head: 1, diverged: false });
  assert.match(
    describe(GROUND, [path(1)], 2),
    /SGD: diverged at step 2, at 1, 1/,
  );
});

test("the finding names the lowest point, the hollow, and what racers do", () => {
  const words = describe(GROUND, [path(2)], 1);
  assert.match(words, /lowest point, 1\.000, is at 1, 1\. There is a hollow\./);
  assert.match(words, /SGD: heading down, at 1, 1, cost 2\.000\./);
});

test("arrows are longer where it is steeper, and never off the map", () => {
  const lengths = [0, 1, 5, 50, 5000].map((east) =>
    arrowLength(GROUND, { x: 0, y: 0, cost: 0, east, north: 0 }),
  );
  assert.ok(lengths.every((length, i) => i === 0 || length >= lengths[i - 1]));
  assert.ok(lengths[0] > 0 && lengths[2] > lengths[1] && lengths[4] < 100);
});

test("the slope is written with its cost and its steepness", () => {
  const slope = { x: 1, y: -0.5, cost: 2, east: 3, north: -4 };
  assert.deepEqual(slopeLines(slope), [
    "x 1, y −0.5",
    "C 2.000",
    "∇C (3, −4)",
    "steepness 5",
  ]);
});

test("the cursor of the keys stays in the window", () => {
  assert.deepEqual(moved(WINDOW, [0, 0], [1, 0], 0.1), [0.4, 0]);
  assert.deepEqual(moved(WINDOW, [1.9, 3], [1, 1], 0.1), [2, 3]);
  assert.deepEqual(inside(WINDOW, [-9, 0.1234567]), [-2, 0.12346]);
});

test("words keep clear of all that a way leads through on the paper", () => {
  const paper = { width: 80, height: 80 };
  const across = cellsOn(
    [
      [
        [-40, 20],
        [200, 20],
      ],
    ],
    paper,
  );
  assert.equal(across.length, 10);
  assert.ok(across.every(({ y, height }) => Math.abs(y - 20) <= height / 2));
  const often = Array.from(
    { length: 5000 },
    (_, i) => /** @type {[number, number]} */ ([i % 2 ? -1e5 : 1e5, i % 80]),
  );
  assert.ok(cellsOn([often], paper).length <= 100);
});
