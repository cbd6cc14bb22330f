/** What is said of racers and changed about them. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { BEGINNING } from "../../static/js/surface/field.js";
import {
  added,
  anywhere,
  changed,
  marked,
  removed,
  standing,
  typing,
} from "../../static/js/surface/sums.js";
import { FATES } from "../../static/js/wire/settings.js";

/** @import { Path } from "../../static/js/surface/readings.js" */

const { racers } = BEGINNING;
const DIVERGED = FATES.findIndex((words) => words.includes("{step}"));

/** @type {Path} */
const PATH = {
  racer: racers[0],
  xs: Float32Array.of(0, 1, 1, 1),
  ys: Float32Array.of(0, 0, 0, 0),
  costs: Float32Array.of(4, 2.5, NaN, NaN),
  end: 1,
  fates: Uint8Array.of(2, 14, DIVERGED, DIVERGED),
};

test("the cost and the sentence are those at the playhead", () => {
  assert.deepEqual(standing(PATH, 1), { cost: "2.500", words: FATES[14] });
});

test("a racer that blew up stays at its last finite cost and says at which step", () => {
  assert.deepEqual(standing(PATH, 3), {
    cost: "2.500",
    words: "diverged at step 2",
  });
});

test("a racer without a path has no cost yet", () => {
  assert.deepEqual(standing(undefined, 3), { cost: "–", words: "" });
});

test("who joins is an optimiser that nobody is yet", () => {
  const two = removed(racers, 1);
  assert.deepEqual(
    added(two).map(({ name }) => name),
    ["SGD", "Adam", "Momentum"],
  );
});

test("the last racer stays", () => {
  const one = removed(removed(racers, 0), 0);
  assert.equal(removed(one, 0).length, 1);
});

test("names follow the optimisers", () => {
  const names = changed(racers, 2, { optimiser: "momentum" }).map(
    ({ name }) => name,
  );
  assert.deepEqual(names, ["SGD", "Momentum", "Momentum 2"]);
});

test("a random start lies in the window", () => {
  const axes = { left: -2, right: 2, bottom: -1, top: 3 };
  assert.deepEqual(
    anywhere({ inputs: 2, axes }, () => 0),
    [-2, -1],
  );
  assert.deepEqual(
    anywhere({ inputs: 1, axes }, () => 0.75),
    [1],
  );
});

test("a typed cost has a start with as many numbers as it has inputs", () => {
  assert.equal(typing(BEGINNING, "exp(x)").start?.length, 1);
  const two = { ...BEGINNING, ...typing(BEGINNING, "x + y") };
  assert.equal(two.start.length, 2);
  const moved = { ...two, start: [1, 1] };
  assert.deepEqual(typing(moved, "x * y").start, [1, 1]);
});

test("a refused formula is marked at the character that is wrong", () => {
  const reason = "A number is missing. (character 7)";
  assert.deepEqual(marked("x^2 + * 3", reason), {
    before: "x^2 + ",
    wrong: "*",
    after: " 3",
  });
  assert.equal(marked("x +", "It stops here. (character 4)")?.wrong, "␣");
  assert.equal(marked("x", "There is no ground yet."), null);
});
