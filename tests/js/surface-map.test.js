/** The map of known ground: its contours, its marks, and what is said of it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { EVEN, plotOf } from "../../static/js/draw/rungs.js";

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
