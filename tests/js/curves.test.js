/** Curves: pieces join into one, gaps show, and the whole stays small. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  append,
  blank,
  grow,
  MOST_BUCKETS,
  RING,
  thin,
} from "../../static/js/line/curves.js";

/**
 * Make a frame from plain numbers.
 * @param {Record<string, number | number[]>} tensors
 */
function frame(tensors) {
  const entries = Object.entries({ line: 0, step: 0, ...tensors });
  return new Map(
    entries.map(([name, value]) => [
      name,
      { data: Float32Array.from([value].flat()) },
    ]),
  );
}

/**
 * Make buckets of which every cost is its own last step.
 * @param {number[]} edges
 */
function buckets(...edges) {
  const costs = edges.slice(1);
  return { edges, min: costs, mean: costs, max: costs };
}

const NONE = buckets();

test("the first piece is the curve", () => {
  assert.deepEqual(append(NONE, buckets(0, 1, 2)), buckets(0, 1, 2));
});

test("a piece that follows is joined on", () => {
  assert.deepEqual(
    append(buckets(0, 1, 2), buckets(2, 3)),
    buckets(0, 1, 2, 3),
  );
});

test("what is known already is not taken twice", () => {
  const known = buckets(0, 1, 2);
  assert.deepEqual(append(known, buckets(0, 1, 2)), known);
  assert.deepEqual(append(known, buckets(1, 2, 3)), buckets(0, 1, 2, 3));
});

test("a wide bucket that reaches further adds its new end", () => {
  const { edges, mean } = append(buckets(0, 1, 2), buckets(0, 6));
  assert.deepEqual(edges, [0, 1, 2, 6]);
  assert.deepEqual(mean, [1, 2, 6]);
});

test("what was missed stays a gap", () => {
  const { edges, mean } = append(buckets(0, 1), buckets(5, 6));
  assert.deepEqual(edges, [0, 1, 5, 6]);
  assert.deepEqual(mean, [1, NaN, 6]);
});

test("too many buckets are merged: the same steps, least, greatest and mean", () => {
  const edges = Array.from({ length: 101 }, (_, step) => step);
  const thinned = thin(buckets(...edges), 40);
  assert.ok(thinned.mean.length <= 40);
  assert.deepEqual([thinned.edges[0], thinned.edges.at(-1)], [0, 100]);
  assert.deepEqual(
    [Math.min(...thinned.min), Math.max(...thinned.max)],
    [1, 100],
  );
  const area = (/** @type {typeof thinned} */ { edges: at, mean }) =>
    mean.reduce((sum, cost, i) => sum + cost * (at[i + 1] - at[i]), 0);
  assert.ok(Math.abs(area(thinned) - area(buckets(...edges))) < 1e-9);
});

test("merging never takes the first step away", () => {
  const edges = Array.from({ length: 101 }, (_, step) => step);
  const { edges: kept, mean } = thin(buckets(...edges), 40);
  assert.deepEqual([kept[0], kept[1], mean[0]], [0, 1, 1]);
});

test("a gap is still a gap after merging", () => {
  const edges = Array.from({ length: 50 }, (_, step) => step);
  const holed = append(
    buckets(...edges),
    buckets(...edges.map((step) => step + 60)),
  );
  const thinned = thin(holed, 40);
  const gap = thinned.mean.findIndex(Number.isNaN);
  assert.deepEqual(thinned.edges.slice(gap, gap + 2), [49, 60]);
  assert.equal(thinned.mean.filter(Number.isNaN).length, 1);
});

test("a run as long as it likes stays below the limit, evenly fine", () => {
  let curve = NONE;
  for (let step = 0; step < 20 * MOST_BUCKETS; step += 64)
    curve = append(
      curve,
      buckets(...Array.from({ length: 65 }, (_, i) => step + i)),
    );
  assert.ok(curve.mean.length <= MOST_BUCKETS);
  const first = curve.edges[1] - curve.edges[0];
  assert.ok(first < (4 * 20 * MOST_BUCKETS) / curve.mean.length);
});

test("a frame adds its costs, row by row", () => {
  const { costs } = grow(
    blank(0),
    frame({ costs: [1, 2, 3, 4, 5, 6], costs_steps: [0, 1, 2] }),
  );
  assert.deepEqual(costs, {
    edges: [0, 1, 2],
    min: [1, 4],
    mean: [2, 5],
    max: [3, 6],
  });
});

test("a frame of another line starts the curves afresh", () => {
  const old = grow(
    blank(0),
    frame({ costs: [1, 2, 3], costs_steps: [0, 1], epoch_steps: [9] }),
  );
  assert.deepEqual(grow(old, frame({ line: 1 })), blank(1));
});

test("test costs, epochs and rates are taken once", () => {
  const piece = frame({
    test_costs: [0.5, 0.25],
    test_steps: [10, 20],
    epoch_steps: [15],
    rate_steps: [0, 12],
    rate_values: [2, 4],
  });
  const once = grow(blank(0), piece);
  assert.deepEqual(grow(once, piece), once);
  assert.deepEqual(once.test, { steps: [10, 20], costs: [0.5, 0.25] });
  assert.deepEqual(once.epochs, [15]);
  assert.deepEqual(once.rates, [
    { step: 0, rate: 2 },
    { step: 12, rate: 4 },
  ]);
});

test("a rate changed twice at one step is the later one", () => {
  const first = grow(
    blank(0),
    frame({ rate_steps: [0, 5], rate_values: [2, 4] }),
  );
  const second = grow(first, frame({ rate_steps: [5], rate_values: [8] }));
  assert.deepEqual(second.rates, [
    { step: 0, rate: 2 },
    { step: 5, rate: 8 },
  ]);
});

test("test costs that are too many keep their first and their newest", () => {
  const steps = Array.from({ length: MOST_BUCKETS + 1 }, (_, step) => step);
  const { test: kept } = grow(
    blank(0),
    frame({ test_costs: steps, test_steps: steps }),
  );
  assert.ok(kept.steps.length <= MOST_BUCKETS);
  assert.deepEqual([kept.steps[0], kept.steps.at(-1)], [0, MOST_BUCKETS]);
  assert.deepEqual(kept.steps, kept.costs);
});

test("gradient sizes keep the newest ones, one a step", () => {
  let curves = blank(0);
  for (let step = 1; step <= 2 * RING; step++)
    for (const _ of ["once", "again"])
      curves = grow(curves, frame({ step, gradient_norms: [step, 1] }));
  assert.equal(curves.gradients.length, RING);
  assert.deepEqual(curves.gradients[0].step, RING + 1);
  assert.deepEqual([...(curves.gradients.at(-1)?.norms ?? [])], [2 * RING, 1]);
});
