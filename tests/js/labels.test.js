/** Words on a drawing never cover one another, and numbers on contours stand upright. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  clearest,
  firstFree,
  fits,
  placeAlong,
  spread,
  touches,
  upright,
} from "../../static/js/draw/labels.js";

const PICTURE = { width: 300, height: 200 };

/**
 * @param {number[]} wishes
 * @param {number} bottom
 */
function column(wishes, bottom = 200) {
  return spread(
    wishes.map((y) => ({ y, height: 18 })),
    0,
    bottom,
  );
}

for (const wishes of [
  [50, 50, 50],
  [10, 12, 190],
  [0, 0, 0],
  [200, 200, 200],
  [100, 90, 95],
]) {
  test(`labels wished at ${wishes} neither overlap nor leave the chart`, () => {
    const places = column(wishes);
    const sorted = [...places].sort((a, b) => a - b);
    assert.ok(
      sorted.every((y, i) => i === 0 || y - sorted[i - 1] >= 18 - 1e-6),
    );
    assert.ok(sorted[0] >= 9 - 1e-6 && sorted[2] <= 191 + 1e-6);
  });
}

test("labels that have room stay where the lines end", () => {
  assert.deepEqual(column([20, 100, 60]), [20, 100, 60]);
});

test("labels keep the order of their lines", () => {
  const [first, second, third] = column([60, 61, 59]);
  assert.ok(third < first && first < second);
});

test("a label takes the first place that is free", () => {
  const box = (/** @type {number} */ x) => ({
    x,
    y: 50,
    width: 40,
    height: 14,
  });
  const chosen = firstFree([box(10), box(60), box(150)], [box(70)], PICTURE);
  assert.equal(chosen?.x, 150);
  assert.equal(firstFree([box(60)], [box(70)], PICTURE), undefined);
});

test("a label that finds no free place covers as little as it can", () => {
  const at = (/** @type {number} */ x) => ({ x, y: 50, width: 40, height: 14 });
  const dots = [20, 30, 100, 160, 170].map((x) => ({ ...at(x), width: 5 }));
  const chosen = clearest([at(20), at(100), at(160)], dots, PICTURE);
  assert.equal(chosen.x, 100);
});

test("a label that fits nowhere still has its first place", () => {
  const wide = { x: 150, y: 50, width: 400, height: 14 };
  assert.equal(clearest([wide], [], PICTURE), wide);
});

/** A circle as x, y, x, y … */
const CIRCLE = Float32Array.from({ length: 400 }, (_, i) => {
  const angle = (2 * Math.PI * Math.floor(i / 2)) / 199;
  return i % 2 ? 100 + 80 * Math.sin(angle) : 150 + 80 * Math.cos(angle);
});
const NUMBER = { width: 26, height: 14 };

test("a number on a contour lies on it, upright and inside the map", () => {
  const place = placeAlong(CIRCLE, NUMBER, PICTURE, () => true);
  assert.ok(place);
  assert.ok(Math.abs(Math.hypot(place.x - 150, place.y - 100) - 80) < 3);
  assert.ok(Math.abs(place.angle) <= Math.PI / 2);
  assert.ok(fits(place.box, PICTURE));
});

test("a number on a steep contour is written level across it", () => {
  const steep = Float32Array.from([140, 10, 150, 190]);
  const place = placeAlong(steep, NUMBER, PICTURE, () => true);
  assert.equal(place?.angle, 0);
  assert.equal(place?.box.width, NUMBER.width);
});

test("a number on a contour goes round what is in its way", () => {
  const mark = { x: 150, y: 100, width: 300, height: 130 };
  const place = placeAlong(
    CIRCLE,
    NUMBER,
    PICTURE,
    (box) => !touches(box, mark),
  );
  assert.ok(place && !touches(place.box, mark));
});

test("a contour that is too short or too bent has no number", () => {
  const short = Float32Array.from([10, 10, 20, 10]);
  const zigzag = Float32Array.from({ length: 80 }, (_, i) =>
    i % 2 ? 50 + 6 * (i % 4) : 20 + i,
  );
  assert.equal(
    placeAlong(short, NUMBER, PICTURE, () => true),
    undefined,
  );
  assert.equal(
    placeAlong(zigzag, NUMBER, PICTURE, () => true),
    undefined,
  );
});

test("words along a line never stand on their heads", () => {
  for (let angle = -Math.PI; angle <= Math.PI; angle += 0.1) {
    const turned = upright(angle);
    assert.ok(turned > -Math.PI / 2 - 1e-9 && turned <= Math.PI / 2 + 1e-9);
    assert.ok(
      Math.abs(Math.tan(turned) - Math.tan(angle)) <
        1e-6 * (1 + Math.tan(angle) ** 2),
    );
  }
});
