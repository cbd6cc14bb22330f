/** Cost along −∇C: where the next step will land, before it is taken. */

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
import { axesOf, drawProfile } from "./profile/drawing.js";
import { drawEmpty } from "../draw/empty.js";

export { verdict } from "../draw/profile.js";

/**
 * @import { Live } from "../live.js"
 * @import { Profile } from "../draw/profile.js"
 * @import { Axes } from "../draw/frame.js"
 * @import { Sheet } from "../draw/stage.js"
 * @typedef {{widest: number, costs: readonly [number, number]}} Window
 */

const LABEL = "Cost along −∇C";
const GROWS = 180;
const TRAVELS = 260;
const LEAST = 0.001;
const MOST = 100;

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
  /** @type {Profile | null} */
  let shown = null;
  /** @type {Window | null} */
  let window = null;
  let played = 0;
  /** @type {readonly unknown[]} */
  let newest = [];
  const drawing = stage(host, paint, { label: LABEL });
  const handle = drag(drawing.canvas, live, () => window);
  const stops = [
    live.frame.subscribe(arrive),
    live.rate.subscribe(show),
    live.status.subscribe((status) => {
      const plain =
        (status?.settings.optimiser ?? "gradient descent") ===
        "gradient descent";
      note(host, plain ? "where the next step lands" : "along the next step");
    }),
    tabled(host, {
      label: LABEL,
      columns: () => COLUMNS,
      rows: () => (shown ? table(shown) : []),
    }),
  ];

  function arrive() {
    const tensors = [
      live.tensor("profile").value,
      live.tensor("landing").value,
    ];
    if (tensors.every((tensor, i) => tensor === newest[i])) return;
    newest = tensors;
    const next = readProfile(live);
    const single = shown && next && next.step === shown.step + 1;
    const still = live.status.value?.state === "paused";
    if (single && still && !prefersStillness() && !document.hidden) play(next);
    else if (!played || next?.step !== shown?.step) shown = next;
    show();
  }

  /** @param {Profile} next */
  function play(next) {
    played = performance.now();
    setTimeout(() => {
      played = 0;
      shown = readProfile(live) ?? next;
      show();
    }, TRAVELS);
  }

  function show() {
    if (shown) drawing.describe(describe(shown, live.rate.value));
    drawing.redraw();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} sheet
   */
  function paint(context, sheet) {
    if (!shown)
      return drawEmpty(context, sheet, "The next step is being measured");
    const rate = live.rate.value;
    window = windowFor(shown, rate, handle.held() ? window : null, window);
    const since = played ? performance.now() - played : Infinity;
    const scene = { profile: shown, rate, window, ...progress(since) };
    drawProfile(context, sheet, scene);
    handle.at(axesOf(context, sheet, window), rate, sheet.scale);
    if (since < TRAVELS) drawing.redraw();
  }

  return () => {
    for (const stop of stops) stop();
    handle.stop();
    drawing.stop();
  };
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
 * Choose what the axes show; while the handle is held they stay as they are.
 * @param {Profile} profile
 * @param {number} rate
 * @param {Window | null} held
 * @param {Window | null} before
 * @returns {Window}
 */
function windowFor(profile, rate, held, before) {
  const widest = held?.widest ?? rateWindow(profile, rate, before?.widest);
  return { widest, costs: costWindow(profile, rate, widest, before?.costs) };
}

/**
 * Let the pointer drag the η on the axis: the same control as the slider.
 * @param {HTMLCanvasElement} canvas
 * @param {Live} live
 * @param {() => Window | null} window
 */
function drag(canvas, live, window) {
  let [middle, bottom, left, reach] = [0, 0, 0, 22];
  let [perPixel, held, grip] = [1, false, 0];
  canvas.style.touchAction = "pan-y";
  const near = (/** @type {PointerEvent} */ event) =>
    Math.hypot(event.offsetX - middle, event.offsetY - bottom) <= reach;
  const events = {
    /** @param {PointerEvent} event */
    pointerdown(event) {
      if (!window() || !near(event)) return;
      held = true;
      grip = event.offsetX - middle;
      canvas.setPointerCapture(event.pointerId);
    },
    /** @param {PointerEvent} event */
    pointermove(event) {
      canvas.style.cursor = held ? "grabbing" : near(event) ? "grab" : "";
      if (!held) return;
      const rate = (event.offsetX - grip - left) * perPixel;
      tune(live, Math.min(MOST, Math.max(LEAST, rate)));
    },
    pointerup: () => void (held = false),
    pointercancel: () => void (held = false),
    /** @param {TouchEvent} event */
    touchstart(event) {
      if (held) event.preventDefault();
    },
  };
  for (const [name, listen] of Object.entries(events)) {
    canvas.addEventListener(name, /** @type {EventListener} */ (listen), {
      passive: false,
    });
  }
  return {
    held: () => held,
    /**
     * @param {Axes} axes
     * @param {number} rate
     * @param {number} scale
     */
    at(axes, rate, scale) {
      [middle, bottom, left] = [axes.x(rate), axes.bottom, axes.left];
      perPixel = axes.x.domain[1] / (axes.right - axes.left);
      reach = 22 * scale;
    },
    stop() {
      for (const [name, listen] of Object.entries(events)) {
        canvas.removeEventListener(name, /** @type {EventListener} */ (listen));
      }
    },
  };
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
    `${formatCost(profile.now)}. A step with η = ${formatRate(rate)} lands at ` +
    `${formatCost(batch)} and ${said.short}; on 1,000 test images at ` +
    `${formatCost(test)}. Lowest: ${formatCost(profile.lowest.cost)} at η = ` +
    `${formatRate(profile.lowest.rate)}.`
  );
}

const COLUMNS = Object.freeze([
  "η",
  "cost on the mini-batch",
  "cost on test images",
]);

/**
 * List every fifth measured point.
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
