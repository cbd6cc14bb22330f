/** The answer as columns: which values are written over them. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { written } from "../../static/js/views/bars/columns.js";

const SIZE = { width: 30, height: 14 };

/**
 * Stand columns of some outputs side by side, 24 pixels apart and 100 high.
 * @param {readonly number[]} outputs
 * @param {number} winner
 */
function columns(outputs, winner) {
  const answer = { outputs, labels: [], winner };
  return outputs.map((output, index) => {
    const y = 100 * (1 - output);
    return { answer, index, x: 24 * index, wide: 18, base: 100, y };
  });
}

/**
 * Name the columns whose values are written, from left to right.
 * @param {readonly number[]} outputs
 * @param {number} [winner]
 */
function named(outputs, winner = -1) {
  return written(columns(outputs, winner), SIZE)
    .map(({ index }) => index)
    .sort();
}

test("values of the same height side by side are not written over one another", () => {
  assert.deepEqual(named([0.5, 0.52, 0.51]), [1]);
  assert.deepEqual(named([0.5, 0.52, 0.9, 0.1]), [1, 2, 3]);
});

test("values at very different heights are all written", () => {
  assert.deepEqual(named([0.2, 0.6, 0.2]), [0, 1, 2]);
});

test("small values are not written, but the winner's always is", () => {
  assert.deepEqual(named([0.05, 0.02, 0.08], 2), [2]);
});
