/** The cost chart shows long runs in little room, without losing or inventing anything. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { bins, nearest, smoothed } from "../../static/js/draw/curves.js";
import { describe } from "../../static/js/views/cost.js";
import { readingOf } from "../../static/js/views/cost/reading.js";
import {
  costsShown,
  epochMarks,
  linesOf,
  rateMarks,
  stepsOf,
  tableOf,
  valuesAt,
} from "../../static/js/views/cost/sums.js";

/**
 * A run with one bucket every `width` steps.
 * @param {number} count
 * @param {(step: number) => number} cost
 * @param {number} width
 */
function run(count, cost, width = 4) {
  const steps = Array.from({ length: count }, (_, i) => i * width);
  return {
    line: 0,
    costs: {
      edges: [...steps, count * width],
      min: steps.map((step) => 0.5 * cost(step)),
      mean: steps.map(cost),
      max: steps.map((step) => 2 * cost(step)),
    },
    test: { steps: [0, 400, 800], costs: [1, 0.5, 0.25] },
    epochs: [400, 800],
    rates: [
      { step: 0, rate: 2 },
      { step: 500, rate: 5 },
    ],
    gradients: [],
  };
}

const FALL = run(1000, (step) => 1 / (1 + step / 100));

test("many buckets become few bins with the same extremes and the same mean", () => {
  const list = bins(FALL.costs, 100);
  assert.ok(list.length <= 200 && list.length >= 90);
  assert.equal(
    Math.min(...list.map(({ min }) => min)),
    Math.min(...FALL.costs.min),
  );
  assert.equal(
    Math.max(...list.map(({ max }) => max)),
    Math.max(...FALL.costs.max),
  );
  const area = list.reduce(
    (sum, { from, to, mean }) => sum + mean * (to - from),
    0,
  );
  const truth = FALL.costs.mean.reduce((sum, mean) => sum + 4 * mean, 0);
  assert.ok(Math.abs(area - truth) < 1e-9 * truth);
});

test("a few buckets stay as they are", () => {
  const short = run(5, () => 1);
  assert.equal(bins(short.costs, 100).length, 5);
});

test("a gap stays a gap", () => {
  const broken = run(300, () => 0.5);
  broken.costs.mean.fill(NaN, 100, 200);
  const list = bins(broken.costs, 50);
  assert.ok(list.every(({ from, to }) => to <= 400 || from >= 800));
  assert.equal(smoothed(list).length, 2);
});

test("smoothing keeps what is level and what is straight", () => {
  const level = smoothed(bins(run(200, () => 0.3).costs, 60)).flat();
  const straight = smoothed(
    bins(run(200, (step) => 1 + step).costs, 60),
  ).flat();
  assert.ok(level.every(({ cost }) => Math.abs(cost - 0.3) < 1e-12));
  const slack = straight
    .slice(5, -5)
    .map(({ step, cost }) => Math.abs(cost - step + 1));
  assert.ok(Math.max(...slack) < 4);
});

test("smoothing takes most of the noise away, but for where it begins", () => {
  const noisy = run(800, (step) => 1 + 0.5 * Math.sin(step * 12.9898) ** 2);
  const [rough] = [bins(noisy.costs, 400)];
  const spreadOf = (/** @type {number[]} */ list) =>
    Math.max(...list) - Math.min(...list);
  const calm = smoothed(rough)
    .flat()
    .slice(1)
    .map(({ cost }) => cost);
  assert.ok(spreadOf(calm) < 0.5 * spreadOf(noisy.costs.mean));
});

for (const scale of /** @type {const} */ (["log", "linear"])) {
  test(`the smoothed and the test line are inside a ${scale} axis`, () => {
    const lines = linesOf(FALL, 340);
    const [low, high] = costsShown(lines, scale);
    const costs = [...lines.smooth.flat(), ...lines.test].map(
      ({ cost }) => cost,
    );
    assert.ok(low < Math.min(...costs) && high > Math.max(...costs));
    assert.ok(scale === "log" ? low > 0 : low === 0);
  });
}

test("a run that blows up does not flatten what came before", () => {
  const blown = run(1000, (step) =>
    step < 3900 ? 0.1 + 1 / (1 + step) : 1e12,
  );
  for (const scale of /** @type {const} */ (["log", "linear"])) {
    assert.ok(costsShown(linesOf(blown, 340), scale)[1] < 10);
  }
});

test("a run of a single step, or with a cost of 0, still has an axis", () => {
  for (const cost of [0.9, 0]) {
    const [low, high] = costsShown(
      linesOf(
        run(1, () => cost),
        340,
      ),
      "log",
    );
    assert.ok(low > 0 && high > low);
  }
});

test("the names of epochs have room, however many there are", () => {
  for (const count of [1, 4, 20, 300]) {
    const starts = Array.from({ length: count }, (_, i) => (i + 1) * 1875);
    const x = (/** @type {number} */ step) => (340 * step) / (1875 * count);
    const named = epochMarks(starts, x, 60).filter((mark) => mark.named);
    assert.ok(
      named.every(
        ({ step }, i) => i === 0 || x(step) - x(named[i - 1].step) >= 60 - 1e-6,
      ),
    );
    assert.ok(count > 4 || named.length > 0);
  }
});

test("of changes of η close together the newest is marked; the first η is no change", () => {
  const rates = [0, 100, 101, 102, 300].map((step) => ({
    step,
    rate: step + 1,
  }));
  const marks = rateMarks(rates, (step) => step, 8);
  assert.deepEqual(
    marks.map(({ step }) => step),
    [102, 300],
  );
});

test("the cursor reads every line at its step", () => {
  const values = valuesAt(FALL, linesOf(FALL, 340), 600);
  assert.ok(values.bin && values.bin.from <= 600 && values.bin.to > 600);
  assert.equal(values.test?.step, 400);
  assert.equal(values.rate, 5);
  assert.ok(Math.abs((values.smooth ?? 0) - 1 / 7) < 0.01);
});

test("the table has a row for every test cost, and never too many", () => {
  const long = run(1000, () => 1);
  long.test.steps = Array.from({ length: 900 }, (_, i) => 4 * i);
  long.test.costs = long.test.steps.map(() => 1);
  const steps = tableOf(long, linesOf(long, 340)).map(({ step }) => step);
  assert.equal(tableOf(FALL, linesOf(FALL, 340)).length, 3);
  assert.ok(steps.length <= 40);
  assert.equal(steps.at(-1), 4 * 899);
});

test("the nearest place in a list is found, at the ends too", () => {
  assert.deepEqual(
    [-5, 4, 6, 99].map((value) => nearest([0, 5, 10], value)),
    [0, 1, 1, 2],
  );
  assert.equal(nearest([], 3), -1);
});

test("the words say how far the cost fell", () => {
  assert.match(
    describe(linesOf(FALL, 340), 4000),
    /fell from 1\.000 to 0\.\d+/,
  );
  assert.match(
    describe(
      linesOf(
        run(0, () => 1),
        340,
      ),
      0,
    ),
    /No step/,
  );
});

test("the step under the cursor is the one whose cost is read", () => {
  const curves = run(10, (step) => 1 / (1 + step), 1);
  const lines = linesOf(curves, 340);
  for (const step of [4, 4.4, 4.6, 4.99]) {
    const [name, cost] = readingOf(valuesAt(curves, lines, step));
    const [truly, known] = readingOf(valuesAt(curves, lines, 4));
    assert.deepEqual([name, cost], [truly, known]);
  }
});

/** A fast run as it arrives: the first bucket holds 97 steps of a steep fall. */
const FAST = {
  ...FALL,
  costs: {
    edges: [0, 97, 194, 291],
    min: [0.9, 0.7, 0.6],
    mean: [1.615, 0.8, 0.7],
    max: [3.02, 0.9, 0.8],
  },
  test: { steps: [0, 100], costs: [3.017, 0.8] },
};

test("a fast run begins at its first cost, not at the mean of its first steps", () => {
  const lines = linesOf(FAST, 340);
  assert.deepEqual(
    [lines.smooth[0][0].step, lines.smooth[0][0].cost],
    [0, 3.017],
  );
  assert.match(describe(lines, 291), /fell from 3\.017/);
  assert.ok(costsShown(lines, "linear")[1] > 3.017);
});

test("where no test cost is known a fast run begins at the greatest it has seen", () => {
  const untested = { ...FAST, test: { steps: [], costs: [] } };
  assert.equal(linesOf(untested, 340).smooth[0][0].cost, 3.02);
});

test("a mean of many steps names them all; a cost of one step names that one", () => {
  const lines = linesOf(FAST, 340);
  const [row] = tableOf(FAST, lines);
  assert.equal(stepsOf(row.step, row.bin), "0–96");
  assert.equal(readingOf(row)[0], "steps 0–96");
  assert.equal(stepsOf(291, lines.fine.at(-1)), "291");
  assert.equal(
    stepsOf(
      8,
      linesOf(
        run(10, () => 1, 1),
        340,
      ).fine[8],
    ),
    "8",
  );
});

test("however many buckets there are, the first stays on its own", () => {
  const long = run(5000, (step) => 1 / (1 + step), 1);
  const [first] = linesOf(long, 340).fine;
  assert.deepEqual([first.from, first.to, first.mean], [0, 1, 1]);
  assert.equal(linesOf(long, 340).smooth[0][0].cost, 1);
});

test("at one step a frame the smooth line is read at the step itself", () => {
  const steep = run(10, (step) => (step ? 1 : 3), 1);
  const lines = linesOf(steep, 340);
  for (const step of [1, 5]) {
    const point = lines.smooth[0].find(({ from }) => from === step);
    assert.equal(valuesAt(steep, lines, step).smooth, point?.cost);
  }
  assert.ok((valuesAt(steep, lines, 1).smooth ?? 3) < 2);
});
