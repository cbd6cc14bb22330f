/** The steps on a curve: numbered arrows, where each lands, the slope, and the racers. */

import { writeBeside } from "../../../draw/beside.js";
import { firstFree, touches } from "../../../draw/labels.js";
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
import { within } from "./section.js";
import { formatSlope, hopsOf, slopeAt, slopeColour } from "./sums.js";

/**
 * @import { Axes } from "../../../draw/frame.js"
 * @import { Box } from "../../../draw/labels.js"
 * @import { Sheet } from "../../../draw/stage.js"
 * @import { Path } from "../../readings.js"
 * @import { Hop, Points } from "./sums.js"
 * @typedef {CanvasRenderingContext2D} Context
 */

/** Arrows shorter than this have no number, and shorter than that no landing ring. */
const NUMBERED = 56;
const RINGED = 16;
const RING = 13;
/** A racer is so much larger than the one before it, which may stand on it. */
export const LARGER = 0.15;
/** Steps that move less than this cannot be seen. */
const LEAST = 0.4;
/** Nothing is drawn further than this from the picture. */
const FAR = 1e4;
/** Half the length of the line that shows the slope. */
const TANGENT = 78;

/**
 * Draw the steps of a racer: arrows at the height that they left from, and drops.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Path} path
 * @param {number} step
 * @returns {Box[]} what they fill
 */
export function drawSteps(context, sheet, axes, path, step) {
  const hops = hopsOf(path, step);
  within(context, axes, () => {
    for (const hop of hops) drawHop(context, sheet, axes, path, hop);
  });
  const rings = numbered(axes, hops, sheet.scale);
  for (const { hop, box } of rings) writeNumber(context, sheet, path, hop, box);
  return hops
    .map((hop) => arrowBox(axes, hop))
    .filter(({ width }) => width >= RINGED);
}

/**
 * @param {Axes} axes
 * @param {Hop} hop
 * @returns {Box}
 */
function arrowBox({ x, y }, { from, to, cost }) {
  const [start, end] = [x(from), x(to)];
  const width = Math.abs(end - start);
  return { x: (start + end) / 2, y: y(cost), width, height: 6 };
}

/**
 * Draw one step: the arrow, the dotted drop, and a ring where it lands.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Path} path
 * @param {Hop} hop
 */
function drawHop(context, { palette, scale }, { x, y }, { racer }, hop) {
  const colour = palette[racer.colour];
  const [from, to] = [near(x(hop.from)), near(x(hop.to))];
  const [height, landing] = [near(y(hop.cost)), near(y(hop.landing))];
  const long = Math.abs(to - from);
  if (Math.max(long, Math.abs(landing - height)) < LEAST) return;
  const width = Math.min(4, Math.max(1.2, long / 8)) * Math.sqrt(scale);
  arrow(context, { from, to, y: height, width, colour });
  const look = { colour, width: 1.6, dash: [3, 3] };
  segment(context, [to, height, to, landing], look);
  if (long < RINGED * scale) return;
  const radius = 6 * Math.sqrt(scale);
  mark(context, "disc", {
    x: from,
    y: height,
    radius,
    fill: palette.paper,
    stroke: colour,
    width: 2.5,
  });
}

/**
 * Keep a place where a canvas can still draw lines to it.
 * @param {number} place
 */
function near(place) {
  return Math.max(-FAR, Math.min(FAR, place));
}

/**
 * Choose the steps that have room for their number.
 * @param {Axes} axes
 * @param {readonly Hop[]} hops
 * @param {number} scale
 */
function numbered({ x, y, left, right, top }, hops, scale) {
  const size = 2 * RING * scale;
  /** @type {{hop: Hop, box: Box}[]} */
  const chosen = [];
  for (const hop of hops) {
    const middle = (x(hop.from) + x(hop.to)) / 2;
    const box = { x: middle, y: y(hop.cost), width: size, height: size };
    const long = Math.abs(x(hop.to) - x(hop.from)) >= NUMBERED * scale;
    const inside = middle > left && middle < right && box.y > top;
    const free = !chosen.some(({ box: other }) => touches(box, other, -3));
    if (long && inside && free) chosen.push({ hop, box });
  }
  return chosen;
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Path} path
 * @param {Hop} hop
 * @param {Box} box
 */
function writeNumber(context, sheet, { racer }, hop, { x, y }) {
  const { palette, scale } = sheet;
  const colour = palette[racer.colour];
  const radius = RING * scale;
  const ring = { x, y, radius, fill: palette.paper, stroke: colour, width: 2 };
  mark(context, "disc", ring);
  words(context, String(hop.number), {
    x,
    y: y + scale,
    align: "center",
    colour,
    font: font(sheet, { size: 14, weight: 700 }),
  });
}

/**
 * Draw the slope where a racer stands, in the colour of its sign, with its number.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {{x: number, cost: number, slope: number}} here
 * @param {readonly Box[]} taken
 * @returns {Box[]} what it fills
 */
export function drawSlope(context, sheet, axes, { x, cost, slope }, taken) {
  if (!isInside(axes, axes.x(x), axes.y(cost))) return [];
  const { palette, scale } = sheet;
  const colour = palette[slopeColour(slope)];
  const ends = tangent(axes, { x, cost, slope }, TANGENT * scale);
  within(context, axes, () => {
    segment(context, ends, { colour: palette.paper, width: 7 });
    segment(context, ends, { colour, width: 4 });
  });
  const text = `slope ${formatSlope(slope)}`;
  const face = font(sheet, { size: 15, weight: 700 });
  const width = measure(context, text, face) + 16;
  const size = { width, height: 26 * scale };
  const box = firstFree(besideEnds(ends, size), taken, sheet);
  if (!box) return [];
  const look = { box, colour, ink: colour, font: face, height: 18 * scale };
  chip(context, [text], { palette, ...look });
  return [box];
}

/**
 * List what lies outside the frame, where the axes have their numbers.
 * @param {Axes} axes
 * @param {Sheet} sheet
 * @returns {Box[]}
 */
export function edgesOf({ left, bottom }, { width, height }) {
  const low = height - bottom;
  return [
    { x: left / 2, y: height / 2, width: left, height },
    { x: width / 2, y: bottom + low / 2, width, height: low },
  ];
}

/**
 * Find the ends of the line that touches the curve at a place.
 * @param {Axes} axes
 * @param {{x: number, cost: number, slope: number}} here
 * @param {number} half its length on the paper
 * @returns {[number, number, number, number]}
 */
function tangent({ x, y }, { x: place, cost, slope }, half) {
  const near = (x.domain[1] - x.domain[0]) / 1000;
  const along = x(place + near) - x(place);
  const up = y(cost + slope * near) - y(cost);
  const times = half / Math.hypot(along, up);
  const [dx, dy] = [along * times, up * times];
  const [middle, height] = [x(place), y(cost)];
  return [middle - dx, height - dy, middle + dx, height + dy];
}

/**
 * List places for a note beside the ends of a line: the upper end first.
 * @param {readonly [number, number, number, number]} ends
 * @param {{width: number, height: number}} size
 * @returns {Box[]}
 */
function besideEnds([x0, y0, x1, y1], size) {
  const ends = [
    [x0, y0, x0 - x1],
    [x1, y1, x1 - x0],
  ].sort((a, b) => a[1] - b[1]);
  return ends.flatMap(([x, y, away]) =>
    [Math.sign(away) || 1, -(Math.sign(away) || 1)].flatMap((side) =>
      [0, -20, 20, -44].map((rise) => ({
        x: x + side * (size.width / 2 + 8),
        y: y + rise,
        ...size,
      })),
    ),
  );
}

/**
 * Draw the racers where they stand, with their names, and where they started.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {readonly Path[]} paths
 * @param {number} step
 * @param {Box[]} taken grows by what is written
 */
export function drawRacers(context, sheet, axes, paths, step, taken) {
  const { palette, scale } = sheet;
  const radius = 9 * Math.sqrt(scale);
  const places = paths.map(({ xs, costs, end, racer }, place) => {
    const at = Math.min(step, end);
    const size = radius * (1 + LARGER * place);
    return { racer, size, x: axes.x(xs[at]), y: axes.y(costs[at]) };
  });
  const shown = places.filter(({ x, y }) => isInside(axes, x, y));
  for (const { racer, size, x, y } of [...shown].reverse()) {
    const look = { fill: palette[racer.colour], casing: palette.paper };
    mark(context, racer.mark, { x, y, radius: size, ...look });
  }
  taken.push(...shown.map(({ x, y }) => square(x, y, 2.4 * radius)));
  shown.forEach(({ racer, x, y }, place) => {
    const look = { colour: palette[racer.colour], free: place > 0 };
    const at = { x, y };
    taken.push(...writeBeside(context, sheet, racer.name, at, taken, look));
  });
}

/**
 * Draw the open square where the first racer started, and its name.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {Path} path
 * @param {Box[]} taken
 */
export function drawStart(context, sheet, axes, { xs, costs }, taken) {
  const { palette, scale } = sheet;
  const [x, y] = [axes.x(xs[0]), axes.y(costs[0])];
  if (!isInside(axes, x, y)) return;
  const radius = 6 * Math.sqrt(scale);
  const look = { fill: palette.paper, stroke: palette.ink, width: 2 };
  mark(context, "square", { x, y, radius, ...look, casing: palette.paper });
  taken.push(square(x, y, 3 * radius));
  taken.push(...writeBeside(context, sheet, "start", { x, y }, taken));
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} side
 * @returns {Box}
 */
function square(x, y, side) {
  return { x, y, width: side, height: side };
}

/**
 * @param {Axes} axes
 * @param {number} x
 * @param {number} y
 */
function isInside({ left, right, top, bottom }, x, y) {
  return x >= left && x <= right && y >= top && y <= bottom + 1;
}

/**
 * Drop a dotted line from where a racer stands to the axis.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Axes} axes
 * @param {{x: number, cost: number}} here
 */
export function drawPlumb(context, { palette }, { x, y, bottom }, here) {
  const points = /** @type {[number, number][]} */ ([
    [x(here.x), y(here.cost)],
    [x(here.x), bottom],
  ]);
  line(context, points, { colour: palette.ink, width: 1.3, dash: [2, 3] });
}

/**
 * Say where a racer stands, and how steep the curve is there.
 * @param {Path} path
 * @param {number} step
 * @param {Points} points of the curve
 */
export function standingOf({ xs, costs, end }, step, points) {
  const at = Math.min(step, end);
  const x = xs[at];
  return { x, cost: costs[at], slope: slopeAt(points, x) };
}
