/** Less movement: frames are kept back, and shown twice a second. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { jumps } from "../../static/js/line/jumps.js";

/** A clock that rings when it is told to. */
function handClock() {
  /** @type {(() => void)[]} */
  let waiting = [];
  return {
    setTimeout: (/** @type {() => void} */ run) => waiting.push(run),
    clearTimeout: () => {
      waiting = [];
    },
    ring: () => waiting.forEach((run) => run()),
  };
}

test("whoever wants movement gets every frame at once", () => {
  /** @type {(readonly number[])[]} */
  const shown = [];
  const { take } = jumps(
    (frames) => shown.push(frames),
    handClock(),
    () => false,
  );
  take(1);
  take(2);
  assert.deepEqual(shown, [[1], [2]]);
});

test("whoever wants little movement gets several frames as one jump", () => {
  /** @type {(readonly number[])[]} */
  const shown = [];
  const clock = handClock();
  const { take } = jumps(
    (frames) => shown.push(frames),
    clock,
    () => true,
  );
  take(1);
  take(2);
  assert.deepEqual(shown, []);
  clock.ring();
  assert.deepEqual(shown, [[1, 2]]);
  clock.ring();
  assert.equal(shown.length, 1);
});

test("a pause shows what was kept back, a new line forgets it", () => {
  /** @type {(readonly number[])[]} */
  const shown = [];
  const { take, flush, drop } = jumps(
    (frames) => shown.push(frames),
    handClock(),
    () => true,
  );
  take(1);
  flush();
  take(2);
  drop();
  flush();
  assert.deepEqual(shown, [[1]]);
});
