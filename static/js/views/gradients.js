/** How large the gradient of each layer is, now and in the last steps. */

import { format, logarithmic, raised, withPower } from "../draw/axes.js";
import { stage } from "../draw/stage.js";
import { store } from "../store.js";
import { choice, element, note, tabled } from "../draw/figure.js";
import { DEFAULTS, INPUTS, OUTPUTS } from "../wire/settings.js";
import { view } from "./view.js";

/**
 * @typedef {import("../live.js").Live} Live
 * @typedef {import("../draw/stage.js").Sheet} Room
 * @typedef {{name: string, weights: number}} Layer
 * @typedef {{now: number, past: number[], name: string}} Row
 */

const LOWEST = 1e-4;
const DECADES = 4;

/**
 * Each choice: what to divide a norm by, given the number of weights, and how to say it.
 * @type {Readonly<Record<string, {divisor: (weights: number) => number, note: string,
 *   said: string}>>}
 */
const MEASURES = Object.freeze({
  norm: {
    divisor: () => 1,
    note: "‖∇C‖, log scale",
    said: "the norm of the gradient",
  },
  "RMS per weight": {
    divisor: Math.sqrt,
    note: "RMS, log scale",
    said: "the root mean square of the gradient",
  },
});

export const gradients = view(
  ["gradient_norms"],
  (host, live) => new Gradients(host, live),
);

class Gradients {
  #host;
  #live;
  #shown = store(Object.keys(MEASURES)[0]);
  #drawing;
  #stops;

  /**
   * @param {HTMLElement} host
   * @param {Live} live
   */
  constructor(host, live) {
    this.#host = host;
    this.#live = live;
    const place = element("div", { class: "gradients-plot" });
    const choices = this.#choice();
    host.append(place, choices.group);
    this.#drawing = stage(
      place,
      (context, room) => paint(context, room, this.#rows(this.#measure)),
      { label: "Gradient size of each layer" },
    );
    const tell = () => this.#tell();
    this.#stops = [
      live.tensor("gradient_norms").subscribe(tell),
      live.status.subscribe(tell),
      this.#shown.subscribe(tell),
      tabled(host, this.#table()),
      choices.stop,
      this.#drawing.stop,
      () => host.replaceChildren(),
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  #choice() {
    const choices = Object.keys(MEASURES).map(
      (measure) => /** @type {const} */ ([measure, measure]),
    );
    const label = "Gradient size as";
    const chosen = this.#shown;
    return choice({ name: "gradient-size", label, choices, chosen });
  }

  get #measure() {
    return MEASURES[this.#shown.value];
  }

  /** @param {{divisor: (weights: number) => number}} measure */
  #rows({ divisor }) {
    const { hidden } = this.#live.status.value?.settings ?? DEFAULTS;
    return rowsOf(layersOf(hidden), norms(this.#live), divisor);
  }

  #tell() {
    const measure = this.#measure;
    note(this.#host, measure.note);
    this.#drawing.describe(finding(this.#rows(measure), measure.said));
    this.#drawing.redraw();
  }

  /** Give a row for each layer and a column for each measure. */
  #table() {
    const measures = Object.values(MEASURES);
    const columns = () => ["Layer", ...Object.keys(MEASURES)];
    const rows = () => {
      const all = measures.map((measure) => this.#rows(measure));
      return all[0].map(({ name }, layer) => [
        name,
        ...all.map((each) => shownSize(each[layer].now)),
      ]);
    };
    return { label: "Gradient size", columns, rows };
  }
}

/**
 * Gather the norms of the newest step and of those before it.
 * @param {Live} live
 */
function norms(live) {
  return {
    now: live.tensor("gradient_norms").value?.data ?? [],
    past: live.curves.value.gradients.map((each) => each.norms),
  };
}

/**
 * Name each layer by what it joins, and count its weights and biases.
 * @param {readonly number[]} hidden
 * @returns {Layer[]}
 */
export function layersOf(hidden) {
  const sizes = [INPUTS, ...hidden, OUTPUTS];
  return sizes.slice(1).map((outputs, index) => ({
    name: `${sizes[index]}→${outputs}`,
    weights: (sizes[index] + 1) * outputs,
  }));
}

/**
 * Give each layer its row.
 * @param {Layer[]} layers
 * @param {{now: ArrayLike<number>, past: readonly ArrayLike<number>[]}} norms
 * @param {(weights: number) => number} divisor
 * @returns {Row[]}
 */
export function rowsOf(layers, { now, past }, divisor) {
  return layers.map(({ name, weights }, index) => ({
    name,
    now: now[index] / divisor(weights),
    past: past.map((norms) => norms[index] / divisor(weights)),
  }));
}

/**
 * Choose whole decades that hold everything above nothing.
 * @param {Row[]} rows
 * @returns {[low: number, high: number]}
 */
export function decades(rows) {
  const seen = rows
    .flatMap(({ now, past }) => [now, ...past])
    .filter((value) => value > 0 && Number.isFinite(value));
  if (!seen.length) return [LOWEST, LOWEST * 10 ** DECADES];
  const top = Math.max(0, Math.ceil(Math.log10(Math.max(...seen))));
  const high = Math.min(top, Math.ceil(Math.log10(Math.max(...seen))) + 1);
  const low = Math.floor(Math.log10(Math.max(Math.min(...seen), 1e-12)));
  return [10 ** Math.min(low, high - DECADES), 10 ** high];
}

/**
 * Write a gradient size: three decimals, or as many as it needs.
 * @param {number} value
 */
export function shownSize(value) {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  if (value >= 0.01) return format(value, 3);
  if (value >= 0.0001) return format(Number(value.toPrecision(2)));
  return withPower(value, 0);
}

/**
 * Say the sizes in words.
 * @param {Row[]} rows
 * @param {string} said
 */
function finding(rows, said) {
  if (!rows.some(({ now }) => Number.isFinite(now)))
    return "Press play to start training.";
  const sizes = rows.map(({ name, now }) => `${name}: ${shownSize(now)}`);
  return `For each layer, ${said}: ${sizes.join(", ")}.`;
}

/**
 * Paint the axis and a row for each layer.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {Row[]} rows
 */
function paint(context, room, rows) {
  const { width, height, palette, scale } = room;
  const text = 13 * scale;
  context.font = `400 ${text}px ${palette.ui}`;
  const names = rows.map(({ name }) => context.measureText(name).width);
  const left = Math.max(...names) + 14 * scale;
  const right = width - 56 * scale;
  const base = height - 20 * scale;
  const axis = logarithmic(decades(rows), [left + 6, right - 6]);
  paintAxis(context, room, axis, base);
  const pitch = Math.min(40 * scale, base / rows.length);
  rows.forEach((row, index) => {
    const y = pitch * (index + 0.5);
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.font = `400 ${text}px ${palette.ui}`;
    context.fillStyle = palette.ink2;
    context.fillText(row.name, 0, y);
    paintPast(context, room, row.past.map(axis), y);
    paintNow(context, room, row.now, { axis, y });
  });
}

/**
 * List the powers of ten between two of them, at most so many.
 * @param {readonly [number, number]} domain
 * @param {number} most
 */
export function powersOfTen([low, high], most) {
  const first = Math.round(Math.log10(low));
  const count = Math.round(Math.log10(high)) - first + 1;
  const stride = Math.ceil(count / most);
  const powers = Array.from({ length: count }, (_, index) => first + index);
  return powers
    .filter((_, index) => index % stride === 0)
    .map((power) => 10 ** power);
}

/**
 * Paint the decades.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {ReturnType<typeof logarithmic>} axis
 * @param {number} base
 */
function paintAxis(context, { palette, scale }, axis, base) {
  context.strokeStyle = palette.rule;
  context.lineWidth = 1;
  context.fillStyle = palette.ink2;
  context.font = `400 ${13 * scale}px ${palette.ui}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  const apart = axis.range[1] - axis.range[0];
  const most = Math.max(2, 1 + Math.floor(apart / (32 * scale)));
  const ticks = powersOfTen(axis.domain, most);
  for (const tick of ticks) {
    const x = Math.round(axis(tick)) + 0.5;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, base);
    context.stroke();
    context.fillText(shownTick(tick), x, base + 15 * scale);
  }
}

/**
 * Write a decade as short as can be.
 * @param {number} tick
 */
export function shownTick(tick) {
  const power = Math.round(Math.log10(tick));
  if (power < -4 || power > 3) return `10${raised(power)}`;
  return format(tick).replace(/^0\./, ".");
}

/**
 * Paint the last steps as faint ticks.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {number[]} places
 * @param {number} y
 */
function paintPast(context, { palette, scale }, places, y) {
  const high = 10 * scale;
  context.fillStyle = palette.ink;
  context.globalAlpha = 0.12;
  for (const x of places) {
    if (Number.isFinite(x)) context.fillRect(x - 0.75, y - high / 2, 1.5, high);
  }
  context.globalAlpha = 1;
}

/**
 * Paint the present as a dot with its number; nothing is a ring at the end.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {number} now
 * @param {{axis: ReturnType<typeof logarithmic>, y: number}} row
 */
function paintNow(context, { width, palette, scale }, now, { axis, y }) {
  context.font = `600 ${13 * scale}px ${palette.ui}`;
  context.textAlign = "right";
  context.fillStyle = palette.ink;
  context.fillText(shownSize(now), width, y);
  if (!Number.isFinite(now)) return;
  const x = Math.max(axis.range[0], now > 0 ? axis(now) : axis.range[0]);
  context.beginPath();
  context.arc(x, y, 5 * scale, 0, 2 * Math.PI);
  context.fillStyle = now > 0 ? palette.ink : palette.paper;
  context.fill();
  context.lineWidth = 1.5 * scale;
  context.strokeStyle = now > 0 ? palette.paper : palette.ink;
  context.stroke();
}
