/** Cost along −∇C: where the next step will land, before it is taken. */

import { drawEmpty } from "../draw/empty.js";
import { format, formatCost, formatRate } from "../draw/axes.js";
import { note, prefersStillness, tabled } from "../draw/figure.js";
import {
  costWindow,
  landingAt,
  profileOf,
  rateWindow,
  verdict,
} from "../draw/profile.js";
import { stage } from "../draw/stage.js";
import { drawProfile } from "./profile/drawing.js";
import { Handle } from "./profile/handle.js";

export { verdict } from "../draw/profile.js";

/**
 * @import { Live } from "../live.js"
 * @import { Status } from "../wire/messages.js"
 * @import { Profile } from "../draw/profile.js"
 * @import { Sheet } from "../draw/stage.js"
 * @typedef {{widest: number, costs: readonly [number, number]}} Window
 */

const LABEL = "Cost along −∇C";
const GROWS = 180;
const TRAVELS = 260;
const PLAIN = "gradient descent";

export const profile = Object.freeze({
  needs: Object.freeze([
    "profile",
    "profile_step",
    "profile_slope",
    "profile_lowest",
    "landing",
  ]),
  mount,
});

/**
 * Read the measured profile from the newest tensors.
 * @param {Live} live
 * @returns {Profile | null}
 */
export function readProfile(live) {
  const data = (/** @type {string} */ name) => live.tensor(name).value?.data;
  const [curve, landing, lowest] = ["profile", "landing", "profile_lowest"].map(
    data,
  );
  if (!curve || !landing || !lowest) return null;
  const count = curve.length / 3;
  return profileOf({
    step: data("profile_step")?.[0] ?? 0,
    rates: curve.subarray(0, count),
    batch: curve.subarray(count, 2 * count),
    test: curve.subarray(2 * count),
    slope: data("profile_slope")?.[0] ?? 0,
    lowest: { rate: lowest[0], cost: lowest[1] },
    landing: { rate: landing[0], batch: landing[1], test: landing[2] },
  });
}

/**
 * Show the profile in a host and keep it up to date.
 * @param {HTMLElement} host
 * @param {Live} live
 */
function mount(host, live) {
  const view = new ProfileView(host, live);
  return () => view.stop();
}

/** The profile on its canvas. */
class ProfileView {
  /** @type {Profile | null} */
  #shown = null;
  /** @type {Window | null} */
  #window = null;
  /** @type {readonly unknown[]} */
  #newest = [];
  #playing = 0;
  #live;
  #drawing;
  #handle;
  #stops;

  /**
   * @param {HTMLElement} host
   * @param {Live} live
   */
  constructor(host, live) {
    this.#live = live;
    this.#drawing = stage(host, (...paper) => this.#paint(...paper), {
      label: LABEL,
    });
    this.#handle = new Handle(this.#drawing.canvas, (rate) => tune(live, rate));
    this.#stops = [
      live.frame.subscribe(() => this.#arrive()),
      live.rate.subscribe(() => this.#show()),
      live.status.subscribe((status) => note(host, noteFor(status))),
      tabled(host, {
        label: LABEL,
        columns: () => COLUMNS,
        rows: () => (this.#shown ? table(this.#shown) : []),
      }),
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
    this.#handle.stop();
    this.#drawing.stop();
  }

  #arrive() {
    const tensors = ["profile", "landing"].map(
      (name) => this.#live.tensor(name).value,
    );
    if (tensors.every((tensor, i) => tensor === this.#newest[i])) return;
    this.#newest = tensors;
    const next = readProfile(this.#live);
    if (next && this.#isSingleStep(next)) this.#play();
    else if (!this.#playing || next?.step !== this.#shown?.step)
      this.#shown = next;
    this.#show();
  }

  /** @param {Profile} next */
  #isSingleStep(next) {
    const paused = this.#live.status.value?.state === "paused";
    const follows = next.step === (this.#shown?.step ?? NaN) + 1;
    return paused && follows && !document.hidden && !prefersStillness();
  }

  /** Let the ball travel on the old curve, then show the new one. */
  #play() {
    this.#playing = performance.now();
    setTimeout(() => {
      this.#playing = 0;
      this.#shown = readProfile(this.#live);
      this.#show();
    }, TRAVELS);
  }

  #show() {
    const rate = this.#live.rate.value;
    if (this.#shown) this.#drawing.describe(describe(this.#shown, rate));
    this.#drawing.redraw();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} sheet
   */
  #paint(context, sheet) {
    const profile = this.#shown;
    if (!profile)
      return drawEmpty(context, sheet, "The next step is being measured");
    const rate = this.#live.rate.value;
    const window = windowFor(profile, rate, this.#window, this.#handle.held);
    const since = this.#playing ? performance.now() - this.#playing : Infinity;
    const axes = drawProfile(context, sheet, {
      profile,
      rate,
      window,
      ...progress(since),
    });
    this.#handle.place(axes, rate, sheet.scale);
    this.#window = window;
    if (since < TRAVELS) this.#drawing.redraw();
  }
}

/**
 * Say what the curve is measured along.
 * @param {Status | null} status
 */
function noteFor(status) {
  const optimiser = status?.settings.optimiser ?? PLAIN;
  return optimiser === PLAIN
    ? "where the next step lands"
    : "along the next step";
}

/**
 * Say how far a single step has been played: eased out, without a bounce.
 * @param {number} since milliseconds
 */
export function progress(since) {
  const eased = (/** @type {number} */ part) =>
    1 - (1 - Math.min(1, part)) ** 3;
  return { grown: eased(since / GROWS), travelled: eased(since / TRAVELS) };
}

/**
 * Choose what the axes show; while the handle is held the η axis stays as it is.
 * @param {Profile} profile
 * @param {number} rate
 * @param {Window | null} before
 * @param {boolean} held
 * @returns {Window}
 */
function windowFor(profile, rate, before, held) {
  const still = before && held;
  const widest = still
    ? before.widest
    : rateWindow(profile, rate, before?.widest);
  return { widest, costs: costWindow(profile, rate, widest, before?.costs) };
}

/**
 * Set η here at once, and ask the session for it.
 * @param {Live} live
 * @param {number} rate
 */
function tune(live, rate) {
  const rounded = Number(rate.toPrecision(3));
  live.rate.set(rounded);
  live.send({ type: "tune", rate: rounded });
}

/**
 * State the finding in a sentence or two.
 * @param {Profile} profile
 * @param {number} rate
 */
export function describe(profile, rate) {
  const { batch, test } = landingAt(profile, rate);
  const said = verdict(profile, rate);
  return (
    `At step ${format(profile.step)} the cost on the next mini-batch is ` +
    `${formatCost(profile.now)}. A step with η = ${formatRate(rate)} ` +
    `${said.short}: it comes to ${formatCost(batch)}, and on 1,000 test images to ` +
    `${formatCost(test)}. The lowest point is ${formatCost(profile.lowest.cost)} at ` +
    `η = ${formatRate(profile.lowest.rate)}.`
  );
}

const COLUMNS = Object.freeze([
  "η",
  "cost on the mini-batch",
  "cost on test images",
]);

/**
 * List every third measured point.
 * @param {Profile} profile
 */
function table({ rates, batch, test }) {
  const places = Array.from(rates, (_, i) => i).filter((i) => i % 3 === 0);
  return places.map((i) => [
    format(Number(rates[i].toPrecision(3))),
    formatCost(batch[i]),
    formatCost(test[i]),
  ]);
}
