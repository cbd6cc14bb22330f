/** Small pictures made of numbers: digits in ink, weights in blue and orange. */

import { tabulate } from "../draw/ramps.js";

/**
 * @typedef {import("../draw/ramps.js").Ramp} Ramp
 * @typedef {import("../draw/ramps.js").Colour} Colour
 */

/** Codes run from -127 to 127; a code's colour is at three times code + 127. */
const FULL = 127;

/**
 * Turn grey values into ink of that strength on nothing.
 * @param {Uint8ClampedArray} rgba filled in place, four bytes a pixel
 * @param {ArrayLike<number>} pixels 0 to 255
 * @param {Colour} colour
 */
export function inked(rgba, pixels, [red, green, blue]) {
  for (let cell = 0; cell < pixels.length; cell += 1) {
    rgba[4 * cell] = red;
    rgba[4 * cell + 1] = green;
    rgba[4 * cell + 2] = blue;
    rgba[4 * cell + 3] = pixels[cell];
  }
}

/**
 * Tabulate the colour of every code: blue above zero, orange below, paper at zero.
 * @param {{positive: Ramp, negative: Ramp}} ramps
 * @param {number} stretch how many times the code of full colour fits in 127
 * @returns {Uint8ClampedArray} three bytes for each code from -127 to 127
 */
export function signed({ positive, negative }, stretch = 1) {
  const ramp = (/** @type {number} */ place) => {
    const share = (2 * place - 1) * stretch;
    return share < 0 ? negative(-share) : positive(share);
  };
  return tabulate(ramp, 2 * FULL + 1);
}

/**
 * Paint some weight images side by side into one picture.
 * @param {Uint8ClampedArray} rgba filled in place, `across` images wide
 * @param {Int8Array} codes 784 for each image
 * @param {Uint8ClampedArray} table from `signed`
 * @param {{first: number, count: number, across: number, side: number}} page
 */
export function tiled(rgba, codes, table, { first, count, across, side }) {
  const width = across * side;
  for (let tile = 0; tile < count; tile += 1) {
    const left = (tile % across) * side;
    const top = Math.floor(tile / across) * side;
    const from = (first + tile) * side * side;
    for (let cell = 0; cell < side * side; cell += 1) {
      const row = top + Math.floor(cell / side);
      const place = 4 * (row * width + left + (cell % side));
      const colour = 3 * (Math.max(-FULL, codes[from + cell]) + FULL);
      rgba[place] = table[colour];
      rgba[place + 1] = table[colour + 1];
      rgba[place + 2] = table[colour + 2];
      rgba[place + 3] = 255;
    }
  }
}

/**
 * Make a canvas out of sight, to keep a picture on.
 * @param {number} width
 * @param {number} height
 */
export function hiddenPicture(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext("2d")
  );
  const image = context.createImageData(width, height);
  return {
    canvas,
    rgba: image.data,
    /** Show what was written to `rgba`. */
    show: () => context.putImageData(image, 0, 0),
  };
}
