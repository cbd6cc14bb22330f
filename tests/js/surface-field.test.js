/** What is set up on known ground: who races where, and the playhead over the paths. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { store } from "../../static/js/store.js";
import {
  BEGINNING,
  after,
  command,
  field,
  merged,
  placed,
} from "../../static/js/surface/field.js";
import { SURFACES } from "../../static/js/wire/settings.js";

/**
 * @import { Live } from "../../static/js/live.js"
 * @import { Connection } from "../../static/js/line/link.js"
 * @import { Command, Notice } from "../../static/js/wire/messages.js"
 */

/** Set up a field whose line and clock the test holds. */
function begun({ still = false } = {}) {
  /** @type {Command[]} */
  const sent = [];
  /** @type {(() => void)[]} */
  let frames = [];
  let now = 0;
  const connection = store(/** @type {Connection} */ ("connecting"));
  const notice = store(/** @type {Notice | null} */ (null));
  const send = (/** @type {Command} */ each) => void sent.push(each);
  const live = /** @type {Live} */ (
    /** @type {unknown} */ ({ connection, notice, send })
  );
  const made = field(live, {
    now: () => now,
    nextFrame: (run) => frames.push(run),
    still: () => still,
  });
  const pass = (/** @type {number} */ milliseconds) => {
    now += milliseconds;
    const due = frames;
    frames = [];
    for (const run of due) run();
  };
  const step = () => made.playhead.value.step;
  return { field: made, sent, connection, notice, pass, step };
}

test("every change is one race, and the playhead stays where it is", () => {
  const { field, sent, step } = begun();
  field.seek(30);
  field.ask({ noise: 2 });
  assert.deepEqual(
    sent.map(({ type }) => type),
    ["race"],
  );
  assert.deepEqual(sent[0], command({ ...BEGINNING, noise: 2 }));
  assert.equal(step(), 30);
});

test("fewer steps bring the playhead to the end of the shorter path", () => {
  const { field, step } = begun();
  field.ask({ steps: 10 });
  assert.equal(step(), 10);
});

test("a new line and a server that forgot get the race again", () => {
  const { sent, connection, notice } = begun();
  connection.set("live");
  connection.set("reconnecting");
  connection.set("live");
  notice.set({ type: "notice", kind: "idle", text: "" });
  notice.set({ type: "notice", kind: "restored", text: "" });
  assert.equal(sent.length, 3);
});

test("another ground brings its own start and number along", () => {
  const there = merged(BEGINNING, { ground: "ellipse" });
  assert.deepEqual(there.start, SURFACES.ellipse.start);
  assert.equal(there.number, SURFACES.ellipse.number?.usual);
  assert.equal(merged(there, { ground: "saddle" }).number, null);
  const chosen = merged(BEGINNING, { ground: "saddle", start: [1, 1] });
  assert.deepEqual(chosen.start, [1, 1]);
});

test("the wire hears nothing of marks and names", () => {
  const [racer] = command(BEGINNING).racers;
  assert.deepEqual(Object.keys(racer).sort(), [
    "beta",
    "beta2",
    "fixed",
    "optimiser",
    "rate",
  ]);
});

test("a second racer of the same kind has a number, and marks belong to places", () => {
  const [first] = BEGINNING.racers;
  const three = placed([first, { ...first, optimiser: "Adam" }, first]);
  assert.deepEqual(
    three.map(({ name, mark }) => [name, mark]),
    [
      ["SGD", "disc"],
      ["Adam", "triangle"],
      ["SGD 2", "square"],
    ],
  );
});

test("play moves the playhead and rests at the end", () => {
  const { field, pass, step } = begun();
  field.seek(80);
  field.play();
  pass(100);
  assert.ok(step() > 80 && field.playhead.value.playing);
  pass(10_000);
  assert.deepEqual(field.playhead.value, {
    step: BEGINNING.steps,
    playing: false,
  });
  field.play();
  assert.equal(step(), 0);
});

test("who scrubs or presses again stops the play", () => {
  const { field, pass, step } = begun();
  field.seek(0);
  field.play();
  field.seek(40);
  pass(1000);
  assert.equal(step(), 40);
  field.play();
  field.play();
  pass(1000);
  assert.equal(step(), 40);
});

test("two quick presses do not play twice as fast", () => {
  const { field, pass, step } = begun();
  field.seek(0);
  field.play();
  field.play();
  field.play();
  pass(0);
  pass(1000);
  assert.equal(step(), after(0, 1000, false));
});

test("with less motion the playhead jumps twice a second, and is as fast", () => {
  const { field, pass, step } = begun({ still: true });
  field.seek(0);
  field.play();
  pass(400);
  assert.equal(step(), 0);
  pass(200);
  assert.equal(step(), after(0, 500, true));
  assert.equal(after(0, 1000, true), after(0, 1000, false));
});

test("many starts go with every race while they are on show", () => {
  const { field, sent } = begun();
  field.many.set(true);
  field.ask({ noise: 1 });
  field.many.set(false);
  field.ask({ noise: 0 });
  assert.deepEqual(
    sent.map(({ type }) => type),
    ["scatter", "race", "scatter", "race"],
  );
});
