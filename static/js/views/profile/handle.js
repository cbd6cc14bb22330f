/** The η on the profile's axis, which can be dragged: the same control as the slider. */

import { listen } from "../../draw/figure.js";
import { RANGES } from "../../wire/settings.js";

/**
 * @typedef {import("../../draw/frame.js").Axes} Axes
 */

const REACH = 22;

/** A place on a canvas that the pointer can take hold of and move along an axis. */
export class Handle {
  held = false;
  /** @type {Axes | null} */
  #axes = null;
  #rate = 0;
  #reach = REACH;
  #grip = 0;
  #canvas;
  #choose;
  #stop;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {(rate: number) => void} choose told every η that the pointer comes to
   */
  constructor(canvas, choose) {
    this.#canvas = canvas;
    this.#choose = choose;
    canvas.style.touchAction = "pan-y";
    const release = (/** @type {PointerEvent} */ { isPrimary }) => {
      if (isPrimary) this.held = false;
    };
    this.#stop = listen(canvas, {
      pointerdown: (event) => this.#take(/** @type {PointerEvent} */ (event)),
      pointermove: (event) => this.#move(/** @type {PointerEvent} */ (event)),
      pointerup: release,
      pointercancel: release,
      touchstart: (event) => this.held && event.preventDefault(),
    });
  }

  /**
   * Say where the handle is drawn now.
   * @param {Axes} axes
   * @param {number} rate
   * @param {number} scale
   */
  place(axes, rate, scale) {
    [this.#axes, this.#rate, this.#reach] = [axes, rate, REACH * scale];
  }

  stop() {
    this.#stop();
  }

  /** @param {PointerEvent} event */
  #isNear({ offsetX, offsetY }) {
    if (!this.#axes) return false;
    const [x, y] = [this.#axes.x(this.#rate), this.#axes.bottom];
    return Math.hypot(offsetX - x, offsetY - y) <= this.#reach;
  }

  /** @param {PointerEvent} event */
  #take(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    if (!this.#axes || !this.#isNear(event)) return;
    this.held = true;
    this.#grip = event.offsetX - this.#axes.x(this.#rate);
    this.#canvas.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const open = this.#isNear(event) ? "grab" : "";
    this.#canvas.style.cursor = this.held ? "grabbing" : open;
    if (!this.held || !this.#axes || !event.isPrimary) return;
    const rate = this.#axes.x.invert(event.offsetX - this.#grip);
    this.#choose(Math.min(RANGES.rate.max, Math.max(RANGES.rate.min, rate)));
  }
}
