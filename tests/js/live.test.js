/** The page's line: what the session says arrives, what the person does is sent. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, test } from "node:test";

import { drawerOf } from "../../static/js/line/tab.js";
import { connect } from "../../static/js/live.js";
import { DEFAULTS, MOST_STEPS } from "../../static/js/wire/settings.js";
import { serve, until } from "./server.js";

/**
 * @import { Live } from "../../static/js/live.js"
 * @import { Command } from "../../static/js/wire/messages.js"
 * @import { Visit } from "./server.js"
 */

const FIXTURES = new URL("../fixtures/", import.meta.url);
const LAB = readFileSync(new URL("lab.safetensors", FIXTURES));
const BARE = readFileSync(new URL("bare.safetensors", FIXTURES));

/** A page that can be hidden. */
class Page extends EventTarget {
  visibilityState = "visible";

  /** @param {"visible" | "hidden"} state */
  become(state) {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

/** What a tab keeps over a reload. */
class Drawer {
  /** @type {Map<string, string>} */
  kept = new Map();
  getItem = (/** @type {string} */ key) => this.kept.get(key) ?? null;
  setItem = (/** @type {string} */ key, /** @type {string} */ value) =>
    void this.kept.set(key, value);
  removeItem = (/** @type {string} */ key) => void this.kept.delete(key);
}

/** @typedef {{live: Live, page: Page, window: EventTarget, storage: Drawer, frames: (() => void)[], paint: () => void}} Tab */

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {(() => void)[]} */
let ends;

beforeEach(async () => {
  server = await serve();
  ends = [];
});

afterEach(async () => {
  for (const end of ends) end();
  await server.close();
});

/**
 * Open a tab; `paint` runs what waits for the next animation frame.
 * @returns {Tab}
 */
function tab(storage = new Drawer()) {
  const page = new Page();
  const window = Object.assign(new EventTarget(), { sessionStorage: storage });
  const channel = new BroadcastChannel(server.address);
  /** @type {(() => void)[]} */
  const frames = [];
  const live = connect({
    address: server.address,
    WebSocket,
    clock: { setTimeout, clearTimeout, now: () => performance.now() },
    random: Math.random,
    page,
    window,
    channel,
    nextFrame: (run) => frames.push(run),
  });
  ends.push(live.stop.bind(live), () => channel.close());
  const paint = () => frames.splice(0).forEach((run) => run());
  return { live, page, window, storage, frames, paint };
}

/** @param {object} changes */
function status(changes = {}) {
  const settings = DEFAULTS;
  return {
    type: "status",
    session: "one",
    line: 2,
    step: 0,
    settings,
    ...changes,
  };
}

/**
 * Answer the newest visit as a server would.
 * @param {Live} live
 * @returns {Promise<Visit>}
 */
async function meet(live, answer = status(), number = 0) {
  const visit = await until(
    () => server.visits.filter(({ said }) => said.length)[number],
  );
  visit.tell(JSON.stringify(answer));
  await until(() => live.connection.value === "live" && live.status.value);
  return visit;
}

/**
 * List the messages of one kind that a visit has heard, once there are enough.
 * @param {Visit} visit
 * @param {string} type
 */
async function heard(visit, type, count = 1) {
  const all = () => visit.said.filter((message) => message.type === type);
  await until(() => all().length >= count);
  return all();
}

test("the status arrives, and with it the rate", async () => {
  const { live } = tab();
  await meet(live, status({ settings: { ...DEFAULTS, rate: 0.5 } }));
  assert.equal(live.status.value?.session, "one");
  assert.equal(live.rate.value, 0.5);
});

test("a frame sets its tensors, then its curves, then says so once", async () => {
  const { live } = tab();
  /** @type {unknown[]} */
  const told = [];
  live.frame.subscribe(({ count, step, line }) =>
    told.push([count, step, line, live.tensor("outputs").value?.data.length]),
  );
  (await meet(live)).tell(LAB);
  await until(() => live.frame.value.count);
  assert.deepEqual(told.at(-1), [1, 4160, 2, 10]);
  assert.equal(told.length, 2);
  assert.deepEqual(live.curves.value.costs.edges, [4112, 4128, 4144, 4160]);
});

test("a frame is acknowledged after it could be painted", async () => {
  const { live, frames, paint } = tab();
  const visit = await meet(live);
  paint();
  visit.tell(LAB);
  await until(() => frames.length);
  assert.ok(!visit.said.some(({ type }) => type === "seen"));
  paint();
  assert.deepEqual(await heard(visit, "seen"), [{ type: "seen", step: 4160 }]);
});

test("another line clears what was measured, but not what lies on the pad", async () => {
  const { live } = tab();
  const visit = await meet(live);
  visit.tell(LAB);
  await until(() => live.frame.value.count === 1);
  visit.tell(BARE);
  await until(() => live.frame.value.count === 2);
  assert.equal(live.tensor("outputs").value, null);
  assert.equal(live.tensor("input").value?.data.length, 784);
  assert.deepEqual(live.curves.value.costs.edges, []);
});

test("what all views need is asked for together, once an animation frame", async () => {
  const { live, paint } = tab();
  const visit = await meet(live);
  live.watch(["costs", "z"]);
  const stop = live.watch(["map", "costs"], [16, 8]);
  paint();
  const [, both] = await heard(visit, "watch", 2);
  assert.deepEqual(both, {
    type: "watch",
    tensors: ["costs", "map", "z"],
    neurons: [16, 8],
  });
  stop();
  paint();
  const [, , one] = await heard(visit, "watch", 3);
  assert.deepEqual(one, {
    type: "watch",
    tensors: ["costs", "z"],
    neurons: [0, 16],
  });
});

test("a hidden tab watches nothing, and watches again when it is back", async () => {
  const { live, page, paint } = tab();
  live.watch(["costs"]);
  paint();
  const visit = await meet(live);
  page.become("hidden");
  page.become("visible");
  const asked = await heard(visit, "watch", 3);
  assert.deepEqual(
    asked.map(({ tensors }) => tensors),
    [["costs"], [], ["costs"]],
  );
});

test("after a cut the tab asks for the same session and watches again", async () => {
  const { live, paint } = tab();
  live.watch(["costs"]);
  paint();
  (await meet(live)).cut();
  const again = await meet(live, status(), 1);
  assert.match(again.path, /\?session=one$/);
  assert.deepEqual((await heard(again, "watch"))[0].tensors, ["costs"]);
});

test("what is done while the line is down is done when it is back", async () => {
  const { live } = tab();
  (await meet(live)).cut();
  await until(() => live.connection.value === "reconnecting");
  live.send({ type: "tune", rate: 3 });
  live.send({ type: "tune", batch: 8 });
  live.send({ type: "pace", steps: 4 });
  live.send({ type: "pace", steps: 64 });
  const again = await meet(live, status(), 1);
  assert.deepEqual((await heard(again, "pace"))[0], {
    type: "pace",
    steps: 64,
  });
  assert.deepEqual(
    again.said.filter(({ type }) => type !== "watch").map(({ type }) => type),
    ["tune", "pace"],
  );
  assert.deepEqual((await heard(again, "tune"))[0], {
    type: "tune",
    rate: 3,
    batch: 8,
  });
});

/**
 * Say some things while the line is down, and list what is heard when it is back.
 * @param {readonly Command[]} commands
 */
async function afterSilence(...commands) {
  const { live } = tab();
  (await meet(live)).cut();
  await until(() => live.connection.value === "reconnecting");
  for (const command of commands) live.send(command);
  live.send({ type: "pause" });
  const again = await meet(live, status(), 1);
  await heard(again, "pause");
  return again.said.filter(({ type }) => !["watch", "pause"].includes(type));
}

test("every single step that was asked for while the line is down is taken", async () => {
  const step = /** @type {const} */ ({ type: "step" });
  const said = await afterSilence(step, { ...step, count: 10 }, step);
  assert.deepEqual(said, [{ type: "step", count: 12 }]);
});

test("steps asked for while the line is down are as many as one command may hold", async () => {
  const many = /** @type {const} */ ({ type: "step", count: 900 });
  const said = await afterSilence(many, many);
  assert.deepEqual(said, [{ type: "step", count: MOST_STEPS }]);
});

test("a reset while the line is down keeps the settings of the new run before it", async () => {
  const start = /** @type {const} */ ({
    type: "reset",
    settings: { ...DEFAULTS, seed: 7 },
  });
  assert.deepEqual(
    await afterSilence(
      start,
      { type: "tune", rate: 4 },
      { type: "step" },
      { type: "reset" },
    ),
    [start, { type: "tune", rate: 4 }],
  );
});

test("a frame is acknowledged only on the line that brought it", async () => {
  const { live, frames, paint } = tab();
  const visit = await meet(live);
  paint();
  visit.tell(LAB);
  await until(() => frames.length);
  visit.cut();
  const again = await meet(live, status(), 1);
  paint();
  live.send({ type: "pause" });
  await heard(again, "pause");
  assert.ok(!again.said.some(({ type }) => type === "seen"));
});

test("a line that fell silent while the page slept is not called live", async () => {
  const { live, window } = tab();
  await meet(live);
  window.dispatchEvent(
    Object.assign(new Event("pageshow"), { persisted: true }),
  );
  assert.equal(live.connection.value, "reconnecting");
  await until(() => live.connection.value === "live" || server.visits[1]);
});

test("a slider that is dragged sends one change an animation frame", async () => {
  const { live, paint } = tab();
  const visit = await meet(live);
  for (const rate of [1, 2, 3]) live.send({ type: "tune", rate });
  assert.deepEqual(
    (await heard(visit, "tune")).map(({ rate }) => rate),
    [1],
  );
  paint();
  assert.deepEqual(
    (await heard(visit, "tune", 2)).map(({ rate }) => rate),
    [1, 3],
  );
});

test("a change that waits is sent before a command that follows it", async () => {
  const { live } = tab();
  const visit = await meet(live);
  live.send({ type: "tune", rate: 1 });
  live.send({ type: "tune", rate: 2 });
  live.send({ type: "step" });
  await heard(visit, "step");
  assert.deepEqual(
    visit.said.filter(({ type }) => type !== "watch").map(({ rate }) => rate),
    [1, 2, undefined],
  );
});

test("the rate follows the hand, not the answers that lag behind it", async () => {
  const { live } = tab();
  const visit = await meet(live);
  live.send({ type: "tune", rate: 7 });
  assert.equal(live.rate.value, 7);
  visit.tell(JSON.stringify(status({ step: 1 })));
  await until(() => live.status.value?.step === 1);
  assert.equal(live.rate.value, 7);
  visit.tell(
    JSON.stringify(status({ step: 2, settings: { ...DEFAULTS, rate: 7 } })),
  );
  visit.tell(
    JSON.stringify(status({ step: 3, settings: { ...DEFAULTS, rate: 4 } })),
  );
  await until(() => live.status.value?.step === 3);
  assert.equal(live.rate.value, 4);
});

test("a rate that was lost on the way with the line is sent again", async () => {
  const { live } = tab();
  const visit = await meet(live);
  live.send({ type: "tune", rate: 7 });
  await heard(visit, "tune");
  visit.cut();
  const again = await meet(live, status(), 1);
  assert.deepEqual(await heard(again, "tune"), [{ type: "tune", rate: 7 }]);
  assert.equal(live.rate.value, 7);
});

test("a refused rate goes back to the one that holds", async () => {
  const { live } = tab();
  const visit = await meet(live);
  live.send({ type: "tune", rate: 7 });
  visit.tell(
    JSON.stringify({ type: "refusal", reason: "no", command: "tune" }),
  );
  await until(() => live.refusal.value);
  assert.equal(live.rate.value, DEFAULTS.rate);
});

test("a rate on its way stays when another command is refused", async () => {
  const { live } = tab();
  const visit = await meet(live);
  live.send({ type: "tune", rate: 7 });
  for (const command of ["seen", "sample"]) {
    visit.tell(JSON.stringify({ type: "refusal", reason: "no", command }));
    await until(() => live.refusal.value?.command === command);
    assert.equal(live.rate.value, 7);
  }
});

test("a rate that may not have got through goes back to the one that holds", async () => {
  const { live } = tab();
  const visit = await meet(live);
  live.send({ type: "tune", rate: 7 });
  visit.tell(
    JSON.stringify({ type: "refusal", reason: "too fast", command: null }),
  );
  await until(() => live.refusal.value);
  assert.equal(live.rate.value, DEFAULTS.rate);
});

test("a reload keeps the session", async () => {
  const before = tab();
  await meet(before.live);
  before.window.dispatchEvent(new Event("pagehide"));
  tab(before.storage);
  await until(() => server.visits.length === 2);
  assert.match(server.visits[1].path, /\?session=one$/);
});

test("a page that the browser kept in memory connects again when it is back", async () => {
  const { live, window } = tab();
  await meet(live);
  window.dispatchEvent(new Event("pagehide"));
  window.dispatchEvent(
    Object.assign(new Event("pageshow"), { persisted: true }),
  );
  const again = await meet(live, status(), 1);
  assert.match(again.path, /\?session=one$/);
});

test("a duplicated tab gets a session of its own", async () => {
  const before = tab();
  await meet(before.live);
  const copy = new Drawer();
  copy.kept = new Map(before.storage.kept);
  tab(copy);
  await until(() => server.visits.length === 2);
  assert.equal(server.visits[1].path, "/live");
});

test("a copy of a tab in the background finds out, and gets its own as well", async () => {
  const before = tab();
  await meet(before.live);
  before.page.become("hidden");
  const copy = new Drawer();
  copy.kept = new Map(before.storage.kept);
  tab(copy);
  await until(
    () => server.visits.at(-1)?.path === "/live" && server.visits.length > 1,
  );
  assert.equal(server.visits.at(-1)?.path, "/live");
});

test("a browser that keeps nothing still has a session while the page is open", () => {
  const strict = {
    /** @returns {Drawer} */
    get sessionStorage() {
      throw new DOMException("no", "SecurityError");
    },
  };
  const drawer = drawerOf(strict);
  drawer.setItem("a", "b");
  assert.equal(drawer.getItem("a"), "b");
  drawer.removeItem("a");
  assert.equal(drawer.getItem("a"), null);
});

test("another session starts with nothing known", async () => {
  const { live } = tab();
  const visit = await meet(live);
  visit.tell(LAB);
  await until(() => live.frame.value.count === 1);
  visit.tell(JSON.stringify(status({ session: "two" })));
  await until(() => live.status.value?.session === "two");
  assert.equal(live.tensor("input").value, null);
  assert.deepEqual(live.curves.value.costs.edges, []);
});

test("another session is made like the one before", async () => {
  const { live } = tab();
  const settings = { ...DEFAULTS, hidden: [20], seed: 7 };
  const visit = await meet(live, status({ settings, pace: "max" }));
  visit.tell(JSON.stringify(status({ session: "two", pace: 16 })));
  assert.deepEqual(await heard(visit, "reset"), [{ type: "reset", settings }]);
  assert.deepEqual(await heard(visit, "pace"), [
    { type: "pace", steps: "max" },
  ]);
});

test("another session is like the one before when what waited is done there", async () => {
  const { live } = tab();
  const settings = { ...DEFAULTS, seed: 7 };
  (await meet(live, status({ settings, survey: "test", step: 9 }))).cut();
  await until(() => live.connection.value === "reconnecting");
  live.send({ type: "start" });
  const again = await meet(
    live,
    status({ session: "two", survey: "batch" }),
    1,
  );
  await heard(again, "start");
  assert.deepEqual(
    again.said.filter(({ type }) => type !== "watch"),
    [
      { type: "reset", settings },
      { type: "survey", images: "test" },
      { type: "start" },
    ],
  );
});

test("a run that the server no longer has is not replaced in silence", async () => {
  const { live } = tab();
  const visit = await meet(live, status({ step: 9 }));
  visit.tell(JSON.stringify(status({ session: "two" })));
  const notice = await until(() => live.notice.value);
  assert.match(notice.text, /step 0/);
});

test("a run that had not begun is replaced without a word", async () => {
  const { live } = tab();
  const visit = await meet(live);
  visit.tell(JSON.stringify(status({ session: "two" })));
  await until(() => live.status.value?.session === "two");
  assert.equal(live.notice.value, null);
});

test("a notice is passed on", async () => {
  const { live } = tab();
  const visit = await meet(live);
  visit.tell(
    JSON.stringify({ type: "notice", kind: "restored", text: "Back again." }),
  );
  await until(() => live.notice.value);
  assert.equal(live.notice.value?.text, "Back again.");
});
