/** The pad: strokes without gaps, undo, and who may change the sheet. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { inked, signed, tiled } from "../../static/js/pad/pictures.js";
import { drawByHand } from "../../static/js/pad/pen.js";
import { reading, winnerOf } from "../../static/js/pad/reading.js";
import { Sheet } from "../../static/js/pad/sheet.js";
import {
  CELLS,
  SIDE,
  eraseLine,
  ink,
  isBlank,
  paintLine,
} from "../../static/js/pad/stroke.js";
import { readRamp } from "../../static/js/draw/ramps.js";

/** Give an empty sheet of pixels. */
function empty() {
  return new Uint8Array(CELLS);
}

/**
 * Paint a stroke through some places.
 * @param {[x: number, y: number][]} places
 */
function drawn(...places) {
  const pixels = empty();
  const points = places.map(([x, y]) => ({ x, y }));
  points.forEach((point, index) =>
    paintLine(pixels, points[Math.max(0, index - 1)], point),
  );
  return pixels;
}

/**
 * Read the ink at a place.
 * @param {Uint8Array} pixels
 * @param {number} x
 * @param {number} y
 */
function at(pixels, x, y) {
  return pixels[Math.floor(y) * SIDE + Math.floor(x)];
}

for (const [x, y] of [
  [25, 3],
  [3, 25],
  [25, 25],
  [14, 26],
  [26, 9.3],
]) {
  test(`a fast stroke from one corner to (${x}, ${y}) has no gap`, () => {
    const pixels = drawn([2.5, 2.5], [x, y]);
    for (let part = 0; part <= 1; part += 0.01) {
      const here = at(pixels, 2.5 + part * (x - 2.5), 2.5 + part * (y - 2.5));
      assert.ok(here > 200, `ink ${here} at ${part} of the way`);
    }
  });
}

test("a stroke in many small moves is the same as in one", () => {
  const one = drawn([4, 6], [20, 14]);
  const many = empty();
  for (let part = 0; part < 16; part += 1) {
    const from = { x: 4 + part, y: 6 + part / 2 };
    paintLine(many, from, { x: from.x + 1, y: from.y + 0.5 });
  }
  assert.deepEqual(many, one);
});

test("a touch leaves a soft disc, the same on all sides", () => {
  const pixels = drawn([14, 14]);
  assert.equal(at(pixels, 13, 13), at(pixels, 14, 14));
  assert.equal(at(pixels, 12, 13), at(pixels, 15, 14));
  assert.equal(at(pixels, 10, 14), 0);
});

test("the pen fades steadily and reaches no farther than 1.4 cells", () => {
  const fading = [0, 0.5, 0.8, 1.1, 1.39].map(ink);
  assert.deepEqual(
    fading,
    fading.toSorted((one, other) => other - one),
  );
  assert.equal(ink(0), 255);
  assert.equal(ink(1.4), 0);
});

test("a stroke that leaves the sheet stays on it", () => {
  const pixels = drawn([14, 14], [60, -30]);
  assert.equal(pixels.length, CELLS);
  assert.ok(at(pixels, 18, 10) > 0);
});

test("ink never gets lighter under a second stroke", () => {
  const pixels = drawn([5, 5], [20, 5]);
  const before = pixels.slice();
  paintLine(pixels, { x: 5, y: 6 }, { x: 20, y: 6 });
  assert.ok(pixels.every((value, cell) => value >= before[cell]));
});

test("erasing along a stroke leaves nothing of it", () => {
  const pixels = drawn([5, 5], [20, 5]);
  eraseLine(pixels, { x: 5, y: 5 }, { x: 20, y: 5 });
  assert.ok(isBlank(pixels));
});

/** A canvas of one CSS pixel a cell that forgets who holds the pointer. */
class Canvas extends EventTarget {
  setPointerCapture() {}
  getBoundingClientRect = () => ({
    left: 0,
    top: 0,
    width: SIDE,
    height: SIDE,
  });
}

/** Give a sheet under a pen, and a way to move the pen. */
function desk() {
  const paper = new Sheet();
  const canvas = new Canvas();
  drawByHand(/** @type {any} */ (canvas), {
    paper,
    changed() {},
    held() {},
  });
  const point = (
    /** @type {string} */ name,
    /** @type {{x: number, y: number, isPrimary?: boolean}} */ place,
  ) =>
    canvas.dispatchEvent(
      Object.assign(new Event(name), {
        clientX: place.x,
        clientY: place.y,
        button: 0,
        pointerId: 1,
        isPrimary: place.isPrimary ?? true,
      }),
    );
  return { paper, point };
}

/**
 * Draw one stroke on a sheet.
 * @param {Sheet} paper
 * @param {number} x
 */
function stroke(paper, x) {
  paper.begin();
  paper.paint({ x, y: 4 }, { x, y: 9 });
  paper.paint({ x, y: 9 }, { x, y: 20 });
}

test("undo takes back one whole stroke after another", () => {
  const paper = new Sheet();
  stroke(paper, 5);
  const first = paper.pixels.slice();
  stroke(paper, 15);
  paper.undo();
  assert.deepEqual(paper.pixels, first);
  paper.undo();
  assert.ok(paper.blank);
  assert.equal(paper.canUndo, false);
});

test("undo brings back what was cleared", () => {
  const paper = new Sheet();
  stroke(paper, 5);
  const before = paper.pixels.slice();
  paper.clear();
  assert.ok(paper.blank);
  paper.undo();
  assert.deepEqual(paper.pixels, before);
});

test("a drawing started over a test digit begins fresh", () => {
  const paper = new Sheet();
  paper.receive(empty().fill(90), false);
  stroke(paper, 5);
  assert.equal(paper.pixels[CELLS - 1], 0);
  assert.ok(paper.own);
  paper.undo();
  assert.ok(paper.blank);
});

test("a drawing that comes back after a reload is drawn on", () => {
  const paper = new Sheet();
  paper.receive(drawn([20, 4], [20, 20]), true);
  stroke(paper, 5);
  assert.ok(at(paper.pixels, 20, 12) > 0);
  assert.ok(at(paper.pixels, 5, 12) > 0);
});

test("an older picture from the engine does not undo a newer stroke", () => {
  const paper = new Sheet();
  stroke(paper, 5);
  const older = paper.pixels.slice();
  stroke(paper, 15);
  const newest = paper.pixels.slice();
  assert.equal(paper.receive(older, true), false);
  assert.deepEqual(paper.pixels, newest);
  paper.receive(newest, true);
  assert.equal(paper.receive(empty().fill(7), false), true);
});

test("a drawing is sent again to an engine that may not have it", () => {
  const paper = new Sheet();
  stroke(paper, 5);
  paper.receive(paper.pixels, true);
  const confirmed = paper.pixels.slice();
  assert.ok(paper.insist());
  assert.equal(paper.receive(empty(), false), false);
  assert.deepEqual(paper.pixels, confirmed);
});

test("what was wiped out while the line was down is wiped out again", () => {
  const paper = new Sheet();
  stroke(paper, 5);
  paper.clear();
  assert.ok(paper.insist());
});

test("a sheet that nobody drew on is left to the engine", () => {
  const paper = new Sheet();
  assert.equal(paper.insist(), false);
  paper.receive(empty().fill(7), false);
  assert.equal(paper.insist(), false);
});

for (const second of ["pointerup", "pointercancel"])
  test(`a second finger's ${second} does not end the stroke`, () => {
    const { paper, point } = desk();
    point("pointerdown", { x: 4, y: 4 });
    point(second, { x: 9, y: 9, isPrimary: false });
    point("pointermove", { x: 20, y: 4 });
    assert.ok(at(paper.pixels, 12, 4) > 0);
  });

test("a test digit asked for replaces an unanswered drawing", () => {
  const paper = new Sheet();
  stroke(paper, 5);
  paper.expect();
  assert.equal(paper.receive(empty().fill(7), false), true);
  assert.equal(paper.own, false);
});

test("the reading names the winner and what comes next", () => {
  const outputs = [0, 0, 0, 0, 0.2149, 0.93, 0, 0, 0, 0];
  const labels = Array.from("0123456789");
  assert.equal(
    reading(outputs, labels),
    "Reads 5, activation 0.93. Next 4, 0.21.",
  );
});

test("an activation below 0 is read with a true minus", () => {
  assert.match(reading([0.5, -0.5], []), /−0\.50/);
});

test("outputs that are no numbers have no winner", () => {
  assert.equal(winnerOf([NaN, NaN]), -1);
  assert.equal(winnerOf([NaN, 0.1]), 1);
  assert.equal(winnerOf([]), -1);
});

const PAPER = /** @type {const} */ ([251, 249, 243]);
const RAMPS = {
  positive: readRamp("#fbf9f3 #0b5394"),
  negative: readRamp("#fbf9f3 #8d4302"),
};

/**
 * Read the colour of one code.
 * @param {Uint8ClampedArray} table
 * @param {number} code
 */
function colour(table, code) {
  return Array.from(table.slice(3 * (code + 127), 3 * (code + 127) + 3));
}

for (const stretch of [0.5, 1, 3.7]) {
  test(`a weight of zero is exactly paper when stretched ${stretch} times`, () => {
    assert.deepEqual(colour(signed(RAMPS, stretch), 0), [...PAPER]);
  });
}

test("positive weights turn blue and negative ones orange", () => {
  const table = signed(RAMPS);
  assert.deepEqual(colour(table, 127), [11, 83, 148]);
  assert.deepEqual(colour(table, -127), [141, 67, 2]);
});

test("weights above the shared scale have its last colour", () => {
  const table = signed(RAMPS, 2);
  assert.deepEqual(colour(table, 64), colour(table, 127));
});

test("images stand side by side, each in its own square", () => {
  const table = signed(RAMPS);
  const codes = new Int8Array(3 * 4).fill(127, 4, 8);
  const rgba = new Uint8ClampedArray(4 * 4 * 4);
  tiled(rgba, codes, table, { first: 0, count: 3, across: 2, side: 2 });
  const pixel = (/** @type {number} */ row, /** @type {number} */ column) =>
    Array.from(rgba.slice(4 * (4 * row + column), 4 * (4 * row + column) + 4));
  assert.deepEqual(pixel(0, 1), [...PAPER, 255]);
  assert.deepEqual(pixel(1, 2), [11, 83, 148, 255]);
  assert.deepEqual(pixel(3, 1), [...PAPER, 255]);
  assert.deepEqual(pixel(3, 3), [0, 0, 0, 0]);
});

test("no ink leaves the paper as it is", () => {
  const rgba = new Uint8ClampedArray(8);
  inked(rgba, [0, 255], [26, 35, 39]);
  assert.equal(rgba[3], 0);
  assert.deepEqual(Array.from(rgba.slice(4)), [26, 35, 39, 255]);
});
