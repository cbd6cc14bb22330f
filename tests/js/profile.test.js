/** The profile says what a step will do, from the measured curve and nothing else. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { smoothCurve } from "../../static/js/draw/curves.js";
import {
  costWindow,
  landingAt,
  profileOf,
  rateWindow,
  roundUp,
  verdict,
} from "../../static/js/draw/profile.js";
import { describe, progress, table } from "../../static/js/views/profile.js";

/** The learning rates that a session measures: 0, then ten a decade. */
const RATES = [0, ...Array.from({ length: 51 }, (_, i) => 10 ** (i / 10 - 3))];

/**
 * Measure a cost curve with its lowest point at a learning rate.
 * @param {(rate: number) => number} cost
 * @param {number} lowest
 * @param {{rate: number, batch: number, test: number}} [landing]
 */
function measured(
  cost,
  lowest,
  landing = { rate: 0, batch: cost(0), test: cost(0) },
) {
  return profileOf({
    step: 7,
    rates: RATES,
    batch: RATES.map(cost),
    test: RATES.map((rate) => cost(rate) + 0.01),
    slope: -1,
    lowest: { rate: lowest, cost: cost(lowest) },
    images: { batch: 32, test: 300 },
    landing,
  });
}

/** A valley: 0.09 at the start, 0.04 at its lowest point, η = 8. */
const VALLEY = measured((rate) => 0.04 + 0.05 * (1 - rate / 8) ** 2, 8);

for (const [rate, kind] of /** @type {const} */ ([
  [0.5, "creeps"],
  [2, "creeps"],
  [3, "short"],
  [5, "short"],
  [7, "near"],
  [8, "near"],
  [9, "near"],
  [10, "near"],
  [11, "overshoots"],
  [13, "overshoots"],
  [17, "higher"],
  [100, "higher"],
])) {
  test(`in a valley that is lowest at 8, η = ${rate} is called ${kind}`, () => {
    assert.equal(verdict(VALLEY, rate).kind, kind);
  });
}

test("a step that creeps or falls short says how much of the way down it goes", () => {
  assert.match(verdict(VALLEY, 2).tail, /^43 % of the way down$/);
  assert.match(verdict(VALLEY, 0.001).tail, /^less than 1 %/);
  const { short, tail } = verdict(VALLEY, 4.6);
  assert.equal(`${short}: ${tail}`, "falls short: 81 % of the way down");
});

test("how far down agrees with the word for it, at the very edge too", () => {
  for (const [edge, word, most] of /** @type {const} */ ([
    [0.5, "creeps", 49],
    [0.9, "short", 89],
  ])) {
    const rate = 8 * (1 - Math.sqrt(1 - edge)) - 0.01;
    const { kind, tail } = verdict(VALLEY, rate);
    assert.equal(kind, word);
    assert.ok(Number.parseInt(tail, 10) <= most, tail);
  }
});

test("the table begins with the present η and where it lands", () => {
  const [first, second] = table(VALLEY, 8);
  assert.deepEqual(first, ["8.0 (now)", "0.040", "0.050"]);
  assert.equal(second[0], "0");
});

test("the sentence begins with η in two figures", () => {
  assert.match(verdict(VALLEY, 13).head, /^η = 13 overshoots:$/);
});

test("flat ground, a direction uphill and a cost that is no number are all said", () => {
  const flat = measured(() => 0.9, 0);
  const uphill = measured((rate) => 0.1 + rate, 0);
  const broken = measured(
    (rate) => (rate > 10 ? Infinity : 1 / (1 + rate)),
    10,
  );
  assert.equal(verdict(flat, 2).kind, "flat");
  assert.equal(verdict(uphill, 0.01).kind, "higher");
  assert.equal(verdict(broken, 50).kind, "blows");
});

test("the exact landing is used for its own η, the curve for all others", () => {
  const profile = measured((rate) => rate, 0, {
    rate: Math.fround(0.1),
    batch: 5,
    test: 6,
  });
  assert.deepEqual(landingAt(profile, 0.1), {
    rate: 0.1,
    batch: 5,
    test: 6,
    exact: true,
  });
  assert.ok(Math.abs(landingAt(profile, 0.2).batch - 0.2) < 1e-9);
});

test("between its points a curve is right to a thousandth of the way down", () => {
  for (let rate = 0.01; rate < 20; rate *= 1.07) {
    const truth = 0.04 + 0.05 * (1 - rate / 8) ** 2;
    assert.ok(Math.abs(VALLEY.batchAt(rate) - truth) < 5e-5, `${rate}`);
  }
});

test("a curve goes through its points and stays between them at a cliff", () => {
  const [xs, ys] = [
    [0, 1, 2, 3, 4],
    [1, 1, 1, 900, 900],
  ];
  const curve = smoothCurve(xs, ys);
  xs.forEach((x, i) => assert.equal(curve(x), ys[i]));
  for (let x = 0; x <= 4; x += 0.01)
    assert.ok(curve(x) >= 0.99 && curve(x) <= 901);
  assert.ok(Number.isNaN(curve(-1)) && Number.isNaN(curve(5)));
});

test("the axis shows the lowest point and the step, whichever is further", () => {
  for (const rate of [0.001, 2, 8, 30, 100]) {
    assert.ok(rateWindow(VALLEY, rate) >= Math.max(rate, 8));
    assert.ok(rateWindow(VALLEY, rate) <= 105);
  }
});

test("the axes stay still while the measurement trembles", () => {
  const widest = rateWindow(VALLEY, 2);
  const costs = costWindow(VALLEY, 2, widest);
  for (const tremble of [0.9, 0.95, 1.05, 1.1]) {
    const next = measured(
      (rate) => tremble * (0.04 + 0.05 * (1 - rate / (8 * tremble)) ** 2),
      8 * tremble,
    );
    assert.equal(rateWindow(next, 2, widest), widest);
    assert.deepEqual(costWindow(next, 2, widest, costs), costs);
  }
});

test("start and landing are on the paper, unless the landing is a cliff", () => {
  for (const rate of [1, 8, 20]) {
    const [low, high] = costWindow(VALLEY, rate, rateWindow(VALLEY, rate));
    const { batch } = landingAt(VALLEY, rate);
    assert.ok(low <= batch && batch <= high && VALLEY.now < high);
  }
  const cliff = measured((rate) => (rate > 5 ? 1e6 : 0.5 - rate / 100), 5);
  assert.ok(costWindow(cliff, 50, 85)[1] < 20);
});

test("a high and nearly flat curve is looked at closely", () => {
  const [low, high] = costWindow(
    measured((rate) => 0.9 - rate / 1000, 100),
    2,
    100,
  );
  assert.ok(low > 0.5 && high < 1.2);
});

test("the end of an axis is a round number just above", () => {
  for (const value of [0.013, 0.9, 1, 3.3, 26, 104]) {
    assert.ok(roundUp(value) >= value && roundUp(value) <= 1.51 * value);
  }
});

test("a single step begins at the start and ends where it lands", () => {
  assert.deepEqual(progress(0), { grown: 0, travelled: 0 });
  assert.deepEqual(progress(Infinity), { grown: 1, travelled: 1 });
  assert.equal(progress(200).grown, 1);
  assert.ok(progress(200).travelled < 1);
});

test("the words say on how many images the curves were measured", () => {
  const words = describe(VALLEY, 8);
  assert.match(words, /the cost on 32 images of the next mini-batch is 0\.090/);
  assert.match(words, /and on 300 test images to 0\.050/);
});
