/** The map under the hand: a tap or a drag sets the start, a pointer or keys feel the slope. */

import { element, listen } from "../../../draw/figure.js";

/**
 * @import { Scale } from "../../../draw/axes.js"
 * @typedef {readonly [x: number, y: number]} Point
 * @typedef {{left: number, right: number, bottom: number, top: number}} Window
 * @typedef {object} Deeds
 * @property {(point: Point) => void} start
 * @property {(point: Point | null) => void} feel told null when nothing is felt
 */

/** How far the arrow keys go, in parts of the window. */
const STRIDE = 1 / 50;
const FAR = 1 / 10;
/** @type {Readonly<Record<string, Point>>} */
const KEYS = Object.freeze({
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
});
const SETS = new Set(["Enter", " "]);
const HELP =
  "Arrow keys move a cursor and say the slope there; Enter sets the start.";

/**
 * Move a point by a stride, inside its window.
 * @param {Window} window
 * @param {Point} point
 * @param {Point} way
 * @param {number} stride in parts of the window
 * @returns {Point}
 */
export function moved({ left, right, bottom, top }, [x, y], way, stride) {
  const next = /** @type {const} */ ([
    x + way[0] * stride * (right - left),
    y + way[1] * stride * (top - bottom),
  ]);
  return inside({ left, right, bottom, top }, next);
}

/**
 * Bring a point into a window, and round it to what can be told apart there.
 * @param {Window} window
 * @param {Point} point
 * @returns {Point}
 */
export function inside({ left, right, bottom, top }, [x, y]) {
  const clamp = (
    /** @type {number} */ value,
    /** @type {number} */ low,
    /** @type {number} */ high,
  ) => Number(Math.min(high, Math.max(low, value)).toPrecision(5));
  return [clamp(x, left, right), clamp(y, bottom, top)];
}

/** What pointer and keys do on a map. */
export class Hand {
  /** @type {Point | null} */
  cursor = null;
  #held = false;
  /** @type {{x: Scale, y: Scale} | null} */
  #scales = null;
  #said = element("p", { "aria-live": "polite", class: "visually-hidden" });
  #canvas;
  #deeds;
  #window;
  #begin;
  #stop;

  /**
   * @param {HTMLElement} host
   * @param {HTMLCanvasElement} canvas made focusable
   * @param {() => Window | null} window
   * @param {() => readonly number[]} begin where the cursor begins
   * @param {Deeds} deeds
   */
  constructor(host, canvas, window, begin, deeds) {
    this.#canvas = canvas;
    this.#deeds = deeds;
    this.#window = window;
    this.#begin = begin;
    canvas.tabIndex = 0;
    canvas.title = HELP;
    canvas.style.touchAction = "none";
    canvas.style.cursor = "crosshair";
    host.append(this.#said);
    const release = () => (this.#held = false);
    this.#stop = listen(canvas, {
      pointerdown: (event) => this.#take(/** @type {PointerEvent} */ (event)),
      pointermove: (event) => this.#move(/** @type {PointerEvent} */ (event)),
      pointerup: release,
      pointercancel: release,
      pointerleave: () => this.#held || this.#feel(null),
      blur: () => this.#feel(null),
      keydown: (event) => this.#key(/** @type {KeyboardEvent} */ (event)),
    });
  }

  /**
   * Say how the map is laid out now.
   * @param {{x: Scale, y: Scale}} scales
   */
  place(scales) {
    this.#scales = scales;
  }

  /**
   * Speak about where the cursor is, when the keys have brought it there.
   * @param {string} text
   */
  say(text) {
    if (this.cursor) this.#said.textContent = text;
  }

  stop() {
    this.#stop();
    this.#said.remove();
  }

  /** @param {PointerEvent} event */
  #pointOf({ offsetX, offsetY }) {
    const window = this.#window();
    if (!window || !this.#scales) return null;
    const { x, y } = this.#scales;
    return inside(window, [x.invert(offsetX), y.invert(offsetY)]);
  }

  /** @param {PointerEvent} event */
  #take(event) {
    const point = this.#pointOf(event);
    if (event.button !== 0 || !event.isPrimary || !point) return;
    this.#held = true;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#feel(null);
    this.#deeds.start(point);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const point = this.#pointOf(event);
    if (!event.isPrimary || !point) return;
    if (this.#held) this.#deeds.start(point);
    else this.#feel(point);
  }

  /** @param {Point | null} point */
  #feel(point) {
    this.cursor = null;
    this.#deeds.feel(point);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const window = this.#window();
    if (event.ctrlKey || event.altKey || event.metaKey || !window) return;
    const { cursor } = this;
    const way = KEYS[event.key];
    const sets = SETS.has(event.key) && cursor;
    const leaves = event.key === "Escape" && cursor;
    if (!way && !sets && !leaves) return;
    event.preventDefault();
    event.stopPropagation();
    if (sets) return this.#deeds.start(sets);
    if (leaves) return this.#feel(null);
    const [x = 0, y = 0] = cursor ?? this.#begin();
    const stride = event.shiftKey ? FAR : STRIDE;
    this.cursor = moved(window, [x, y], way, stride);
    this.#deeds.feel(this.cursor);
  }
}
