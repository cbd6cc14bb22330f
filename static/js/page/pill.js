/** The status pill: state, step, epoch, test accuracy, frames per second. */

import { format } from "../draw/axes.js";

/**
 * @import { Live } from "../live.js"
 * @import { Status } from "../wire/messages.js"
 * @typedef {"loading" | "running" | "paused" | "diverged" | "finished"
 *   | "reconnecting" | "failed"} Shown
 */

const SECOND = 1000;
const RECOUNT = 500;
const NONE = "–";

/** @type {Readonly<Record<Shown, string>>} */
export const WORDS = {
  loading: "Loading",
  running: "Training",
  paused: "Paused",
  diverged: "Diverged",
  finished: "Finished",
  reconnecting: "Reconnecting",
  failed: "Offline",
};

/** What the connection says before the session is asked: a page that has met its
 * session goes on trying, however long it takes.
 * @type {Readonly<Record<string, {met: Shown, unmet: Shown}>>} */
const CUT = {
  reconnecting: { met: "reconnecting", unmet: "reconnecting" },
  failed: { met: "reconnecting", unmet: "failed" },
};

/**
 * Say how the run stands, the connection first.
 * @param {Status | null} status
 * @param {string} connection
 * @returns {Shown}
 */
export function shown(status, connection) {
  const cut = CUT[connection]?.[status ? "met" : "unmet"];
  return cut ?? status?.state ?? "loading";
}

/**
 * Write a share as a percentage with one decimal.
 * @param {number | undefined} share from 0 to 1
 */
export function percentage(share) {
  return share === undefined || !Number.isFinite(share)
    ? NONE
    : `${format(100 * share, 1)}\u202f%`;
}

/**
 * Write how many passes over the data have been made.
 * @param {number | undefined} epoch
 */
export function passes(epoch) {
  return epoch === undefined ? NONE : format(epoch, 2);
}

/**
 * Count how many of these moments lie within the last second.
 * @param {readonly number[]} moments in milliseconds, oldest first
 * @param {number} now
 */
export function withinSecond(moments, now) {
  return moments.filter((moment) => moment > now - SECOND);
}

/**
 * Join the pill to the run.
 * @param {HTMLElement} pill
 * @param {Live} live
 * @param {() => number} now in milliseconds
 */
export function mountPill(pill, live, now) {
  const write = writer(pill);
  const stand = () => {
    const state = shown(live.status.value, live.connection.value);
    if (pill.dataset.state === state) return;
    pill.dataset.state = state;
    write("state", WORDS[state]);
  };
  const count = counter(now, (frames) => write("fps", frames));
  live.watch(["test_accuracy", "costs", "costs_steps"]);
  live.status.subscribe(stand);
  live.connection.subscribe(stand);
  live.frame.subscribe(({ count: frames, step }) => {
    if (frames === 0) return;
    write("step", format(step));
    write("epoch", passes(live.tensor("epoch").value?.data[0]));
    write("accuracy", percentage(live.tensor("test_accuracy").value?.data[0]));
    count();
  });
}

/**
 * Make a way to count frames: those of the last second, shown twice a second as long as
 * they come, and once more when they have stopped.
 * @param {() => number} now in milliseconds
 * @param {(words: string) => void} show
 */
function counter(now, show) {
  /** @type {number[]} */
  let moments = [];
  let shownAt = -SECOND;
  const tell = () => {
    moments = withinSecond(moments, now());
    if (moments.length && now() - shownAt < RECOUNT) return;
    shownAt = now();
    show(moments.length ? String(moments.length) : NONE);
  };
  setInterval(() => {
    if (withinSecond(moments, now()).length === 0) tell();
  }, RECOUNT);
  return () => {
    moments.push(now());
    tell();
  };
}

/**
 * Write only what has changed.
 * @param {HTMLElement} pill
 */
function writer(pill) {
  const parts = /** @type {NodeListOf<HTMLElement>} */ (
    pill.querySelectorAll("[data-pill]")
  );
  const places = new Map(
    [...parts].map((place) => [place.dataset.pill, place]),
  );
  return (/** @type {string} */ name, /** @type {string} */ words) => {
    const place = places.get(name);
    if (place && place.textContent !== words) place.textContent = words;
  };
}
