/** What stands on the map: the section line, the way here, you, and the next step. */

import { counted, format } from "../../draw/axes.js";
import { pairs } from "../../draw/curves.js";
import { boxesAlong, writeBeside } from "../../draw/beside.js";
import {
  arrow,
  font,
  line,
  mark,
  measure,
  segment,
  words,
} from "../../draw/marks.js";

/**
 * @typedef {import("../../draw/stage.js").Sheet} Sheet
 * @typedef {import("../../draw/labels.js").Box} Box
 * @typedef {import("./ground.js").Ground} Ground
 * @typedef {import("./picture.js").Picture} Picture
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {import("../../draw/beside.js").Spot} Spot
 */

/** A line that is nearer than this to the top has its letters below it. */
const BELOW_TITLE = 44;

/**
 * Draw the section line, the path, the start and the names; return the boxes that they
 * fill.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @returns {Box[]}
 */
export function drawWay(context, sheet, picture) {
  const { scale, width } = sheet;
  const here = { x: picture.x(0), y: picture.y(0) };
  drawSection(context, sheet, here.y);
  const way = drawPath(context, sheet, picture);
  const covered = boxesAlong(way, sheet);
  const title = writeTitle(context, sheet, picture.ground);
  const line = { x: width / 2, y: here.y, width, height: 4 };
  const name = writeBeside(context, sheet, "you", here, [
    title,
    line,
    ...covered,
  ]);
  const disc = { ...here, width: 26 * scale, height: 26 * scale };
  const strip = { ...line, y: here.y - 2 * scale, height: 26 * scale };
  const taken = [title, strip, disc, ...name, ...covered];
  if (picture.ground.step > 0 && way.length) {
    taken.push(...writeStart(context, sheet, way[0], taken));
  }
  return taken;
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
  const text = `step ${format(step)} · ${counted(images, "image")}`;
  const [right, y] = [width - 8, 13 * scale];
  words(context, text, {
    x: right,
    y,
    align: "right",
    colour: palette.ink,
    font: face,
    halo: palette.halo,
  });
  const wide = measure(context, text, face);
  return { x: right - wide / 2, y, width: wide + 16, height: 20 * scale };
}

/**
 * Draw A–A′ across the map, with its letters at both ends.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {number} y
 */
function drawSection(context, sheet, y) {
  const { palette, width, scale } = sheet;
  const dash = [9, 3, 2, 3];
  segment(context, [0, y, width, y], { colour: palette.ink, width: 1.2, dash });
  const face = font(sheet, { size: 14, weight: 700 });
  const side = y < BELOW_TITLE * scale ? 1 : -1;
  const look = {
    y: y + side * 12 * scale,
    colour: palette.ink,
    font: face,
    halo: palette.halo,
  };
  words(context, "A", { ...look, x: 8 });
  words(context, "A′", { ...look, x: width - 8, align: "right" });
}

/**
 * Show where the run started; an arrow points to it when it lies off the map.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {readonly [number, number]} start
 * @param {readonly Box[]} taken
 * @returns {Box[]}
 */
function writeStart(context, sheet, [x, y], taken) {
  const { width, height } = sheet;
  const inside = x >= 0 && x <= width && y >= 0 && y <= height;
  if (inside) return drawStart(context, sheet, [x, y], taken);
  const text = x < 0 ? "← start" : x > width ? "start →" : "start ↓";
  const edge = { x: clamp(x, width), y: clamp(y, height - 12) };
  return writeBeside(context, sheet, text, edge, taken);
}

/**
 * @param {number} value
 * @param {number} most
 */
function clamp(value, most) {
  return Math.min(most, Math.max(0, value));
}

/**
 * Draw where the run started, and name it.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {readonly [number, number]} start
 * @param {readonly Box[]} taken
 * @returns {Box[]}
 */
function drawStart(context, sheet, [x, y], taken) {
  const { palette, scale } = sheet;
  const { step: stroke, paper: fill } = palette;
  const radius = 4.5 * Math.sqrt(scale);
  mark(context, "square", {
    x,
    y,
    radius,
    fill,
    stroke,
    width: 2,
    casing: fill,
  });
  const box = { x, y, width: 14 * scale, height: 14 * scale };
  return [box, ...writeBeside(context, sheet, "start", { x, y }, taken)];
}

/**
 * Draw the finished map, and on it what follows the slider: arrow and landing point.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @param {number} rate
 */
export function drawMap(context, sheet, picture, rate) {
  const { width, height, palette } = sheet;
  context.drawImage(picture.canvas, 0, 0, width, height);
  const here = { x: picture.x(0), y: picture.y(0) };
  drawNextStep(context, sheet, here, picture.x(rate));
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.strokeRect(0.75, 0.75, width - 1.5, height - 1.5);
}

/**
 * Draw you, the arrow, and where it lands; beyond the edge only the arrow.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Spot} here
 * @param {number} landing
 */
function drawNextStep(context, { width: edge, palette, scale }, here, landing) {
  const weight = Math.sqrt(scale);
  const radius = 5.5 * weight;
  const { step: colour, paper: casing } = palette;
  const beyond = landing > edge - 2;
  const to = beyond ? edge - 4 : landing - radius;
  const shaft = { from: here.x, to, y: here.y, width: 4 * weight };
  if (to > here.x + radius) arrow(context, { ...shaft, colour, casing });
  const ring = { x: landing, y: here.y, radius, width: 2.5, casing };
  if (!beyond) mark(context, "disc", { ...ring, fill: casing, stroke: colour });
  const you = { ...here, radius: radius + 1, width: 2 };
  mark(context, "disc", { ...you, fill: colour, stroke: casing });
}
