/** Where everything in the picture of the network stands. */

import { SIDE } from "../../pad/stroke.js";

/**
 * @typedef {{x: number, y: number}} Point
 * @typedef {{neurons: Point[], radius: number, spacing: number, heading: Point}} Layer
 * @typedef {{width: number, height: number, counts: readonly number[],
 *   scale: number, names: {beside: number, below: number}}} Room `counts` leaves the
 *   input out; `names` is the room that the names of the outputs need
 * @typedef {{down: boolean, picture: Point & {side: number}, inputHeading: Point,
 *   layers: Layer[]}} Layout
 */

/** Sizes in CSS pixels, before scaling. */
const RADIUS = 9;
const WIDEST = Object.freeze({ hidden: 30, output: 46, down: 44 });
const ACROSS = Object.freeze({ left: 6, top: 56, bottom: 19, heading: 10 });
const DOWN = Object.freeze({
  edge: 4,
  top: 24,
  heading: 19,
  ring: 14,
});
const PICTURE = Object.freeze({ across: 156, down: 112 });

/**
 * Place the picture and the neurons: from left to right in a wide place, downward
 * in a tall one.
 * @param {Room} room
 * @returns {Layout}
 */
export function layout(room) {
  return room.width < room.height * 0.95 ? downward(room) : across(room);
}

/**
 * Place the layers from left to right.
 * @param {Room} room
 * @returns {Layout}
 */
function across({ width, height, counts, scale, names }) {
  const top = ACROSS.top * scale;
  const bottom = height - ACROSS.bottom * scale;
  const middle = (top + bottom) / 2;
  const most = Math.min(PICTURE.across * scale, width * 0.2, bottom - top);
  const side = Math.round(most);
  const left = ACROSS.left;
  const gap = (width - names.beside - left - side) / counts.length;
  const y = ACROSS.heading * scale;
  const layers = counts.map((count, index) => {
    const x = left + side + gap * (index + 1);
    const last = index === counts.length - 1;
    const apart = last ? WIDEST.output : WIDEST.hidden;
    const { offsets, ...sizes } = spread(count, bottom - top, apart, scale);
    const neurons = offsets.map((offset) => ({ x, y: middle + offset }));
    return { ...sizes, neurons, heading: { x, y } };
  });
  const picture = { x: left, y: Math.round(middle - side / 2), side };
  const inputHeading = { x: left + side / 2, y };
  return { down: false, picture, inputHeading, layers };
}

/**
 * Place the layers from top to bottom.
 * @param {Room} room
 * @returns {Layout}
 */
function downward({ width, height, counts, scale, names }) {
  const edge = DOWN.edge;
  const inset = edge + DOWN.ring * scale;
  const most = Math.min(PICTURE.down * scale, width * 0.4, height * 0.22);
  const side = Math.round(most);
  const top = DOWN.top * scale;
  const gap = (height - names.below - top - side) / counts.length;
  const layers = counts.map((count, index) => {
    const y = top + side + gap * (index + 1);
    const length = width - 2 * inset;
    const { offsets, ...sizes } = spread(count, length, WIDEST.down, scale);
    const neurons = offsets.map((offset) => ({ x: width / 2 + offset, y }));
    const heading = { x: edge, y: y - sizes.radius - DOWN.heading * scale };
    return { ...sizes, neurons, heading };
  });
  const picture = {
    x: Math.round((width - side) / 2),
    y: Math.round(top),
    side,
  };
  const inputHeading = { x: edge, y: ACROSS.heading * scale };
  return { down: true, picture, inputHeading, layers };
}

/**
 * Spread neurons evenly about a middle, as large as fits without touching.
 * @param {number} count
 * @param {number} length from the first centre to the last
 * @param {number} most
 * @param {number} scale
 */
function spread(count, length, most, scale) {
  const spacing = Math.min(most * scale, length / Math.max(1, count - 1));
  const radius = Math.min(RADIUS * scale, spacing * 0.42);
  const first = (-(count - 1) * spacing) / 2;
  const offsets = Array.from({ length: count }, (_, i) => first + i * spacing);
  return { offsets, spacing, radius };
}

/**
 * Give the middle of a pixel of the input picture.
 * @param {Layout["picture"]} picture
 * @param {number} pixel 0 to 783
 * @returns {Point}
 */
export function pixelAt({ x, y, side }, pixel) {
  const cell = side / SIDE;
  return {
    x: x + cell * ((pixel % SIDE) + 0.5),
    y: y + cell * (Math.floor(pixel / SIDE) + 0.5),
  };
}

/**
 * Place a box over every neuron that a finger or a pointer hits: as large as asked for,
 * but along its layer never into the next neuron.
 * @param {Layout} plan
 * @param {number} most
 * @returns {{x: number, y: number, width: number, height: number}[]}
 */
export function targets({ down, layers }, most) {
  return layers.flatMap(({ neurons, spacing }) => {
    const along = Math.min(most, spacing);
    const [width, height] = down ? [along, most] : [most, along];
    return neurons.map(({ x, y }) => ({
      x: x - width / 2,
      y: y - height / 2,
      width,
      height,
    }));
  });
}
