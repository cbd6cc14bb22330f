/** The address of a race says all that is set up, and cannot break the page. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  BEGINNING,
  FIRST_STEP,
  merged,
} from "../../static/js/surface/field.js";
import { read, write } from "../../static/js/surface/hash.js";
import { added, changed, removed } from "../../static/js/surface/sums.js";

/** @import { Racing } from "../../static/js/surface/field.js" */

const TURN = { azimuth: 30, elevation: 40 };

/**
 * Write a set-up and read it again.
 * @param {Racing} racing
 */
function there(racing) {
  const words = write(
    { racing, step: FIRST_STEP, many: false, turn: TURN },
    TURN,
  );
  const { change, unknown } = read(`#${words}`);
  assert.deepEqual(unknown, []);
  return merged(BEGINNING, change);
}

test("the page as it begins needs no words", () => {
  const state = { racing: BEGINNING, step: FIRST_STEP, many: false };
  assert.equal(write({ ...state, turn: TURN }, TURN), "");
});

for (const [what, change] of Object.entries({
  "another ground": { ground: "saddle" },
  "a number": { ground: "ellipse", number: 250 },
  "a typed cost": { ground: "typed", formula: "x^2 + 3*y^2; a & b = 1" },
  "a drawn cost": {
    ground: "drawn",
    points: [
      [-1, 2],
      [0.5, 1e-3],
    ],
    start: [-1],
  },
  "a start": { start: [0.25, -0.125] },
  "steps, noise and seed": { steps: 500, noise: 2.5, seed: 9 },
  "one racer with fixed steps": {
    racers: changed(removed(BEGINNING.racers, 0), 0, {
      fixed: true,
      beta: 0.5,
    }),
  },
})) {
  test(`${what} comes back from the address`, () => {
    const racing = merged(BEGINNING, /** @type {Partial<Racing>} */ (change));
    assert.deepEqual(there(racing), racing);
  });
}

test("the playhead, the many starts and the turn come back too", () => {
  const turn = { azimuth: -75, elevation: 25 };
  const words = write({ racing: BEGINNING, step: 7, many: true, turn }, TURN);
  const { step, many, turn: turned } = read(words);
  assert.deepEqual(
    { step, many, turned },
    { step: 7, many: true, turned: turn },
  );
});

test("what cannot be read is named, and the rest holds", () => {
  const { change, unknown } = read(
    "#ground=moon&steps=many&noise=3&racers=SGD,1&start=1,2,3&toString=1",
  );
  assert.deepEqual(change, { noise: 3 });
  assert.deepEqual(unknown, ["ground", "steps", "racers", "start", "toString"]);
});

test("numbers are put between their bounds", () => {
  const { change, step } = read("#steps=1e9&noise=-4&step=-3");
  assert.deepEqual(change, { steps: 1000, noise: 0 });
  assert.equal(step, 0);
});

test("a start that does not fit the ground is left out", () => {
  assert.deepEqual(read("#ground=parabola&start=1,2").change, {
    ground: "parabola",
  });
});

test("at most three racers are read", () => {
  const four = [...BEGINNING.racers, BEGINNING.racers[0]];
  assert.equal(there({ ...BEGINNING, racers: four }).racers.length, 3);
  assert.equal(added(BEGINNING.racers).length, 3);
});
