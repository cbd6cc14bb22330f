/** Gradient sizes and output bars: rows, scales and numbers. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { share, slot } from "../../static/js/views/bars/answer.js";
import {
  decades,
  layersOf,
  powersOfTen,
  rowsOf,
  shownSize,
  shownTick,
} from "../../static/js/views/gradients/rows.js";

test("layers are named by what they join and count their biases", () => {
  assert.deepEqual(layersOf([16, 16]), [
    { name: "784→16", weights: 12_560 },
    { name: "16→16", weights: 272 },
    { name: "16→10", weights: 170 },
  ]);
  assert.equal(layersOf([]).length, 1);
});

/**
 * Make rows of these sizes.
 * @param {number[]} now
 * @param {number[][]} past
 */
function rows(now, past = []) {
  const layers = now.map((_, index) => ({ name: `${index}`, weights: 100 }));
  return rowsOf(layers, { now, past }, () => 1);
}

test("each layer has its own row and its own history", () => {
  const [first, second] = rows([1, 2], [[3, 4]]);
  assert.deepEqual([first.now, first.past], [1, [3]]);
  assert.deepEqual([second.now, second.past], [2, [4]]);
});

for (const sizes of [[0.1, 0.04], [3e-9, 2], [40, 0.001], [1e-7], [0.5, 0]]) {
  test(`whole decades hold gradient sizes ${sizes.join(" and ")}`, () => {
    const [low, high] = decades(rows(sizes));
    const above = sizes.filter((size) => size > 0);
    assert.ok(low <= Math.min(...above) && high >= Math.max(...above));
    assert.ok(Math.log10(high / low) > 3.99);
    assert.equal(low, 10 ** Math.round(Math.log10(low)));
  });
}

test("a gradient that is nothing everywhere still has an axis", () => {
  const [low, high] = decades(rows([0, 0]));
  assert.ok(low > 0 && high > low);
});

test("the axis shows powers of ten, never more than fit", () => {
  assert.deepEqual(powersOfTen([0.001, 1], 9).map(shownTick), [
    ".001",
    ".01",
    ".1",
    "1",
  ]);
  assert.ok(powersOfTen([1e-12, 10], 5).length <= 5);
});

test("sizes read as numbers, nothing as 0", () => {
  assert.equal(shownSize(0), "0");
  assert.equal(shownSize(0.1124), "0.112");
  assert.equal(shownSize(0.00451), "0.0045");
  assert.equal(shownSize(352_089_264), "3.5×10⁸");
  assert.equal(shownSize(3.2e-7), "3×10⁻⁷");
  assert.equal(shownSize(9.96e-8), "1×10⁻⁷");
  assert.equal(shownTick(1e-12), "10⁻¹²");
  assert.equal(shownSize(NaN), "–");
});

test("ten bars share the height without gap or overlap", () => {
  const slots = Array.from({ length: 10 }, (_, i) => slot(i, 10, 160));
  slots.slice(1).forEach((each, index) => {
    assert.equal(each.from, slots[index].from + slots[index].size);
  });
  assert.equal(slots[9].from + slots[9].size, 160);
});

test("a bar stays on its track whatever the output is", () => {
  assert.deepEqual([-1, 0.4, 7, NaN].map(share), [0, 0.4, 1, 0]);
});
