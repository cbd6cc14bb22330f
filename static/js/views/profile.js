/** Cost along −∇C: where the next step will land, before it is taken. */

import { drawEmpty } from "../draw/empty.js";
import { counted, format, formatCost, formatRate } from "../draw/axes.js";
import { note, prefersStillness, tabled } from "../draw/figure.js";
import {
  costWindow,
  landingAt,
  profileOf,
  rateWindow,
  verdict,
} from "../draw/profile.js";
import { isSame } from "../draw/same.js";
import { stage } from "../draw/stage.js";
import { DEFAULTS, OPTIMISERS } from "../wire/settings.js";
import { drawProfile } from "./profile/drawing.js";
import { Handle } from "./profile/handle.js";
import { Playback, TRAVELS } from "./profile/playback.js";
import { view } from "./view.js";

/**
 * @import { Live } from "../live.js"
 * @import { Status } from "../wire/messages.js"
 * @import { Profile } from "../draw/profile.js"
 * @import { Sheet } from "../draw/stage.js"
 * @typedef {{widest: number, costs: readonly [number, number]}} Window
 */

const LABEL = "Cost along −∇C";
const GROWS = 180;
const EMPTY = "The next step is being measured";

export const profile = view(
  [
    "profile",
    "profile_step",
    "profile_slope",
    "profile_lowest",
    "profile_images",
    "landing",
  ],
  (host, live) => new ProfileView(host, live),
);

/**
 * Read the measured profile from the newest tensors.
 * @param {Live} live
 * @returns {Profile | null}
 */
export function readProfile(live) {
  const data = (/** @type {string} */ name) => live.tensor(name).value?.data;
  const [curve, landing, lowest, images] = [
    "profile",
    "landing",
    "profile_lowest",
    "profile_images",
  ].map(data);
  if (!curve || !landing || !lowest || !images) return null;
  const count = curve.length / 3;
  return profileOf({
    step: data("profile_step")?.[0] ?? 0,
    rates: curve.subarray(0, count),
    batch: curve.subarray(count, 2 * count),
    test: curve.subarray(2 * count),
    slope: data("profile_slope")?.[0] ?? 0,
    lowest: { rate: lowest[0], cost: lowest[1] },
    images: { batch: images[0], test: images[1] },
    landing: { rate: landing[0], batch: landing[1], test: landing[2] },
  });
}

/** The profile on its canvas. */
class ProfileView {
  /** @type {Playback<Profile>} */
  #playback;
  /** @type {Window | null} */
  #window = null;
  /** @type {readonly unknown[]} */
  #newest = [];
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
    this.#playback = new Playback(pageClock(), () => this.#show());
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
        rows: () => this.#rows(),
      }),
      () => this.#playback.stop(),
      () => this.#handle.stop(),
      this.#drawing.stop,
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  #arrive() {
    const tensors = ["profile", "landing"].map(
      (name) => this.#live.tensor(name).value,
    );
    if (isSame(tensors, this.#newest)) return;
    this.#newest = tensors;
    this.#playback.take(readProfile(this.#live), this.#mayPlay);
    this.#show();
  }

  get #mayPlay() {
    const paused = this.#live.status.value?.state === "paused";
    return paused && !document.hidden && !prefersStillness();
  }

  #show() {
    this.#drawing.describe(() => this.#words());
    this.#drawing.redraw();
  }

  #rows() {
    const profile = this.#playback.shown;
    return profile ? table(profile, this.#live.rate.value) : [];
  }

  #words() {
    const profile = this.#playback.shown;
    if (!profile) return `${EMPTY}.`;
    const { rate } = this.#live;
    return describe(profile, rate.value);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} sheet
   */
  #paint(context, sheet) {
    const profile = this.#playback.shown;
    if (!profile) return drawEmpty(context, sheet, EMPTY);
    const rate = this.#live.rate.value;
    const window = windowFor(profile, rate, this.#window, this.#handle.held);
    const { since } = this.#playback;
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

/** Give the clock that the page goes by. */
function pageClock() {
  return {
    setTimeout: window.setTimeout.bind(window),
    clearTimeout: window.clearTimeout.bind(window),
    now: () => performance.now(),
  };
}

/**
 * Say what the curve is measured along.
 * @param {Status | null} status
 */
function noteFor(status) {
  const { optimiser } = status?.settings ?? DEFAULTS;
  return OPTIMISERS[optimiser].plain
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
 * Ask the session for η; the line sets it here at once.
 * @param {Live} live
 * @param {number} rate
 */
function tune(live, rate) {
  live.send({ type: "tune", rate: Number(rate.toPrecision(3)) });
}

/**
 * State the finding in a sentence or two.
 * @param {Profile} profile
 * @param {number} rate
 */
export function describe(profile, rate) {
  const { batch, test } = landingAt(profile, rate);
  const { images, lowest } = profile;
  const said = verdict(profile, rate);
  return (
    `At step ${format(profile.step)} the cost on ${counted(images.batch, "image")} ` +
    `of the next mini-batch is ${formatCost(profile.now)}. A step with η = ${formatRate(rate)} ` +
    `${said.short}: it comes to ${formatCost(batch)}, and on ` +
    `${counted(images.test, "test image")} to ${formatCost(test)}. ` +
    `The lowest point is ${formatCost(lowest.cost)} at ` +
    `η = ${formatRate(lowest.rate)}.`
  );
}

const COLUMNS = Object.freeze([
  "η",
  "cost on the mini-batch",
  "cost on test images",
]);

/**
 * List where the present η lands, then every third measured point.
 * @param {Profile} profile
 * @param {number} rate
 */
export function table(profile, rate) {
  const { rates, batch, test } = profile;
  const places = Array.from(rates, (_, i) => i).filter((i) => i % 3 === 0);
  const here = landingAt(profile, rate);
  return [
    [
      `${formatRate(rate)} (now)`,
      formatCost(here.batch),
      formatCost(here.test),
    ],
    ...places.map((i) => [
      format(Number(rates[i].toPrecision(3))),
      formatCost(batch[i]),
      formatCost(test[i]),
    ]),
  ];
}
