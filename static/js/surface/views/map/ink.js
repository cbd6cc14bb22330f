/** The map of known ground in ink: level points, paths, racers, and the slope at a point. */

import { writeBeside } from "../../../draw/beside.js";
import { relief } from "../../../draw/relief.js";
import { plotOf } from "../../../draw/rungs.js";
import {
  arrow,
  chip,
  font,
  line,
  mark,
  measure,
  segment,
  words,
} from "../../../draw/marks.js";
import {
  arrowLength,
  cellsOn,
  headOf,
  markedSteps,
  named,
  slopeLines,
} from "./scene.js";

/**
 * @import { Sheet } from "../../../draw/stage.js"
 * @import { Box } from "../../../draw/labels.js"
 * @import { Numbered, Picture } from "../../../draw/relief.js"
 * @import { Ground, Path } from "../../readings.js"
 * @import { Named, Slope } from "./scene.js"
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {Numbered & {ground: Ground}} Printed
 * @typedef {{paths: readonly Path[], start: readonly number[], step: number,
 *   cursor: readonly [number, number] | null, slope: Slope | null,
 *   crowd: readonly Box[]}} Scene `crowd` is what words may not cover
 */

const SMALL = 3.4;
const LARGE = 7.5;
const WIDTH = 2.6;
const APART = 7;

/**
 * Print the ground with its level points, piece by piece.
 * @param {Ground} ground
 * @param {Sheet} sheet
 * @param {number} dots device pixels per pixel
 * @returns {Generator<undefined, Printed, undefined>}
 */
export function* survey(ground, sheet, dots) {
  const { costs, rows, columns, axes } = ground;
  const { left, right, bottom, top } = axes;
  const picture = yield* relief(
    {
      grid: { values: costs, rows, columns },
      axes: [left, right, bottom, top],
      plot: plotOf(costs),
      stand: (context, printed) => drawLevel(context, sheet, printed, ground),
    },
    sheet,
    dots,
  );
  return { ...picture, ground };
}

/**
 * Draw the level points; return the boxes that they fill.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @param {Ground} ground
 */
function drawLevel(context, sheet, picture, { marks }) {
  return named(marks).map((one) => {
    const box = boxAt(sheet, picture, one.mark);
    drawPlus(context, sheet, box, one);
    return box;
  });
}

/**
 * Give the box of a mark on the map.
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @param {{x: number, y: number}} point
 * @returns {Box}
 */
function boxAt({ scale }, { x, y }, point) {
  const side = 16 * scale;
  return { x: x(point.x), y: y(point.y), width: side, height: side };
}

/**
 * List what the words on a map may not cover: level points, numbers, and all paths.
 * @param {Sheet} sheet
 * @param {Printed} picture
 * @param {readonly Path[]} paths
 * @returns {Box[]}
 */
export function crowdOn(sheet, picture, paths) {
  const { ground, numbers } = picture;
  const level = ground.marks.map((one) => boxAt(sheet, picture, one));
  const ways = paths.map((path) => wayOf(picture, path, path.end));
  return [...level, ...numbers, ...cellsOn(ways, sheet)];
}

/**
 * Write the names of the level points; return the boxes that they fill.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Printed} picture
 * @param {readonly Box[]} crowd what is better not covered
 * @param {readonly Box[]} firm what may not be covered
 */
function nameLevel(context, sheet, picture, crowd, firm) {
  /** @type {Box[]} */
  const names = [];
  for (const { mark: place, name } of named(picture.ground.marks)) {
    if (!name) continue;
    const at = boxAt(sheet, picture, place);
    const clear = [...firm, ...names];
    names.push(...writeBeside(context, sheet, name, at, crowd, { clear }));
  }
  return names;
}

/**
 * Draw a plus: large for a lowest point, small for what is only level.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {{x: number, y: number}} at
 * @param {Named} one
 */
function drawPlus(context, { palette, scale }, { x, y }, { rank }) {
  const arm = (rank === 0 ? 7 : 3.5) * Math.sqrt(scale);
  const width = rank === 0 ? 2 : 1.5;
  for (const [colour, more] of /** @type {const} */ ([
    [palette.paper, 2.5],
    [palette.ink, 0],
  ])) {
    const look = { colour, width: width + more };
    const long = arm + more / 2;
    segment(context, [x - long, y, x + long, y], look);
    segment(context, [x, y - long, x, y + long], look);
  }
}

/**
 * Draw the finished map, and on it all that moves.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Printed} picture
 * @param {Scene} scene
 */
export function drawMap(context, sheet, picture, scene) {
  const { width, height, palette } = sheet;
  context.drawImage(picture.canvas, 0, 0, width, height);
  const ways = scene.paths.map((path) => wayOf(picture, path, scene.step));
  scene.paths.forEach((path, i) => drawWay(context, sheet, path, ways[i]));
  scene.paths.forEach((path, i) => drawMarks(context, sheet, path, ways[i]));
  const heads = ways.map((way) => headBox(sheet, way));
  const start = { x: scene.start[0], y: scene.start[1] };
  const begin = boxAt(sheet, picture, start);
  const firm = [...heads, begin];
  firm.push(...nameLevel(context, sheet, picture, scene.crowd, firm));
  firm.push(...drawStart(context, sheet, begin, [...scene.crowd, ...firm]));
  scene.paths.forEach((path, i) =>
    drawHead(context, sheet, path, ways[i], scene.step),
  );
  nameHeads(context, sheet, scene, heads, firm);
  if (scene.slope) drawSlope(context, sheet, picture, scene.slope);
  if (scene.cursor) drawCursor(context, sheet, picture, scene.cursor);
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.strokeRect(0.75, 0.75, width - 1.5, height - 1.5);
}

/**
 * Give a racer's way up to the playhead in pixels.
 * @param {Picture} picture
 * @param {Path} path
 * @param {number} step
 */
function wayOf({ x, y }, path, step) {
  const { head } = headOf(path, step);
  return Array.from(
    { length: head + 1 },
    (_, i) => /** @type {[number, number]} */ ([x(path.xs[i]), y(path.ys[i])]),
  );
}

/**
 * Draw a way, cased so that it can be seen on any ground.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Path} path
 * @param {readonly [number, number][]} way
 */
function drawWay(context, { palette, scale }, { racer }, way) {
  const width = WIDTH * Math.sqrt(scale);
  line(context, way, { colour: palette.paper, width: width + 3 });
  line(context, way, { colour: palette[racer.colour], width });
}

/**
 * Draw a racer's mark on some steps of its way.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Path} path
 * @param {readonly [number, number][]} way
 */
function drawMarks(context, { palette, scale }, { racer }, way) {
  const weight = Math.sqrt(scale);
  const fill = palette[racer.colour];
  const look = { radius: SMALL * weight, fill, stroke: palette.paper };
  for (const step of markedSteps(way, way.length - 1, APART * weight)) {
    const [x, y] = way[step];
    mark(context, racer.mark, { x, y, ...look, width: 1 });
  }
}

/**
 * Give the box of a racer at the end of its way.
 * @param {Sheet} sheet
 * @param {readonly [number, number][]} way
 * @returns {Box}
 */
function headBox({ scale }, way) {
  const [x, y] = way[way.length - 1];
  return { x, y, width: 18 * scale, height: 18 * scale };
}

/**
 * Draw where all start, and say so; return the boxes that the word fills.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Box} at
 * @param {readonly Box[]} taken
 * @returns {Box[]}
 */
function drawStart(context, sheet, at, taken) {
  const { palette, scale } = sheet;
  const radius = 6 * Math.sqrt(scale);
  const look = { fill: palette.paper, stroke: palette.ink, width: 2 };
  const { x, y } = at;
  mark(context, "square", { x, y, ...look, radius, casing: palette.paper });
  return writeBeside(context, sheet, "start", at, taken);
}

/**
 * Draw a racer where it is; one that diverged is an open mark where it was last.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Path} path
 * @param {readonly [number, number][]} way
 * @param {number} step
 */
function drawHead(context, { palette, scale }, path, way, step) {
  const [x, y] = way[way.length - 1];
  const { diverged } = headOf(path, step);
  const colour = palette[path.racer.colour];
  const open = { fill: palette.paper, stroke: colour, width: 2.5 };
  const full = { fill: colour, stroke: palette.paper, width: 2 };
  const radius = LARGE * Math.sqrt(scale);
  mark(context, path.racer.mark, { x, y, radius, ...(diverged ? open : full) });
}

/**
 * Name the racers where they are; where they crowd, some go without.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Scene} scene
 * @param {readonly Box[]} heads
 * @param {readonly Box[]} firm what may not be covered
 */
function nameHeads(context, sheet, { paths, step, crowd }, heads, firm) {
  const clear = [...firm];
  paths.forEach((path, i) => {
    const { name, colour } = path.racer;
    const x = within(heads[i].x, sheet.width);
    const y = within(heads[i].y, sheet.height);
    const beyond = pointer(heads[i], sheet);
    const verb = headOf(path, step).diverged ? " diverged" : "";
    const look = { colour: sheet.palette[colour], clear };
    const text = name + verb + beyond;
    clear.push(...writeBeside(context, sheet, text, { x, y }, crowd, look));
  });
}

/**
 * Keep a place on the paper.
 * @param {number} place
 * @param {number} most
 */
function within(place, most) {
  return Math.min(most, Math.max(0, place));
}

/**
 * Point to a racer that is beyond the edge.
 * @param {{x: number, y: number}} at
 * @param {{width: number, height: number}} picture
 */
function pointer({ x, y }, { width, height }) {
  if (x < 0) return " ←";
  if (x > width) return " →";
  if (y < 0) return " ↑";
  return y > height ? " ↓" : "";
}

/**
 * Draw the slope at a point: ∇C uphill, open, −∇C downhill, filled, and the numbers.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Printed} picture
 * @param {Slope} slope
 */
function drawSlope(context, sheet, picture, slope) {
  const { palette, scale } = sheet;
  const at = { x: picture.x(slope.x), y: picture.y(slope.y) };
  const { x, y, ground } = picture;
  const [east, south] = [x(slope.east) - x(0) || 0, y(slope.north) - y(0) || 0];
  if (!Number.isFinite(east + south)) return;
  const angle = Math.atan2(south, east);
  if (east || south) {
    const length = arrowLength(ground, slope) * Math.sqrt(scale);
    const uphill = { fill: palette.paper, rim: palette.ink };
    const down = { fill: palette.ink, rim: palette.paper };
    drawTurned(context, sheet, { at, angle, length, text: "∇C", ...uphill });
    drawTurned(context, sheet, {
      at,
      angle: angle + Math.PI,
      length,
      text: "−∇C",
      ...down,
    });
  }
  mark(context, "disc", {
    ...at,
    radius: 3,
    fill: palette.ink,
    stroke: palette.paper,
    width: 1.5,
  });
  drawNote(context, sheet, at, slopeLines(slope));
}

/**
 * Draw an arrow in any direction with its name at its tip.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {{at: {x: number, y: number}, angle: number, length: number, text: string,
 *   fill: string, rim: string}} look
 */
function drawTurned(context, sheet, { at, angle, length, text, fill, rim }) {
  const { palette, scale } = sheet;
  context.save();
  context.translate(at.x, at.y);
  context.rotate(angle);
  const shaft = { from: 0, to: length, y: 0, width: 3.5 * Math.sqrt(scale) };
  arrow(context, { ...shaft, colour: fill, casing: rim });
  context.restore();
  const reach = length + 16 * scale;
  words(context, text, {
    x: at.x + reach * Math.cos(angle),
    y: at.y + reach * Math.sin(angle),
    align: "center",
    colour: palette.ink,
    halo: palette.halo,
    font: font(sheet, { weight: 600 }),
  });
}

/**
 * Write a note in the corner of the map that is farthest from a point.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {{x: number, y: number}} at
 * @param {readonly string[]} lines
 */
function drawNote(context, sheet, at, lines) {
  const { palette, scale } = sheet;
  const face = font(sheet);
  const row = 18 * scale;
  const width =
    Math.max(...lines.map((text) => measure(context, text, face))) + 16;
  const height = row * lines.length + 8;
  const x =
    at.x < sheet.width / 2 ? sheet.width - width / 2 - 8 : width / 2 + 8;
  const y =
    at.y < sheet.height / 2 ? sheet.height - height / 2 - 8 : height / 2 + 8;
  const box = { x, y, width, height };
  chip(context, lines, {
    box,
    palette,
    colour: palette.ink,
    font: face,
    height: row,
  });
}

/**
 * Draw the cursor that the arrow keys move.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @param {readonly [number, number]} cursor
 */
function drawCursor(context, { palette, scale }, picture, [across, up]) {
  const [x, y] = [picture.x(across), picture.y(up)];
  const [near, far] = [5 * scale, 14 * scale];
  for (const [colour, width] of /** @type {const} */ ([
    [palette.paper, 4.5],
    [palette.ink, 2],
  ])) {
    segment(context, [x - far, y, x - near, y], { colour, width });
    segment(context, [x + near, y, x + far, y], { colour, width });
    segment(context, [x, y - far, x, y - near], { colour, width });
    segment(context, [x, y + near, x, y + far], { colour, width });
  }
}
