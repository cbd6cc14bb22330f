/** The map as a sheet of paper: tint, relief, contours, numbers and the path so far. */

import { clean, format, linear } from "../../draw/axes.js";
import { contours, interval, levels } from "../../draw/contours.js";
import { filled, flipped, heights, resample, tint } from "../../draw/grid.js";
import { placeAlong, touches } from "../../draw/labels.js";
import {
  font,
  line,
  mark,
  measure,
  trace,
  segment,
  words,
} from "../../draw/marks.js";
import { tabulate } from "../../draw/ramps.js";

/**
 * @typedef {import("../../draw/grid.js").Grid} Grid
 * @typedef {import("../../draw/stage.js").Sheet} Sheet
 * @typedef {import("../../draw/axes.js").Scale} Scale
 * @typedef {import("../../draw/labels.js").Box} Box
 * @typedef {CanvasRenderingContext2D} Context
 *
 * @typedef {object} Ground one measurement of the cost around a place
 * @property {number} step
 * @property {number} images how many it was measured on
 * @property {"batch" | "test"} source
 * @property {Grid} grid row 0 is the lowest y
 * @property {ArrayLike<number>} axes x from, x to, y from, y to
 * @property {ArrayLike<number>} lengths how far one unit of x and of y is in the weights
 * @property {ArrayLike<number>} path x, y, x, y … the start first
 *
 * @typedef {{canvas: HTMLCanvasElement, x: Scale, y: Scale, ground: Ground}} Picture
 * @typedef {{level: number, index: boolean, points: Float32Array}} Contour in pixels
 */

/** A picture has at most this many tinted points; a larger one is stretched. */
const MOST_POINTS = 200_000;
/** Contours are followed on cells about this many pixels wide. */
const CELL = 3;
/** Numbers on contours keep this far from each other. */
const APART = 40;
const ROWS_AT_ONCE = 24;
const LINES_AT_ONCE = 2;
const CLIFF = 10;
/** Ground that rises less than this share of its height is level, but for rounding. */
const FLAT = 1e-5;

/**
 * Draw a map piece by piece: every `next` does a few milliseconds of work, and the last
 * one gives the picture.
 * @param {Ground} ground
 * @param {Sheet} sheet
 * @param {number} dots device pixels per pixel
 * @returns {Generator<undefined, Picture, undefined>}
 */
export function* survey(ground, sheet, dots) {
  const { width, height } = sheet;
  const canvas = newCanvas(Math.round(width * dots), Math.round(height * dots));
  const context = contextOf(canvas);
  const x = linear([ground.axes[0], ground.axes[1]], [0, width]);
  const y = linear([ground.axes[2], ground.axes[3]], [height, 0]);
  const picture = { canvas, x, y, ground };
  const grid = flipped(filled(ground.grid));
  const tinted = yield* tintedCanvas(grid, sheet, canvas.width * canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(tinted, 0, 0, canvas.width, canvas.height);
  context.setTransform(dots, 0, 0, dots, 0, 0);
  const lines = yield* contourLines(grid, sheet);
  strokeContours(context, sheet, lines);
  yield;
  const taken = drawWay(context, sheet, picture);
  yield* writeHeights(context, sheet, lines, taken);
  return picture;
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
 * Follow every level, a few at a time; on the cliffs above the window only every tenth.
 * @param {Grid} grid
 * @param {Sheet} sheet
 * @returns {Generator<undefined, Contour[], undefined>}
 */
function* contourLines(grid, { width, height, scale }) {
  const [columns, rows] = [width, height].map((side) =>
    Math.max(8, Math.ceil(side / (CELL * Math.sqrt(scale)))),
  );
  const coarse = resample(grid, rows, columns);
  const [low, high] = heights(grid.values);
  const top = coarse.values.reduce((a, b) => Math.max(a, b), low);
  if (top - low < FLAT * Math.abs(top)) return [];
  const step = interval(low, high);
  const all = [
    ...levels(low, high, step),
    ...levels(high, top, CLIFF * step).map((line) => ({
      ...line,
      index: true,
    })),
  ];
  const [across, down] = [width / (columns - 1), height / (rows - 1)];
  /** @type {Contour[]} */
  const lines = [];
  for (const [place, { level, index }] of all.entries()) {
    for (const { points } of contours(coarse, level)) {
      const scaled = points.map((value, i) => value * (i % 2 ? down : across));
      lines.push({ level, index, points: scaled });
    }
    if (place % LINES_AT_ONCE === LINES_AT_ONCE - 1) yield;
  }
  return lines;
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {readonly Contour[]} lines
 */
function strokeContours(context, { palette, scale }, lines) {
  context.strokeStyle = palette.contour;
  context.lineJoin = "round";
  for (const index of [false, true]) {
    context.beginPath();
    for (const one of lines)
      if (one.index === index) trace(context, pairs(one.points));
    context.lineWidth = (index ? 1.3 : 0.7) * Math.sqrt(scale);
    context.stroke();
  }
}

/**
 * @param {ArrayLike<number>} points x, y, x, y …
 * @returns {Generator<[number, number]>}
 */
function* pairs(points) {
  for (let i = 0; i < points.length; i += 2) yield [points[i], points[i + 1]];
}

/**
 * Draw the section line, the path, the start and the names; return the boxes that they
 * fill.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @returns {Box[]}
 */
function drawWay(context, sheet, picture) {
  const { scale } = sheet;
  const level = drawSection(context, sheet, picture.y(0));
  const way = drawPath(context, sheet, picture);
  const here = { x: picture.x(0), y: picture.y(0) };
  const [start] = picture.ground.step > 0 ? way : [];
  const marks = [{ ...here, width: 26 * scale, height: 26 * scale }];
  if (start) marks.push(drawStart(context, sheet, start));
  marks.push(writeTitle(context, sheet, picture.ground));
  const covered = alongWay(way);
  const taken = [...marks, ...covered];
  const name = writeBeside(context, sheet, "you", here, [
    ...marks.slice(1),
    ...covered.slice(0, -4),
  ]);
  return [
    ...level,
    ...taken,
    ...name,
    ...beside(context, sheet, start, covered),
  ];
}

/**
 * List boxes along a way, close enough to leave no gap.
 * @param {readonly [number, number][]} way
 * @returns {Box[]}
 */
function alongWay(way) {
  return way.flatMap(([x, y], i) => {
    const [endX, endY] = way[i + 1] ?? [x, y];
    const count = Math.max(1, Math.ceil(Math.hypot(endX - x, endY - y) / 8));
    return Array.from({ length: count }, (_, part) => ({
      x: x + ((endX - x) * part) / count,
      y: y + ((endY - y) * part) / count,
      width: 8,
      height: 8,
    }));
  });
}

/**
 * Draw the way here, cased so that it can be seen on any ground.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Picture} picture
 */
function drawPath(context, { palette, scale }, { x, y, ground }) {
  const way = Array.from(
    pairs(ground.path),
    ([across, up]) => /** @type {[number, number]} */ ([x(across), y(up)]),
  );
  const width = 2.4 * Math.sqrt(scale);
  line(context, way, { colour: palette.paper, width: width + 3 });
  line(context, way, { colour: palette.step, width });
  return way;
}

/**
 * Write in a corner when the ground was measured, and on what.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Ground} ground
 * @returns {Box}
 */
function writeTitle(context, sheet, { step, images }) {
  const { palette, scale, width } = sheet;
  const face = font(sheet);
  const text = `step ${format(step)} · ${format(images)} ${images === 1 ? "image" : "images"}`;
  const [right, y] = [width - 8, 13 * scale];
  words(context, text, {
    x: right,
    y,
    align: "right",
    colour: palette.ink,
    font: face,
    halo: haloOf(palette),
  });
  const wide = measure(context, text, face);
  return { x: right - wide / 2, y, width: wide, height: 16 * scale };
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {[number, number] | undefined} start
 * @param {Box[]} covered
 */
function beside(context, sheet, start, covered) {
  if (!start) return [];
  const at = { x: start[0], y: start[1] };
  return writeBeside(context, sheet, "start", at, covered.slice(4));
}

/**
 * Draw A–A′ across the map, with its letters at both ends.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {number} y
 * @returns {Box[]}
 */
function drawSection(context, sheet, y) {
  const { palette, width, scale } = sheet;
  segment(context, [0, y, width, y], {
    colour: palette.ink,
    width: 1.2,
    dash: [9, 3, 2, 3],
  });
  const face = font(sheet, { size: 14, weight: 700 });
  const look = {
    y: y - 12 * scale,
    colour: palette.ink,
    font: face,
    halo: haloOf(palette),
  };
  words(context, "A", { ...look, x: 8 });
  words(context, "A′", { ...look, x: width - 8, align: "right" });
  return [{ x: width / 2, y: y - 2 * scale, width, height: 26 * scale }];
}

/**
 * Give the colour behind words on a map.
 * @param {import("../../draw/palette.js").Palette} palette
 */
export function haloOf(palette) {
  const [red, green, blue] = palette.dark
    ? palette.ramps.cost(0)
    : palette.ramps.cost(1);
  return `rgb(${red} ${green} ${blue} / ${palette.dark ? 0.6 : 0.85})`;
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {[number, number]} at
 * @returns {Box}
 */
function drawStart(context, { palette, scale }, [x, y]) {
  mark(context, "square", {
    x,
    y,
    radius: 4.5 * Math.sqrt(scale),
    fill: palette.paper,
    stroke: palette.step,
    width: 2,
    casing: palette.paper,
  });
  return { x, y, width: 14, height: 14 };
}

/**
 * Write a mark's name where it covers least.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {string} text
 * @param {{x: number, y: number}} at
 * @param {readonly Box[]} taken
 * @returns {Box[]}
 */
function writeBeside(context, sheet, text, at, taken) {
  const { palette, scale, width, height } = sheet;
  const face = font(sheet, { weight: 600, size: 14 });
  const size = { width: measure(context, text, face), height: 16 * scale };
  const gap = 12 * scale;
  const [side, rise] = [size.width / 2 + gap, 14 * scale];
  const choices = [
    [side, 0],
    [-side, 0],
    [-side, -rise],
    [side, -rise],
    [side, rise],
    [-side, rise],
  ]
    .map(([dx, dy]) => ({ x: at.x + dx, y: at.y + dy, ...size }))
    .filter(
      ({ x, y }) =>
        x > size.width / 2 &&
        x < width - size.width / 2 &&
        y > 8 &&
        y < height - 8,
    );
  const level =
    text === "you" ? choices.filter(({ y }) => y !== at.y) : choices;
  const cover = (/** @type {Box} */ box) =>
    taken.filter((other) => touches(box, other)).length;
  const best = level.reduce((a, b) => (cover(b) < cover(a) ? b : a), level[0]);
  if (!best) return [];
  words(context, text, {
    x: best.x,
    y: best.y,
    align: "center",
    colour: palette.ink,
    font: face,
    halo: haloOf(palette),
  });
  return [best];
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
  const face = font(sheet);
  const look = {
    colour: palette.contourText,
    font: face,
    halo: haloOf(palette),
    align: /** @type {const} */ ("center"),
  };
  const numbered = lines
    .filter(({ index }) => index)
    .sort((a, b) => b.points.length - a.points.length);
  /** @type {Box[]} */
  const written = [];
  for (const { level, points } of numbered) {
    const text = format(clean(level));
    const size = {
      width: measure(context, text, face) + 6,
      height: 14 * scale,
    };
    const place = placeAlong(points, size, sheet, (box) =>
      isFree(box, taken, written),
    );
    if (!place) continue;
    written.push(place.box);
    words(context, text, {
      ...look,
      x: place.x,
      y: place.y,
      angle: place.angle,
    });
    yield;
  }
}

/**
 * @param {Box} box
 * @param {readonly Box[]} taken
 * @param {readonly Box[]} written
 */
function isFree(box, taken, written) {
  const crowded = written.some(
    (other) =>
      Math.hypot(box.x - other.x, box.y - other.y) <
      APART + box.width / 2 + other.width / 2,
  );
  return !crowded && !taken.some((other) => touches(box, other, 1));
}
