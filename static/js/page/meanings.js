/** What each region shows: two sentences, the formula, and its numbers now. */

import { format, formatCost, formatRate } from "../draw/axes.js";
import { winnerOf } from "../pad/reading.js";
import { OPTIMISERS } from "../wire/settings.js";
import { row, squared, sub, sum } from "./mathml.js";

/**
 * @import { Settings } from "../wire/messages.js"
 * @import { Term } from "./mathml.js"
 *
 * @typedef {(name: string) => ArrayLike<number>} Data the numbers of a tensor
 * @typedef {{batch: number | undefined, test: number | undefined}} Costs the newest ones
 * @typedef {{data: Data, costs: Costs, settings: Settings, rate: number}} Facts
 * @typedef {object} Meaning
 * @property {readonly [string, string]} words
 * @property {(facts: Facts) => readonly Term[]} formula
 * @property {(facts: Facts) => readonly (readonly Term[])[]} numbers the formula again,
 *   with what is in it now; nothing while it is not measured
 * @property {readonly string[]} needs
 */

const NEXT = row("θ", "+", "η", "d");

/** @type {readonly Term[]} */
const MEAN = [["mfrac", "1", "n"], sum("x"), sum("j")];
/** @type {readonly Term[]} */
const SQUARES = [squared(row("(", sub("a", "j"), "−", sub("y", "j"), ")"))];
/** @type {readonly Term[]} */
const ONE_SIDED = [sub("y", "j"), "ln", sub("a", "j")];
const [NOT_Y, NOT_A] = ["y", "a"].map((name) =>
  row("(", "1", "−", sub(name, "j"), ")"),
);
/** @type {readonly Term[]} */
const TWO_SIDED = [row("(", ...ONE_SIDED, "+"), row(NOT_Y, "ln", NOT_A, ")")];

/**
 * What each cost adds up, by the kind of output: with sigmoids, cross-entropy also
 * counts the outputs that should be 0.
 * @type {Readonly<Record<Settings["cost"],
 *   Readonly<Record<Settings["output"], readonly Term[]>>>>}
 */
const COSTS = {
  "squared error": {
    sigmoid: [...MEAN, ...SQUARES],
    softmax: [...MEAN, ...SQUARES],
  },
  "cross-entropy": {
    sigmoid: ["−", ...MEAN, ...TWO_SIDED],
    softmax: ["−", ...MEAN, ...ONE_SIDED],
  },
};

/**
 * Write the cost that this network has.
 * @param {Settings} settings
 */
export function costFormula({ cost, output }) {
  return ["C", "=", ...COSTS[cost][output]];
}

/** @type {Readonly<Record<string, Meaning>>} */
export const MEANINGS = {
  digit: {
    words: [
      "The pad holds the network’s input: 784 pixels, each from 0 (paper) to 1 (ink).",
      "The ten bars are the activations of the ten outputs, and the longest one is what the network reads.",
    ],
    needs: ["outputs"],
    formula: () => ["reads", "=", ["munder", "argmax", "j"], sub("a", "j")],
    numbers: ({ data }) => winner(data("outputs")),
  },
  network: {
    words: [
      "Each neuron adds up what comes in, every activation times the weight of its line, adds its bias, and bends the sum into its own activation.",
      "Blue lines carry positive weights and orange lines negative ones; the ink in a neuron is its activation.",
    ],
    needs: ["outputs", "z", "biases"],
    formula: ({ settings }) => [
      "a",
      "=",
      bend(settings.output),
      row("(", "z", ")"),
      ",",
      "z",
      "=",
      sum("i"),
      sub("w", "i"),
      sub("a", "i"),
      "+",
      "b",
    ],
    numbers: ({ data, settings }) => neuron(data, settings),
  },
  neurons: {
    words: [
      "Each picture holds the 784 weights of one neuron of the first layer: blue where ink raises it, orange where ink lowers it.",
      "All pictures share one scale, so they compare; the bar below is the neuron’s activation for the digit on the pad.",
    ],
    needs: ["z.1", "activations.1", "biases.1"],
    formula: () => [
      sub("z", "1"),
      "=",
      sum("i"),
      sub("w", row("1", ",", "i")),
      sub("a", "i"),
      "+",
      sub("b", "1"),
    ],
    numbers: ({ data }) => first(data),
  },
  gradients: {
    words: [
      "The gradient tells for every weight how the cost changes with it; its size in a layer is the root of the sum of the squares.",
      "Large layers have larger sums, so compare layers by the RMS per weight, which divides by the root of their number.",
    ],
    needs: ["gradient_norms"],
    formula: () => [
      "‖",
      sub("∇", "l"),
      "C",
      "‖",
      "=",
      [
        "msqrt",
        row(
          sum("i"),
          squared(
            row("(", ["mfrac", row("∂", "C"), row("∂", sub("w", "i"))], ")"),
          ),
        ),
      ],
    ],
    numbers: ({ data }) => norms(data("gradient_norms")),
  },
  cost: {
    words: [
      "The cost C measures how far the ten outputs a are from what they should be, y: 1 for the right digit and 0 for the others.",
      "Each step sees one mini-batch of n images, so its cost jumps about; the test cost is of images that are never trained on.",
    ],
    needs: ["costs", "test_costs"],
    formula: ({ settings }) => costFormula(settings),
    numbers: (facts) => costs(facts.costs),
  },
  profile: {
    words: [
      "From the present weights θ this walks along the direction d of the next step, and measures the cost that each learning rate η would lead to.",
      "The step lands where the marker is: too small an η creeps, too large an η jumps over the lowest point.",
    ],
    needs: ["profile", "landing", "profile_slope"],
    formula: ({ settings }) => [
      "C",
      "(",
      NEXT,
      ")",
      ",",
      "d",
      "=",
      ...direction(settings.optimiser),
    ],
    numbers: ({ data, rate }) => landing(data, rate),
  },
  map: {
    words: [
      "This is the cost of the network in a plane through its present weights θ: across is the direction d of the next step, upward the direction v that the run came along.",
      "The line A–A′ is the profile beside it, and contours join weights of equal cost.",
    ],
    needs: ["map", "map_axes"],
    formula: () => ["C", "(", "θ", "+", "x", "d", "+", "y", "v", ")"],
    numbers: ({ data }) => heights(data("map")),
  },
};

/** @type {Readonly<Record<string, Term>>} */
const BENDS = { sigmoid: "σ", tanh: "tanh", ReLU: "ReLU", softmax: "softmax" };

/** @param {string} name */
function bend(name) {
  return BENDS[name] ?? "f";
}

/**
 * @param {string} optimiser
 * @returns {Term[]}
 */
function direction(optimiser) {
  return OPTIMISERS[optimiser].plain
    ? ["−", row("∇", "C", "(", "θ", ")")]
    : [optimiser];
}

/**
 * @param {ArrayLike<number>} outputs
 * @returns {Term[][]}
 */
function winner(outputs) {
  const place = winnerOf(outputs);
  if (place < 0) return [];
  const [name, a] = [String(place), format(outputs[place], 2)];
  return [["reads", "=", name, ",", sub("a", name), "=", a]];
}

/**
 * Take the output that wins as the example.
 * @param {Data} data
 * @param {Settings} settings
 * @returns {Term[][]}
 */
function neuron(data, { hidden, output }) {
  const last = hidden.length + 1;
  const place = winnerOf(data("outputs"));
  const [z, b] = [data(`z.${last}`)[place], data(`biases.${last}`)[place]];
  if (place < 0 || z === undefined || b === undefined) return [];
  const name = String(place);
  const a = format(data("outputs")[place], 2);
  return [
    summed(name, z, b),
    [sub("a", name), "=", bend(output), row("(", format(z, 2), ")"), "=", a],
  ];
}

/**
 * Write a weighted sum as what comes in, and the bias.
 * @param {string} name
 * @param {number} z
 * @param {number} b
 * @returns {Term[]}
 */
function summed(name, z, b) {
  const [weighted, bias, all] = [z - b, b, z].map((part) => format(part, 2));
  return [sub("z", name), "=", weighted, "+", "(", bias, ")", "=", all];
}

/**
 * @param {Data} data
 * @returns {Term[][]}
 */
function first(data) {
  const [z, a, b] = ["z.1", "activations.1", "biases.1"].map(
    (name) => data(name)[0],
  );
  if (z === undefined || a === undefined || b === undefined) return [];
  return [summed("1", z, b), [sub("a", "1"), "=", format(a, 2)]];
}

/**
 * @param {ArrayLike<number>} sizes
 * @returns {Term[][]}
 */
function norms(sizes) {
  return Array.from(sizes, (size, place) => [
    "‖",
    sub("∇", String(place + 1)),
    "C",
    "‖",
    "=",
    formatCost(size),
  ]);
}

/**
 * @param {Costs} newest
 * @returns {Term[][]}
 */
function costs(newest) {
  return Object.entries(newest).flatMap(([name, cost]) =>
    cost === undefined ? [] : [[sub("C", name), "=", formatCost(cost)]],
  );
}

/**
 * @param {Data} data
 * @param {number} rate
 * @returns {Term[][]}
 */
function landing(data, rate) {
  const curve = data("profile");
  const slope = data("profile_slope")[0];
  const [at, cost] = Array.from(data("landing"));
  if (!curve.length || slope === undefined || cost === undefined) return [];
  const now = curve[curve.length / 3];
  const there = [
    "C",
    "(",
    row("θ", "+", formatRate(at), "d"),
    ")",
    "=",
    formatCost(cost),
  ];
  return [
    ["C", "(", "θ", ")", "=", formatCost(now)],
    [slopeTerm(), "=", format(Number(slope.toPrecision(2)))],
    ...(Math.fround(rate) === at ? [there] : []),
  ];
}

/** @returns {Term} */
function slopeTerm() {
  return ["mfrac", row("d", "C"), row("d", "η")];
}

/**
 * @param {ArrayLike<number>} heights
 * @returns {Term[][]}
 */
function heights(heights) {
  const finite = Array.from(heights).filter(Number.isFinite);
  if (finite.length === 0) return [];
  const [low, high] = [Math.min(...finite), Math.max(...finite)].map(
    formatCost,
  );
  return [["lowest", "C", "=", low, ",", "highest", "C", "=", high]];
}
