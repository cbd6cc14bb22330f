/** Ramps of colour: from a number between 0 and 1 to the ink that shows it. */

/**
 * @typedef {readonly [red: number, green: number, blue: number]} Colour
 * @typedef {(value: number) => Colour} Ramp
 */

/** @type {Colour} */
const BLACK = Object.freeze([0, 0, 0]);

/**
 * Read a colour written as six hexadecimal digits.
 * @param {string} text
 * @returns {Colour}
 */
function readColour(text) {
  const digits = text.trim().replace("#", "");
  const long = digits.length === 3 ? digits.replace(/./g, "$&$&") : digits;
  const value = Number.parseInt(long, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/**
 * Make a ramp of colours listed from 0 to 1, straight in sRGB between two.
 * @param {string} stops colours with spaces or commas between them
 * @returns {Ramp}
 */
export function readRamp(stops) {
  const colours = stops
    .split(/[\s,"]+/)
    .filter(Boolean)
    .map(readColour);
  return (value) => mixed(colours, value);
}

/**
 * Mix the two colours that a value falls between.
 * @param {Colour[]} colours
 * @param {number} value
 * @returns {Colour}
 */
function mixed(colours, value) {
  if (colours.length < 2) return colours[0] ?? BLACK;
  const place = Math.min(1, Math.max(0, value || 0)) * (colours.length - 1);
  const low = Math.min(Math.floor(place), colours.length - 2);
  const part = place - low;
  const [from, to] = [colours[low], colours[low + 1]];
  return [
    Math.round(from[0] + part * (to[0] - from[0])),
    Math.round(from[1] + part * (to[1] - from[1])),
    Math.round(from[2] + part * (to[2] - from[2])),
  ];
}

/**
 * Tabulate a ramp, so that painting many pixels costs one look-up each.
 * @param {Ramp} ramp
 * @param {number} [count]
 * @returns {Uint8ClampedArray} three bytes for each of `count` colours
 */
export function tabulate(ramp, count = 256) {
  const table = new Uint8ClampedArray(3 * count);
  for (let index = 0; index < count; index += 1) {
    table.set(ramp(index / (count - 1)), 3 * index);
  }
  return table;
}

/**
 * Write a colour for a style sheet or a canvas.
 * @param {Colour} colour
 */
export function css([red, green, blue]) {
  return `rgb(${red} ${green} ${blue})`;
}
