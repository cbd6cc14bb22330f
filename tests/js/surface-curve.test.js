/** The curve with its steps: where each leads, and how steep the ground is. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  curveOf,
  describe,
  formatSlope,
  hopsOf,
  moved,
  slopeAt,
  slopeColour,
  valueAt,
} from "../../static/js/surface/views/curve/sums.js";

/**
 * @import { Ground, Path } from "../../static/js/surface/readings.js"
 */

const COLUMNS = 401;
const WINDOW = Object.freeze({ left: -3, right: 3, bottom: 0, top: 9 });

/**
 * Measure a curve over the window.
 * @param {(x: number) => number} cost
 * @returns {Ground}
 */
function ground(cost) {
  const costs = Float32Array.from({ length: COLUMNS }, (_, i) =>
    cost(-3 + (6 * i) / (COLUMNS - 1)),
  );
  const arrows = { rows: 1, columns: 13, values: new Float32Array(13) };
  const size = { rows: 1, columns: COLUMNS };
  return { inputs: 1, ...size, costs, axes: WINDOW, arrows, marks: [] };
}

/**
 * Let a racer stand at some places of x².
 * @param {readonly number[]} xs
 * @returns {Path}
 */
function path(xs) {
  return {
    racer: {
      name: "SGD",
      mark: "disc",
      colour: "step",
      optimiser: "gradient descent",
      rate: 0.1,
      beta: 0.9,
      beta2: 0.999,
      fixed: false,
    },
    xs: Float32Array.from(xs),
    ys: new Float32Array(xs.length),
    costs: Float32Array.from(xs, (x) => x * x),
    end: xs.length - 1,
    fates: new Uint8Array(xs.length).fill(14),
  };
}

const square = ground((x) => x * x);

test("the curve goes through the costs of the ground", () => {
  const { xs, curve } = curveOf(square);
  assert.equal(xs[0], -3);
  assert.equal(xs[COLUMNS - 1], 3);
  assert.ok(Math.abs(curve(1.2345) - 1.2345 ** 2) < 1e-4);
});

test("the slope is that of the curve, also at the ends and at the lowest point", () => {
  for (const x of [-3, -1.234, 0, 0.5, 2.999]) {
    assert.ok(Math.abs(slopeAt(curveOf(square), x) - 2 * x) < 1e-3);
  }
  const wave = curveOf(ground((x) => Math.sin(3 * x)));
  assert.ok(Math.abs(slopeAt(wave, 0.777) - 3 * Math.cos(2.331)) < 1e-3);
});

test("a quartic is read exactly between its points", () => {
  const quartic = (/** @type {number} */ x) => x ** 4 - 2 * x ** 3 + x - 7;
  const values = Float64Array.from({ length: 9 }, (_, i) => quartic(i));
  for (const x of [0, 0.3, 4.5, 7.9, 8]) {
    assert.ok(Math.abs(valueAt(values, x) - quartic(x)) < 1e-9);
  }
});

test("every step leaves at one cost and lands at the next", () => {
  const hops = hopsOf(path([2, -1, 0.5, 0.1]), 2);
  assert.deepEqual(
    hops.map(({ number, from, to, cost, landing }) => [
      number,
      from,
      to,
      cost,
      landing,
    ]),
    [
      [1, 2, -1, 4, 1],
      [2, -1, 0.5, 1, 0.25],
    ],
  );
});

test("no step is drawn beyond the last finite one", () => {
  const diverged = { ...path([1, 2, 3, NaN]), end: 2 };
  assert.equal(hopsOf(diverged, 90).length, 2);
});

test("a slope is written with two figures and has the colour of its sign", () => {
  assert.equal(formatSlope(-1.7182), "−1.7");
  assert.equal(formatSlope(0.0321), "0.032");
  assert.equal(formatSlope(123.4), "120");
  assert.equal(formatSlope(-0.0001), "0");
  assert.equal(slopeColour(-1.7), "neg");
  assert.equal(slopeColour(2), "pos");
  assert.equal(slopeColour(0), "ink2");
});

test("a start is moved by hundredths of the window and stays in it", () => {
  assert.equal(moved(WINDOW, 1, -1), 0.94);
  assert.equal(moved(WINDOW, 2.99, 1), 3);
  assert.equal(moved(WINDOW, -12, 0), -3);
});

test("the curve says in words where the racers are and how steep it is", () => {
  const words = describe(square, [path([2, -1])], 1);
  assert.match(words, /^At step 1: SGD at x = −1, cost 1.000, heading down\./);
  assert.match(words, /The slope under SGD is −2\.0\.$/);
  assert.match(describe(square, [path([2, -8])], 1), /outside the picture/);
});
