/** Stores: everyone who asked hears every value. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { store } from "../../static/js/store.js";

test("who asks is told at once, and again on every change", () => {
  const rate = store(2);
  /** @type {number[]} */
  const heard = [];
  rate.subscribe((value) => heard.push(value));
  rate.set(3);
  assert.deepEqual(heard, [2, 3]);
  assert.equal(rate.value, 3);
});

test("who stops asking hears nothing more", () => {
  const rate = store(2);
  /** @type {number[]} */
  const heard = [];
  const stop = rate.subscribe((value) => heard.push(value));
  stop();
  rate.set(3);
  assert.deepEqual(heard, [2]);
});

test("one who asks twice is told twice, and can stop once", () => {
  const rate = store(2);
  let count = 0;
  const tell = () => (count += 1);
  const stop = rate.subscribe(tell);
  rate.subscribe(tell);
  stop();
  rate.set(3);
  assert.equal(count, 3);
});

test("one who stops another while being told disturbs nobody", () => {
  const rate = store(2);
  let heard = 0;
  rate.subscribe((value) => value === 3 && stop());
  const stop = rate.subscribe(() => (heard += 1));
  rate.subscribe(() => (heard += 1));
  rate.set(3);
  assert.ok(heard >= 3);
});
