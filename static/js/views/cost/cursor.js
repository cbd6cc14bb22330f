/** A cursor over the chart that pointer, touch and arrow keys move. */

import { element, listen } from "../../draw/figure.js";

/**
 * @typedef {import("../../draw/frame.js").Axes} Axes
 */

/** @type {Readonly<Record<string, (axes: Axes, place: number) => number>>} */
const KEYS = Object.freeze({
  ArrowLeft: (axes, place) => inFrame(axes, place - 3),
  ArrowRight: (axes, place) => inFrame(axes, place + 3),
  PageUp: (axes, place) => inFrame(axes, place - 30),
  PageDown: (axes, place) => inFrame(axes, place + 30),
  Home: (axes) => axes.left,
  End: (axes) => axes.right,
});

/** The cursor; it stays at its place on the paper while the axis moves under it. */
export class Cursor {
  /** @type {Axes | null} */
  #axes = null;
  /** @type {number | null} */
  #place = null;
  #said = element("p", { "aria-live": "polite", class: "visually-hidden" });
  #moved;
  #speak;
  #stop;

  /**
   * @param {HTMLElement} host
   * @param {HTMLCanvasElement} canvas made focusable
   * @param {() => void} moved
   * @param {(step: number) => string} speak the values at a step, in words
   */
  constructor(host, canvas, moved, speak) {
    this.#moved = moved;
    this.#speak = speak;
    canvas.tabIndex = 0;
    canvas.style.touchAction = "pan-y";
    host.append(this.#said);
    const point = (/** @type {Event} */ event) =>
      this.#point(/** @type {PointerEvent} */ (event));
    this.#stop = listen(canvas, {
      pointermove: point,
      pointerdown: point,
      pointerleave: (event) => this.#leave(/** @type {PointerEvent} */ (event)),
      blur: () => this.#move(null),
      keydown: (event) => this.#key(/** @type {KeyboardEvent} */ (event)),
    });
  }

  /** The step under the cursor, null when there is none. */
  get step() {
    if (this.#place === null || !this.#axes) return null;
    return this.#axes.x.invert(this.#place);
  }

  /**
   * Say how the chart is laid out now.
   * @param {Axes} axes
   */
  place(axes) {
    this.#axes = axes;
  }

  stop() {
    this.#stop();
    this.#said.remove();
  }

  /** @param {number | null} place */
  #move(place) {
    this.#place = place;
    this.#moved();
  }

  /** @param {PointerEvent} event */
  #point({ offsetX }) {
    const axes = this.#axes;
    const inside =
      axes && offsetX >= axes.left - 4 && offsetX <= axes.right + 4;
    this.#move(inside ? inFrame(axes, offsetX) : null);
  }

  /** A finger that is lifted leaves the cursor where it was.
   * @param {PointerEvent} event */
  #leave({ pointerType }) {
    if (pointerType !== "touch") this.#move(null);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.#axes) return;
    const leaves = event.key === "Escape" && this.#place !== null;
    const move = KEYS[event.key];
    if (!move && !leaves) return;
    event.preventDefault();
    event.stopPropagation();
    this.#move(
      leaves ? null : move(this.#axes, this.#place ?? this.#axes.right),
    );
    if (this.step !== null) this.#said.textContent = this.#speak(this.step);
  }
}

/**
 * @param {{left: number, right: number}} frame
 * @param {number} place
 */
function inFrame({ left, right }, place) {
  return Math.min(right, Math.max(left, place));
}
