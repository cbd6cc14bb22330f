/** The race in ink: a line for every racer up to the playhead, and the floors of hollows. */

import {
  format,
  formatTicks,
  linear,
  logarithmic,
} from "../../../draw/axes.js";
import { bottomAxis, frameOf, gridLines } from "../../../draw/frame.js";
import { spread } from "../../../draw/labels.js";
import {
  font,
  line,
  mark,
  measure,
  segment,
  words,
} from "../../../draw/marks.js";
import { heightAt, heightWords, markedSteps } from "./sums.js";

/**
 * @import { Sheet } from "../../../draw/stage.js"
 * @import { Axes } from "../../../draw/frame.js"
 * @import { Path } from "../../readings.js"
 * @import { Race } from "./sums.js"
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {{race: Race, step: number, steps: number}} Scene
 */

const MARGIN = Object.freeze({ top: 12, bottom: 34 });
const [FLOOR, ONE_FLOOR] = ["floor of the hollow", "floor of a hollow"];
/** On a chart narrower than this it is said in a word. */
const NARROW = 520;
const SMALL = 3.6;
const LARGE = 7;
/** Words are so far from the playhead. */
const ASIDE = 18;

/**
 * Draw the race and return its axes.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Scene} scene
 * @returns {Axes}
 */
export function drawRace(context, sheet, scene) {
  const axes = axesOf(context, sheet, scene);
  gridLines(context, sheet, axes, axes.y.ticks(6), tick);
  drawSteps(context, sheet, axes, scene);
  for (const height of scene.race.hollows)
    drawHollow(context, sheet, axes, height);
  drawPlayhead(context, sheet, axes, scene.step);
  clipped(context, axes, () => {
    for (const path of scene.race.paths)
      drawLine(context, sheet, wayOf(axes, scene, path), path);
    scene.race.paths.forEach((path, place) =>
      drawMarks(context, sheet, axes, wayOf(axes, scene, path), path, place),
    );
  });
  drawHeads(context, sheet, axes, scene);
  writeNames(context, sheet, axes, scene);
  return axes;
}

/**
 * Write a number of the log axis as short as it is.
 * @param {number} height
 */
function tick(height) {
  return formatTicks([height])(height);
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Scene} scene
 * @returns {Axes}
 */
function axesOf(context, sheet, { race, steps }) {
  const numbers = logarithmic(race.shown, [1, 0]).ticks(6).map(tick);
  const right = room(context, sheet, race) / sheet.scale;
  const frame = frameOf(context, sheet, numbers, { ...MARGIN, right });
  return {
    ...frame,
    x: linear([0, Math.max(1, steps)], [frame.left, frame.right]),
    y: logarithmic(race.shown, [frame.bottom, frame.top]),
  };
}

/**
 * Measure how much room the words on the right need.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Race} race
 */
function room(context, sheet, race) {
  const { paths, hollows } = race;
  const bold = font(sheet, { weight: 700 });
  const names = paths.map(({ racer, end, costs }) => {
    const most = end < costs.length - 1 ? "diverged" : "0.000";
    return measure(context, `${racer.name} ${most}`, bold);
  });
  const floor = measure(context, floorWords(sheet, race), font(sheet));
  const floors = hollows.length ? [floor] : [];
  return ASIDE * sheet.scale + Math.max(60, ...names, ...floors) + 8;
}

/**
 * Name the floor of a hollow.
 * @param {Sheet} sheet
 * @param {Race} race
 */
function floorWords({ width, scale }, { hollows }) {
  if (width < NARROW * scale) return "hollow";
  return hollows.length > 1 ? ONE_FLOOR : FLOOR;
}

/**
 * Draw the axis of steps; the last number says what they are.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Scene} scene
 */
function drawSteps(context, sheet, axes, { steps }) {
  const count = (axes.right - axes.left) / (90 * sheet.scale);
  const whole = axes.x.ticks(Math.max(2, count)).filter(Number.isInteger);
  bottomAxis(context, sheet, axes, whole, format, { below: 12 });
  const face = font(sheet);
  const last = format(whole.at(-1) ?? steps);
  const end = axes.x(whole.at(-1) ?? steps) + measure(context, last, face) / 2;
  const look = { colour: sheet.palette.ink2, font: face };
  const y = axes.bottom + 4 + 12 * sheet.scale;
  words(context, "step", { x: end + 5, y, ...look });
}

/**
 * Draw how high the floor of a hollow is.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {number} height
 */
function drawHollow(context, { palette }, { y, left, right }, height) {
  const at = Math.round(y(height)) + 0.5;
  const look = { colour: palette.contour, width: 1.5, dash: [4, 3] };
  segment(context, [left, at, right, at], look);
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {number} step
 */
function drawPlayhead(context, { palette }, { x, top, bottom }, step) {
  const at = Math.round(x(step)) + 0.5;
  const look = { colour: palette.ink2, width: 1.5 };
  segment(context, [at, top, at, bottom], look);
}

/**
 * Draw inside the frame only, and a little above it.
 * @param {Context} context
 * @param {Axes} axes
 * @param {() => void} draw
 */
function clipped(context, { left, right, top, bottom }, draw) {
  context.save();
  context.beginPath();
  context.rect(left - 8, top - 8, right - left + 16, bottom - top + 9);
  context.clip();
  draw();
  context.restore();
}

/**
 * Give a racer's line up to the playhead in pixels.
 * @param {Axes} axes
 * @param {Scene} scene
 * @param {Path} path
 */
function wayOf(axes, { race, step }, path) {
  const head = Math.min(step, path.end);
  return Array.from({ length: head + 1 }, (_, i) => spot(axes, race, path, i));
}

/**
 * Draw a racer's line, cased.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {readonly [number, number][]} way
 * @param {Path} path
 */
function drawLine(context, { palette, scale }, way, { racer }) {
  const width = 2.4 * Math.sqrt(scale);
  line(context, way, { colour: palette.paper, width: width + 2.4 });
  line(context, way, { colour: palette[racer.colour], width });
}

/**
 * Draw a racer's mark on some steps of its line.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {readonly [number, number][]} way
 * @param {Path} path
 * @param {number} place
 */
function drawMarks(context, { palette, scale }, axes, way, { racer }, place) {
  const width = axes.x(1) - axes.x(0);
  const fill = palette[racer.colour];
  const look = {
    radius: SMALL * Math.sqrt(scale),
    fill,
    stroke: palette.paper,
  };
  for (const step of markedSteps(place, way.length - 1, width)) {
    const [x, y] = way[step];
    mark(context, racer.mark, { x, y, ...look, width: 1 });
  }
}

/**
 * Give the place of a racer at a step; at the floor it is on the axis.
 * @param {Axes} axes
 * @param {Race} race
 * @param {Path} path
 * @param {number} step
 * @returns {[number, number]}
 */
function spot({ x, y }, race, path, step) {
  const height = Math.max(heightAt(race, path, step), race.shown[0]);
  return [x(step), y(height)];
}

/**
 * Draw every racer at the playhead, or open where it could go no farther.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Scene} scene
 */
function drawHeads(context, { palette, scale }, axes, { race, step }) {
  for (const path of race.paths) {
    const [x, y] = spot(axes, race, path, Math.min(step, path.end));
    const colour = palette[path.racer.colour];
    const open = { fill: palette.paper, stroke: colour, width: 2.5 };
    const full = { fill: colour, stroke: palette.paper, width: 2 };
    const look = step > path.end ? open : full;
    const at = { x, y: Math.max(y, axes.top - 4) };
    mark(context, path.racer.mark, {
      ...at,
      radius: LARGE * Math.sqrt(scale),
      ...look,
    });
  }
}

/**
 * Write names and heights beside the playhead, and the names of the floors at the right,
 * none over another.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Scene} scene
 */
function writeNames(context, sheet, axes, { race, step }) {
  const { scale, palette } = sheet;
  const height = 20 * scale;
  const x = axes.x(step) + ASIDE * scale;
  const edge = axes.right + 10 * scale;
  const racers = race.paths.map((path) => ({
    text: `${path.racer.name} `,
    more:
      step > path.end ? "diverged" : heightWords(heightAt(race, path, step)),
    colour: palette[path.racer.colour],
    y: Math.max(axes.top, spot(axes, race, path, Math.min(step, path.end))[1]),
    x,
    height,
  }));
  const floors = race.hollows.map((floor) => ({
    text: "",
    more: floorWords(sheet, race),
    colour: palette.contourText,
    y: axes.y(floor),
    x: edge,
    height,
  }));
  const ends = racers.map(
    ({ text, more }) =>
      x + measure(context, text + more, font(sheet, { weight: 700 })),
  );
  const together = Math.max(...ends) > edge - 4;
  const groups = together ? [[...racers, ...floors]] : [racers, floors];
  for (const group of groups) writeColumn(context, sheet, axes, group);
}

/**
 * Write words under one another, each as near as can be to where it wants to be.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {readonly {text: string, more: string, colour: string, x: number, y: number,
 *   height: number}[]} labels
 */
function writeColumn(context, sheet, { top, bottom }, labels) {
  const { palette } = sheet;
  const [plain, bold] = [400, 700].map((weight) => font(sheet, { weight }));
  const places = spread(labels, top - 8, bottom);
  labels.forEach(({ text, more, colour, x }, i) => {
    const look = { y: places[i], colour, halo: palette.paper };
    words(context, text, { ...look, x, font: bold });
    const after = x + measure(context, text, bold);
    words(context, more, { ...look, x: after, font: plain });
  });
}
