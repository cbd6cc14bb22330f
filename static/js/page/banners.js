/** What the page says over the charts when a run or the line needs help. */

import { format, formatRate } from "../draw/axes.js";
import { button, cross } from "../controls/element.js";
import { element } from "../draw/figure.js";
import { reset, undoing } from "../controls/transport.js";

/**
 * @import { Live } from "../live.js"
 * @import { Toast } from "../controls/transport.js"
 * @import { Notice, Status } from "../wire/messages.js"
 *
 * @typedef {"back" | "reset" | "setup" | "retry" | "more"} Act
 * @typedef {{kind: string, tone: "loud" | "quiet" | "plain", words: string,
 *   acts: readonly Act[]}} Banner
 * @typedef {Readonly<Record<Act, {words: (status: Status | null) => string,
 *   name?: string, act: () => void}>>} Acts
 */

const STEPS_BACK = 20;
const PATIENCE = 10_000;
const MOMENT = 6_000;

/** How each silent death looks, by what all the outputs have become. */
const DEATHS = Object.freeze({
  0.1: "every output has settled at 0.1, whatever the digit, so the cost stays near 0.9",
  0: "every output has gone to 0, so the cost stays near 1.0",
});

/**
 * Say what has happened to the run, if anything has.
 * @param {Status | null} status
 * @returns {Banner | null}
 */
export function runBanner(status) {
  if (status?.diverged) return blownUp(status.diverged);
  if (status?.dead) return silent(status.dead);
  if (status?.state === "finished") return finished(status);
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
  const words = `Silent death: ${DEATHS[outputs]}. The gradient has all but vanished, and no step gets out. Start again with a smaller η, or with other weights at the start.`;
  return { kind: "dead", tone: "quiet", words, acts: ["reset", "setup"] };
}

/**
 * @param {Status} status
 * @returns {Banner}
 */
function finished({ settings }) {
  const words = `Stopped after ${format(settings.epochs)} epochs, as chosen.`;
  return { kind: "finished", tone: "plain", words, acts: ["more"] };
}

/**
 * Say that the line is down, once a person would wonder.
 * @param {boolean} long whether it has been down for a while
 * @returns {Banner | null}
 */
export function lineBanner(long) {
  if (!long) return null;
  const words =
    "The connection is lost. The last picture stays; what you change now is sent when it is back.";
  return { kind: "line", tone: "quiet", words, acts: ["retry"] };
}

/**
 * Say where going back leads to.
 * @param {{step: number}} divergence
 */
export function stepBefore({ step }) {
  return Math.max(0, step - STEPS_BACK);
}

/**
 * Join the banners to the run.
 * @param {HTMLElement} place
 * @param {Live} live
 * @param {{toast: Toast, setup: () => void}} hands
 */
export function mountBanners(place, live, hands) {
  const acts = deeds(live, hands);
  const run = slot(place, acts, live);
  const line = slot(place, acts, live);
  const word = slot(place, acts, live);
  live.status.subscribe((status) => run(runBanner(status)));
  followLine(live, (long) => line(lineBanner(long)));
  const tell = passing(word);
  live.notice.subscribe((notice) => notice && tell(noticed(notice), MOMENT));
  live.refusal.subscribe(
    (refusal) => refusal && tell(refused(refusal.reason), MOMENT),
  );
  return (/** @type {string} */ words) =>
    tell({ kind: "note", tone: "plain", words, acts: [] }, 2 * MOMENT);
}

/** @param {Notice} notice
 * @returns {Banner} */
function noticed({ kind, text }) {
  return { kind, tone: "plain", words: text, acts: [] };
}

/** @param {string} words
 * @returns {Banner} */
function refused(words) {
  return { kind: "refusal", tone: "quiet", words, acts: [] };
}

/**
 * Show a banner for a while.
 * @param {(banner: Banner | null) => void} show
 */
function passing(show) {
  let timer = 0;
  return (/** @type {Banner} */ banner, /** @type {number} */ milliseconds) => {
    clearTimeout(timer);
    show(banner);
    timer = window.setTimeout(() => show(null), milliseconds);
  };
}

/**
 * Tell when the line has been down for ten seconds, and when it is back.
 * @param {Live} live
 * @param {(long: boolean) => void} tell
 */
function followLine(live, tell) {
  let timer = 0;
  live.connection.subscribe((connection) => {
    if (connection === "failed") return tell(true);
    if (connection === "live") {
      clearTimeout(timer);
      timer = 0;
      tell(false);
    } else {
      timer ||= window.setTimeout(() => tell(true), PATIENCE);
    }
  });
}

/**
 * Keep a place for one banner, and change the page only when its words change.
 * @param {HTMLElement} place
 * @param {Acts} acts
 * @param {Live} live
 */
function slot(place, acts, live) {
  const alert = element("div", { role: "alert" });
  place.append(alert);
  let shown = "";
  return (/** @type {Banner | null} */ banner) => {
    const words = banner ? banner.kind + banner.words : "";
    if (words === shown) return;
    shown = words;
    alert.replaceChildren(
      ...(banner ? [drawn(banner, acts, live, alert)] : []),
    );
  };
}

/**
 * @param {Banner} banner
 * @param {Acts} acts
 * @param {Live} live
 * @param {HTMLElement} alert
 */
function drawn({ kind, tone, words, acts: wanted }, acts, live, alert) {
  const buttons = wanted.map((name) => {
    const { words: say, name: label, act } = acts[name];
    const said = say(live.status.value);
    return button(said, act, label ? { "aria-label": label } : {});
  });
  const closing = cross("Close this note", () => alert.replaceChildren());
  const last = tone === "loud" ? [] : [closing];
  return element(
    "div",
    { class: `banner ${tone}`, "data-banner": kind },
    element("p", {}, words),
    ...buttons,
    ...last,
  );
}

/**
 * What the buttons of banners do.
 * @param {Live} live
 * @param {{toast: Toast, setup: () => void}} hands
 * @returns {Acts}
 */
function deeds(live, { toast, setup }) {
  return {
    back: {
      words: () => `Back ${STEPS_BACK} steps`,
      act: () => back(live, toast),
    },
    reset: {
      words: () => "Reset",
      name: "Reset to step 0",
      act: () => reset(live, toast),
    },
    setup: { words: () => "Change the set-up", act: setup },
    retry: { words: () => "Try again", act: () => live.retry() },
    more: {
      words: (status) => `${status?.settings.epochs ?? ""} more epochs`,
      act: () => more(live),
    },
  };
}

/**
 * @param {Live} live
 * @param {Toast} toast
 */
function back(live, toast) {
  const diverged = live.status.value?.diverged;
  if (!diverged) return;
  const step = stepBefore(diverged);
  live.send({ type: "branch", step });
  toast(
    `Back at step ${format(step)}. Choose a smaller η, then press Play.`,
    undoing(live),
  );
}

/**
 * Let a finished run go on for as long again.
 * @param {Live} live
 */
function more(live) {
  const settings = live.status.value?.settings;
  if (!settings) return;
  live.send({ type: "tune", epochs: Math.min(1000, 2 * settings.epochs) });
  live.send({ type: "start" });
}
