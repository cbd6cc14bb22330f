/** What the page says when a run, the line or the page itself needs help. */

import { counted, format, formatRate } from "../draw/axes.js";

/**
 * @import { Notice, Status } from "../wire/messages.js"
 *
 * @typedef {"back" | "reset" | "setup" | "retry" | "more" | "reload"} Act
 * @typedef {{kind: string, tone: "loud" | "quiet" | "plain", words: string,
 *   acts: readonly Act[]}} Banner
 * @typedef {(status: Status | null, epoch: number) => string} Words
 * @typedef {keyof typeof LINES} Trouble what is wrong with the line
 */

/** A browser says this when a drawing will be measured again in the next frame. */
const HARMLESS = /^ResizeObserver loop/;
/** A run that blew up is taken back by so many steps. */
export const STEPS_BACK = 20;

/** What may be wrong with the line. */
const LINES = Object.freeze({
  lost: "The connection is lost. The last picture stays; what you change now is sent when it is back.",
  unmet:
    "The server does not answer. Nothing has begun yet, so nothing is lost. This page goes on trying.",
  full: "The server has no room for another run, so this one has not begun. Try again when another has ended.",
});

/** How each silent death looks, by what all the outputs have become. */
const DEATHS = Object.freeze({
  0.1: "every output has settled at 0.1, whatever the digit, so the cost stays near 0.9",
  0: "every output has gone to 0, so the cost stays near 1.0",
});

/**
 * Say what has happened to the run, if anything has.
 * @param {Status | null} status
 * @param {number} [epoch] how many passes over the data have been made
 * @returns {Banner | null}
 */
export function runBanner(status, epoch = NaN) {
  if (status?.diverged) return blownUp(status.diverged);
  if (status?.dead) return silent(status.dead);
  if (status?.state === "finished") return finished(status, epoch);
  return null;
}

/**
 * @param {{step: number, rate: number}} divergence
 * @returns {Banner}
 */
function blownUp({ step, rate }) {
  const words = `The cost blew up at step ${format(step)}. η = ${formatRate(rate)} is too large.`;
  return { kind: "diverged", tone: "loud", words, acts: ["back", "reset"] };
}

/**
 * @param {keyof typeof DEATHS | "0.1" | "0"} outputs
 * @returns {Banner}
 */
function silent(outputs) {
  const words = `Silent death: ${DEATHS[outputs]}, and the gradient has all but vanished. Start again with a smaller η, or with other weights.`;
  return { kind: "dead", tone: "quiet", words, acts: ["reset", "setup"] };
}

/**
 * @param {Status} status
 * @param {number} epoch
 * @returns {Banner}
 */
function finished({ settings: { epochs } }, epoch) {
  const reached = Math.round(epoch) || epochs;
  const again = ` It stops every ${counted(epochs, "epoch")}.`;
  const every = reached === epochs ? "" : again;
  const words = `Stopped after ${counted(reached, "epoch")}, as chosen.${every}`;
  return { kind: "finished", tone: "plain", words, acts: ["more"] };
}

/**
 * Say how long a finished run goes on when it is started again.
 * @type {Words}
 */
export function furtherWords(status, epoch) {
  const epochs = status?.settings.epochs ?? 1;
  const togo = epochs - ((Math.round(epoch) || 0) % epochs);
  return counted(togo, "more epoch");
}

/**
 * Say that the line is down, once a person would wonder.
 * @param {Trouble | null} trouble
 * @returns {Banner | null}
 */
export function lineBanner(trouble) {
  if (!trouble) return null;
  return {
    kind: "line",
    tone: "quiet",
    words: LINES[trouble],
    acts: ["retry"],
  };
}

/**
 * Say where going back leads to.
 * @param {{step: number}} divergence
 */
export function stepBefore({ step }) {
  return Math.max(0, step - STEPS_BACK);
}

/**
 * Say what failed on the page, what is safe, and what to do.
 * @param {string} message
 * @returns {Banner | null}
 */
export function pageBanner(message) {
  if (HARMLESS.test(message)) return null;
  const words = `Something on this page failed: ${message.slice(0, 120)}. The network is safe on the server. Load the page again to go on with it.`;
  return { kind: "page", tone: "quiet", words, acts: ["reload"] };
}

/**
 * Pass on what the server wants a person to know.
 * @param {Notice} notice
 * @returns {Banner}
 */
export function noticed({ kind, text }) {
  return { kind, tone: "plain", words: text, acts: [] };
}

/**
 * Pass on why a command was not carried out.
 * @param {string} words
 * @returns {Banner}
 */
export function refused(words) {
  return { kind: "refusal", tone: "quiet", words, acts: [] };
}

/**
 * Pass on what the page itself has to say.
 * @param {string} words
 * @returns {Banner}
 */
export function noted(words) {
  return { kind: "note", tone: "plain", words, acts: [] };
}
