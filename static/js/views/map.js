/** The ground around you: the cost seen from above, with the way here and the next step. */

import { format, formatCost, formatRate } from "../draw/axes.js";
import { smoothCurve } from "../draw/curves.js";
import { drawEmpty } from "../draw/empty.js";
import { choice, element, note, tabled } from "../draw/figure.js";
import { arrow, mark } from "../draw/marks.js";
import { stage } from "../draw/stage.js";
import { store } from "../store.js";
import { survey } from "./map/picture.js";

/**
 * @import { Live } from "../live.js"
 * @import { Sheet } from "../draw/stage.js"
 * @import { Ground, Picture } from "./map/picture.js"
 * @typedef {"batch" | "test"} Images
 */

const LABEL = "The ground around you";
/** Milliseconds of drawing per animation frame while a new map is made. */
const BUDGET = 6;

export const map = Object.freeze({
  needs: Object.freeze([
    "map",
    "map_axes",
    "map_step",
    "map_images",
    "map_source",
    "map_lengths",
    "path",
  ]),
  mount,
});

/**
 * Read the measured ground from the newest tensors.
 * @param {Live} live
 * @returns {Ground | null}
 */
export function readGround(live) {
  const tensor = (/** @type {string} */ name) => live.tensor(name).value;
  const number = (/** @type {string} */ name) => tensor(name)?.data[0] ?? 0;
  const [heights, axes] = [tensor("map"), tensor("map_axes")];
  if (!heights || !axes) return null;
  const [rows, columns] = heights.shape;
  return {
    step: number("map_step"),
    images: number("map_images"),
    source: number("map_source") === 1 ? "test" : "batch",
    grid: { values: Float32Array.from(heights.data), rows, columns },
    axes: axes.data,
    lengths: tensor("map_lengths")?.data ?? [1, 1],
    path: tensor("path")?.data ?? [],
  };
}

/**
 * Show the map in a host and keep it up to date.
 * @param {HTMLElement} host
 * @param {Live} live
 */
function mount(host, live) {
  const place = element("div", { class: "map-sheet" });
  const foot = footOf(host, live);
  host.classList.add("map-view");
  host.append(place, foot.row);
  /** @type {Ground | null} */
  let ground = null;
  let newest = live.tensor("map").value;
  const printer = press();
  const drawing = stage(place, paint, { label: LABEL });
  const stops = [
    live.frame.subscribe(arrive),
    live.rate.subscribe(show),
    tabled(host, {
      label: LABEL,
      columns: () => columnsOf(ground),
      rows: () => rowsOf(ground),
    }),
    foot.stop,
  ];

  function arrive() {
    const next = live.tensor("map").value;
    if (next === newest && ground) return;
    newest = next;
    ground = readGround(live);
    if (ground) foot.say(ground);
    show();
  }

  function show() {
    if (ground) drawing.describe(describe(ground, live.rate.value));
    drawing.redraw();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} sheet
   */
  function paint(context, sheet) {
    if (!ground)
      return drawEmpty(context, sheet, "The ground is being measured");
    const picture = printer.print(ground, sheet);
    if (picture) drawPicture(context, sheet, picture, live.rate.value);
    else drawEmpty(context, sheet, "The ground is being drawn");
    if (printer.busy()) drawing.redraw();
  }

  return () => {
    for (const stop of stops) stop();
    drawing.stop();
    place.remove();
    foot.row.remove();
  };
}

/**
 * Keep the newest finished picture of the ground, and make the next one a little in
 * each animation frame.
 */
function press() {
  /** @type {Picture | null} */
  let picture = null;
  /** @type {Generator<undefined, Picture, undefined> | null} */
  let work = null;
  /** @type {readonly unknown[]} */
  let look = [];
  /** @type {Ground | null} */
  let printed = null;
  let stale = false;
  return {
    busy: () => work !== null || stale,
    /**
     * @param {Ground} ground
     * @param {Sheet} sheet
     */
    print(ground, sheet) {
      const { width, height, palette, scale } = sheet;
      const dots = window.devicePixelRatio || 1;
      const wanted = [width, height, palette, scale, dots];
      const relaid = wanted.some((part, i) => part !== look[i]);
      stale = ground !== printed;
      if (relaid || (stale && !work)) {
        [look, printed, stale] = [wanted, ground, false];
        work = survey(ground, sheet, dots);
      }
      if (work) picture = workOn(work, () => (work = null)) ?? picture;
      return picture;
    },
  };
}

/**
 * Go on with a picture for a few milliseconds.
 * @param {Generator<undefined, Picture, undefined>} work
 * @param {() => void} finished
 * @returns {Picture | undefined}
 */
function workOn(work, finished) {
  const end = performance.now() + BUDGET;
  do {
    const { done, value } = work.next();
    if (!done) continue;
    finished();
    return value;
  } while (performance.now() < end);
  return undefined;
}

/**
 * Draw the finished map, and on it what follows the slider: arrow and landing point.
 * @param {CanvasRenderingContext2D} context
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @param {number} rate
 */
function drawPicture(
  context,
  { width, height, palette, scale },
  picture,
  rate,
) {
  context.drawImage(picture.canvas, 0, 0, width, height);
  const [from, y] = [picture.x(0), picture.y(0)];
  const landing = picture.x(rate);
  const beyond = landing > width - 2;
  const radius = 5.5 * Math.sqrt(scale);
  const to = beyond ? width - 4 : landing - radius;
  const colour = palette.step;
  if (to > from + radius) {
    arrow(context, {
      from,
      to,
      y,
      width: 4 * Math.sqrt(scale),
      colour,
      casing: palette.paper,
    });
  }
  const ring = {
    fill: palette.paper,
    stroke: colour,
    width: 2.5,
    casing: palette.paper,
  };
  if (!beyond) mark(context, "disc", { x: landing, y, radius, ...ring });
  mark(context, "disc", {
    x: from,
    y,
    radius: radius + 1,
    fill: colour,
    stroke: palette.paper,
    width: 2,
  });
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.strokeRect(0.75, 0.75, width - 1.5, height - 1.5);
}

/**
 * Make the line under the map: the switch between images, and how its axes compare.
 * @param {HTMLElement} host
 * @param {Live} live
 */
function footOf(host, live) {
  const chosen = store(/** @type {Images} */ ("batch"));
  const images = choice({
    name: "survey",
    label: "Images the map is measured on",
    choices: [
      ["batch", "this mini-batch"],
      ["test", "1,000 test images"],
    ],
    chosen,
    choose(value) {
      chosen.set(value);
      live.send({ type: "survey", images: value });
    },
  });
  const said = element("span", { class: "note map-note" });
  const stopStatus = live.status.subscribe((status) => {
    if (status) chosen.set(status.survey);
  });
  return {
    row: element("div", { class: "map-foot" }, images.group, said),
    /** @param {Ground} ground */
    say(ground) {
      said.textContent = `one up = ${ratioOf(ground)} across`;
      said.title = scales(ground);
      note(
        host,
        `A–A′: ${ground.source === "test" ? "dashed" : "solid"} curve`,
      );
    },
    stop() {
      stopStatus();
      images.stop();
    },
  };
}

/**
 * Write how many units across are as far, in the weights, as one unit up.
 * @param {Ground} ground
 */
function ratioOf({ lengths }) {
  return format(Number((lengths[1] / lengths[0]).toPrecision(2)));
}

/**
 * Say how the two directions compare: they are not drawn to one scale.
 * @param {Ground} ground
 */
function scales(ground) {
  return `One unit up is as far in the weights as ${ratioOf(ground)} units of η across`;
}

/**
 * State the finding in a few sentences.
 * @param {Ground} ground
 * @param {number} rate
 */
export function describe(ground, rate) {
  const along = section(ground);
  const known = Array.from(ground.grid.values).filter(Number.isFinite);
  const lowest = known.reduce((a, b) => Math.min(a, b), Infinity);
  const what =
    ground.source === "test" ? "test images" : "images of the next mini-batch";
  return (
    `Cost at step ${format(ground.step)} on ${format(ground.images)} ${what}, seen ` +
    `from above. You stand at ${formatCost(along(0))}; the next step, with η = ` +
    `${formatRate(rate)}, goes right and lands at ${formatCost(along(rate))}. The ` +
    `lowest ground on the map is ${formatCost(lowest)}. The run came from below. ` +
    `${scales(ground)}.`
  );
}

/**
 * Cut the ground along A–A′.
 * @param {Ground} ground
 */
function section({ grid, axes }) {
  const { rows, columns, values } = grid;
  const row = Math.round(((0 - axes[2]) / (axes[3] - axes[2])) * (rows - 1));
  const line = values.subarray(row * columns, (row + 1) * columns);
  const xs = Float64Array.from(
    line,
    (_, i) => axes[0] + ((axes[1] - axes[0]) * i) / (columns - 1),
  );
  return smoothCurve(xs, line);
}

const EVERY = 5;

/**
 * Name the columns of the table: every fifth x.
 * @param {Ground | null} ground
 */
function columnsOf(ground) {
  if (!ground) return [];
  const { axes, grid } = ground;
  const xs = some(grid.columns).map(
    (i) => axes[0] + ((axes[1] - axes[0]) * i) / (grid.columns - 1),
  );
  return ["up", ...xs.map((x) => format(Number(x.toPrecision(3))))];
}

/**
 * List the costs of every fifth point, the top of the map first.
 * @param {Ground | null} ground
 */
function rowsOf(ground) {
  if (!ground) return [];
  const { axes, grid } = ground;
  return some(grid.rows)
    .reverse()
    .map((row) => {
      const y = axes[2] + ((axes[3] - axes[2]) * row) / (grid.rows - 1);
      const costs = some(grid.columns).map((column) =>
        formatCost(grid.values[row * grid.columns + column]),
      );
      return [format(y, 2), ...costs];
    });
}

/**
 * @param {number} count
 */
function some(count) {
  return Array.from({ length: count }, (_, i) => i).filter(
    (i) => i % EVERY === 0,
  );
}
