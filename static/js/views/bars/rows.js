/** A row for each output: name, track, value. */

import { labelOf } from "../../pad/reading.js";
import { share, shownValue, slot } from "./answer.js";

/**
 * @typedef {import("../../draw/stage.js").Sheet} Room
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {{left: number, right: number, text: number, pitch: number}} Measures
 */

const TEXT = 13;
/** How much of its row a bar fills. */
const THICK = Object.freeze({ winner: 0.76, other: 0.52 });

/**
 * Paint all rows.
 * @param {Context} context
 * @param {Room} room
 * @param {Answer} answer
 */
export function paintRows(context, room, answer) {
  const measures = measure(context, room, answer);
  context.textBaseline = "middle";
  for (let index = 0; index < answer.outputs.length; index += 1) {
    paintBar(context, room, measures, { answer, index });
    paintWords(context, room, measures, { answer, index });
  }
}

/**
 * Find out where the tracks begin and end.
 * @param {Context} context
 * @param {Room} room
 * @param {Answer} answer
 * @returns {Measures}
 */
function measure(context, { width, height, palette, scale }, answer) {
  const pitch = height / answer.outputs.length;
  const text = Math.min(TEXT * scale * (scale > 1.25 ? 1.2 : 1), pitch);
  context.font = `600 ${text}px ${palette.ui}`;
  const names = Array.from(
    answer.outputs,
    (_, index) => context.measureText(labelOf(answer.labels, index)).width,
  );
  const left = Math.max(22 * scale, Math.max(...names) + 10 * scale);
  const right = width - context.measureText("0.00").width - 12 * scale;
  return { left, right, text, pitch };
}

/**
 * Paint a track and its bar.
 * @param {Context} context
 * @param {Room} room
 * @param {Measures} measures
 * @param {{answer: Answer, index: number}} row
 */
function paintBar(context, { palette }, measures, { answer, index }) {
  const { left, right, pitch } = measures;
  const wins = index === answer.winner;
  const thick = pitch * (wins ? THICK.winner : THICK.other);
  const top = (index + 0.5) * pitch - thick / 2;
  const long = Math.max(1, (right - left) * share(answer.outputs[index]));
  context.fillStyle = palette.well;
  context.fillRect(left, top, right - left, thick);
  context.fillStyle = wins ? palette.ink : palette.edge;
  context.fillRect(left, top, long, thick);
}

/**
 * Write the name before a track and the value after it.
 * @param {Context} context
 * @param {Room} room
 * @param {Measures} measures
 * @param {{answer: Answer, index: number}} row
 */
function paintWords(context, room, { text }, { answer, index }) {
  const { width, height, palette } = room;
  const wins = index === answer.winner;
  const { middle } = slot(index, answer.outputs.length, height);
  context.font = `${wins ? 600 : 400} ${text}px ${palette.ui}`;
  context.fillStyle = wins ? palette.ink : palette.ink2;
  context.textAlign = "left";
  context.fillText(labelOf(answer.labels, index), 0, middle + 0.5);
  context.textAlign = "right";
  context.fillText(shownValue(answer.outputs[index]), width, middle + 0.5);
}
