/** Plays a single step: the ball travels on the old curve before the new one shows. */

/**
 * @import { Clock } from "../../line/link.js"
 */

/** How long the ball travels, in milliseconds. */
export const TRAVELS = 260;

/**
 * Holds the curve on show, and for a moment the one that comes after it.
 * @template {{step: number}} Curve
 */
export class Playback {
  /** @type {Curve | null} */
  #shown = null;
  /** @type {Curve | null} */
  #coming = null;
  #began = 0;
  /** @type {unknown} */
  #timer = null;
  #clock;
  #landed;

  /**
   * @param {Clock} clock
   * @param {() => void} landed told when the next curve shows
   */
  constructor(clock, landed) {
    this.#clock = clock;
    this.#landed = landed;
  }

  /** The curve on show; null while there is none. */
  get shown() {
    return this.#shown;
  }

  /** Milliseconds since the ball set out, without end when it lies still. */
  get since() {
    return this.#coming ? this.#clock.now() - this.#began : Infinity;
  }

  /**
   * Take the newest curve; one that follows a single step may be played.
   * @param {Curve | null} next
   * @param {boolean} mayPlay
   */
  take(next, mayPlay) {
    if (this.#coming && next?.step === this.#coming.step) {
      this.#coming = next;
      return;
    }
    this.#land();
    if (next && mayPlay && next.step === (this.#shown?.step ?? NaN) + 1)
      this.#play(next);
    else this.#shown = next;
  }

  /** Let the ball lie still where it is. */
  stop() {
    this.#clock.clearTimeout(this.#timer);
    this.#coming = null;
  }

  /** @param {Curve} next */
  #play(next) {
    [this.#coming, this.#began] = [next, this.#clock.now()];
    this.#timer = this.#clock.setTimeout(() => {
      this.#land();
      this.#landed();
    }, TRAVELS);
  }

  /** Show what was coming at once. */
  #land() {
    this.#shown = this.#coming ?? this.#shown;
    this.stop();
  }
}
