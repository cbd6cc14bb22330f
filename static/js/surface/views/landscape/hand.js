/** The hand on the surface: it turns by dragging and by the arrow keys. */

import { turned } from "../../../draw/axonometric.js";
import { listen } from "../../../draw/figure.js";

/**
 * @import { Turn } from "../../../draw/axonometric.js"
 * @import { Store } from "../../../store.js"
 * @import { Chosen } from "./controls.js"
 */

/** Degrees a pixel, and degrees a key. */
const DRAG = 0.5;
const KEY = 5;
/** Milliseconds after the last movement until the surface is at rest. */
const REST = 180;

/** What is in front goes the way that the key points.
 * @type {Readonly<Record<string, readonly [across: number, up: number]>>} */
const KEYS = Object.freeze({
  ArrowLeft: [KEY, 0],
  ArrowRight: [-KEY, 0],
  ArrowUp: [0, KEY],
  ArrowDown: [0, -KEY],
});

/** Turns the surface, and knows whether it is being turned. */
export class Hand {
  moving = false;
  /** @type {readonly [x: number, y: number] | null} */
  #held = null;
  #timer = 0;
  #turn;
  #chosen;
  #rested;
  #stop;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Store<Turn>} turn
   * @param {Store<Chosen>} chosen
   * @param {() => void} rested told when a movement is over
   */
  constructor(canvas, turn, chosen, rested) {
    this.#turn = turn;
    this.#chosen = chosen;
    this.#rested = rested;
    canvas.tabIndex = 0;
    canvas.style.touchAction = "pan-y";
    const release = () => void (this.#held = null);
    this.#stop = listen(canvas, {
      pointerdown: (event) => this.#take(canvas, event),
      pointermove: (event) => this.#drag(event),
      pointerup: release,
      pointercancel: release,
      keydown: (event) => this.#press(event),
    });
  }

  stop() {
    clearTimeout(this.#timer);
    this.#stop();
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {PointerEvent} event
   */
  #take(canvas, { isPrimary, button, pointerId, clientX, clientY }) {
    if (!isPrimary || button !== 0) return;
    this.#held = [clientX, clientY];
    canvas.setPointerCapture(pointerId);
  }

  /** @param {PointerEvent} event */
  #drag({ isPrimary, clientX, clientY }) {
    if (!this.#held || !isPrimary) return;
    const [x, y] = this.#held;
    this.#held = [clientX, clientY];
    this.#move(DRAG * (x - clientX), DRAG * (clientY - y));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (altKey || ctrlKey || metaKey || shiftKey) return;
    if (!Object.hasOwn(KEYS, key)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#move(...KEYS[key]);
  }

  /**
   * @param {number} across
   * @param {number} up
   */
  #move(across, up) {
    this.moving = true;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#rest(), REST);
    const { value } = this.#chosen;
    if (value.side !== "turned") this.#chosen.set({ ...value, side: "turned" });
    this.#turn.set(turned(this.#turn.value, across, up));
  }

  #rest() {
    this.moving = false;
    this.#rested();
  }
}
