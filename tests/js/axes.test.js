/** Axes print round numbers, in the right places, written as people write them. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  counted,
  format,
  formatCost,
  formatRate,
  formatTicks,
  linear,
  logarithmic,
} from "../../static/js/draw/axes.js";

/** Spaces of any kind, made plain. */
const plain = (/** @type {string} */ text) => text.replace(/\s/g, " ");

test("a linear axis puts the middle value in the middle, and finds it again", () => {
  const scale = linear([-2, 6], [100, 300]);
  assert.equal(scale(2), 200);
  assert.equal(scale.invert(200), 2);
});

test("a log axis puts the geometric mean in the middle, and finds it again", () => {
  const scale = logarithmic([0.01, 100], [300, 100]);
  assert.ok(Math.abs(scale(1) - 200) < 1e-9);
  assert.ok(Math.abs(scale.invert(200) - 1) < 1e-9);
});

test("a log axis sends zero far below instead of breaking", () => {
  assert.ok(logarithmic([0.01, 1], [100, 0])(0) > 1000);
});

for (const [low, high] of [
  [0, 1],
  [0, 4218],
  [-0.37, 0.21],
  [12.3, 12.9],
  [0, 3e-7],
]) {
  test(`ticks from ${low} to ${high} are round, even, inside, and few`, () => {
    const ticks = linear([low, high], [0, 1]).ticks(5);
    const step = ticks[1] - ticks[0];
    const digits = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
    assert.ok([1, 2, 5].some((nice) => Math.abs(digits - nice) < 1e-6));
    assert.ok(ticks.length >= 2 && ticks.length <= 6);
    assert.ok(
      ticks[0] >= low - 1e-12 && ticks[ticks.length - 1] <= high + 1e-12,
    );
  });
}

test("a log axis prints 1, 2, 5 when they fit and whole decades when they do not", () => {
  const [short, long] = [
    logarithmic([0.1, 1], [0, 1]),
    logarithmic([1e-6, 1], [0, 1]),
  ];
  assert.deepEqual(short.ticks(6), [0.1, 0.2, 0.5, 1]);
  assert.deepEqual(long.ticks(7), [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1]);
  assert.ok(long.ticks(4).length <= 4);
});

test("numbers have thin spaces and a true minus", () => {
  assert.equal(format(4218), "4\u202f218");
  assert.equal(format(-1234567.5), "\u22121\u202f234\u202f567.5");
  assert.equal(format(-0.0001, 2), "0.00");
  assert.equal(format(0.0000005), "0.0000005");
});

test("costs have three decimals, or two figures when those would be lost", () => {
  assert.equal(formatCost(0.0563), "0.056");
  assert.equal(formatCost(0.00123), "0.0012");
  assert.equal(formatCost(27_326.76), "27\u202f327");
  assert.equal(formatCost(Infinity), "∞");
});

test("a number too long to read has a power of ten", () => {
  assert.equal(formatCost(2.14e13), "2.1×10¹³");
  assert.equal(format(-5e9), "\u22125×10⁹");
  assert.deepEqual([0, 2e6, 4e6].map(formatTicks([0, 2e6, 4e6])), [
    "0",
    "2×10⁶",
    "4×10⁶",
  ]);
});

test("a learning rate has two significant figures", () => {
  const pairs = [
    [15.4, "15"],
    [8.63, "8.6"],
    [2, "2.0"],
    [0.001, "0.0010"],
    [100, "100"],
    [0.0996, "0.10"],
  ];
  for (const [rate, text] of pairs)
    assert.equal(formatRate(Number(rate)), text);
});

test("the numbers of one axis have the same decimals", () => {
  assert.deepEqual([0, 0.05, 0.1].map(formatTicks([0, 0.05, 0.1])), [
    "0",
    "0.05",
    "0.10",
  ]);
  assert.deepEqual(
    [0, 1000, 2000].map(formatTicks([0, 1000, 2000])).map(plain),
    ["0", "1 000", "2 000"],
  );
});

test("one of something is not called by its plural", () => {
  assert.equal(counted(1, "step"), "1 step");
  assert.equal(counted(0, "step"), "0 steps");
  assert.equal(counted(4218, "step"), "4\u202f218 steps");
});
