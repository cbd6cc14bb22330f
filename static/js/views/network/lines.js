/** The lines of the network: which sign, how strong, in which order. */

import { pixelAt } from "./layout.js";

/**
 * @typedef {import("./layout.js").Point} Point
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {{data: ArrayLike<number>, shape: readonly number[]}} Table
 * @typedef {{layer: number, from: number, to: number, value: number}} Link
 *   from a pixel or neuron of the layer before (from 0) to a neuron of `layer` (from 1)
 * @typedef {{links: readonly Link[], peak: number}} Bundle
 * @typedef {{layer: number, neuron: number} | null} Place
 * @typedef {{selected: Place, winner: number, scale: number}} Look
 * @typedef {{from: Point, to: Point, positive: boolean, width: number,
 *   opacity: number}} Line
 */

/** Widths in CSS pixels and opacities; single pixels have many lines, so finer ones. */
const WEIGHT = Object.freeze({ width: [0.35, 2.7], opacity: [0.03, 0.85] });
const PIXEL = Object.freeze({ width: [0.35, 1.1], opacity: [0.03, 0.42] });
/** The more lines there are, the fainter the weak ones, so that the strong stand out. */
const FADE = 1.25;
/** The lines of a chosen neuron show their small differences. */
const FULL = 0.6;
const CROWD = 256;
const OTHERS = 0.15;
const CHOSEN = Object.freeze({ pixels: 1.8, neurons: 1.1 });
const LOSERS = 1 / 3;
const SHARE = 0.985;
/** A line fainter than this is not there for the eye. */
const UNSEEN = 0.012;

/**
 * Find the size that a share of all values does not exceed.
 * @param {ArrayLike<number>} values
 * @param {number} [share]
 */
export function percentile(values, share = SHARE) {
  const sizes = Float32Array.from(values, Math.abs).sort();
  return sizes[Math.ceil(share * sizes.length) - 1] ?? 0;
}

/**
 * List the links between two layers of neurons.
 * @param {Table} codes inputs × outputs
 * @param {number} layer the layer they lead to
 * @param {(input: number) => number} factor what the codes of an input are multiplied by
 * @returns {Link[]}
 */
export function neuronLinks({ data, shape }, layer, factor) {
  const across = shape[1];
  return Array.from(data, (code, place) => {
    const from = Math.floor(place / across);
    return { layer, from, to: place % across, value: code * factor(from) };
  });
}

/**
 * List the links from the strongest pixels to the first layer.
 * @param {Table} pixels neurons × eleven
 * @param {ArrayLike<number>} weights
 * @param {(pixel: number) => number} factor
 * @returns {Link[]}
 */
export function pixelLinks({ data, shape }, weights, factor) {
  const each = shape[1];
  return Array.from(data, (pixel, place) => ({
    layer: 1,
    from: pixel,
    to: Math.floor(place / each),
    value: weights[place] * factor(pixel),
  }));
}

/**
 * Turn links into lines, the weakest first.
 * @param {Layout} plan
 * @param {readonly Bundle[]} bundles
 * @param {Look} look
 * @returns {Line[]}
 */
export function linesOf(plan, bundles, look) {
  return bundles
    .flatMap(({ links, peak }) => {
      const fade = FADE * Math.max(1, Math.sqrt(links.length / CROWD));
      return links
        .filter((link) => isShown(plan, link))
        .map((link) => lineOf(plan, link, { peak, fade }, look));
    })
    .filter(({ opacity }) => opacity > UNSEEN)
    .sort((one, other) => one.opacity - other.opacity);
}

/**
 * Say whether both ends of a link are on show.
 * @param {Layout} plan
 * @param {Link} link
 */
function isShown({ layers }, { layer, from, to }) {
  const begins = layer === 1 || from < layers[layer - 2].neurons.length;
  return begins && to < layers[layer - 1].neurons.length;
}

/**
 * Draw one link as a line.
 * @param {Layout} plan
 * @param {Link} link
 * @param {{peak: number, fade: number}} measure
 * @param {Look} look
 * @returns {Line}
 */
function lineOf(plan, link, { peak, fade }, look) {
  const share = Math.min(1, Math.abs(link.value) / (peak || 1));
  const own = look.selected !== null && touches(link, look.selected);
  const strength = share ** (own ? FULL : fade);
  const { width, opacity } = link.layer === 1 ? PIXEL : WEIGHT;
  const kept = strength && emphasis(link, plan.layers.length, look);
  return {
    from: startOf(plan, link),
    to: plan.layers[link.layer - 1].neurons[link.to],
    positive: link.value > 0,
    width: between(width, strength) * look.scale,
    opacity: between(opacity, strength) * kept,
  };
}

/**
 * @param {readonly number[]} ends
 * @param {number} share
 */
function between([low, high], share) {
  return low + (high - low) * share;
}

/**
 * Say where a link begins.
 * @param {Layout} plan
 * @param {Link} link
 */
function startOf(plan, { layer, from }) {
  if (layer === 1) return pixelAt(plan.picture, from);
  return plan.layers[layer - 2].neurons[from];
}

/**
 * Say which share of its opacity a line keeps.
 * @param {Link} link
 * @param {number} last the output layer
 * @param {{selected: Place, winner: number}} look
 */
export function emphasis(link, last, { selected, winner }) {
  if (selected) return touches(link, selected) ? chosen(link) : OTHERS;
  const loses = link.layer === last && winner >= 0 && link.to !== winner;
  return loses ? LOSERS : 1;
}

/**
 * Bring out the lines of a chosen neuron.
 * @param {Link} link
 */
function chosen({ layer }) {
  return layer === 1 ? CHOSEN.pixels : CHOSEN.neurons;
}

/**
 * Say whether a link begins or ends at a neuron.
 * @param {Link} link
 * @param {{layer: number, neuron: number}} place
 */
function touches(link, { layer, neuron }) {
  const into = link.layer === layer && link.to === neuron;
  const outOf = link.layer === layer + 1 && link.from === neuron;
  return into || outOf;
}
