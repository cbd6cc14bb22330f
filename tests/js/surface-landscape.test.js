/** The surface is plotted, projected and put in order before any of it is painted. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ABOVE,
  axonometric,
  isHidden,
  project,
  sight,
  strips,
  turned,
} from "../../static/js/draw/axonometric.js";
import {
  CORNERS,
  heightAt,
  hullOf,
  meshOf,
  terrainOf,
} from "../../static/js/surface/views/landscape/mesh.js";
import {
  arrowsOf,
  dense,
  describe,
  placed,
  rowsOf,
  sliceOf,
  wayOf,
} from "../../static/js/surface/views/landscape/sums.js";

/**
 * @import { Ground, Path } from "../../static/js/surface/readings.js"
 * @import { Turn } from "../../static/js/draw/axonometric.js"
 */

const SIDE = 41;
const WINDOW = Object.freeze({ left: -2, right: 2, bottom: -1, top: 3 });
const FRAME = Object.freeze({ left: 10, right: 550, top: 20, bottom: 420 });
/** @type {readonly Turn[]} */
const TURNS = [0, 25, 90, 130, 200, 300].map((azimuth) => ({
  azimuth,
  elevation: 40,
}));

/**
 * Measure a cost over the window, and its slope by differences.
 * @param {(x: number, y: number) => number} cost
 * @returns {Ground}
 */
function ground(cost) {
  const at = (/** @type {number} */ i, /** @type {number} */ j) =>
    cost(-2 + (4 * i) / (SIDE - 1), -1 + (4 * j) / (SIDE - 1));
  const costs = Float32Array.from({ length: SIDE * SIDE }, (_, i) =>
    at(i % SIDE, Math.floor(i / SIDE)),
  );
  const slopes = Array.from({ length: 11 * 13 }, (_, i) => {
    const column = (((i % 13) + 0.5) / 13) * (SIDE - 1);
    const row = ((Math.floor(i / 13) + 0.5) / 11) * (SIDE - 1);
    const near = 1e-4;
    return [
      ((at(column + near, row) - at(column - near, row)) / (2 * near)) * 10,
      ((at(column, row + near) - at(column, row - near)) / (2 * near)) * 10,
    ];
  });
  const values = Float32Array.from(slopes.flat());
  const arrows = { rows: 11, columns: 13, values };
  const size = { rows: SIDE, columns: SIDE };
  return { inputs: 2, ...size, costs, axes: WINDOW, arrows, marks: [] };
}

const bowl = ground((x, y) => x * x + (y - 1) ** 2);

/**
 * Let a racer stand at some points.
 * @param {readonly (readonly [x: number, y: number])[]} points
 * @returns {Path}
 */
function path(points) {
  return {
    racer: {
      name: "SGD",
      mark: "disc",
      colour: "step",
      optimiser: "gradient descent",
      rate: 0.1,
      beta: 0.9,
      beta2: 0.999,
      fixed: false,
    },
    xs: Float32Array.from(points, ([x]) => x),
    ys: Float32Array.from(points, ([, y]) => y),
    costs: Float32Array.from(points, ([x, y]) => x * x + (y - 1) ** 2),
    end: points.length - 1,
    fates: new Uint8Array(points.length).fill(6),
  };
}

test("from above the surface lies as a map does, y upwards", () => {
  const corners = CORNERS.map(([x, y]) => /** @type {const} */ ([x, y, 0]));
  const projection = axonometric(ABOVE, FRAME, corners);
  const [[x0, y0], [x1, y1]] = [
    project(projection, 0, 0, 0),
    project(projection, 1, 1, 1),
  ];
  assert.ok(x1 > x0 && y1 < y0);
  const [x, y] = project(projection, 1, 0, 0.5);
  assert.ok(Math.abs(x - x1) < 1e-6 && Math.abs(y - y0) < 1e-6);
});

test("the landscape fills its frame and does not leave it, however it is turned", () => {
  const mesh = meshOf(terrainOf(bowl), 8, 7);
  for (const turn of TURNS) {
    const projection = axonometric(turn, FRAME, hullOf(mesh));
    const places = hullOf(mesh).map((point) => project(projection, ...point));
    const xs = places.map(([x]) => x);
    const ys = places.map(([, y]) => y);
    assert.ok(Math.min(...xs) > FRAME.left - 1e-6);
    assert.ok(Math.max(...xs) < FRAME.right + 1e-6);
    assert.ok(Math.min(...ys) > FRAME.top - 1e-6);
    assert.ok(Math.max(...ys) < FRAME.bottom + 1e-6);
    const wide = Math.max(...xs) - Math.min(...xs);
    const high = Math.max(...ys) - Math.min(...ys);
    const [room, rise] = [FRAME.right - FRAME.left, FRAME.bottom - FRAME.top];
    assert.ok(Math.max(wide / room, high / rise) > 1 - 1e-6);
  }
});

test("what is higher is drawn higher, right above its shadow", () => {
  const mesh = meshOf(terrainOf(bowl), 8, 7);
  const projection = axonometric(TURNS[1], FRAME, hullOf(mesh));
  const shadow = project(projection, 0.3, 0.6, 0);
  const point = project(projection, 0.3, 0.6, 1);
  assert.equal(point[0], shadow[0]);
  assert.ok(point[1] < shadow[1]);
});

test("a point on the line of sight is drawn on the same spot", () => {
  const mesh = meshOf(terrainOf(bowl), 8, 7);
  for (const turn of TURNS) {
    const projection = axonometric(turn, FRAME, hullOf(mesh));
    const [x, y, z] = sight(turn);
    const here = project(projection, 0.4, 0.5, 0.2);
    const nearer = project(projection, 0.4 + x, 0.5 + y, 0.2 + z);
    assert.ok(Math.hypot(here[0] - nearer[0], here[1] - nearer[1]) < 1e-6);
  }
});

test("every cell is painted once, and never before one behind it", () => {
  for (const turn of TURNS) {
    const order = strips(turn, 8, 7).flat();
    assert.equal(new Set(order).size, 56);
    const [east, north] = sight(turn);
    const near = (/** @type {number} */ cell) => [
      Math.sign(east) * (cell % 8),
      Math.sign(north) * Math.floor(cell / 8),
    ];
    order.forEach((cell, i) => {
      const [x, y] = near(cell);
      const hides = order.slice(i + 1).some((later) => {
        const [a, b] = near(later);
        return a <= x && b <= y && Math.abs(a - x) + Math.abs(b - y) > 0;
      });
      assert.equal(hides && Math.abs(east * north) > 1e-9, false);
    });
  }
});

test("turning goes round without end, and up and down within bounds", () => {
  const once = turned({ azimuth: 350, elevation: 58 }, 20, 10);
  assert.deepEqual(once, { azimuth: 10, elevation: 60 });
  const back = turned({ azimuth: 5, elevation: 22 }, -10, -30);
  assert.deepEqual(back, { azimuth: 355, elevation: 20 });
});

test("a point behind a ridge is hidden, one before it is not", () => {
  const ridge = (/** @type {number} */ x, /** @type {number} */ y) => {
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) return NaN;
    return Math.abs(y - 0.5) < 0.08 ? 1 : 0;
  };
  const turn = { azimuth: 0, elevation: 30 };
  assert.ok(isHidden(ridge, turn, [0.5, 0.8, 0]));
  assert.ok(!isHidden(ridge, turn, [0.5, 0.2, 0]));
  assert.ok(!isHidden(ridge, turn, [0.5, 0.5, 1]));
});

test("the mesh has the heights of the ground, lowest 0 and highest 1", () => {
  const mesh = meshOf(terrainOf(bowl), 64, 56);
  assert.ok(Math.abs(heightAt(mesh, 0.5, 0.5)) < 1e-6);
  assert.ok(Math.abs(heightAt(mesh, 0, 0) - 1) < 1e-6);
  assert.ok(Math.abs(heightAt(mesh, 1, 0.5) - 0.5) < 0.01);
  assert.ok(Number.isNaN(heightAt(mesh, 1.1, 0.5)));
  assert.equal(mesh.tints.length, 64 * 56);
});

test("contours on the surface lie in their cells and at their heights", () => {
  const mesh = meshOf(terrainOf(bowl), 16, 14);
  assert.ok(mesh.pieces.flat().length > 100);
  mesh.pieces.forEach((pieces, cell) => {
    const [column, row] = [cell % 16, Math.floor(cell / 16)];
    for (const [, x0, y0, x1, y1, z] of pieces) {
      const [x, y] = [(x0 + x1) * 8, (y0 + y1) * 7];
      assert.ok(x >= column - 1e-4 && x <= column + 1 + 1e-4);
      assert.ok(y >= row - 1e-4 && y <= row + 1 + 1e-4);
      assert.ok(Math.abs(heightAt(mesh, x0, y0) - z) < 1e-5);
    }
  });
});

test("ground that spans decades is plotted so that its valley floor shows", () => {
  const steep = ground((x, y) => Math.exp(2 * x * x) + 0.1 * y);
  const terrain = terrainOf(steep);
  const mesh = meshOf(terrain, 16, 14);
  const low = steep.costs.reduce((a, b) => Math.min(a, b));
  const high = steep.costs.reduce((a, b) => Math.max(a, b));
  const cost = Math.exp(2) + 0.1;
  assert.ok(heightAt(mesh, 0.75, 0.5) > (2 * (cost - low)) / (high - low));
});

test("flat ground has a surface but no contours", () => {
  const terrain = terrainOf(ground(() => 3));
  const mesh = meshOf(terrain, 8, 7);
  assert.equal(terrain.lines.length, 0);
  assert.ok(mesh.zs.every((z) => Math.abs(z) < 1e-6));
  assert.deepEqual(arrowsOf(ground(() => 3)), []);
});

test("arrows point down the slope, longer where it is steeper", () => {
  const arrows = arrowsOf(bowl);
  const from = ([x, y] = /** @type {readonly number[]} */ ([])) =>
    Math.hypot(4 * x - 2, 4 * y - 2);
  for (const { from: tail, to: tip } of arrows) {
    assert.ok(from(tip) < from(tail));
  }
  const length = (/** @type {(typeof arrows)[number]} */ { from: a, to: b }) =>
    Math.hypot(13 * (a[0] - b[0]), 11 * (a[1] - b[1]));
  assert.ok(length(arrows[0]) > length(arrows[71]));
  assert.ok(arrows.every((arrow) => length(arrow) < 1));
});

test("a way stops at the playhead, and is broken where it leaves the window", () => {
  const walk = path([
    [0, 0],
    [1, 1],
    [9, 1],
    [1, 2],
  ]);
  const way = wayOf(walk, WINDOW, 3);
  assert.deepEqual(way[1], placed(WINDOW, 1, 1));
  assert.ok(Number.isNaN(way[2][0]));
  assert.equal(wayOf(walk, WINDOW, 1).length, 2);
});

test("a way is made finer without moving its own spots", () => {
  const fine = dense(
    [
      [0, 0],
      [0.5, 0],
      [NaN, NaN],
      [1, 1],
    ],
    0.1,
  );
  assert.deepEqual(fine[0], [0, 0]);
  assert.deepEqual(fine[5], [0.5, 0]);
  assert.deepEqual(fine.at(-1), [1, 1]);
  assert.equal(fine.length, 8);
});

test("the side view cuts the ground where the racer stands", () => {
  const { xs, costs } = sliceOf(bowl, 1.7);
  costs.forEach((cost, i) => {
    assert.ok(Math.abs(cost - (xs[i] ** 2 + 0.49)) < 1e-5);
  });
});

test("the surface says in words where the racers are", () => {
  const words = describe(bowl, [path([[1, 1]])], 0);
  assert.match(words, /rises from 0.000 to 8.000/);
  assert.match(words, /SGD at cost 1.000, at the lowest point\.$/);
  assert.match(describe(bowl, [], 0), /No racer/);
});

test("the racers are listed where the playhead is", () => {
  const rows = rowsOf(
    [
      path([
        [1, 1],
        [0.5, 1],
      ]),
    ],
    1,
  );
  assert.deepEqual(rows, [["SGD", "0.5", "1", "0.250", "at the lowest point"]]);
});
