/** The sheet a person draws on: strokes, undo, and what the engine puts there. */

import { CELLS, eraseLine, isBlank, isSame, paintLine } from "./stroke.js";

const MOST_UNDO = 60;

/**
 * @typedef {import("./stroke.js").Point} Point
 * @typedef {ReturnType<typeof sheet>} Sheet
 */

/**
 * Lay out an empty sheet. What is drawn here counts at once; a picture from the
 * engine counts unless it is older than the newest stroke.
 */
export function sheet() {
  /** @type {Uint8Array} */
  let pixels = new Uint8Array(CELLS);
  /** @type {Uint8Array[]} */
  let earlier = [];
  /** @type {Uint8Array | null} */
  let expected = null;
  let own = true;

  const keep = () => {
    earlier = [...earlier, pixels.slice()].slice(-MOST_UNDO);
  };
  const change = (/** @type {() => void} */ act) => {
    if (!own) pixels = new Uint8Array(CELLS);
    own = true;
    act();
    expected = pixels.slice();
  };
  return {
    /** What is on the sheet now. */
    get pixels() {
      return pixels;
    },
    /** Whether a person drew it, and not the engine. */
    get own() {
      return own;
    },
    get blank() {
      return isBlank(pixels);
    },
    get canUndo() {
      return earlier.length > 0;
    },
    /** Begin a stroke, which undo will take back as one. */
    begin() {
      if (own) keep();
      else earlier = [new Uint8Array(CELLS)];
    },
    /** @param {Point} from @param {Point} to */
    paint(from, to) {
      change(() => paintLine(pixels, from, to));
    },
    /** @param {Point} from @param {Point} to */
    erase(from, to) {
      change(() => eraseLine(pixels, from, to));
    },
    undo() {
      const last = earlier.at(-1);
      earlier = earlier.slice(0, -1);
      if (last) change(() => pixels.set(last));
    },
    clear() {
      if (own && !isBlank(pixels)) keep();
      change(() => pixels.fill(0));
    },
    /** Make way for the next picture from the engine. */
    expect() {
      expected = null;
      earlier = [];
    },
    /**
     * Take a picture from the engine, and say whether the sheet changed.
     * @param {Uint8Array} picture
     * @param {boolean} drawn whether a person drew it
     */
    receive(picture, drawn) {
      if (expected) {
        if (isSame(expected, picture)) expected = null;
        return false;
      }
      if (isSame(pixels, picture)) return false;
      pixels = Uint8Array.from(picture);
      own = drawn;
      earlier = [];
      return true;
    },
  };
}
