/** The ten outputs as bars: how strongly each label answers. */

import { stage } from "../draw/stage.js";
import { element } from "../pad/controls.js";
import { reading, winnerOf } from "../pad/reading.js";
import { isBlank } from "../pad/stroke.js";

/**
 * @typedef {import("../live.js").Live} Live
 * @typedef {import("../draw/stage.js").Sheet} Room
 * @typedef {{outputs: ArrayLike<number>, labels: readonly string[], winner: number}} Answer
 */

/** On a phone the bars stand up beside a big guess. */
const NARROW = "(max-width: 599px)";
const TEXT = 13;

export const bars = Object.freeze({
  needs: Object.freeze(["outputs", "input"]),
  mount,
});

/**
 * Put the bars into a place.
 * @param {HTMLElement} host
 * @param {Live} live
 */
function mount(host, live) {
  const place = element("div", { className: "bars-plot" });
  host.append(place);
  const narrow = matchMedia(NARROW);
  const paint = (
    /** @type {CanvasRenderingContext2D} */ context,
    /** @type {Room} */ room,
  ) =>
    (narrow.matches ? paintColumns : paintRows)(context, room, answerOf(live));
  const drawing = stage(place, paint, { label: "Output activations" });
  const tell = () => {
    const { outputs, labels, winner } = answerOf(live);
    drawing.describe(winner < 0 ? "" : reading(outputs, labels));
    drawing.redraw();
  };
  const stops = [
    live.tensor("outputs").subscribe(tell),
    live.tensor("input").subscribe(tell),
    live.status.subscribe(tell),
  ];
  narrow.addEventListener("change", drawing.redraw);
  return () => {
    [...stops, drawing.stop].forEach((stop) => stop());
    narrow.removeEventListener("change", drawing.redraw);
    host.replaceChildren();
  };
}

/**
 * Gather what the network answers; a blank pad has no winner.
 * @param {Live} live
 * @returns {Answer}
 */
function answerOf(live) {
  const outputs = live.tensor("outputs").value?.data ?? new Float32Array(10);
  const labels = live.status.value?.labels ?? [];
  const input = live.tensor("input").value?.data ?? [];
  return { outputs, labels, winner: isBlank(input) ? -1 : winnerOf(outputs) };
}

/**
 * Name an output.
 * @param {Answer} answer
 * @param {number} index
 */
function nameOf({ labels }, index) {
  return labels[index] ?? String(index);
}

/**
 * Measure the widest name, so that the bars begin after it.
 * @param {CanvasRenderingContext2D} context
 * @param {Answer} answer
 */
function widestName(context, answer) {
  const widths = Array.from(
    answer.outputs,
    (_, index) => context.measureText(nameOf(answer, index)).width,
  );
  return Math.max(...widths);
}

/**
 * Place one row or column of several.
 * @param {number} index
 * @param {number} count
 * @param {number} length
 */
export function slot(index, count, length) {
  const each = length / count;
  return { from: index * each, size: each, middle: (index + 0.5) * each };
}

/**
 * Paint a row for each output: name, track, value.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {Answer} answer
 */
function paintRows(context, room, answer) {
  const { width, height, palette, scale } = room;
  const count = answer.outputs.length;
  const pitch = height / count;
  const text = Math.min(TEXT * scale * (scale > 1 ? 1.2 : 1), pitch);
  const bold = `600 ${text}px ${palette.ui}`;
  context.font = bold;
  const left = Math.max(22 * scale, widestName(context, answer) + 10 * scale);
  const right = width - context.measureText("0.00").width - 12 * scale;
  context.textBaseline = "middle";
  for (let index = 0; index < count; index += 1) {
    const wins = index === answer.winner;
    const { middle } = slot(index, count, height);
    const thick = Math.min(pitch - 2, pitch * (wins ? 0.76 : 0.52));
    const value = answer.outputs[index];
    context.fillStyle = palette.well;
    context.fillRect(left, middle - thick / 2, right - left, thick);
    context.fillStyle = wins ? palette.ink : palette.edge;
    const long = Math.max(1, (right - left) * share(value));
    context.fillRect(left, middle - thick / 2, long, thick);
    context.font = wins ? bold : `400 ${text}px ${palette.ui}`;
    context.fillStyle = wins ? palette.ink : palette.ink2;
    context.textAlign = "left";
    context.fillText(nameOf(answer, index), 0, middle + 0.5);
    context.textAlign = "right";
    context.fillText(shownValue(value), width, middle + 0.5);
  }
}

/**
 * Keep an activation on its track.
 * @param {number} value
 */
export function share(value) {
  return Math.min(1, Math.max(0, value)) || 0;
}

/**
 * Write an activation.
 * @param {number} value
 */
function shownValue(value) {
  return Number.isFinite(value) ? value.toFixed(2) : "–";
}

/**
 * Paint the big guess and a column for each output.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {Answer} answer
 */
function paintColumns(context, room, answer) {
  const left = paintGuess(context, room, answer);
  const { width, height, palette } = room;
  const names = longNames(answer);
  const base = height - (names ? 84 : 26);
  const top = 20;
  const each = (width - left) / answer.outputs.length;
  for (let index = 0; index < answer.outputs.length; index += 1) {
    const wins = index === answer.winner;
    const { middle } = slot(index, answer.outputs.length, width - left);
    const thick = each * 0.75;
    const x = left + middle - thick / 2;
    const high = Math.max(1, (base - top) * share(answer.outputs[index]));
    context.fillStyle = palette.well;
    context.fillRect(x, top, thick, base - top);
    context.fillStyle = wins ? palette.ink : palette.edge;
    context.fillRect(x, base - high, thick, high);
    paintColumnName(context, room, { answer, index, x: left + middle, base });
    if (wins || answer.outputs[index] >= 0.1)
      paintColumnValue(context, room, {
        answer,
        index,
        x: left + middle,
        y: base - high,
      });
  }
  context.fillStyle = palette.ink2;
  context.fillRect(left, base, width - left, 1);
}

/**
 * Say whether the names are too long to stand under a column.
 * @param {Answer} answer
 */
function longNames({ labels }) {
  return labels.some((label) => label.length > 2);
}

/**
 * Paint the guess as large as its place allows, and return where the columns begin.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {Answer} answer
 */
function paintGuess(context, { width, height, palette }, answer) {
  const left = Math.round(width * 0.285);
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.font = `400 15px ${palette.ui}`;
  context.fillStyle = palette.ink2;
  if (answer.winner < 0) {
    context.fillText("Nothing drawn", 0, 16, left - 8);
    return left;
  }
  context.fillText("It reads", 0, 16);
  const guess = nameOf(answer, answer.winner);
  context.fillStyle = palette.ink;
  context.font = `700 104px ${palette.ui}`;
  const wide = context.measureText(guess).width;
  const size = Math.min(104, (104 * (left - 12)) / wide, height * 0.75);
  context.font = `700 ${size}px ${palette.ui}`;
  context.fillText(guess, 0, 30 + size * 0.74);
  return left;
}

/**
 * Name a column, long names upright along it.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {{answer: Answer, index: number, x: number, base: number}} column
 */
function paintColumnName(context, { palette }, { answer, index, x, base }) {
  const wins = index === answer.winner;
  context.fillStyle = wins ? palette.ink : palette.ink2;
  context.font = `${wins ? 700 : 400} 15px ${palette.ui}`;
  context.textBaseline = "middle";
  context.save();
  context.translate(x, base + 14);
  if (longNames(answer)) {
    context.translate(0, -8);
    context.rotate(Math.PI / 2);
    context.font = `${wins ? 700 : 400} 13px ${palette.ui}`;
    context.textAlign = "left";
  } else {
    context.textAlign = "center";
  }
  context.fillText(nameOf(answer, index), 0, 0);
  context.restore();
}

/**
 * Write the value over a column.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {{answer: Answer, index: number, x: number, y: number}} column
 */
function paintColumnValue(context, { palette }, { answer, index, x, y }) {
  const wins = index === answer.winner;
  context.font = `${wins ? 700 : 400} 13px ${palette.ui}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.lineWidth = 3;
  context.strokeStyle = palette.paper;
  context.fillStyle = wins ? palette.ink : palette.ink2;
  context.strokeText(shownValue(answer.outputs[index]), x, y - 5);
  context.fillText(shownValue(answer.outputs[index]), x, y - 5);
}
