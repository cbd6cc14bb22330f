/** Cost over time: how the cost has fallen, on the mini-batches and on test images. */

import { format, formatCost } from "../draw/axes.js";
import { drawEmpty } from "../draw/empty.js";
import { choice, element, inHead, note, tabled } from "../draw/figure.js";
import { stage } from "../draw/stage.js";
import { store } from "../store.js";
import { cursorLines, drawCosts } from "./cost/drawing.js";
import { linesOf, tableOf, valuesAt } from "./cost/sums.js";

/**
 * @import { Live } from "../live.js"
 * @import { Sheet } from "../draw/stage.js"
 * @import { Axes } from "../draw/frame.js"
 * @import { Curves } from "../line/curves.js"
 * @import { Lines, ScaleName } from "./cost/sums.js"
 */

const LABEL = "Cost over time";
const COLUMNS = Object.freeze(["step", "mini-batch", "smoothed", "test"]);

/** How the cost axis is drawn; the page keeps it in its address. */
export const costScale = store(/** @type {ScaleName} */ ("log"));

export const cost = Object.freeze({
  needs: Object.freeze([
    "costs",
    "costs_steps",
    "test_costs",
    "test_steps",
    "epoch_steps",
    "rate_steps",
    "rate_values",
  ]),
  mount,
});

/**
 * Show the chart in a host and keep it up to date.
 * @param {HTMLElement} host
 * @param {Live} live
 */
function mount(host, live) {
  /** @type {Lines} */
  let lines = { fine: [], smooth: [], test: [] };
  /** @type {Curves | null} */
  let reduced = null;
  let width = 0;
  const drawing = stage(host, paint, { label: LABEL });
  const cursor = follow(host, drawing.canvas, drawing.redraw, speak);
  const scales = choice({
    name: "cost-scale",
    label: "Cost axis",
    choices: [
      ["log", "log"],
      ["linear", "linear"],
    ],
    chosen: costScale,
  });
  inHead(host, scales.group);
  const stops = [
    live.frame.subscribe(arrive),
    costScale.subscribe((scale) => {
      note(host, scale === "log" ? "log scale" : "linear scale");
      drawing.redraw();
    }),
    tabled(host, {
      label: LABEL,
      columns: () => COLUMNS,
      rows: () => tableOf(live.curves.value, lines).map(cellsOf),
    }),
    scales.stop,
    cursor.stop,
  ];

  /** @param {number} across */
  function reduce(across) {
    const curves = live.curves.value;
    if (curves !== reduced || across !== width) lines = linesOf(curves, across);
    [reduced, width] = [curves, across];
  }

  function arrive() {
    reduce(width || host.clientWidth);
    drawing.describe(describe(lines, live.frame.value.step));
    drawing.redraw();
  }

  function speak(/** @type {number} */ step) {
    return cursorLines(valuesAt(live.curves.value, lines, step)).join(", ");
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} sheet
   */
  function paint(context, sheet) {
    const curves = live.curves.value;
    reduce(sheet.width);
    if (!lines.fine.length)
      return drawEmpty(context, sheet, "Press play to start training");
    const step = Math.max(
      live.frame.value.step,
      curves.costs.edges.at(-1) ?? 0,
    );
    const scene = {
      curves,
      lines,
      step,
      scale: costScale.value,
      cursor: cursor.step(),
    };
    cursor.on(drawCosts(context, sheet, scene));
  }

  return () => {
    for (const stop of stops) stop();
    scales.group.remove();
    drawing.stop();
  };
}

/**
 * Let pointer, touch and arrow keys move a cursor over the chart.
 * @param {HTMLElement} host
 * @param {HTMLCanvasElement} canvas
 * @param {() => void} redraw
 * @param {(step: number) => string} speak
 */
function follow(host, canvas, redraw, speak) {
  const said = element("p", {
    "aria-live": "polite",
    class: "visually-hidden",
  });
  /** @type {Axes | null} */
  let axes = null;
  /** @type {number | null} */
  let place = null;
  canvas.tabIndex = 0;
  canvas.style.touchAction = "pan-y";
  host.append(said);
  const move = (/** @type {number | null} */ next) => {
    place = next;
    redraw();
  };
  const point = (/** @type {PointerEvent} */ { offsetX }) => {
    const inside =
      axes && offsetX >= axes.left - 4 && offsetX <= axes.right + 4;
    move(inside && axes ? inFrame(axes, offsetX) : null);
  };
  const leave = (/** @type {Event} */ event) => {
    const touch = "pointerType" in event && event.pointerType === "touch";
    if (!touch) move(null);
  };
  const key = (/** @type {KeyboardEvent} */ event) => {
    const next = axes && moved(event.key, axes, place);
    if (next === undefined || next === null) return;
    event.preventDefault();
    event.stopPropagation();
    move(next === "gone" ? null : next);
    if (axes && place !== null) said.textContent = speak(axes.x.invert(place));
  };
  const events = {
    pointermove: point,
    pointerdown: point,
    pointerleave: leave,
    blur: leave,
    keydown: key,
  };
  for (const [name, listen] of Object.entries(events)) {
    canvas.addEventListener(name, /** @type {EventListener} */ (listen));
  }
  return {
    step: () => (place !== null && axes ? axes.x.invert(place) : null),
    /** @param {Axes} next */
    on: (next) => void (axes = next),
    stop() {
      for (const [name, listen] of Object.entries(events)) {
        canvas.removeEventListener(name, /** @type {EventListener} */ (listen));
      }
      said.remove();
    },
  };
}

/** @type {Readonly<Record<string, (axes: Axes, place: number) => number>>} */
const KEYS = Object.freeze({
  ArrowLeft: (axes, place) => inFrame(axes, place - 3),
  ArrowRight: (axes, place) => inFrame(axes, place + 3),
  PageUp: (axes, place) => inFrame(axes, place - 30),
  PageDown: (axes, place) => inFrame(axes, place + 30),
  Home: (axes) => axes.left,
  End: (axes) => axes.right,
});

/**
 * Say where a key moves the cursor; nothing when it is not one of the cursor's keys.
 * @param {string} key
 * @param {Axes} axes
 * @param {number | null} place
 * @returns {number | "gone" | undefined}
 */
function moved(key, axes, place) {
  if (key === "Escape" && place !== null) return "gone";
  return KEYS[key]?.(axes, place ?? axes.right);
}

/**
 * @param {{left: number, right: number}} frame
 * @param {number} place
 */
function inFrame({ left, right }, place) {
  return Math.min(right, Math.max(left, place));
}

/**
 * @param {ReturnType<typeof valuesAt>} values
 */
function cellsOf({ step, bin, smooth, test }) {
  const write = (/** @type {number | undefined} */ value) =>
    value === undefined ? "–" : formatCost(value);
  return [format(step), write(bin?.mean), write(smooth), write(test?.cost)];
}

/**
 * State the finding in a sentence.
 * @param {Lines} lines
 * @param {number} step
 */
export function describe({ smooth, test }, step) {
  const calm = smooth.flat();
  const [first, last] = [calm[0], calm.at(-1)];
  if (!first || !last) return "No step has been taken yet.";
  const tested = test.at(-1);
  const verb = last.cost < first.cost ? "fell" : "went";
  const rest = tested
    ? ` The cost on test images is ${formatCost(tested.cost)}.`
    : "";
  return (
    `In ${format(step)} steps the smoothed cost ${verb} from ${formatCost(first.cost)} ` +
    `to ${formatCost(last.cost)}.${rest}`
  );
}
