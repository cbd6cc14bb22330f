/** Prints maps: keeps the last one finished while the next is drawn bit by bit. */

import { isSame } from "./same.js";

/**
 * @import { Sheet } from "./stage.js"
 */

/**
 * @template Ground, Picture
 * @typedef {(ground: Ground, sheet: Sheet, dots: number) =>
 *   Generator<undefined, Picture, undefined>} Draw
 */

/** Milliseconds of drawing per animation frame: for the first map, and for the next. */
const BUDGET = Object.freeze({ first: 24, next: 6 });
/** The same where a new map is what a person has asked for. */
export const PROMPT = Object.freeze({ first: 24, next: 18 });

/**
 * A press for maps; each call of `print` goes on with the work for a few milliseconds.
 * @template Ground, Picture
 */
export class Press {
  /** @type {Picture | null} */
  #picture = null;
  /** @type {Generator<undefined, Picture, undefined> | null} */
  #work = null;
  /** @type {readonly unknown[]} */
  #look = [];
  /** @type {Ground | null} */
  #printed = null;
  #stale = false;
  #draw;
  #budget;

  /**
   * @param {Draw<Ground, Picture>} draw
   * @param {{first: number, next: number}} [budget] milliseconds per animation frame
   */
  constructor(draw, budget = BUDGET) {
    this.#draw = draw;
    this.#budget = budget;
  }

  /** Whether there is something left to draw. */
  get busy() {
    return this.#work !== null || this.#stale;
  }

  /** Forget the last map, and the one under way. */
  clear() {
    [this.#picture, this.#work, this.#printed] = [null, null, null];
    this.#stale = false;
  }

  /**
   * Give the newest finished map; while a hand moves, the next one waits.
   * @param {Ground} ground
   * @param {Sheet} sheet
   * @param {boolean} moving
   * @returns {Picture | null}
   */
  print(ground, sheet, moving) {
    const dots = window.devicePixelRatio || 1;
    const { width, height, palette, scale } = sheet;
    const look = [width, height, palette, scale, dots];
    const relaid = !isSame(look, this.#look);
    this.#stale = ground !== this.#printed;
    if (relaid || (this.#stale && !this.#work)) {
      [this.#look, this.#printed, this.#stale] = [look, ground, false];
      this.#work = this.#draw(ground, sheet, dots);
    }
    const waits = moving && this.#picture;
    if (this.#work && !waits) this.#goOn(this.#work);
    return this.#picture;
  }

  /** @param {Generator<undefined, Picture, undefined>} work */
  #goOn(work) {
    const end =
      performance.now() + this.#budget[this.#picture ? "next" : "first"];
    do {
      const { done, value } = work.next();
      if (!done) continue;
      [this.#picture, this.#work] = [value, null];
      return;
    } while (performance.now() < end);
  }
}
