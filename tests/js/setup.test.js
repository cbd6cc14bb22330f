/** The set-up sheet: the count, the meaning of η, and what needs a new start. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  convention,
  rateUnder,
  usesOf,
  usualRate,
} from "../../static/js/controls/setup/convention.js";
import { parameters, written } from "../../static/js/controls/setup/count.js";
import {
  GROUPS,
  changes,
  needed,
  needsNewRun,
} from "../../static/js/controls/setup/fields.js";
import { nextStart, paceOf } from "../../static/js/controls/transport.js";
import {
  CHOICES,
  DEFAULTS,
  LIVE,
  OPTIMISERS,
  PACES,
  RANGES,
} from "../../static/js/wire/settings.js";

/** @import { Settings } from "../../static/js/wire/messages.js" */

test("the network of the film has 13,002 weights and biases", () => {
  assert.equal(parameters([16, 16]), 13_002);
  assert.equal(parameters([20, 20]), 16_330);
});

test("the sum is written out layer by layer", () => {
  assert.match(
    written([16, 16]),
    /^784·16 \+ 16 \+ 16·16 \+ 16 \+ 16·10 \+ 10 = 13.002$/,
  );
  assert.match(written([]), /^784·10 \+ 10 = 7.850$/);
});

test("half the sum of squares needs twice the rate, the mean of ten ten times", () => {
  const words = convention({ ...DEFAULTS, rate: 1.5 });
  assert.match(words, /η = 1\.5 here/);
  assert.match(words, /½Σ, it is η = 3\.0/);
  assert.match(words, /Σ\/10, it is η = 15\b/);
});

for (const [name, { scale_free }] of Object.entries(OPTIMISERS)) {
  const words = scale_free ? "keeps its η" : "has another η";
  test(`${name} ${words} where the cost is written otherwise`, () => {
    const optimiser = /** @type {Settings["optimiser"]} */ (name);
    const said = convention({ ...DEFAULTS, optimiser });
    assert.equal(said.includes("means the same"), scale_free);
  });
}

for (const cost of CHOICES.cost) {
  test(`the sheet says what η means for ${cost}`, () => {
    const settings = /** @type {Settings} */ ({ ...DEFAULTS, cost });
    assert.doesNotMatch(convention(settings), /undefined/);
    assert.match(convention(settings), new RegExp(`η = ${DEFAULTS.rate}`));
  });
}

for (const optimiser of CHOICES.optimiser) {
  test(`${optimiser} has a usual rate and names its memories`, () => {
    assert.equal(usualRate(optimiser), OPTIMISERS[optimiser].rate);
    assert.ok(usesOf(optimiser).every((name) => name in RANGES));
  });
}

test("a usual rate gives way to that of another optimiser, a chosen one stays", () => {
  const [before, after] = CHOICES.optimiser;
  const usual = OPTIMISERS[before].rate;
  assert.equal(rateUnder(before, after, usual), OPTIMISERS[after].rate);
  assert.equal(rateUnder(before, after, 2 * usual), 2 * usual);
});

test("a field that is wrong is named with what it takes", () => {
  assert.equal(
    needed("Neurons", RANGES.hidden),
    `Neurons: a whole number from ${RANGES.hidden.min} to ${RANGES.hidden.max}.`,
  );
  assert.match(needed("Seed", RANGES.seed), /to 4.294.967.295\.$/);
  assert.match(needed("β", RANGES.beta), /^β: a number from 0 to 0\.9999\.$/);
});

test("every setting has its place: a field, the layers, or the slider", () => {
  const fields = GROUPS.flatMap((group) =>
    group.fields.map(({ name }) => name),
  );
  const names = [...fields, "hidden", "rate"].sort();
  assert.deepEqual(names, Object.keys(DEFAULTS).sort());
});

test("what the sheet calls live is what a run takes without starting again", () => {
  const live = GROUPS.filter((group) => group.live).flatMap(
    ({ fields }) => fields,
  );
  assert.deepEqual(
    [...live.map(({ name }) => name), "rate"].sort(),
    [...LIVE].sort(),
  );
});

test("another optimiser needs no new run, another activation does", () => {
  const adam = changes(DEFAULTS, {
    ...DEFAULTS,
    optimiser: "Adam",
    rate: 0.005,
  });
  assert.deepEqual(adam, { optimiser: "Adam", rate: 0.005 });
  assert.equal(needsNewRun(adam), false);
  const tanh = changes(DEFAULTS, { ...DEFAULTS, activation: "tanh" });
  assert.equal(needsNewRun(tanh), true);
});

test("the same settings are no change", () => {
  assert.deepEqual(changes(DEFAULTS, { ...DEFAULTS, hidden: [16, 16] }), {});
});

test("a new start takes the next seed, and after the last the first", () => {
  assert.equal(nextStart(DEFAULTS).seed, DEFAULTS.seed + 1);
  assert.equal(
    nextStart({ ...DEFAULTS, seed: RANGES.seed.max }).seed,
    RANGES.seed.min,
  );
});

test("the words of a pace button give the pace", () => {
  assert.deepEqual(PACES.map(String).map(paceOf), [...PACES]);
});
