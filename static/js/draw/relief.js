/** A map as a sheet of paper: tint, relief, contours, and their numbers. */

import { clean, formatTicks, linear } from "./axes.js";
import { pairs } from "./curves.js";
import { contours } from "./contours.js";
import { filled, flipped, heights, isFlat, resample, tint } from "./grid.js";
import { firstFree, placeAlong, touches } from "./labels.js";
import { font, measure, trace, words } from "./marks.js";
import { tabulate } from "./ramps.js";

/**
 * @typedef {import("./grid.js").Grid} Grid
 * @typedef {import("./stage.js").Sheet} Sheet
 * @typedef {import("./axes.js").Scale} Scale
 * @typedef {import("./labels.js").Box} Box
 * @typedef {import("./rungs.js").Plot} Plot
 * @typedef {CanvasRenderingContext2D} Context
 *
 * @typedef {{canvas: HTMLCanvasElement, x: Scale, y: Scale}} Picture
 * @typedef {Picture & {numbers: readonly Box[]}} Numbered a picture, and the boxes that
 *   its numbers fill
 * @typedef {object} Survey what a map is made of
 * @property {Grid} grid costs, row 0 is the lowest y
 * @property {ArrayLike<number>} axes x from, x to, y from, y to
 * @property {Plot} plot
 * @property {boolean} [bare] without numbers on the contours
 * @property {(context: Context, picture: Picture) => readonly Box[]} stand draws what
 *   stands on the ground under the numbers, and returns the boxes that it fills
 * @typedef {{cost: number, index: boolean, points: Float32Array}} Contour in pixels
 */

/** A picture has at most this many tinted points; a larger one is stretched. */
const MOST_POINTS = 200_000;
/** Contours are followed on cells about this many pixels wide. */
const CELL = 3;
/** Numbers on contours keep this far from each other. */
const APART = 40;
const ROWS_AT_ONCE = 24;
const LINES_AT_ONCE = 1;
const POINTS_AT_ONCE = 1500;
const FLAT = "flat here";

/**
 * Draw a map piece by piece: every `next` does a few milliseconds of work, and the last
 * one gives the picture.
 * @param {Survey} survey
 * @param {Sheet} sheet
 * @param {number} dots device pixels per pixel
 * @returns {Generator<undefined, Numbered, undefined>}
 */
export function* relief({ grid, axes, plot, bare, stand }, sheet, dots) {
  const { width, height } = sheet;
  const canvas = newCanvas(Math.round(width * dots), Math.round(height * dots));
  const context = contextOf(canvas);
  const x = linear([axes[0], axes[1]], [0, width]);
  const y = linear([axes[2], axes[3]], [height, 0]);
  const ground = plotted(flipped(filled(grid)), plot);
  const size = canvas.width * canvas.height;
  const tinted = yield* tintedCanvas(ground, sheet, size);
  context.imageSmoothingQuality = "high";
  context.drawImage(tinted, 0, 0, canvas.width, canvas.height);
  context.setTransform(dots, 0, 0, dots, 0, 0);
  const lines = yield* contourLines(ground, sheet, plot);
  yield* strokeContours(context, sheet, lines);
  const taken = stand(context, { canvas, x, y });
  const numbered = bare ? [] : lines;
  const numbers = yield* writeHeights(context, sheet, numbered, taken);
  if (isFlat(ground.values)) writeFlat(context, sheet, taken);
  return { canvas, x, y, numbers };
}

/**
 * Give every cost the height at which it is plotted.
 * @param {Grid} grid
 * @param {Plot} plot
 * @returns {Grid}
 */
function plotted(grid, plot) {
  return { ...grid, values: grid.values.map(plot.of) };
}

/**
 * Say that the ground is flat, where nothing else stands.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {readonly Box[]} taken
 */
function writeFlat(context, sheet, taken) {
  const { palette, scale, width, height } = sheet;
  const face = font(sheet, { size: 14, weight: 600 });
  const size = { width: measure(context, FLAT, face), height: 18 * scale };
  const places = [0.3, 0.2, 0.75, 0.85].flatMap((down) =>
    [0.5, 0.75, 0.25].map((across) => ({
      x: across * width,
      y: down * height,
      ...size,
    })),
  );
  const { x, y } = firstFree(places, taken, sheet, 2) ?? places[0];
  const look = { colour: palette.ink, font: face, halo: palette.halo };
  words(context, FLAT, { x, y, align: "center", ...look });
}

/**
 * @param {number} width
 * @param {number} height
 */
function newCanvas(width, height) {
  return Object.assign(document.createElement("canvas"), { width, height });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {Context}
 */
function contextOf(canvas) {
  return /** @type {Context} */ (canvas.getContext("2d"));
}

/**
 * Paint height and relief into a canvas of its own.
 * @param {Grid} grid
 * @param {Sheet} sheet
 * @param {number} points wanted
 */
function* tintedCanvas(grid, { width, height, palette }, points) {
  const shrink = Math.min(1, Math.sqrt(MOST_POINTS / points));
  const fine = Math.sqrt(points / (width * height)) * shrink;
  const columns = Math.max(4, Math.round(width * fine));
  const rows = Math.max(4, Math.round(height * fine));
  const ground = resample(grid, rows, columns);
  yield;
  const [low, high] = heights(grid.values);
  const steepness = (0.3 * columns) / (high - low);
  const look = { low, high, steepness, table: tabulate(palette.ramps.cost) };
  const canvas = newCanvas(columns, rows);
  const image = new ImageData(columns, rows);
  for (let row = 0; row < rows; row += ROWS_AT_ONCE) {
    tint(image.data, ground, look, row, Math.min(rows, row + ROWS_AT_ONCE));
    yield;
  }
  contextOf(canvas).putImageData(image, 0, 0);
  return canvas;
}

/**
 * Follow every level, a few at a time.
 * @param {Grid} grid
 * @param {Sheet} sheet
 * @param {Plot} plot
 * @returns {Generator<undefined, Contour[], undefined>}
 */
function* contourLines(grid, { width, height, scale }, plot) {
  if (isFlat(grid.values)) return [];
  const [columns, rows] = [width, height].map((side) =>
    Math.max(8, Math.ceil(side / (CELL * Math.sqrt(scale)))),
  );
  const coarse = resample(grid, rows, columns);
  const [low, high] = heights(grid.values);
  const top = coarse.values.reduce((a, b) => Math.max(a, b), low);
  const rungs = plot.rungs(low, high, top);
  const [across, down] = [width / (columns - 1), height / (rows - 1)];
  /** @type {Contour[]} */
  const lines = [];
  for (const [place, { level, cost, index }] of rungs.entries()) {
    for (const { points } of contours(coarse, level)) {
      const scaled = points.map((value, i) => value * (i % 2 ? down : across));
      lines.push({ cost, index, points: scaled });
    }
    if (place % LINES_AT_ONCE === LINES_AT_ONCE - 1) yield;
  }
  return lines;
}

/**
 * Draw the lines, a few at a time.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {readonly Contour[]} lines
 */
function* strokeContours(context, { palette, scale }, lines) {
  context.strokeStyle = palette.contour;
  context.lineJoin = "round";
  for (const index of [false, true]) {
    const chosen = lines.filter((one) => one.index === index);
    context.lineWidth = (index ? 1.3 : 0.7) * Math.sqrt(scale);
    for (const some of portions(chosen, POINTS_AT_ONCE)) {
      context.beginPath();
      for (const { points } of some) trace(context, pairs(points));
      context.stroke();
      yield;
    }
  }
}

/**
 * Put lines together until they have so many points.
 * @param {readonly Contour[]} lines
 * @param {number} most
 * @returns {Generator<Contour[]>}
 */
function* portions(lines, most) {
  /** @type {Contour[]} */
  let some = [];
  let count = 0;
  for (const line of lines) {
    some.push(line);
    count += line.points.length / 2;
    if (count < most) continue;
    yield some;
    [some, count] = [[], 0];
  }
  if (some.length) yield some;
}

/**
 * Number every fifth contour along the line, longest lines first.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {readonly Contour[]} lines
 * @param {readonly Box[]} taken
 */
function* writeHeights(context, sheet, lines, taken) {
  const { palette, scale } = sheet;
  const [face, height] = [font(sheet), 14 * scale];
  const look = { colour: palette.contourText, font: face, halo: palette.halo };
  /** @type {Box[]} */
  const written = [];
  for (const { cost, points } of longestFirst(lines)) {
    const text = formatTicks([cost])(clean(cost));
    const size = { width: measure(context, text, face) + 6, height };
    const isOpen = (/** @type {Box} */ box) => isFree(box, taken, written);
    const place = placeAlong(points, size, sheet, isOpen);
    if (!place) continue;
    written.push(place.box);
    words(context, text, { ...place, ...look, align: "center" });
    yield;
  }
  return written;
}

/**
 * List the lines that are numbered.
 * @param {readonly Contour[]} lines
 */
function longestFirst(lines) {
  const numbered = lines.filter(({ index }) => index);
  return numbered.sort((a, b) => b.points.length - a.points.length);
}

/**
 * @param {Box} box
 * @param {readonly Box[]} taken
 * @param {readonly Box[]} written
 */
function isFree(box, taken, written) {
  const crowds = (/** @type {Box} */ other) =>
    Math.hypot(box.x - other.x, box.y - other.y) <
    APART + (box.width + other.width) / 2;
  return (
    !written.some(crowds) && !taken.some((other) => touches(box, other, 1))
  );
}
