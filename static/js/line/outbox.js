/** Commands wait here: for the next animation frame, or for the line to come back. */

/**
 * @import { Command } from "../wire/messages.js"
 * @typedef {Command["type"]} Kind
 */

import { MOST_STEPS } from "../wire/settings.js";

/** A hand on a slider, a map or a pen gives more of these than anyone can see. */
const CONTINUOUS = new Set(["tune", "draw", "race", "scatter", "feel"]);
/** What moves a run has no meaning any more once the run begins again. */
const MOVES = Object.freeze(/** @type {const} */ (["step", "start"]));

/** Sends each command at once if it may, and keeps one of each kind if not. */
export class Outbox {
  /** @type {Map<Kind, Command>} */
  #waiting = new Map();
  /** @type {Set<Kind>} */
  #resting = new Set();
  #transmit;
  #nextFrame;

  /**
   * @param {(command: Command) => boolean} transmit tells whether the line was open
   * @param {(run: () => void) => unknown} nextFrame
   */
  constructor(transmit, nextFrame) {
    this.#transmit = transmit;
    this.#nextFrame = nextFrame;
  }

  /** @param {Command} command */
  send(command) {
    if (command.type === "reset")
      for (const kind of MOVES) this.#waiting.delete(kind);
    this.#keep(command);
    if (!this.#resting.has(command.type)) this.flush();
  }

  /** @param {Kind} kind */
  holds(kind) {
    return this.#waiting.has(kind);
  }

  /** Send all that waits, in order, until the line refuses one. */
  flush() {
    for (const [kind, command] of [...this.#waiting]) {
      if (!this.#transmit(command)) return;
      this.#waiting.delete(kind);
      if (CONTINUOUS.has(kind)) this.#rest(kind);
    }
  }

  /**
   * Keep a command; a reset to the same settings adds nothing to a reset that waits.
   * @param {Command} command
   */
  #keep(command) {
    const older = this.#waiting.get(command.type);
    if (older && command.type === "reset" && !command.settings) return;
    this.#waiting.delete(command.type);
    this.#waiting.set(command.type, merged(older, command));
  }

  /** @param {Kind} kind let it wait until the next animation frame */
  #rest(kind) {
    if (this.#resting.has(kind)) return;
    this.#resting.add(kind);
    this.#nextFrame(() => {
      this.#resting.delete(kind);
      if (this.#waiting.has(kind)) this.flush();
    });
  }
}

/**
 * Let a newer command of the same kind replace the older; a change keeps the fields
 * that the newer one does not name, and steps add up.
 * @param {Command | undefined} older
 * @param {Command} newer
 * @returns {Command}
 */
function merged(older, newer) {
  if (older?.type === "tune" && newer.type === "tune")
    return { ...older, ...newer };
  if (older?.type === "step" && newer.type === "step")
    return {
      ...newer,
      count: Math.min(MOST_STEPS, count(older) + count(newer)),
    };
  return newer;
}

/** @param {{count?: number}} step */
function count({ count = 1 }) {
  return count;
}
