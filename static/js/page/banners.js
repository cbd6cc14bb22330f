/** What the page says beside the charts when a run or the line needs help. */

import { counted, format, formatRate } from "../draw/axes.js";
import { button, cross, swap } from "../controls/element.js";
import { element } from "../draw/figure.js";
import { reset, undoing } from "../controls/transport.js";

/**
 * @import { Live } from "../live.js"
 * @import { Toast } from "../controls/transport.js"
 * @import { Notice, Status } from "../wire/messages.js"
 *
 * @typedef {"back" | "reset" | "setup" | "retry" | "more" | "reload"} Act
 * @typedef {{kind: string, tone: "loud" | "quiet" | "plain", words: string,
 *   acts: readonly Act[]}} Banner
 * @typedef {(status: Status | null, epoch: number) => string} Words
 * @typedef {Readonly<Record<Act, {words: Words, name?: string,
 *   act: () => void}>>} Acts
 * @typedef {keyof typeof LINES} Trouble what is wrong with the line
 */

/** A browser says this when a drawing will be measured again in the next frame. */
const HARMLESS = /^ResizeObserver loop/;
const STEPS_BACK = 20;
const PATIENCE = 10_000;
const MOMENT = 6_000;

/** What may be wrong with the line. */
const LINES = Object.freeze({
  lost: "The connection is lost. The last picture stays; what you change now is sent when it is back.",
  unmet:
    "The server does not answer. Nothing has begun yet, so nothing is lost. This page goes on trying.",
  full: "The server has no room for another run, so this one has not begun. Try again when another has ended.",
});

/** Banners that interrupt what a screen reader is saying. */
const URGENT = new Set(["diverged", "line"]);

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
 * Keep the banners between the pictures and the charts, or on a small screen, where
 * those are not in sight together, at the head of the bar; the page is told how much
 * height they take.
 * @param {HTMLElement} place
 * @param {HTMLElement} bar
 * @param {MediaQueryList} small
 */
export function placeBanners(place, bar, small) {
  const above = place.previousElementSibling;
  const put = () => (small.matches ? bar.prepend(place) : above?.after(place));
  small.addEventListener("change", put);
  put();
  const { style } = place.ownerDocument.documentElement;
  const sizes = new ResizeObserver(() =>
    style.setProperty("--banner", `${place.offsetHeight}px`),
  );
  sizes.observe(place);
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
  const stand = () => run(runBanner(live.status.value, epochOf(live)));
  live.status.subscribe(stand);
  live.tensor("epoch").subscribe(stand);
  followLine(live, (trouble) => line(lineBanner(trouble)));
  const tell = passing(word);
  live.notice.subscribe((notice) => notice && tell(noticed(notice), MOMENT));
  live.refusal.subscribe(
    (refusal) => refusal && tell(refused(refusal.reason), MOMENT),
  );
  followTrouble(place.ownerDocument, slot(place, acts, live));
  return (/** @type {string} */ words) =>
    tell({ kind: "note", tone: "plain", words, acts: [] }, 2 * MOMENT);
}

/** @param {Live} live */
function epochOf(live) {
  return live.tensor("epoch").value?.data[0] ?? NaN;
}

/**
 * Say it when something on the page itself goes wrong.
 * @param {Document} document
 * @param {(banner: Banner | null) => void} show
 */
function followTrouble({ defaultView: window }, show) {
  const say = (/** @type {string} */ message) => {
    const banner = pageBanner(message);
    if (banner) show(banner);
  };
  window?.addEventListener("error", ({ message }) => say(message));
  window?.addEventListener("unhandledrejection", ({ reason }) =>
    say(String(reason)),
  );
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
 * Show a banner for a while, also when the same was closed a moment ago.
 * @param {(banner: Banner | null) => void} show
 */
function passing(show) {
  let timer = 0;
  return (/** @type {Banner} */ banner, /** @type {number} */ milliseconds) => {
    clearTimeout(timer);
    show(null);
    show(banner);
    timer = window.setTimeout(() => show(null), milliseconds);
  };
}

/**
 * Tell when the line has been down for ten seconds, and when it is back. Only a server
 * without room ends a line that was live for good.
 * @param {Live} live
 * @param {(trouble: Trouble | null) => void} tell
 */
function followLine(live, tell) {
  const lost = () => tell(live.status.value ? "lost" : "unmet");
  let timer = 0;
  let before = "";
  live.connection.subscribe((connection) => {
    const full = before === "live" && connection === "failed";
    before = connection;
    if (connection === "connecting" || connection === "reconnecting") {
      timer ||= window.setTimeout(lost, PATIENCE);
      return;
    }
    clearTimeout(timer);
    timer = 0;
    if (connection === "live") tell(null);
    else if (full) tell("full");
    else lost();
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
  const status = element("div", { role: "status" });
  place.append(alert, status);
  let shown = "";
  const close = () => [alert, status].forEach((region) => swap(region));
  return (/** @type {Banner | null} */ banner) => {
    const labels = banner?.acts.map((act) => wordsOf(acts[act], live)) ?? [];
    const words = JSON.stringify([banner, labels]);
    if (words === shown) return;
    shown = words;
    const urgent = banner !== null && URGENT.has(banner.kind);
    const made = banner ? [drawn(banner, acts, live, close)] : [];
    swap(alert, ...(urgent ? made : []));
    swap(status, ...(urgent ? [] : made));
  };
}

/**
 * @param {Acts[Act]} act
 * @param {Live} live
 */
function wordsOf({ words }, live) {
  return words(live.status.value, epochOf(live));
}

/**
 * @param {Banner} banner
 * @param {Acts} acts
 * @param {Live} live
 * @param {() => void} close
 */
function drawn({ kind, tone, words, acts: wanted }, acts, live, close) {
  const buttons = wanted.map((name) => {
    const { name: label, act } = acts[name];
    const said = wordsOf(acts[name], live);
    return button(said, act, label ? { "aria-label": label } : {});
  });
  const closing = cross("Close this note", close);
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
      words: furtherWords,
      act: () => live.send({ type: "start" }),
    },
    reload: { words: () => "Load again", act: () => location.reload() },
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
