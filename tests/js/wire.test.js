/** Frames: JavaScript reads exactly what Python wrote. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { decode, scalar } from "../../static/js/wire/decode.js";

const FOLDER = new URL("../fixtures/", import.meta.url);

/** @type {Record<string, Record<string, {dtype: string, shape: number[], values: any[]}>>} */
const FRAMES = JSON.parse(readFileSync(new URL("frames.json", FOLDER), "utf8"));

/**
 * Read a file as a socket would deliver it.
 * @param {string} name
 */
function bytes(name) {
  return new Uint8Array(readFileSync(new URL(name, FOLDER))).buffer;
}

for (const [file, tensors] of Object.entries(FRAMES)) {
  test(`${file} holds the tensors that Python put there`, () => {
    const frame = decode(bytes(file));
    assert.deepEqual([...frame.keys()].sort(), Object.keys(tensors).sort());
    for (const [name, { dtype, shape, values }] of Object.entries(tensors)) {
      const tensor = frame.get(name);
      assert.deepEqual(
        [tensor?.name, tensor?.dtype, tensor?.shape],
        [name, dtype, shape],
      );
      assert.deepEqual(Array.from(tensor?.data ?? []), values.map(Number));
    }
  });

  test(`${file} is read in place, without a copy`, () => {
    const whole = bytes(file);
    for (const { data } of decode(whole).values())
      assert.equal(data.buffer, whole);
  });
}

test("a single number is read as a number", () => {
  const frame = decode(bytes("lab.safetensors"));
  assert.equal(scalar(frame, "step"), 4160);
  assert.equal(scalar(frame, "gold"), NaN);
});
