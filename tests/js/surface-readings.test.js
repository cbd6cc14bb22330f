/** Ground, paths and starts are read from the tensors that the session sends. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { store } from "../../static/js/store.js";
import { BEGINNING } from "../../static/js/surface/field.js";
import {
  fateAt,
  followPaths,
  hollowsOf,
  lowestOf,
  readGround,
  readPaths,
  readStarts,
} from "../../static/js/surface/readings.js";
import { FATES } from "../../static/js/wire/settings.js";

/**
 * @param {readonly number[]} shape
 * @param {ArrayLike<number>} data
 */
const tensor = (shape, data, Kind = Float32Array) => ({
  name: "",
  dtype: /** @type {const} */ ("F32"),
  shape,
  data: Kind.from(data),
});

const GROUND = {
  ground: tensor([2, 3], [1, 2, 3, 4, 5, 6]),
  ground_axes: tensor([4], [-1, 1, -2, 2]),
  ground_arrows: tensor([1, 2, 2], [1, 0, 0, 1]),
  ground_points: tensor(
    [3, 5],
    [0, 0, 1, 0, 0.5, 1, 1, 3, 2, NaN, -1, 1, 2, 0, 0.1],
  ),
};
const PATHS = {
  paths: tensor([1, 3, 3], [0, 1, 9, 2, 3, 8, 4, 5, 7]),
  paths_ends: tensor([1], [1], /** @type {any} */ (Uint32Array)),
  paths_fates: tensor([1, 3], [2, 14, 1], /** @type {any} */ (Uint8Array)),
};

/**
 * A line that has brought some tensors.
 * @param {Record<string, ReturnType<typeof tensor>>} tensors
 */
function brought(tensors) {
  const frame = store({ count: 0, step: 0, line: 0 });
  const live = {
    frame,
    tensor: (/** @type {string} */ name) => ({ value: tensors[name] ?? null }),
  };
  return /** @type {any} */ (live);
}

test("nothing is known before the first frame", () => {
  const live = brought({});
  assert.equal(readGround(live), null);
  assert.equal(readPaths(live, BEGINNING), null);
  assert.equal(readStarts(live), null);
});

test("the ground has a window, arrows, and level points by their kinds", () => {
  const ground = readGround(brought(GROUND));
  assert.ok(ground);
  assert.equal(ground.inputs, 2);
  assert.deepEqual(ground.axes, { left: -1, right: 1, bottom: -2, top: 2 });
  assert.equal(ground.arrows.columns, 2);
  assert.deepEqual(
    ground.marks.map(({ kind }) => kind),
    ["minimum", "saddle", "minimum"],
  );
  assert.deepEqual(
    [lowestOf(ground.marks), hollowsOf(ground.marks)].map(([{ cost }]) => cost),
    [1, 2],
  );
});

test("ground of one row has one input", () => {
  const line = { ...GROUND, ground: tensor([1, 6], [1, 2, 3, 4, 5, 6]) };
  assert.equal(readGround(brought(line))?.inputs, 1);
});

test("each path belongs to its racer and says what it does", () => {
  const [path, ...others] = readPaths(brought(PATHS), BEGINNING) ?? [];
  assert.equal(others.length, 0);
  assert.equal(path.racer, BEGINNING.racers[0]);
  assert.deepEqual(
    [path.xs, path.ys, path.costs].map((list) => [...list]),
    [
      [0, 2, 4],
      [1, 3, 5],
      [9, 8, 7],
    ],
  );
  assert.equal(fateAt(path, 1), FATES[14]);
  assert.equal(fateAt(path, 2), "diverged at step 2");
});

test("who follows the paths is told once for each that is new", () => {
  const tensors = { ...GROUND, ...PATHS };
  const live = brought(tensors);
  const racing = store(BEGINNING);
  let told = 0;
  const stop = followPaths(
    live,
    /** @type {any} */ ({ racing }),
    (ground, paths) => {
      told += 1;
      assert.ok(ground && paths.length === 1);
    },
  );
  live.frame.set({ count: 1, step: 0, line: 0 });
  assert.equal(told, 1);
  tensors.paths = tensor([1, 3, 3], PATHS.paths.data);
  live.frame.set({ count: 2, step: 0, line: 0 });
  assert.equal(told, 2);
  stop();
});

test("paths of other ground are forgotten when the ground is new", () => {
  const tensors = { ...GROUND, ...PATHS };
  const live = brought(tensors);
  /** @type {number[]} */
  const counts = [];
  followPaths(
    live,
    /** @type {any} */ ({ racing: store(BEGINNING) }),
    (_, paths) => counts.push(paths.length),
  );
  tensors.ground = tensor([2, 3], [6, 5, 4, 3, 2, 1]);
  live.frame.set({ count: 1, step: 0, line: 0 });
  tensors.paths = tensor([1, 3, 3], PATHS.paths.data);
  live.frame.set({ count: 2, step: 0, line: 0 });
  assert.deepEqual(counts, [1, 0, 1]);
});

test("many starts have their ends, valleys, and tracks", () => {
  const starts = readStarts(
    brought({
      starts: tensor([2, 2], [0, 0, 1, 1]),
      starts_ends: tensor([2, 3], [0, 0, 1, 1, 1, 2]),
      starts_valleys: tensor([2], [0, 255], /** @type {any} */ (Uint8Array)),
      starts_tracks: tensor([2, 2, 2], [0, 0, 0, 0, 1, 1, 1, 1]),
    }),
  );
  assert.ok(starts);
  assert.deepEqual([starts.count, starts.points], [2, 2]);
  assert.deepEqual([...starts.valleys], [0, 255]);
});
