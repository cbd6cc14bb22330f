/** Many starts are counted by where they end. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  countsOf,
  describe,
  endsOf,
} from "../../static/js/surface/views/starts/sums.js";

const MARKS = [
  { x: 0, y: 0, cost: 1, kind: /** @type {const} */ ("minimum"), limit: 1 },
  { x: 1, y: 0, cost: 2, kind: /** @type {const} */ ("saddle"), limit: NaN },
  { x: 2, y: 0, cost: 1.5, kind: /** @type {const} */ ("minimum"), limit: 1 },
];

/** @param {readonly number[]} valleys */
function ends(valleys) {
  const ground = /** @type {any} */ ({ marks: MARKS });
  return endsOf(
    ground,
    /** @type {any} */ ({ valleys: Uint8Array.from(valleys) }),
  );
}

test("a start reaches the lowest point, gets stuck, or is in no valley", () => {
  assert.deepEqual(ends([0, 2, 255]), ["lowest", "stuck", "away"]);
});

test("the counts are said in words, and none that is zero", () => {
  const counts = countsOf(ends([0, 0, 2]));
  assert.deepEqual(counts, { lowest: 2, stuck: 1, away: 0 });
  assert.equal(
    describe(counts, "SGD"),
    "Of 3 starts of SGD, 2 reach the lowest, 1 gets stuck.",
  );
});
