/** The sheet a person draws on: strokes, undo, and what the engine puts there. */

import { isSame } from "../draw/same.js";
import { CELLS, eraseLine, isBlank, paintLine } from "./stroke.js";

const MOST_UNDO = 60;

/**
 * @typedef {import("./stroke.js").Point} Point
 */

/**
 * What is drawn here counts at once; a picture from the engine counts unless it is
 * older than the newest stroke.
 */
export class Sheet {
  #pixels = new Uint8Array(CELLS);
  /** @type {Uint8Array[]} */
  #earlier = [];
  /** @type {Uint8Array | null} */
  #expected = null;
  #own = true;

  /** What is on the sheet now. */
  get pixels() {
    return this.#pixels;
  }

  /** Whether a person drew it, and not the engine. */
  get own() {
    return this.#own;
  }

  get blank() {
    return isBlank(this.#pixels);
  }

  get canUndo() {
    return this.#earlier.length > 0;
  }

  /** Begin a stroke, which undo will take back as one. */
  begin() {
    if (this.#own) this.#keep();
    else this.#earlier = [new Uint8Array(CELLS)];
  }

  /** @param {Point} from @param {Point} to */
  paint(from, to) {
    this.#change((pixels) => paintLine(pixels, from, to));
  }

  /** @param {Point} from @param {Point} to */
  erase(from, to) {
    this.#change((pixels) => eraseLine(pixels, from, to));
  }

  undo() {
    const last = this.#earlier.at(-1);
    this.#earlier = this.#earlier.slice(0, -1);
    if (last) this.#change((pixels) => pixels.set(last));
  }

  clear() {
    if (this.#own && !this.blank) this.#keep();
    this.#change((pixels) => pixels.fill(0));
  }

  /** Make way for the next picture from the engine. */
  expect() {
    this.#expected = null;
    this.#earlier = [];
  }

  /**
   * Take a picture from the engine, and say whether the sheet changed.
   * @param {Uint8Array} picture
   * @param {boolean} drawn whether a person drew it
   */
  receive(picture, drawn) {
    if (this.#expected) {
      if (isSame(this.#expected, picture)) this.#expected = null;
      return false;
    }
    if (isSame(this.#pixels, picture)) return false;
    this.#pixels = Uint8Array.from(picture);
    this.#own = drawn;
    this.#earlier = [];
    return true;
  }

  /**
   * Hold on to what is drawn here before an engine that may have something else.
   * @returns {boolean} whether there is something to send
   */
  insist() {
    if (!this.#own || (this.blank && !this.#expected)) return false;
    this.#expected = this.#pixels.slice();
    return true;
  }

  #keep() {
    this.#earlier = [...this.#earlier, this.#pixels.slice()].slice(-MOST_UNDO);
  }

  /** @param {(pixels: Uint8Array) => void} act */
  #change(act) {
    if (!this.#own) this.#pixels = new Uint8Array(CELLS);
    this.#own = true;
    act(this.#pixels);
    this.#expected = this.#pixels.slice();
  }
}
