/** The slider of the learning rate: equal ways are equal ratios. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { sideOfWords, standOf } from "../../static/js/controls/rate/lowest.js";
import {
  afterKey,
  along,
  rateAt,
  shifted,
  ticks,
} from "../../static/js/controls/rate/scale.js";
import { RANGES } from "../../static/js/wire/settings.js";

const { min, max } = RANGES.rate;

test("the ends of the slider are the ends of what the server takes", () => {
  assert.equal(along(min), 0);
  assert.equal(along(max), 1);
  assert.equal(rateAt(-99), min);
  assert.equal(rateAt(99), max);
});

test("every decade is equally long", () => {
  const places = [0.001, 0.01, 0.1, 1, 10, 100].map(along);
  places.forEach((place, index) =>
    assert.ok(Math.abs(place - index / 5) < 1e-12),
  );
});

test("a place on the slider and its rate belong together", () => {
  for (const rate of [0.001, 0.037, 1, 2, 8.6, 15, 100]) {
    assert.equal(rateAt(Math.log10(rate)), rate);
  }
});

test("twenty presses of an arrow key are one decade", () => {
  let rate = min;
  for (let press = 0; press < 20; press += 1)
    rate = afterKey(rate, "ArrowRight") ?? 0;
  assert.ok(Math.abs(rate / min - 10) < 0.01);
});

test("page keys move half a decade, and back again", () => {
  const up = afterKey(1, "PageUp") ?? 0;
  assert.equal(afterKey(up, "PageDown"), 1);
  assert.ok(Math.abs(up * up - 10) < 0.01);
});

test("Home and End go to the ends, and no key goes beyond them", () => {
  assert.equal(afterKey(5, "Home"), min);
  assert.equal(afterKey(5, "End"), max);
  assert.equal(afterKey(max, "ArrowUp"), max);
  assert.equal(afterKey(min, "PageDown"), min);
});

test("other keys are left to the page", () => {
  for (const key of ["Enter", " ", "a", "constructor"]) {
    assert.equal(afterKey(1, key), null);
  }
});

test("a decade more is ten times as much", () => {
  assert.equal(shifted(2, 1), 20);
  assert.equal(shifted(2, -1), 0.2);
});

test("ticks stand at 1 to 9 of every decade, long ones at the decades", () => {
  const all = ticks();
  assert.equal(all.length, 5 * 9 + 1);
  assert.equal(all.filter(({ decade }) => decade).length, 6);
  assert.ok(
    all.every(({ place }, at) => at === 0 || place > all[at - 1].place),
  );
});

test("under the thumb, the words need room beyond the thumb", () => {
  assert.equal(sideOfWords(0.74, 0.7, 0.25, 0.08), "before");
  assert.equal(sideOfWords(0.3, 0.25, 0.25, 0.08), "after");
  assert.equal(sideOfWords(0.5, 0.5, 0.45, 0.08), "none");
});

test("the words at the lowest point keep clear of the thumb and the ends", () => {
  const reach = 0.04;
  assert.equal(sideOfWords(0.5, 0.9, 0.2, reach), "before");
  assert.equal(sideOfWords(0.5, 0.4, 0.2, reach), "after");
  assert.equal(sideOfWords(0.01, 0.9, 0.2, reach), "after");
  assert.equal(sideOfWords(0.99, 0.5, 0.2, reach), "before");
  assert.equal(sideOfWords(0.5, 0.48, 0.2, reach), "after");
  assert.equal(sideOfWords(0.73, 0.66, 0.385, reach), "none");
});

test("words that find room stand beside their mark, others over the end or nowhere", () => {
  const widths = { track: 400, words: 100, knob: 36 };
  const plain = { near: false, after: false, wordless: false, raised: false };
  assert.deepEqual(standOf(0.5, 0.9, widths).kinds, plain);
  assert.ok(standOf(0.5, 0.4, widths).kinds.after);
  const tight = { ...widths, track: 150 };
  const { wordless, raised } = standOf(0.7, 0.4, tight).kinds;
  assert.deepEqual([wordless, raised], [true, true]);
  assert.equal(standOf(0.4, 0.45, tight).kinds.raised, false);
});

test("under the thumb, words begin where the thumb ends", () => {
  const widths = { track: 400, words: 100, knob: 36 };
  const { clear, kinds } = standOf(0.5, 0.5, widths);
  assert.ok(kinds.near);
  assert.ok(clear > widths.knob / 2);
});
