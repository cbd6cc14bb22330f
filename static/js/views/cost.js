/** Cost over time: how the cost has fallen, on the mini-batches and on test images. */

import { counted, formatCost } from "../draw/axes.js";
import { drawEmpty } from "../draw/empty.js";
import { choice, inHead, note, tabled } from "../draw/figure.js";
import { stage } from "../draw/stage.js";
import { store } from "../store.js";
import { Cursor } from "./cost/cursor.js";
import { drawCosts } from "./cost/drawing.js";
import { drawReading, readingOf } from "./cost/reading.js";
import { linesOf, stepsOf, tableOf, valuesAt } from "./cost/sums.js";
import { view } from "./view.js";

/**
 * @import { Live } from "../live.js"
 * @import { Sheet } from "../draw/stage.js"
 * @import { Store } from "../store.js"
 * @import { Curves } from "../line/curves.js"
 * @import { Lines, ScaleName } from "./cost/sums.js"
 */

const LABEL = "Cost over time";
const EMPTY = "Press play to start training";
/** @type {readonly (readonly [ScaleName, string])[]} */
const SCALES = Object.freeze([
  ["log", "log"],
  ["linear", "linear"],
]);
const COLUMNS = Object.freeze(["step", "mini-batch", "smoothed", "test"]);

export const cost = view(
  [
    "costs",
    "costs_steps",
    "test_costs",
    "test_steps",
    "epoch_steps",
    "rate_steps",
    "rate_values",
  ],
  (host, live) => new CostView(host, live),
);

/** The chart on its canvas, with its switch in the head of the region. */
class CostView {
  /** @type {Lines} */
  #lines = { fine: [], smooth: [], test: [] };
  /** @type {Curves | null} */
  #reduced = null;
  #width = 0;
  #scale = store(/** @type {ScaleName} */ ("log"));
  #live;
  #drawing;
  #cursor;
  #stops;

  /**
   * @param {HTMLElement} host
   * @param {Live} live
   */
  constructor(host, live) {
    this.#live = live;
    this.#width = host.clientWidth;
    this.#drawing = stage(host, (...paper) => this.#paint(...paper), {
      label: LABEL,
    });
    const { canvas, redraw } = this.#drawing;
    this.#cursor = new Cursor(host, canvas, redraw, (step) => this.#say(step));
    this.#stops = [
      live.frame.subscribe(() => this.#arrive()),
      scaleChoice(host, this.#scale),
      this.#scale.subscribe((scale) => note(host, `${scale} scale`)),
      this.#scale.subscribe(redraw),
      tabled(host, {
        label: LABEL,
        columns: () => COLUMNS,
        rows: () => this.#rows(),
      }),
      () => this.#cursor.stop(),
      this.#drawing.stop,
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  #arrive() {
    this.#reduce(this.#width);
    const { step } = this.#live.frame.value;
    this.#drawing.describe(() => describe(this.#lines, step));
    this.#drawing.redraw();
  }

  /** @param {number} width */
  #reduce(width) {
    const curves = this.#live.curves.value;
    if (curves === this.#reduced && width === this.#width) return;
    this.#lines = linesOf(curves, width);
    [this.#reduced, this.#width] = [curves, width];
  }

  #rows() {
    return tableOf(this.#live.curves.value, this.#lines).map(cellsOf);
  }

  /** @param {number} step */
  #say(step) {
    const values = valuesAt(this.#live.curves.value, this.#lines, step);
    return readingOf(values).join(", ");
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} sheet
   */
  #paint(context, sheet) {
    this.#reduce(sheet.width);
    const [curves, lines] = [this.#live.curves.value, this.#lines];
    if (!lines.fine.length) return drawEmpty(context, sheet, EMPTY);
    const step = Math.max(
      this.#live.frame.value.step,
      curves.costs.edges.at(-1) ?? 0,
    );
    const scene = { curves, lines, step, scale: this.#scale.value };
    const axes = drawCosts(context, sheet, scene);
    this.#cursor.place(axes);
    const cursor = this.#cursor.step;
    if (cursor !== null)
      drawReading(context, sheet, axes, valuesAt(curves, lines, cursor));
  }
}

/**
 * Put the switch between log and linear into the head of the region.
 * @param {HTMLElement} host
 * @param {Store<ScaleName>} chosen
 * @returns {() => void} the way out
 */
function scaleChoice(host, chosen) {
  const made = choice({
    name: "cost-scale",
    label: "Cost axis",
    choices: SCALES,
    chosen,
  });
  inHead(host, made.group);
  return () => {
    made.stop();
    made.group.remove();
  };
}

/**
 * @param {ReturnType<typeof valuesAt>} values
 */
function cellsOf({ step, bin, smooth, test }) {
  const write = (/** @type {number | undefined} */ value) =>
    value === undefined ? "–" : formatCost(value);
  const steps = stepsOf(step, bin);
  return [steps, write(bin?.mean), write(smooth), write(test?.cost)];
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
    `In ${counted(step, "step")} the smoothed cost ${verb} from ${formatCost(first.cost)} ` +
    `to ${formatCost(last.cost)}.${rest}`
  );
}
