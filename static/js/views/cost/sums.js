/** What the cost chart shows, before any ink: lines, windows, and the values at a step. */

import { format } from "../../draw/axes.js";
import { bins, nearest, smoothed } from "../../draw/curves.js";

/**
 * @typedef {import("../../line/curves.js").Curves} Curves
 * @typedef {import("../../draw/curves.js").Bin} Bin
 * @typedef {{step: number, cost: number}} Point
 * @typedef {Point & {from: number, to: number}} Calm the mean of the steps around some
 * @typedef {"log" | "linear"} ScaleName
 * @typedef {object} Lines
 * @property {Bin[]} fine the mini-batch cost, about a bin for each pixel
 * @property {Calm[][]} smooth its running mean, one list for each run without a gap
 * @property {Point[]} test
 */

const FINEST = 2;
const SMOOTH_BINS = 120;
const ENDS = Object.freeze([1, 1.5, 2, 3, 5, 7, 10]);

/**
 * Reduce all that is known to what fits in a width.
 * @param {Curves} curves
 * @param {number} width in pixels
 * @returns {Lines}
 */
export function linesOf({ costs, test }, width) {
  const coarse = bins(costs, SMOOTH_BINS);
  const tested = test.steps.map((step, i) => ({ step, cost: test.costs[i] }));
  return {
    fine: bins(costs, Math.max(1, Math.floor(width / FINEST))),
    smooth: begun(smoothed(coarse), coarse[0], tested[0]),
    test: tested,
  };
}

/**
 * Let the smooth line begin where the run began, when its first bin holds many steps:
 * at the test cost known there, within what the bin has seen, or else at its greatest.
 * @param {Calm[][]} smooth
 * @param {Bin | undefined} first
 * @param {Point | undefined} tested
 * @returns {Calm[][]}
 */
function begun(smooth, first, tested) {
  if (!first || first.to - first.from <= 1) return smooth;
  const { from, mean, max } = first;
  const known = tested && tested.step <= from ? tested.cost : max;
  const cost = Math.min(max, Math.max(mean, known));
  const [run, ...rest] = smooth;
  return [[{ from, to: from, step: from, cost }, ...run], ...rest];
}

/**
 * Choose the costs on show. What is smooth is inside, unless the run has blown up; the
 * mini-batch line may be cut off where a log scale would run away with it.
 * @param {Lines} lines
 * @param {ScaleName} scale
 * @returns {[low: number, high: number]}
 */
export function costsShown({ fine, smooth, test }, scale) {
  const first = { cost: fine[0]?.mean ?? NaN };
  const known = finiteCosts([first, ...smooth.flat(), ...test]);
  const starts = finiteCosts([first, ...test.slice(0, 1)]);
  const highest = Math.min(Math.max(...known), blowUp(starts, known));
  const high = highest > 0 ? ladder(1.1 * highest, Math.ceil) : 1;
  if (scale === "linear") return [0, high];
  const lowest = Math.min(...known.filter((cost) => cost > 0), high);
  return [Math.min(ladder(0.45 * lowest, Math.floor), high / 3), high];
}

/** @param {readonly {cost: number}[]} points */
function finiteCosts(points) {
  return points.map(({ cost }) => cost).filter(Number.isFinite);
}

/**
 * Say above which cost a run counts as blown up: far above its start and its middle.
 * @param {readonly number[]} starts
 * @param {readonly number[]} costs
 */
function blowUp(starts, costs) {
  const sorted = [...costs].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return 3 * Math.max(...starts, 10 * middle);
}

/**
 * Round to a calm end of an axis, up or down.
 * @param {number} value above 0
 * @param {(place: number) => number} round
 */
function ladder(value, round) {
  const power = 10 ** Math.floor(Math.log10(value));
  const part = value / power;
  const above = ENDS.findIndex((end) => end >= part * (1 - 1e-9));
  const exact = Math.abs(ENDS[above] - part) < 1e-9;
  const place = round(exact ? above : above - 0.5);
  return Number((ENDS[place] * power).toPrecision(6));
}

/**
 * Choose which epochs to mark so that their names have room.
 * @param {readonly number[]} starts the step at which each epoch began, from epoch 1
 * @param {(step: number) => number} x
 * @param {number} room pixels for a name
 * @returns {{epoch: number, step: number, named: boolean}[]}
 */
export function epochMarks(starts, x, room) {
  const apart =
    starts.length > 1
      ? (x(starts[starts.length - 1]) - x(starts[0])) / (starts.length - 1)
      : room;
  const stride = strideFor(apart, room);
  const all = starts.map((step, i) => ({
    epoch: i + 1,
    step,
    named: (i + 1) % stride === 0,
  }));
  return apart >= 12 ? all : all.filter(({ named }) => named);
}

/**
 * @param {number} apart
 * @param {number} room
 */
function strideFor(apart, room) {
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
  return steps.find((step) => step * apart >= room) ?? 1000;
}

/**
 * Choose which changes of η to mark: of those that would touch, the newest; what η was
 * at the start is no change.
 * @param {readonly {step: number, rate: number}[]} rates
 * @param {(step: number) => number} x
 * @param {number} room in pixels
 */
export function rateMarks(rates, x, room) {
  /** @type {{step: number, rate: number}[]} */
  const marks = [];
  for (let i = rates.length - 1; i > 0; i -= 1) {
    const next = marks[0];
    if (!next || x(next.step) - x(rates[i].step) >= room)
      marks.unshift(rates[i]);
  }
  return marks;
}

/**
 * Read every line at a step.
 * @param {Curves} curves
 * @param {Lines} lines
 * @param {number} step
 */
export function valuesAt(curves, lines, step) {
  const bin = holding(lines.fine, step);
  const calm = holding(lines.smooth.flat(), step);
  const test = lines.test[nearest(curves.test.steps, step)];
  const rate =
    curves.rates.findLast((change) => change.step <= step) ?? curves.rates[0];
  return { step, bin, smooth: calm?.cost, test, rate: rate?.rate };
}

/**
 * Find what holds a step; after the end of all, the last.
 * @template {{from: number, to: number}} T
 * @param {readonly T[]} list
 * @param {number} step
 */
function holding(list, step) {
  return list.find(({ from, to }) => step >= from && step < to) ?? list.at(-1);
}

/**
 * Name the steps that a value stands for: 8, or 0–96 when it is the mean of many.
 * @param {number} step
 * @param {Bin | undefined} bin
 */
export function stepsOf(step, bin) {
  const inside = bin && step >= bin.from && step < bin.to;
  const wide = inside && bin.to - bin.from > 1;
  return wide
    ? `${format(bin.from)}–${format(bin.to - 1)}`
    : format(Math.floor(step));
}

/**
 * List the curves as rows: at every test cost, at most 40 of them.
 * @param {Curves} curves
 * @param {Lines} lines
 */
export function tableOf(curves, lines) {
  const { steps } = curves.test;
  const stride = Math.max(1, Math.ceil(steps.length / 40));
  const chosen = steps.filter((_, i) => (steps.length - 1 - i) % stride === 0);
  return chosen.map((step) => valuesAt(curves, lines, step));
}
