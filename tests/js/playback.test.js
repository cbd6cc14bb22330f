/** A single step is played on the old curve, and never on a newer one. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { Playback } from "../../static/js/views/profile/playback.js";

/** Give a playback whose time passes when it is told to. */
function stopped() {
  /** @type {Map<object, () => void>} */
  const timers = new Map();
  let now = 0;
  const told = { landed: 0 };
  const clock = {
    now: () => now,
    setTimeout(/** @type {() => void} */ run) {
      const timer = {};
      timers.set(timer, run);
      return timer;
    },
    clearTimeout: (/** @type {object} */ timer) => void timers.delete(timer),
  };
  const playback = new Playback(clock, () => (told.landed += 1));
  const pass = (/** @type {number} */ time) => {
    now += time;
    for (const [timer, run] of [...timers]) if (timers.delete(timer)) run();
  };
  return { playback, told, pass, timers };
}

test("a single step travels on the old curve, then the new one shows", () => {
  const { playback, told, pass } = stopped();
  playback.take({ step: 1 }, true);
  playback.take({ step: 2 }, true);
  assert.equal(playback.shown?.step, 1);
  assert.equal(playback.since, 0);
  pass(300);
  assert.equal(playback.shown?.step, 2);
  assert.equal(playback.since, Infinity);
  assert.equal(told.landed, 1);
});

test("a second step within the first is played on the curve between them", () => {
  const { playback, pass } = stopped();
  for (const step of [1, 2, 3]) playback.take({ step }, true);
  assert.equal(playback.shown?.step, 2);
  pass(300);
  assert.equal(playback.shown?.step, 3);
});

test("a jump while a step is played shows at once, and nothing travels on it", () => {
  const { playback, timers } = stopped();
  for (const step of [1, 2, 9]) playback.take({ step }, true);
  assert.equal(playback.shown?.step, 9);
  assert.equal(playback.since, Infinity);
  assert.equal(timers.size, 0);
});

test("a step that was measured again while it is played shows as measured last", () => {
  const { playback, pass } = stopped();
  const [first, again] = [{ step: 2 }, { step: 2 }];
  for (const curve of [{ step: 1 }, first, again]) playback.take(curve, true);
  pass(300);
  assert.equal(playback.shown, again);
});

test("nothing is shown after a view has gone", () => {
  const { playback, told, pass } = stopped();
  playback.take({ step: 1 }, true);
  playback.take({ step: 2 }, true);
  playback.stop();
  pass(300);
  assert.equal(told.landed, 0);
});

test("a run that began again shows nothing until it is measured", () => {
  const { playback } = stopped();
  playback.take({ step: 1 }, true);
  playback.take(null, true);
  assert.equal(playback.shown, null);
});
