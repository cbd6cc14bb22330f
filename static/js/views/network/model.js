/** What the picture of the network shows: layers, activations and links of one moment. */

import { counted } from "../../draw/axes.js";
import { labelOf, readAs } from "../../pad/reading.js";
import { DEFAULTS, OUTPUTS } from "../../wire/settings.js";
import { MOST_SHOWN, windowOf } from "../selection.js";
import { neuronLinks, percentile, pixelLinks } from "./lines.js";
import { extentOf } from "./scales.js";

/**
 * @typedef {import("../../live.js").Live} Live
 * @typedef {import("./lines.js").Bundle} Bundle
 * @typedef {import("./lines.js").Link} Link
 * @typedef {import("./scales.js").Extent} Extent
 * @typedef {{name: string, size: number, first: number, count: number}} Layer
 *   `first` and `count` say which neurons of it are shown
 * @typedef {{layers: Layer[], labels: readonly string[]}} Structure
 * @typedef {{values: ArrayLike<number>, extent: Extent}} Level
 * @typedef {{input: ArrayLike<number>, levels: Level[], winner: number}} Moment
 */

const CODE = 127;
/** @type {Bundle} */
const NONE = Object.freeze({ links: [], peak: 1 });

/**
 * What lines may show, by the name of the choice: the factor of what comes in, and
 * whether that is the same for every digit.
 * @typedef {{legend: string, factor: (activation: number) => number,
 *   plain: boolean}} Mode
 * @type {Readonly<Record<string, Mode>>}
 */
export const MODES = Object.freeze({
  weights: { legend: "Weight", factor: () => 1, plain: true },
  "weight × activation": {
    legend: "Weight × activation",
    factor: (activation) => activation,
    plain: false,
  },
});

/**
 * Name the layers and say which of their neurons are shown.
 * @param {readonly number[]} hidden
 * @param {readonly string[]} labels
 * @param {number} page of the tiles
 * @returns {Structure}
 */
export function structure(hidden, labels, page) {
  const sizes = [...hidden, OUTPUTS];
  const layers = sizes.map((size, index) => {
    const most = /** @type {[number, number]} */ ([
      0,
      Math.min(size, MOST_SHOWN),
    ]);
    const [first, count] = index === 0 ? windowOf(size, page) : most;
    const name = index < hidden.length ? `hidden layer ${index + 1}` : "output";
    return { name, size, first, count };
  });
  return { layers, labels };
}

/**
 * Write how many neurons a layer has, or which of them are shown.
 * @param {Layer} layer
 */
export function countWords({ size, first, count }) {
  if (count < size) return `${first + 1}–${first + count} of ${size}`;
  return counted(size, "neuron");
}

/**
 * Name a neuron, in full and beside itself.
 * @param {Structure} structure
 * @param {{layer: number, neuron: number}} place
 */
export function nameOf({ layers, labels }, { layer, neuron }) {
  if (layer === layers.length) {
    const name = `Output ${labelOf(labels, neuron)}`;
    return { full: name, short: name };
  }
  const short = `Neuron ${neuron + 1}`;
  const full = `${layers[layer - 1].name}, neuron ${neuron + 1}`;
  return { full: full[0].toUpperCase() + full.slice(1), short };
}

/**
 * Gather what the digit on the pad does to every layer.
 * @param {Live} live
 * @returns {Moment}
 */
export function moment(live) {
  const { hidden, activation, output } =
    live.status.value?.settings ?? DEFAULTS;
  const kinds = [...hidden.map(() => activation), output];
  const values = kinds.map(
    (_, index) => live.tensor(`activations.${index + 1}`).value?.data ?? [],
  );
  const largest = Math.max(1, ...values.slice(0, hidden.length).map(maximum));
  const levels = kinds.map((kind, index) => ({
    values: values[index],
    extent: extentOf(kind, largest),
  }));
  const input = live.tensor("input").value?.data ?? [];
  const outputs = values[values.length - 1];
  return { input, levels, winner: readAs(input, outputs) };
}

/** @param {ArrayLike<number>} values */
function maximum(values) {
  let most = -Infinity;
  for (let place = 0; place < values.length; place += 1)
    if (values[place] > most) most = values[place];
  return most;
}

/**
 * Gather the links into every layer and the size of the strong ones among them; those
 * of the first neurons wait until the weights of the page on show are here.
 * @param {Live} live
 * @param {Structure} structure
 * @param {Mode} mode
 * @returns {Bundle[]}
 */
export function bundles(live, { layers }, mode) {
  const held = live.tensor("weight_neurons").value?.data[0] ?? 0;
  const late = held !== layers[0].first;
  return layers.map((_, index) => {
    if (late && index <= 1) return NONE;
    const before = layers[index - 1];
    return before
      ? neuronBundle(live, mode, index + 1, before.first)
      : pixelBundle(live, mode);
  });
}

/**
 * List the tensors that decide where lines go; another one means other lines.
 * @param {Live} live
 * @param {Structure} structure
 * @param {Mode} mode
 */
export function sources(live, { layers }, mode) {
  const later = layers.slice(1).map((_, index) => `weights.${index + 2}`);
  const inputs = layers.map((_, index) => `activations.${index}`).slice(1);
  const moving = mode.plain ? [] : ["input", ...inputs];
  const names = ["strongest_pixels", "strongest_weights", "weight_scale"];
  return [...names, ...later, ...moving].map((name) => live.tensor(name).value);
}

/**
 * Gather the links from the strongest pixels.
 * @param {Live} live
 * @param {Mode} mode
 * @returns {Bundle}
 */
function pixelBundle(live, mode) {
  const pixels = live.tensor("strongest_pixels").value;
  const weights = live.tensor("strongest_weights").value?.data;
  if (!pixels || !weights) return NONE;
  const input = live.tensor("input").value?.data ?? [];
  const factor = (/** @type {number} */ pixel) =>
    mode.factor((input[pixel] ?? 0) / 255);
  const links = pixelLinks(pixels, weights, factor);
  const shown = live.tensor("weight_scale").value?.data[1];
  return { links, peak: (mode.plain && shown) || peakOf(links) };
}

/**
 * Gather the links between two layers of neurons.
 * @param {Live} live
 * @param {Mode} mode
 * @param {number} layer
 * @param {number} first the first neuron shown of the layer before
 * @returns {Bundle}
 */
function neuronBundle(live, mode, layer, first) {
  const codes = live.tensor(`weights.${layer}`).value;
  const peaks = live.tensor("weight_peaks").value?.data ?? [];
  if (!codes) return NONE;
  const before = live.tensor(`activations.${layer - 1}`).value?.data ?? [];
  const unit = (peaks[layer - 1] ?? CODE) / CODE;
  const factor = (/** @type {number} */ from) =>
    unit * mode.factor(before[first + from] ?? 0);
  const links = neuronLinks(codes, layer, factor);
  return { links, peak: peakOf(links) };
}

/** @param {readonly Link[]} links */
function peakOf(links) {
  return percentile(links.map(({ value }) => value));
}
