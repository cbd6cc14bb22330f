/** The cost along the next step, and what a learning rate will do there. */

import { format, formatRate } from "./axes.js";
import { smoothCurve } from "./curves.js";

/**
 * @typedef {ArrayLike<number>} Numbers
 * @typedef {object} Measured what a frame brings
 * @property {number} step
 * @property {Numbers} rates from 0, ascending
 * @property {Numbers} batch the cost on the batch of the next step
 * @property {Numbers} test the cost on test images
 * @property {number} slope dC/dη at 0
 * @property {{rate: number, cost: number}} lowest
 * @property {{batch: number, test: number}} images how many were measured
 * @property {{rate: number, batch: number, test: number}} landing exact
 *
 * @typedef {Measured & {now: number, batchAt: (rate: number) => number,
 *   testAt: (rate: number) => number}} Profile
 *
 * @typedef {"creeps" | "short" | "near" | "overshoots" | "higher" | "flat" | "blows"} Kind
 * @typedef {{kind: Kind, short: string, head: string, tail: string}} Verdict
 */

/** This share of the way down counts as near the lowest point. */
const NEAR = 0.9;
/** A step that goes less than this share of the way down creeps. */
const SLOW = 0.5;
/** A valley shallower than this share of the cost is called flat. */
const FLAT = 1e-4;

/**
 * What is said of each kind: in one breath, and as the two lines of the drawing.
 * @type {Readonly<Record<Kind,
 *   {short: string, head: string, tail: (down: number) => string}>>}
 */
const WORDS = Object.freeze({
  creeps: {
    short: "creeps",
    head: "creeps:",
    tail: (down) => `${share(down)} of the way down`,
  },
  short: {
    short: "falls short",
    head: "falls short:",
    tail: (down) => `${share(down)} of the way down`,
  },
  near: {
    short: "lands near the lowest point",
    head: "lands near",
    tail: () => "the lowest point",
  },
  overshoots: {
    short: "overshoots",
    head: "overshoots:",
    tail: () => "past the lowest point",
  },
  higher: {
    short: "lands higher than it started",
    head: "lands higher",
    tail: () => "than it started",
  },
  flat: {
    short: "changes nothing",
    head: "changes nothing:",
    tail: () => "the ground is flat here",
  },
  blows: {
    short: "blows up",
    head: "blows up:",
    tail: () => "the cost there is no number",
  },
});

/**
 * Make measured points into curves.
 * @param {Measured} measured
 * @returns {Profile}
 */
export function profileOf(measured) {
  return {
    ...measured,
    now: measured.batch[0],
    batchAt: smoothCurve(measured.rates, measured.batch),
    testAt: smoothCurve(measured.rates, measured.test),
  };
}

/**
 * Say where a learning rate lands: exactly when it was measured, else on the curve.
 * @param {Profile} profile
 * @param {number} rate
 */
export function landingAt(profile, rate) {
  const { landing } = profile;
  const exact = Math.fround(rate) === Math.fround(landing.rate);
  return {
    rate,
    batch: exact ? landing.batch : profile.batchAt(rate),
    test: exact ? landing.test : profile.testAt(rate),
    exact,
  };
}

/**
 * Say in words what a learning rate will do, from the measured curve.
 * @param {Profile} profile
 * @param {number} rate
 * @returns {Verdict}
 */
export function verdict(profile, rate) {
  const cost = landingAt(profile, rate).batch;
  const kind = kindOf(profile, rate, cost);
  const { short, head, tail } = WORDS[kind];
  const down = (profile.now - cost) / (profile.now - profile.lowest.cost);
  return {
    kind,
    short,
    head: `η = ${formatRate(rate)} ${head}`,
    tail: tail(down),
  };
}

/**
 * @param {Profile} profile
 * @param {number} rate
 * @param {number} cost where it lands
 * @returns {Kind}
 */
function kindOf({ now, lowest }, rate, cost) {
  if (!Number.isFinite(cost)) return "blows";
  const depth = now - lowest.cost;
  if (Math.max(depth, Math.abs(cost - now)) <= FLAT * now) return "flat";
  if (cost > now) return "higher";
  if (now - cost >= NEAR * depth) return "near";
  if (rate > lowest.rate) return "overshoots";
  return now - cost < SLOW * depth ? "creeps" : "short";
}

/**
 * Write a share as whole percents, rounded down, but never as 0.
 * @param {number} part
 */
function share(part) {
  const percent = Math.floor(100 * part);
  return percent < 1 ? "less than 1 %" : `${format(percent)} %`;
}

const LADDER = Object.freeze([1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]);

/**
 * Round up to a number that makes a calm end of an axis.
 * @param {number} value
 */
export function roundUp(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const times = LADDER.find((step) => step * power >= value * (1 - 1e-9)) ?? 10;
  return Number((times * power).toPrecision(6));
}

/**
 * Choose the largest η on show, about 1.7 times what must be seen; the last choice
 * stays while it still suits, so that the picture does not jump about.
 * @param {Profile} profile
 * @param {number} rate
 * @param {number} [before]
 */
export function rateWindow(profile, rate, before = 0) {
  const most = 1.05 * profile.rates[profile.rates.length - 1];
  const needed = Math.max(rate, Math.min(profile.lowest.rate, 100));
  const suits = before >= 1.2 * needed && before <= 3.4 * needed;
  return suits ? before : Math.min(roundUp(1.7 * needed), roundUp(most), 105);
}

/**
 * Choose the costs on show: from 0, or from just below a curve that is high and nearly
 * flat, up to where the curve, the start and the landing are seen; a cliff is cut off.
 * @param {Profile} profile
 * @param {number} rate
 * @param {number} widest the largest η on show
 * @param {readonly [number, number]} [before]
 * @returns {[low: number, high: number]}
 */
export function costWindow(profile, rate, widest, before) {
  const seen = samples(profile.batchAt, widest).filter(Number.isFinite);
  const landing = landingAt(profile, rate).batch;
  const peak = Math.max(
    profile.now,
    Math.min(finite(landing), CLIFF * profile.now),
  );
  const bottom = Math.min(profile.lowest.cost, profile.now, ...seen);
  const highest = Math.max(peak, ...seen);
  const wish =
    bottom > levelFor(before) * peak
      ? closeUp(bottom, peak, highest)
      : fromZero(profile.now, peak, highest);
  return before && suits(before, { ...wish, bottom })
    ? [before[0], before[1]]
    : calm(wish);
}

/** A landing higher than this many times the start is cut off. */
const CLIFF = 10;
/**
 * Say above which share of its peak a curve is looked at closely: a view once chosen is
 * not soon given up.
 * @param {readonly [number, number]} [before]
 */
function levelFor(before) {
  if (!before) return 0.88;
  return before[0] === 0 ? 0.92 : 0.8;
}

/**
 * Look at all costs from 0 up, with room for a sentence above the start.
 * @param {number} now
 * @param {number} peak
 * @param {number} highest
 */
function fromZero(now, peak, highest) {
  const least = Math.max(1.8 * now, 1.2 * peak);
  return {
    low: 0,
    high: Math.max(least, Math.min(1.1 * highest, 2.5 * now)),
    least,
  };
}

/**
 * Look closely at a curve that is high and nearly flat.
 * @param {number} bottom
 * @param {number} peak
 * @param {number} highest
 */
function closeUp(bottom, peak, highest) {
  const span = Math.max(peak - bottom, 0.01 * peak);
  const above = Math.max(0.9 * span, Math.min(highest - peak, 2 * span));
  return {
    low: bottom - 0.6 * span,
    high: peak + above,
    least: peak + 0.6 * span,
  };
}

/**
 * Say whether the last window still holds what it must, and is not far too wide.
 * @param {readonly [number, number]} before
 * @param {{low: number, high: number, least: number, bottom: number}} wish
 */
function suits([from, to], { low, high, least, bottom }) {
  const sameKind = (from === 0) === (low === 0);
  return (
    sameKind && to >= least && from <= bottom && to - from <= 2.2 * (high - low)
  );
}

/**
 * Round both ends of a window.
 * @param {{low: number, high: number}} wish
 * @returns {[number, number]}
 */
function calm({ low, high }) {
  if (low === 0) return [0, roundUp(high)];
  const step = 10 ** Math.floor(Math.log10(high - low)) / 2;
  const round = (/** @type {number} */ v) => Number(v.toPrecision(8));
  return [
    round(Math.floor(low / step) * step),
    round(Math.ceil(high / step) * step),
  ];
}

/**
 * @param {number} value
 */
function finite(value) {
  return Number.isFinite(value) ? value : Infinity;
}

/**
 * Read a curve at evenly spaced places.
 * @param {(x: number) => number} curve
 * @param {number} widest
 */
function samples(curve, widest) {
  return Array.from({ length: 41 }, (_, i) => curve((i * widest) / 40));
}
