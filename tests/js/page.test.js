/** The page around the pictures: its keys, tabs, banners and meanings. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { onceBegun } from "../../static/js/controls/transport.js";
import {
  furtherWords,
  lineBanner,
  pageBanner,
  runBanner,
  stepBefore,
} from "../../static/js/page/trouble.js";
import { placeOf } from "../../static/js/page/explain.js";
import { otherTheme } from "../../static/js/page/header.js";
import { KEYS, shortcut, uses } from "../../static/js/page/keys.js";
import { progress } from "../../static/js/page/loading.js";
import { leaf } from "../../static/js/page/mathml.js";
import { MEANINGS, costFormula } from "../../static/js/page/meanings.js";
import {
  passes,
  percentage,
  shown,
  withinSecond,
} from "../../static/js/page/pill.js";
import { FIRST, choose } from "../../static/js/page/tabs.js";
import { slug, unmet } from "../../static/js/page/views.js";
import { store } from "../../static/js/store.js";
import { CHOICES, DEFAULTS } from "../../static/js/wire/settings.js";

/** @import { Settings, Status } from "../../static/js/wire/messages.js" */

/** @type {Status} */
const STATUS = {
  type: "status",
  session: "s",
  state: "paused",
  step: 0,
  line: 0,
  settings: DEFAULTS,
  pace: 16,
  survey: "batch",
  parameters: 13_002,
  labels: [],
  train_images: 60_000,
  test_images: 10_000,
  undo: null,
  diverged: null,
  dead: null,
  version: "",
};

test("every choice of a view gets a short name for the address", () => {
  assert.equal(slug("Lines show"), "view-lines-show");
  assert.equal(slug("What the network sees"), "view-network-sees");
  assert.match(slug("Images the map is measured on"), /^view-[a-z-]{1,20}$/);
});

/**
 * Stand in for an element with the focus.
 * @param {string} selector what it matches
 */
function focused(selector) {
  return {
    matches: (/** @type {string} */ list) =>
      list.split(", ").includes(selector),
  };
}

test("a shortcut yields to a control that uses the key itself", () => {
  assert.equal(uses(focused("input[type=range]"), "ArrowRight"), true);
  assert.equal(uses(focused("input[type=radio]"), " "), true);
  assert.equal(uses(focused("button"), " "), true);
  assert.equal(uses(focused(".figure-table"), "ArrowRight"), true);
  assert.equal(uses(focused("input"), "r"), true);
  assert.equal(uses(focused("button"), "r"), false);
  assert.equal(uses(focused("input[type=range]"), "1"), false);
  assert.equal(uses(null, " "), false);
});

test("a key with Ctrl or Alt belongs to the browser, but for Ctrl Z", () => {
  const press = {
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
  };
  assert.equal(shortcut({ ...press, key: "R" }), "r");
  assert.equal(shortcut({ ...press, key: "R", ctrlKey: true }), null);
  assert.equal(shortcut({ ...press, key: "d", altKey: true }), null);
  assert.equal(shortcut({ ...press, key: "z", ctrlKey: true }), "z");
  assert.equal(shortcut({ ...press, key: "z" }), null);
  assert.equal(shortcut({ ...press, key: "q" }), null);
  assert.equal(shortcut({ ...press, key: "ArrowRight", shiftKey: true }), null);
  assert.equal(shortcut({ ...press, key: "}", shiftKey: true }), "}");
});

test("a sign that needs AltGr on a keyboard is still that sign", () => {
  const press = {
    ctrlKey: true,
    metaKey: false,
    altKey: true,
    shiftKey: false,
  };
  assert.equal(shortcut({ ...press, key: "[", composed: true }), "[");
});

test("no two shortcuts share a key", () => {
  assert.equal(new Set(KEYS.map(({ key }) => key)).size, KEYS.length);
});

test("two charts are on show: a new one takes the place of the older", () => {
  const [older, newer] = FIRST;
  assert.deepEqual(choose(FIRST, "map"), [newer, "map"]);
  assert.deepEqual(choose(FIRST, newer), FIRST);
  assert.deepEqual(choose(FIRST, older), [newer, older]);
});

test("a run that blew up names the step and the rate, and offers two ways on", () => {
  const status = { ...STATUS, diverged: { step: 4231, rate: 60 } };
  const banner = runBanner(status);
  assert.match(
    banner?.words ?? "",
    /^The cost blew up at step 4.231\. η = 60 is too large\.$/,
  );
  assert.deepEqual(banner?.acts, ["back", "reset"]);
});

test("going back never goes before the start", () => {
  assert.equal(stepBefore({ step: 7 }), 0);
  assert.equal(stepBefore({ step: 4231 }), 4211);
});

test("a network that stopped learning is told apart by its outputs", () => {
  assert.match(
    runBanner({ ...STATUS, dead: "0.1" })?.words ?? "",
    /settled at 0\.1.*0\.9/,
  );
  assert.match(
    runBanner({ ...STATUS, dead: "0" })?.words ?? "",
    /gone to 0.*1\.0/,
  );
});

test("a healthy run has no banner, a finished one can go on", () => {
  assert.equal(runBanner(STATUS), null);
  assert.equal(runBanner(null), null);
  assert.deepEqual(runBanner({ ...STATUS, state: "finished" })?.acts, ["more"]);
});

test("a line that is down for long offers to try again", () => {
  assert.equal(lineBanner(null), null);
  assert.deepEqual(lineBanner("lost")?.acts, ["retry"]);
});

test("a server without room is not called a lost connection", () => {
  assert.doesNotMatch(lineBanner("full")?.words ?? "", /lost|is sent/);
  assert.match(lineBanner("full")?.words ?? "", /no room/);
});

test("a run that stopped says where, and how far it goes on", () => {
  const status = /** @type {Status} */ ({ ...STATUS, state: "finished" });
  assert.match(runBanner(status, 40)?.words ?? "", /^Stopped after 40 epochs/);
  assert.equal(furtherWords(status, 40), "20 more epochs");
  assert.equal(furtherWords(status, 39), "1 more epoch");
  const once = { ...status, settings: { ...DEFAULTS, epochs: 1 } };
  assert.match(runBanner(once, 1)?.words ?? "", /^Stopped after 1 epoch,/);
});

test("a failure of the page says what is safe and what to do", () => {
  const banner = pageBanner("SyntaxError: no such frame");
  assert.match(banner?.words ?? "", /no such frame.*safe.*Load the page again/);
  assert.deepEqual(banner?.acts, ["reload"]);
  assert.equal(pageBanner("ResizeObserver loop limit exceeded"), null);
});

test("a toast about a new beginning waits until the run has begun anew", () => {
  const status = store(/** @type {Status | null} */ (STATUS));
  const refusal = store(null);
  /** @type {string[]} */
  const said = [];
  const live = /** @type {any} */ ({ status, refusal });
  const toast = onceBegun(live, (words) => said.push(words));
  toast("Back at step 0.");
  status.set({ ...STATUS, pace: 4 });
  assert.deepEqual(said, []);
  status.set({ ...STATUS, line: 1 });
  status.set({ ...STATUS, line: 2 });
  assert.deepEqual(said, ["Back at step 0."]);
});

test("a toast about what the server refused is never shown", () => {
  const status = store(/** @type {Status | null} */ (STATUS));
  const refusal = store(null);
  const live = /** @type {any} */ ({ status, refusal });
  const toast = onceBegun(live, () => assert.fail("nothing has begun"));
  toast("Back at step 0.");
  refusal.set(null);
  status.set({ ...STATUS, line: 1 });
});

test("what no figure offers is left out of the views, and said", () => {
  const offered = [{ name: "view-cost-axis", value: "1" }];
  assert.deepEqual(unmet(offered, { "view-cost-axis": "1" }), []);
  assert.match(unmet(offered, { "view-cost-axis": "9" }).join(), /axis=9/);
  assert.match(unmet(offered, { "view-magic": "1" }).join(), /view-magic/);
});

test("the pill speaks of the line before it speaks of the run", () => {
  assert.equal(shown({ ...STATUS, state: "running" }, "live"), "running");
  assert.equal(
    shown({ ...STATUS, state: "running" }, "reconnecting"),
    "reconnecting",
  );
  assert.equal(shown(STATUS, "failed"), "reconnecting");
  assert.equal(shown(null, "failed"), "failed");
  assert.equal(shown(null, "connecting"), "loading");
});

test("shares are percentages with one decimal; what is not known is a dash", () => {
  assert.match(percentage(0.932), /^93\.2.%$/);
  assert.equal(percentage(undefined), "–");
  assert.equal(percentage(NaN), "–");
  assert.equal(passes(2.25), "2.25");
});

test("loading goes on with what has come, and counts the digits that there are", () => {
  const stages = [
    progress(null, "connecting"),
    progress(null, "live"),
    progress({ train_images: 600, test_images: 400 }, "live"),
  ];
  assert.deepEqual(
    stages.map(({ done }) => done),
    [1, 2, 3],
  );
  assert.match(stages[2].words, /^Loading 1.000 digits$/);
});

test("frames are counted over the last second", () => {
  assert.deepEqual(withinSecond([0, 500, 1400, 1500], 1500), [1400, 1500]);
});

test("a note stands beside its figure, and on it only where nothing else is free", () => {
  const window = { width: 1440, height: 900 };
  const note = { width: 448, height: 300 };
  const low = { left: 500, right: 1020, top: 560, bottom: 790 };
  assert.ok(placeOf(low, note, window).top + note.height < low.top);
  const tall = { left: 0, right: 264, top: 52, bottom: 560 };
  assert.ok(placeOf(tall, note, window).left > tall.right);
  const whole = { left: 0, right: 1440, top: 0, bottom: 900 };
  const { left, top } = placeOf(whole, note, window);
  assert.ok(left + note.width < window.width && top + note.height < 900);
});

test("there are two themes", () => {
  assert.equal(otherTheme("dark"), "light");
  assert.equal(otherTheme("light"), "dark");
  assert.equal(otherTheme(undefined), "dark");
});

test("numbers, letters and signs of a formula are told apart", () => {
  assert.deepEqual(["2", "−0.04", "a", "η", "argmax", "=", "∑"].map(leaf), [
    "mn",
    "mn",
    "mi",
    "mi",
    "mi",
    "mo",
    "mo",
  ]);
});

for (const [name, meaning] of Object.entries(MEANINGS)) {
  test(`${name} is explained in two sentences with a formula, measured or not`, () => {
    const costs = { batch: undefined, test: undefined };
    const facts = { data: () => [], costs, settings: DEFAULTS, rate: 2 };
    assert.equal(meaning.words.join(" ").match(/[.?](?= |$)/g)?.length, 2);
    assert.ok(meaning.formula(facts).length > 2);
    assert.deepEqual(meaning.numbers(facts), []);
  });
}

for (const cost of CHOICES.cost) {
  test(`${cost} has a formula for every output`, () => {
    for (const output of CHOICES.output) {
      const settings = /** @type {Settings} */ ({ ...DEFAULTS, cost, output });
      assert.equal(costFormula(settings)[0], "C");
    }
  });
}
