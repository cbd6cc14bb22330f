/** The picture of the network: where things stand, which lines, how dark. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { beside, words } from "../../static/js/views/network/chip.js";
import { grid, pageOf } from "../../static/js/views/network/grid.js";
import {
  layout,
  pixelAt,
  targets,
} from "../../static/js/views/network/layout.js";
import {
  emphasis,
  linesOf,
  neuronLinks,
  percentile,
  pixelLinks,
} from "../../static/js/views/network/lines.js";
import {
  bundles,
  countWords,
  MODES,
  moment,
  nameOf,
  structure,
} from "../../static/js/views/network/model.js";
import {
  EXTENTS,
  extentOf,
  inkOf,
} from "../../static/js/views/network/scales.js";
import {
  lastPage,
  selectionOf,
  windowOf,
} from "../../static/js/views/selection.js";
import { nearestPart, partAfter } from "../../static/js/pad/rove.js";
import { store } from "../../static/js/store.js";

const SHAPES = [
  [10],
  [1, 10],
  [16, 16, 10],
  [32, 32, 32, 10],
  [16, 1, 32, 10],
  [32, 10],
];
const NAMES = { beside: 110, below: 92 };
const ROOMS = [
  { width: 820, height: 450, scale: 1, names: NAMES },
  { width: 460, height: 430, scale: 1, names: NAMES },
  { width: 970, height: 690, scale: 1.5, names: NAMES },
  { width: 350, height: 470, scale: 1, names: NAMES },
  { width: 290, height: 620, scale: 1, names: NAMES },
];
/** The winner is as large as this with both its rings, next to the other neurons. */
const WINNER = 1.9;
/** Type of 14 pixels reaches so far above and below its middle, in any font. */
const HALF_A_LINE = 9.5;

for (const room of ROOMS) {
  for (const counts of SHAPES) {
    const plan = layout({ ...room, counts });
    const name = `${counts.join("-")} in ${room.width} × ${room.height}`;

    test(`no neurons of ${name} touch or leave the place`, () => {
      for (const { neurons, radius } of plan.layers) {
        assert.ok(radius > 2, `radius ${radius}`);
        const ringed = WINNER * radius;
        for (const { x, y } of neurons) {
          assert.ok(x - ringed >= 0 && x + ringed <= room.width);
          assert.ok(y - ringed >= 0 && y + ringed <= room.height);
        }
        const apart = neurons
          .slice(1)
          .map(({ x, y }, i) => Math.hypot(x - neurons[i].x, y - neurons[i].y));
        assert.ok(apart.every((each) => each >= 2 * radius));
      }
    });

    test(`the headings of ${name} stand whole on the paper`, () => {
      const headings = plan.layers.map(({ heading }) => heading);
      const half = HALF_A_LINE * room.scale;
      for (const { y } of [plan.inputHeading, ...headings])
        assert.ok(y >= half && y + half <= room.height, `${y}`);
    });

    test(`every layer of ${name} stands clear of the one before`, () => {
      const { picture } = plan;
      const axis = plan.down ? "y" : "x";
      const places = plan.layers.map(({ neurons, radius }) => ({
        from: neurons[0][axis] - radius,
        to: neurons[0][axis] + radius,
      }));
      let end = picture[axis] + picture.side;
      for (const { from, to } of places) {
        assert.ok(from > end + 10, `${from} after ${end}`);
        end = to;
      }
    });
  }
}

/**
 * Say whether two boxes share more than an edge.
 * @param {import("../../static/js/pad/rove.js").Box} one
 * @param {import("../../static/js/pad/rove.js").Box} other
 */
function overlap(one, other) {
  const across = Math.min(one.x + one.width, other.x + other.width);
  const down = Math.min(one.y + one.height, other.y + other.height);
  const right = across - Math.max(one.x, other.x) > 0.001;
  return right && down - Math.max(one.y, other.y) > 0.001;
}

for (const room of ROOMS) {
  test(`a finger hits one neuron at a time in ${room.width} × ${room.height}`, () => {
    const plan = layout({ ...room, counts: [16, 32, 10] });
    const boxes = targets(plan, 44);
    assert.equal(boxes.length, 58);
    const hit = boxes.some((one, index) =>
      boxes.slice(index + 1).some((other) => overlap(one, other)),
    );
    assert.ok(!hit);
  });
}

for (const room of ROOMS) {
  test(`a tap beside a crowded neuron finds the nearest in ${room.width} × ${room.height}`, () => {
    const plan = layout({ ...room, counts: [32, 10] });
    const boxes = targets(plan, 28);
    const { neurons } = plan.layers[0];
    for (const [index, { x, y }] of neurons.entries()) {
      const aside = plan.down ? { x, y: y + 20 } : { x: x + 20, y };
      assert.equal(nearestPart(boxes, aside), index);
    }
    const off = plan.down ? { x: 5, y: -40 } : { x: -40, y: 5 };
    assert.equal(nearestPart(boxes, off), -1);
  });
}

test("arrows lead to the neuron that lies that way, or on in reading order", () => {
  const plan = layout({ ...ROOMS[0], counts: [4, 4] });
  const boxes = targets(plan, 28);
  assert.equal(partAfter(boxes, 1, "ArrowDown"), 2);
  assert.equal(partAfter(boxes, 1, "ArrowRight"), 5);
  assert.equal(partAfter(boxes, 6, "ArrowLeft"), 2);
  assert.equal(partAfter(boxes, 3, "ArrowDown"), 4);
  assert.equal(partAfter(boxes, 0, "ArrowUp"), 0);
});

test("arrows go through tiles by row and column, Home and End to the ends", () => {
  const boxes = grid({ width: 276, height: 300, scale: 1 }, 16);
  assert.equal(partAfter(boxes, 5, "ArrowDown"), 9);
  assert.equal(partAfter(boxes, 5, "ArrowLeft"), 4);
  assert.equal(partAfter(boxes, 3, "ArrowRight"), 4);
  assert.equal(partAfter(boxes, 5, "Home"), 0);
  assert.equal(partAfter(boxes, 5, "End"), 15);
  assert.equal(partAfter(boxes, 5, "x"), null);
});

test("the network runs down in a tall place and across in a wide one", () => {
  const counts = [16, 16, 10];
  assert.ok(layout({ ...ROOMS[3], counts }).down);
  assert.ok(!layout({ ...ROOMS[0], counts }).down);
});

test("the first and the last pixel are in opposite corners of the picture", () => {
  const picture = { x: 10, y: 20, side: 56 };
  assert.deepEqual(pixelAt(picture, 0), { x: 11, y: 21 });
  assert.deepEqual(pixelAt(picture, 783), { x: 65, y: 75 });
});

test("the percentile leaves the given share of sizes at or below it", () => {
  const values = Array.from({ length: 200 }, (_, i) => (i % 2 ? -i : i));
  const peak = percentile(values);
  const below = values.filter((value) => Math.abs(value) <= peak).length;
  assert.equal(below, 197);
  assert.equal(percentile([]), 0);
});

const PLAN = layout({ ...ROOMS[0], counts: [2, 3, 10] });

test("links keep the sign of their weight and know their ends", () => {
  const codes = { data: [127, 0, -127, 64, 5, -3], shape: [2, 3] };
  const links = neuronLinks(codes, 2, (from) => (from ? 2 : 1));
  assert.deepEqual(links[2], { layer: 2, from: 0, to: 2, value: -127 });
  assert.deepEqual(links[3], { layer: 2, from: 1, to: 0, value: 128 });
});

test("the weakest lines are drawn first and a weight of zero has none", () => {
  const codes = { data: [127, 0, -100, 64, 5, -30], shape: [2, 3] };
  const links = neuronLinks(codes, 2, () => 1);
  const look = { selected: null, winner: -1, scale: 1 };
  const lines = linesOf(PLAN, [{ links, peak: 127 }], look);
  const opacities = lines.map(({ opacity }) => opacity);
  assert.deepEqual(
    opacities,
    opacities.toSorted((a, b) => a - b),
  );
  assert.equal(lines.length, 5);
  assert.deepEqual(lines.at(-1)?.from, PLAN.layers[0].neurons[0]);
  assert.ok(lines.every(({ width }) => width >= 0.35 && width <= 2.7));
});

test("lines from or to neurons that are not shown are left out", () => {
  const shape = [3, 4];
  const codes = { data: Array(12).fill(100), shape };
  const links = neuronLinks(codes, 2, () => 1);
  const look = { selected: null, winner: -1, scale: 1 };
  assert.equal(linesOf(PLAN, [{ links, peak: 100 }], look).length, 2 * 3);
});

test("lines from pixels begin in the picture", () => {
  const pixels = { data: [0, 783], shape: [2, 1] };
  const links = pixelLinks(pixels, [1, -1], () => 1);
  const look = { selected: null, winner: -1, scale: 1 };
  const lines = linesOf(PLAN, [{ links, peak: 1 }], look);
  const { x, y, side } = PLAN.picture;
  for (const { from } of lines) {
    assert.ok(from.x > x && from.x < x + side);
    assert.ok(from.y > y && from.y < y + side);
  }
  assert.deepEqual(
    lines.map(({ positive }) => positive),
    [true, false],
  );
});

test("lines into the winner are full and those into the others a third", () => {
  const look = { selected: null, winner: 3 };
  const link = { layer: 3, from: 0, to: 3, value: 1 };
  assert.equal(emphasis(link, 3, look), 1);
  assert.equal(emphasis({ ...link, to: 4 }, 3, look), 1 / 3);
  assert.equal(emphasis({ ...link, layer: 2 }, 3, look), 1);
});

test("a chosen neuron dims every line but its own", () => {
  const look = { selected: { layer: 2, neuron: 1 }, winner: 3 };
  const into = { layer: 2, from: 0, to: 1, value: 1 };
  const out = { layer: 3, from: 1, to: 0, value: 1 };
  const other = { layer: 2, from: 1, to: 0, value: 1 };
  assert.ok(emphasis(into, 3, look) >= 1);
  assert.ok(emphasis(out, 3, look) >= 1);
  assert.equal(emphasis(other, 3, look), 0.15);
});

for (const [name, extent] of Object.entries(EXTENTS)) {
  test(`${name} fills a neuron from paper to ink`, () => {
    const ends = extent(7.3);
    assert.equal(inkOf(ends.low, ends), 0);
    assert.equal(inkOf(ends.high, ends), 1);
    assert.equal(inkOf(ends.low - 1, ends), 0);
    assert.equal(inkOf(NaN, ends), 0);
  });
}

test("the scale of open activations holds the largest and seldom moves", () => {
  assert.equal(extentOf("ReLU", 3.4).high, 5);
  assert.equal(extentOf("ReLU", 3.9).high, 5);
  assert.equal(extentOf("ReLU", 12).high, 20);
  assert.equal(extentOf("ReLU", Infinity).high, 1);
});

test("up to 32 neurons are all shown, of more only the page of tiles", () => {
  assert.deepEqual(windowOf(16, 0), [0, 16]);
  assert.deepEqual(windowOf(32, 1), [0, 32]);
  assert.deepEqual(windowOf(300, 1), [16, 16]);
  assert.deepEqual(windowOf(300, 99), [288, 12]);
  assert.deepEqual(windowOf(1, 0), [0, 1]);
});

test("every neuron is on exactly one page of tiles", () => {
  for (const size of [1, 10, 16, 17, 128, 300]) {
    let next = 0;
    for (let page = 0; page <= lastPage(size); page += 1) {
      const { first, count } = pageOf(page, size);
      assert.equal(first, next);
      next += count;
    }
    assert.equal(next, size);
  }
});

test("layers say how many neurons they have, or which are shown", () => {
  const { layers } = structure([300, 100, 1], [], 1);
  assert.deepEqual(layers.map(countWords), [
    "17–32 of 300",
    "1–32 of 100",
    "1 neuron",
    "10 neurons",
  ]);
  assert.equal(structure([], [], 0).layers[0].name, "output");
});

test("neurons count from 1 and outputs go by their label", () => {
  const shape = structure([16], ["zero", "one"], 0);
  assert.deepEqual(nameOf(shape, { layer: 1, neuron: 3 }), {
    full: "Hidden layer 1, neuron 4",
    short: "Neuron 4",
  });
  assert.equal(nameOf(shape, { layer: 2, neuron: 1 }).full, "Output one");
});

for (const room of [
  { width: 276, height: 300, scale: 1 },
  { width: 480, height: 190, scale: 1 },
  { width: 968, height: 650, scale: 1.5 },
  { width: 358, height: 340, scale: 1 },
]) {
  test(`sixteen tiles fit ${room.width} × ${room.height} without overlap`, () => {
    const boxes = grid(room, 16);
    for (const { x, y, width, height } of boxes) {
      assert.ok(x >= 0 && x + width <= room.width);
      assert.ok(y >= 0 && y + height <= room.height);
    }
    const clear = boxes.every((one) =>
      boxes.every(
        (other) =>
          one === other ||
          Math.abs(one.x - other.x) > one.width ||
          Math.abs(one.y - other.y) > one.height,
      ),
    );
    assert.ok(clear);
  });
}

test("tiles that must be small still reach both sides of their place", () => {
  const boxes = grid({ width: 276, height: 240, scale: 1 }, 16);
  assert.ok(Math.max(...boxes.map(({ x, width }) => x + width)) > 274);
});

test("tiles are 63 pixels wide in the Lab's right column", () => {
  assert.equal(grid({ width: 276, height: 304, scale: 1 }, 16)[0].width, 63);
});

test("a note beside a neuron stays in the room on either side", () => {
  const size = { width: 180, height: 40 };
  const room = { width: 820, height: 450 };
  for (const x of [10, 400, 810]) {
    const spot = { x, y: 445, radius: 9, down: false };
    const place = beside(spot, size, room);
    assert.ok(place.x >= 0 && place.x + size.width <= room.width);
    assert.ok(place.y + size.height <= room.height);
    const covers = place.x < x + 9 && place.x + size.width > x - 9;
    assert.ok(!covers);
  }
});

test("a note leaves its neuron free when the layers run down", () => {
  const size = { width: 180, height: 40 };
  for (const y of [20, 480]) {
    const spot = { x: 12, y, radius: 9, down: true };
    const place = beside(spot, size, { width: 350, height: 500 });
    assert.ok(place.y > y + 9 || place.y + size.height < y - 9);
    assert.ok(place.x >= 0 && place.y >= 0);
  }
});

test("a note writes z, b and a with true minus signs", () => {
  const note = words("Neuron 3", { z: -2.306, b: 0.12, a: 0.0906 });
  assert.deepEqual(note, ["Neuron 3, a = 0.09", "z = −2.31, b = 0.12"]);
});

/**
 * Stand in for the line to the server with fixed tensors.
 * @param {Record<string, {data: number[], shape?: number[]}>} tensors
 * @param {object} settings
 */
function lineWith(tensors, settings) {
  const status = store({ settings });
  const tensor = (/** @type {string} */ name) => store(tensors[name] ?? null);
  return /** @type {any} */ ({ status, tensor });
}

const TWO = {
  input: { data: [255, 0] },
  "activations.1": { data: [0.5, 2] },
  "activations.2": { data: [0.1, 0.8] },
  "weights.2": { data: [127, -127, 0, 64], shape: [2, 2] },
  weight_peaks: { data: [1, 3] },
  weight_scale: { data: [2, 1.5] },
  weight_neurons: { data: [0, 2] },
  strongest_pixels: { data: [0, 1], shape: [2, 1] },
  strongest_weights: { data: [-2, 1], shape: [2, 1] },
};
const RELU = { hidden: [2], activation: "ReLU", output: "sigmoid" };

test("a moment has the winner, and none on a blank pad", () => {
  assert.equal(moment(lineWith(TWO, RELU)).winner, 1);
  const blank = { ...TWO, input: { data: [0, 0] } };
  assert.equal(moment(lineWith(blank, RELU)).winner, -1);
});

test("a network that was never measured has no winner", () => {
  const input = { data: [255, 0] };
  assert.equal(moment(lineWith({ input }, RELU)).winner, -1);
});

test("hidden layers share a scale that the outputs do not", () => {
  const { levels } = moment(lineWith(TWO, RELU));
  assert.deepEqual(levels[0].extent, { low: 0, high: 2 });
  assert.deepEqual(levels[1].extent, { low: 0, high: 1 });
});

test("lines show weights in their own size", () => {
  const shape = structure([2], [], 0);
  const [pixels, neurons] = bundles(lineWith(TWO, RELU), shape, MODES.weights);
  assert.deepEqual(
    pixels.links.map(({ value }) => value),
    [-2, 1],
  );
  assert.equal(pixels.peak, 1.5);
  assert.equal(neurons.links[0].value, 3);
});

test("lines show what each weight contributes to this digit", () => {
  const shape = structure([2], [], 0);
  const [pixels, neurons] = bundles(
    lineWith(TWO, RELU),
    shape,
    MODES["weight × activation"],
  );
  assert.deepEqual(
    pixels.links.map(({ value }) => value),
    [-2, 0],
  );
  assert.equal(neurons.links[0].value, 1.5);
});

test("lines of another page wait for that page's weights", () => {
  const late = { ...TWO, weight_neurons: { data: [16, 16] } };
  const shape = structure([2], [], 0);
  assert.equal(
    bundles(lineWith(late, RELU), shape, MODES.weights)[0].links.length,
    0,
  );
});

test("what is under the pointer goes before what is pinned", () => {
  const selection = selectionOf({});
  /** @type {unknown[]} */
  const told = [];
  selection.follow((place) => told.push(place?.neuron ?? null));
  selection.pinned.set({ layer: 1, neuron: 4 });
  selection.hovered.set({ layer: 2, neuron: 7 });
  selection.hovered.set(null);
  assert.deepEqual(told.slice(-3), [4, 7, 4]);
});

test("all views of one run share their selection", () => {
  const live = {};
  assert.equal(selectionOf(live), selectionOf(live));
  assert.notEqual(selectionOf(live), selectionOf({}));
});
