/** The address of the page: all that a run is made of, and back. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { mountAddress, take } from "../../static/js/page/address.js";
import { read, whole, write } from "../../static/js/page/hash.js";
import { store } from "../../static/js/store.js";
import {
  BEGINNING,
  CHOICES,
  DEFAULTS,
  RANGES,
} from "../../static/js/wire/settings.js";
import { until } from "./server.js";

/** @import { Settings } from "../../static/js/wire/messages.js" */
/** @import { Whole } from "../../static/js/page/hash.js" */

const STATUS = Object.freeze({
  session: "one",
  step: 0,
  line: 3,
  settings: DEFAULTS,
  ...BEGINNING,
});
const TANH = /** @type {const} */ ({ ...DEFAULTS, activation: "tanh" });

test("the address says all that is not usual, and reading it gives it all back", () => {
  const settings = /** @type {Settings} */ ({
    ...DEFAULTS,
    hidden: [300],
    optimiser: "Adam",
    initialisation: "N(0,1)",
    rate: 0.037,
  });
  const views = { "view-cost-axis": "1" };
  const { wanted, remarks } = read(
    write({ settings, pace: "max", survey: "test" }, views),
  );
  assert.deepEqual({ ...DEFAULTS, ...wanted.settings }, settings);
  assert.deepEqual(
    { ...wanted, settings },
    { settings, pace: "max", survey: "test", views },
  );
  assert.deepEqual(remarks, []);
});

test("the address of a run as every run begins is empty", () => {
  const usual = { "view-cost-axis": "0" };
  assert.equal(write(STATUS, usual, usual), "");
  const other = { "view-cost-axis": "1" };
  assert.equal(write(STATUS, other, usual), "view-cost-axis=1");
});

test("a network without hidden layers has an address too", () => {
  const words = write({ ...STATUS, settings: { ...DEFAULTS, hidden: [] } }, {});
  assert.deepEqual(read(words).wanted.settings.hidden, []);
});

for (const [name, { min, max }] of Object.entries(RANGES)) {
  test(`${name} in the address is kept within its bounds, and that is said`, () => {
    for (const [given, kept] of [
      [min - 1, min],
      [max * 10, max],
    ]) {
      const { wanted, remarks } = read(`${name}=${given}`);
      const value = /** @type {Record<string, unknown>} */ (wanted.settings)[
        name
      ];
      assert.deepEqual([value].flat(), [kept]);
      assert.equal(remarks.length, 1);
      assert.match(remarks[0], new RegExp(String(given)));
    }
  });
}

for (const [name, choices] of Object.entries(CHOICES)) {
  test(`the address may name every ${name}, and no other`, () => {
    for (const choice of choices) {
      const { wanted } = read(`${name}=${encodeURIComponent(choice)}`);
      assert.deepEqual(wanted.settings, { [name]: choice });
    }
    const { wanted, remarks } = read(`${name}=magic`);
    assert.deepEqual(wanted.settings, {});
    assert.match(remarks[0], /magic/);
  });
}

test("what is not known in an address is left out, and said", () => {
  for (const words of [
    "colour=red",
    "__proto__=1",
    "rate=NaN",
    "rate=",
    "hidden=a-b",
  ]) {
    const { wanted, remarks } = read(`#${words}`);
    assert.deepEqual(wanted, { settings: {}, views: {} });
    assert.equal(remarks.length, 1, words);
  }
});

test("an empty address asks for nothing", () => {
  assert.deepEqual(read("#"), {
    wanted: { settings: {}, views: {} },
    remarks: [],
  });
});

test("an address that says a thing twice, or too much, is told so", () => {
  const twice = read("seed=2&seed=3");
  assert.equal(twice.wanted.settings.seed, 3);
  assert.match(twice.remarks.join(), /“seed” more than once/);
  const many = Array.from({ length: 41 }, () => "seed=1").join("&");
  assert.match(read(many).remarks.join(), /more than 40/);
});

test("what an address leaves out is as on a new page", () => {
  const { wanted } = read("activation=tanh&pace=64&view-cost-axis=1");
  const usual = { "view-cost-axis": "0", "view-lines-show": "0" };
  assert.deepEqual(whole(wanted, usual), {
    settings: TANH,
    pace: 64,
    survey: BEGINNING.survey,
    views: { "view-cost-axis": "1", "view-lines-show": "0" },
  });
});

test("an address in which nothing is known asks for nothing", () => {
  for (const hash of ["", "#main", "#colour=red", "#activation=magic"])
    assert.equal(whole(read(hash).wanted, {}), null);
});

/**
 * Follow a link in a tab that has a run: list what is sent, and what is asked.
 * @param {{status?: object, frame?: object, rate?: number}} run
 * @param {Partial<Whole>} wanted
 * @param {boolean} [yes] what the person answers
 */
async function follow({ status, frame, rate }, wanted, yes = true) {
  /** @type {any[]} */
  const sent = [];
  /** @type {string[]} */
  const asked = [];
  const live = /** @type {any} */ ({
    status: store({ ...STATUS, ...status }),
    frame: store({ count: 1, step: 0, line: STATUS.line, ...frame }),
    rate: store(rate ?? DEFAULTS.rate),
    send: (/** @type {any} */ command) => sent.push(command),
  });
  const ask = async (/** @type {{words: string}} */ { words }) => {
    asked.push(words);
    return yes;
  };
  const link = { settings: DEFAULTS, ...BEGINNING, views: {}, ...wanted };
  const taken = await take(link, live, ask);
  return { sent, asked, taken };
}

test("a link to another network begins it at once where none has learned", async () => {
  const { sent, asked } = await follow({}, { settings: TANH });
  assert.deepEqual(sent, [{ type: "reset", settings: TANH }]);
  assert.deepEqual(asked, []);
});

test("a link does not take a trained network away without a question", async () => {
  const frame = { step: 1234 };
  const link = { settings: TANH, pace: /** @type {const} */ (64) };
  const kept = await follow({ frame }, link, false);
  assert.match(kept.asked.join(), /1.234 steps/);
  assert.deepEqual([kept.taken, kept.sent], [false, []]);
  const { sent, taken } = await follow({ frame }, link);
  assert.deepEqual(
    [taken, sent],
    [
      true,
      [
        { type: "reset", settings: TANH },
        { type: "pace", steps: 64 },
      ],
    ],
  );
});

test("steps of the run before this one are no reason to ask", async () => {
  const run = { status: { line: 4 }, frame: { step: 1234, line: 3 } };
  const { asked } = await follow(run, { settings: TANH });
  assert.deepEqual(asked, []);
});

test("a link that differs in nothing but what is live resets nothing", async () => {
  const status = { settings: { ...DEFAULTS, optimiser: "Adam" }, step: 9 };
  const { sent, asked } = await follow({ status, rate: 0.003 }, {});
  const { optimiser, rate } = DEFAULTS;
  assert.deepEqual(sent, [{ type: "tune", rate, optimiser }]);
  assert.deepEqual(asked, []);
});

/**
 * Open a page on an address, in a tab that has a trained run.
 * @param {{hash: string, state: unknown}} entry of the tab's history
 * @param {() => Promise<boolean>} [ask] what the person answers
 */
async function openOn({ hash, state }, ask = async () => true) {
  /** @type {any[]} */
  const sent = [];
  const live = /** @type {any} */ ({
    status: store({ ...STATUS, step: 9, pace: 4 }),
    frame: store({ count: 0, step: 0, line: -1 }),
    rate: store(DEFAULTS.rate),
    send: (/** @type {any} */ command) => sent.push(command),
  });
  const location = { hash, pathname: "/lab", search: "" };
  const history = {
    state,
    /** @type {History["replaceState"]} */
    replaceState(now, _, url) {
      history.state = now;
      location.hash = String(url).replace("/lab", "");
    },
  };
  const document = Object.assign(new EventTarget(), {
    querySelectorAll: () => [],
    getElementById: () => null,
  });
  const page = { document, location, history, setTimeout };
  const window = /** @type {any} */ (Object.assign(new EventTarget(), page));
  const hands = { toast() {}, note() {}, ask };
  const address = mountAddress(window, live, hands);
  return { sent, location, history, address, window };
}

test("a link says how the run of the tab goes on", async () => {
  const { sent } = await openOn({ hash: "#pace=64", state: null });
  await until(() => sent.length);
  assert.deepEqual(sent, [{ type: "pace", steps: 64 }]);
});

test("after a reload the run speaks, and the address follows it", async () => {
  const before = await openOn({ hash: "", state: null });
  await until(() => before.location.hash === "#pace=4");
  const { state } = before.history;
  const { sent, location } = await openOn({ hash: "#pace=64", state });
  await until(() => location.hash === "#pace=4");
  assert.deepEqual(sent, []);
});

test("after a reload the address speaks when the server has another run", async () => {
  const state = { session: "gone" };
  const { sent } = await openOn({ hash: "#pace=64", state });
  await until(() => sent.length);
  assert.deepEqual(sent, [{ type: "pace", steps: 64 }]);
});

test("a second link stays in the address while the person is asked about it", async () => {
  /** @type {((yes: boolean) => void)[]} */
  const answers = [];
  const ask = () => {
    answers.at(-1)?.(false); // one question takes the place of another
    return new Promise((resolve) => answers.push(resolve));
  };
  const entry = { hash: "#activation=tanh", state: null };
  const { sent, location, window } = await openOn(entry, ask);
  await until(() => answers.length === 1);
  location.hash = "#activation=ReLU";
  window.setTimeout = (/** @type {() => void} */ run) => setTimeout(run);
  window.dispatchEvent(new Event("hashchange"));
  await until(() => answers.length === 2);
  await new Promise((done) => setTimeout(done, 20));
  assert.equal(location.hash, "#activation=ReLU");
  answers[1](true);
  await until(() => sent.length);
  assert.equal(sent[0].settings.activation, "ReLU");
});
