/** The race shows heights above the lowest point, whatever the racers do. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { BEGINNING } from "../../static/js/surface/field.js";
import {
  describe,
  heightAt,
  heightWords,
  markedSteps,
  raceOf,
  rowsOf,
} from "../../static/js/surface/views/race/sums.js";

/**
 * Ground whose level points have these costs, the lowest first.
 * @param {readonly number[]} minima
 */
function ground(minima) {
  const marks = minima.map((cost) => ({
    x: cost,
    y: 0,
    cost,
    kind: /** @type {const} */ ("minimum"),
    limit: 1,
  }));
  const axes = { left: -1, right: 1, bottom: -1, top: 1 };
  const arrows = { rows: 1, columns: 1, values: new Float32Array(2) };
  const costs = Float32Array.from([9, 8]);
  return {
    inputs: /** @type {2} */ (2),
    rows: 1,
    columns: 2,
    costs,
    axes,
    arrows,
    marks,
  };
}

/**
 * @param {readonly number[]} costs
 * @param {number} [end]
 */
function path(costs, end = costs.length - 1) {
  const still = new Float32Array(costs.length);
  return {
    racer: BEGINNING.racers[0],
    xs: still,
    ys: still,
    costs: Float32Array.from(costs),
    end,
    fates: Uint8Array.from(costs, () => 14),
  };
}

test("heights are measured from the lowest point that is known", () => {
  const racer = path([6, 5, 2]);
  const race = raceOf(ground([1, 2.5]), [racer]);
  assert.equal(race.floor, 1);
  assert.deepEqual(
    [0, 1, 2, 99].map((step) => heightAt(race, racer, step)),
    [5, 4, 1, 1],
  );
  assert.deepEqual(race.hollows, [1.5]);
  assert.match(describe(race, 2), /1\.00 above the lowest point, heading down/);
});

test("who finds lower ground than was known moves the floor", () => {
  assert.equal(raceOf(ground([1]), [path([6, -3])]).floor, -3);
});

test("the axis holds every height that can be told from the floor", () => {
  const costs = Array.from({ length: 80 }, (_, i) => 1 + 5 * 0.5 ** i);
  const { shown } = raceOf(ground([1]), [path(costs)]);
  assert.ok(shown[1] >= 5 && shown[1] <= 10);
  assert.ok(shown[0] > 1e-8 && shown[0] < 1e-5);
});

test("a racer that blows up does not change the axis of the others", () => {
  const calm = path([6, 5, 4, 3]);
  const wild = path([6, 60, 6e20, 6e20], 2);
  const [quiet, loud] = [[calm], [calm, wild]].map((paths) =>
    raceOf(ground([1]), paths),
  );
  assert.ok(loud.shown[1] <= 4 * quiet.shown[1]);
  assert.deepEqual(rowsOf(loud).at(-1), ["3", "3.000", "diverged"]);
});

test("racers that stand still at the lowest point have an axis", () => {
  const { shown } = raceOf(ground([1]), [path([1, 1, 1])]);
  assert.ok(shown[0] > 0 && shown[1] > shown[0]);
});

test("marks stand on every sixth step, each racer's on others", () => {
  const steps = [0, 1, 2].map((place) => markedSteps(place, 60, 10));
  assert.ok(steps.every(([first, second]) => second - first === 6));
  assert.equal(new Set(steps.flat()).size, steps.flat().length);
  assert.ok(steps.flat().every((step) => step > 0 && step < 60));
});

test("marks on narrow steps keep apart", () => {
  const [first, second] = markedSteps(0, 1000, 0.7);
  assert.ok((second - first) * 0.7 >= 14);
});

test("heights are written short", () => {
  const written = [0, 0.0342, 0.4249, 12.34, 123.4, 1e-5].map(heightWords);
  assert.deepEqual(written, ["0", "0.034", "0.42", "12.34", "123", "1×10⁻⁵"]);
});
