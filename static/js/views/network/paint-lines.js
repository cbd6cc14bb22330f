/** The lines of the network, kept on a sheet of their own, because they change seldom. */

import { isSame } from "../../draw/same.js";

/**
 * @typedef {import("../../draw/stage.js").Sheet} Room
 * @typedef {import("./lines.js").Line} Line
 * @typedef {CanvasRenderingContext2D} Context
 */

/** Lines are redrawn at most 20 times a second. */
const EVERY = 50;

/** A sheet that is drawn anew only when something decides that lines look different. */
export class LineSheet {
  #canvas = document.createElement("canvas");
  #context = /** @type {Context} */ (this.#canvas.getContext("2d"));
  /** @type {readonly unknown[]} */
  #drawn = [];
  #drawnAt = -Infinity;
  #timer = 0;
  #again;

  /** @param {() => void} again asks for another painting */
  constructor(again) {
    this.#again = again;
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /**
   * Draw the lines anew when a cause of their look changed, or soon.
   * @param {readonly unknown[]} cause
   * @param {Context} target
   * @param {Room} room
   * @param {() => readonly Line[]} lines
   */
  refresh(cause, target, room, lines) {
    if (isSame(cause, this.#drawn)) return;
    const wait = this.#drawnAt + EVERY - performance.now();
    clearTimeout(this.#timer);
    if (wait > 0) {
      this.#timer = window.setTimeout(this.#again, wait);
      return;
    }
    this.#drawn = cause;
    this.#drawnAt = performance.now();
    this.#draw(lines(), target, room);
  }

  /**
   * Put the lines into a drawing.
   * @param {Context} target
   * @param {Room} room
   */
  show(target, { width, height }) {
    if (!this.#canvas.width) return;
    target.drawImage(this.#canvas, 0, 0, width, height);
  }

  /**
   * @param {readonly Line[]} lines
   * @param {Context} target
   * @param {Room} room
   */
  #draw(lines, target, { palette }) {
    this.#canvas.width = target.canvas.width;
    this.#canvas.height = target.canvas.height;
    this.#context.setTransform(target.getTransform());
    for (const line of lines)
      stroke(this.#context, line, line.positive ? palette.pos : palette.neg);
  }
}

/**
 * @param {Context} context
 * @param {Line} line
 * @param {string} colour
 */
function stroke(context, { from, to, width, opacity }, colour) {
  context.globalAlpha = opacity;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
}
