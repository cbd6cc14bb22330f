/** The cost chart in ink: noise, running mean, test costs, and the present step. */

import {
  format,
  formatCost,
  formatRate,
  formatTicks,
  linear,
  logarithmic,
} from "../../draw/axes.js";
import { bottomAxis, frameOf, gridLines } from "../../draw/frame.js";
import { spread, touches } from "../../draw/labels.js";
import { font, line, mark, measure, segment, words } from "../../draw/marks.js";
import { costsShown, epochMarks, rateMarks } from "./sums.js";

/**
 * @typedef {import("../../line/curves.js").Curves} Curves
 * @typedef {import("../../draw/stage.js").Sheet} Sheet
 * @typedef {import("../../draw/frame.js").Axes} Axes
 * @typedef {import("../../draw/labels.js").Box} Box
 * @typedef {import("./sums.js").Lines} Lines
 * @typedef {import("./sums.js").ScaleName} ScaleName
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {{curves: Curves, lines: Lines, step: number, scale: ScaleName}} Scene
 */

const MARGIN = Object.freeze({ top: 10, bottom: 28 });
const SCALES = Object.freeze({ log: logarithmic, linear });
const DIAMONDS_APART = 22;

/**
 * Draw the chart and return its axes.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Scene} scene
 * @returns {Axes}
 */
export function drawCosts(context, sheet, scene) {
  const { lines, step } = scene;
  const ends = endLabels(context, sheet, lines);
  const axes = axesOf(context, sheet, scene, ends);
  const ticks = axes.y.ticks(6);
  gridLines(context, sheet, axes, ticks, costTicks(ticks, scene.scale));
  const count = Math.max(2, (axes.right - axes.left) / (68 * sheet.scale));
  const present = drawStepWord(context, sheet, axes, step);
  const steps = axes.x.ticks(count).filter(Number.isInteger);
  bottomAxis(context, sheet, axes, steps, format, { blocked: present });
  drawEpochs(context, sheet, axes, scene.curves.epochs);
  clipped(context, axes, () => {
    drawNoise(context, sheet, axes, lines);
    drawSmooth(context, sheet, axes, lines);
    drawTests(context, sheet, axes, lines);
  });
  drawRates(context, sheet, axes, scene.curves.rates);
  drawPresent(context, sheet, axes, step);
  writeEnds(context, sheet, axes, ends);
  return axes;
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Scene} scene
 * @param {readonly {width: number}[]} ends
 * @returns {Axes}
 */
function axesOf(context, sheet, { lines, step, scale }, ends) {
  const costs = costsShown(lines, scale);
  const make = SCALES[scale];
  const ticks = make(costs, [1, 0]).ticks(6);
  const numbers = ticks.map(costTicks(ticks, scale));
  const widest = Math.max(...ends.map(({ width }) => width));
  const right = widest / sheet.scale + 10;
  const frame = frameOf(context, sheet, numbers, { ...MARGIN, right });
  return {
    ...frame,
    x: linear([0, Math.max(1, step)], [frame.left, frame.right]),
    y: make(costs, [frame.bottom, frame.top]),
  };
}

/**
 * Make a way to write the costs of the axis: those of a log scale each as short as it is.
 * @param {readonly number[]} ticks
 * @param {ScaleName} scale
 * @returns {(cost: number) => string}
 */
function costTicks(ticks, scale) {
  if (scale === "linear") return formatTicks(ticks);
  return (cost) => formatTicks([cost])(cost);
}

/**
 * Draw inside the frame only.
 * @param {Context} context
 * @param {Axes} axes
 * @param {() => void} draw
 */
function clipped(context, { left, right, top, bottom }, draw) {
  context.save();
  context.beginPath();
  context.rect(left - 6, top - 6, right - left + 12, bottom - top + 6);
  context.clip();
  draw();
  context.restore();
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Lines} lines
 */
function drawNoise(context, { palette, scale }, { x, y }, { fine }) {
  const width = 0.8 * Math.sqrt(scale);
  context.save();
  context.globalAlpha = 0.5;
  line(context, envelope(fine, x, y), { colour: palette.edge, width });
  context.restore();
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Lines} lines
 */
function drawSmooth(context, { palette, scale }, { x, y }, { smooth }) {
  const look = { colour: palette.ink, width: 2 * Math.sqrt(scale) };
  for (const run of smooth) line(context, points(run, x, y), look);
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Lines} lines
 */
function drawTests(context, { palette, scale }, { x, y }, { test }) {
  const weight = Math.sqrt(scale);
  const places = points(test, x, y);
  line(context, places, { colour: palette.ok, width: 2 * weight });
  const look = { radius: 4.5 * weight, fill: palette.ok };
  for (const [px, py] of apart(places, DIAMONDS_APART))
    mark(context, "diamond", { x: px, y: py, ...look });
}

/**
 * Go up and down between the least and the largest cost of every bin.
 * @param {Lines["fine"]} fine
 * @param {(step: number) => number} x
 * @param {(cost: number) => number} y
 * @returns {Generator<[number, number]>}
 */
function* envelope(fine, x, y) {
  let end = fine[0]?.from;
  for (const { from, to, min, max } of fine) {
    if (from !== end) yield [Number.NaN, 0];
    const at = x((from + to) / 2);
    yield [at, y(max)];
    if (max > min) yield [at, y(min)];
    end = to;
  }
}

/**
 * @param {readonly {step: number, cost: number}[]} list
 * @param {(step: number) => number} x
 * @param {(cost: number) => number} y
 */
function points(list, x, y) {
  return list.map(
    ({ step, cost }) => /** @type {[number, number]} */ ([x(step), y(cost)]),
  );
}

/**
 * Keep points that are some way apart, counted from the newest.
 * @param {readonly [number, number][]} list
 * @param {number} gap
 */
function apart(list, gap) {
  /** @type {[number, number][]} */
  const kept = [];
  for (const point of [...list].reverse()) {
    const last = kept.at(-1);
    if (!last || last[0] - point[0] >= gap) kept.push(point);
  }
  return kept;
}

/**
 * Name the lines at their ends, in their own colours.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Lines} lines
 */
function endLabels(context, sheet, { fine, smooth, test }) {
  const { ink, ink3, ok } = sheet.palette;
  const [plain, bold] = [400, 700].map((weight) => font(sheet, { weight }));
  const last = test.at(-1)?.cost;
  const tested = last === undefined ? "" : `◆ test ${formatCost(last)}`;
  const calm = smooth.at(-1)?.at(-1)?.cost;
  const list = [
    { text: "mini-batch", cost: fine.at(-1)?.mean, colour: ink3, face: plain },
    { text: "smoothed", cost: calm, colour: ink, face: bold },
    { text: tested, cost: last, colour: ok, face: bold },
  ];
  return list.map((label) => ({
    ...label,
    width: measure(context, label.text, label.face),
  }));
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {ReturnType<typeof endLabels>} labels
 */
function writeEnds(context, sheet, { y, right, top, bottom }, labels) {
  const shown = labels.filter(({ cost }) => Number.isFinite(cost));
  const height = 18 * sheet.scale;
  const wishes = shown.map(({ cost }) => ({ y: y(cost ?? 1), height }));
  const places = spread(wishes, top, bottom);
  shown.forEach(({ text, colour, face }, i) => {
    words(context, text, {
      x: right + 8 * sheet.scale,
      y: places[i],
      colour,
      font: face,
    });
  });
}

/**
 * Write "step" at the right end of the axis; return the boxes that it and the triangle
 * of the present fill.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {number} step
 * @returns {Box[]}
 */
function drawStepWord(context, sheet, { x, bottom }, step) {
  const { palette, scale } = sheet;
  const face = font(sheet);
  const width = measure(context, "step", face);
  const at = x(step);
  const box = {
    x: at - 12 * scale - width / 2,
    y: bottom + 4 + 10 * scale,
    width,
    height: 14 * scale,
  };
  words(context, "step", {
    ...box,
    align: "center",
    colour: palette.ink2,
    font: face,
  });
  return [box, { x: at, y: box.y, width: 12 * scale, height: 14 * scale }];
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {number} step
 */
function drawPresent(context, { palette, scale }, { x, top, bottom }, step) {
  const at = x(step);
  const colour = palette.step;
  segment(context, [at, top - 4, at, bottom], { colour, width: 2 });
  mark(context, "triangle", {
    x: at,
    y: bottom + 6 * scale,
    radius: 5 * scale,
    fill: colour,
  });
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {readonly number[]} epochs
 */
function drawEpochs(context, sheet, { x, left, top, bottom }, epochs) {
  const { palette, scale } = sheet;
  const face = font(sheet);
  const room = measure(context, `epoch ${epochs.length}`, face) + 14;
  const dotted = { colour: palette.ink3, width: 1, dash: [2, 3] };
  const look = { colour: palette.ink2, font: face, halo: palette.paper };
  for (const { epoch, step, named } of epochMarks(epochs, x, room)) {
    const at = x(step);
    segment(context, [at, top, at, bottom], dotted);
    const text = `epoch ${epoch}`;
    const fits = at - 5 - measure(context, text, face) >= left;
    const place = {
      x: at - 5,
      y: top + 5 * scale,
      align: /** @type {const} */ ("right"),
    };
    if (named && fits) words(context, text, { ...place, ...look });
  }
}

/**
 * Mark where η changed: a short magenta line under the names of the epochs, with the
 * new η beside it, the newest first.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Curves["rates"]} rates
 */
function drawRates(context, sheet, axes, rates) {
  const y = axes.top + 22 * sheet.scale;
  const half = 8 * sheet.scale;
  /** @type {Box[]} */
  const taken = [];
  for (const { step, rate } of rateMarks(rates, axes.x, 8).reverse()) {
    const x = axes.x(step);
    const look = { colour: sheet.palette.step, width: 2 };
    segment(context, [x, y - half, x, y + half], look);
    writeRate(
      context,
      sheet,
      axes,
      { x, y, text: `η = ${formatRate(rate)}` },
      taken,
    );
    taken.push({ x, y, width: 2, height: 2 * half });
  }
}

/**
 * Write an η beside its mark, where there is room for it.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {{x: number, y: number, text: string}} label
 * @param {Box[]} taken
 */
function writeRate(context, sheet, { left, right }, { x, y, text }, taken) {
  const { palette, scale } = sheet;
  const face = font(sheet);
  const width = measure(context, text, face);
  const side = x + 5 + width <= right - 4 ? 1 : -1;
  const box = { x: x + side * (5 + width / 2), y, width, height: 14 * scale };
  const covers = taken.some((other) => touches(box, other, 3));
  if (covers || box.x - width / 2 < left) return;
  taken.push(box);
  const look = { colour: palette.step, font: face, halo: palette.paper };
  words(context, text, { x: box.x, y, align: "center", ...look });
}
