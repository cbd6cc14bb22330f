/** Shows beside the charts what has happened to the run, the line or the page. */

import { format } from "../draw/axes.js";
import { button, cross, swap } from "../controls/element.js";
import { element } from "../draw/figure.js";
import { reset, undoing } from "../controls/transport.js";
import {
  STEPS_BACK,
  furtherWords,
  lineBanner,
  noted,
  noticed,
  pageBanner,
  refused,
  runBanner,
  stepBefore,
} from "./trouble.js";

/**
 * @import { Live } from "../live.js"
 * @import { Toast } from "../controls/transport.js"
 * @import { Act, Banner, Trouble, Words } from "./trouble.js"
 *
 * @typedef {Readonly<Record<Act, {words: Words, name?: string,
 *   act: () => void}>>} Acts
 */

const PATIENCE = 10_000;
const MOMENT = 6_000;

/** Banners that interrupt what a screen reader is saying. */
const URGENT = new Set(["diverged", "line"]);

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
  return (/** @type {string} */ words) => tell(noted(words), 2 * MOMENT);
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
export function followLine(live, tell) {
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
