/** Keeps the address and the run alike, and copies the address as a link. */

import { LIVE, changes, needsNewRun } from "../controls/setup/fields.js";
import { format } from "../draw/axes.js";
import { read, write } from "./hash.js";
import { set, standing } from "./views.js";

/**
 * @import { Live } from "../live.js"
 * @import { Settings, Status, Tune } from "../wire/messages.js"
 * @import { Ask } from "../controls/setup/sheet.js"
 * @import { Toast } from "../controls/transport.js"
 * @import { Wanted } from "./hash.js"
 * @typedef {{toast: Toast, ask: Ask, note: (words: string) => void}} Hands
 */

const LATER = 250;

/**
 * Join the address to the run: first the address speaks, then the run.
 * @param {Window} window
 * @param {Live} live
 * @param {Hands} hands
 */
export function mountAddress(window, live, hands) {
  const { location, history, document } = window;
  let heard = false;
  let timer = 0;
  const keep = () => {
    const status = live.status.value;
    if (!status) return;
    const hash = `#${write(present(status, live), standing(document))}`;
    if (hash !== location.hash) history.replaceState(history.state, "", hash);
  };
  const keepSoon = () => {
    clearTimeout(timer);
    if (heard) timer = window.setTimeout(keep, LATER);
  };
  const hear = async () => {
    const { wanted, remarks } = read(location.hash);
    if (remarks.length) hands.note(remarks.join(" "));
    set(document, wanted.views);
    await take(wanted, live, hands);
    heard = true;
    keepSoon();
  };
  const first = live.status.subscribe((status) => {
    if (status && !heard) void hear();
    queueMicrotask(() => heard && first());
  });
  live.status.subscribe(keepSoon);
  live.rate.subscribe(keepSoon);
  document.addEventListener("change", keepSoon);
  document.addEventListener("click", keepSoon);
  window.addEventListener("hashchange", () => void hear());
  return { keep, copy: () => copy(window, keep, hands.toast) };
}

/**
 * @param {Status} status
 * @param {Live} live
 */
function present(status, live) {
  return { ...status, settings: { ...status.settings, rate: live.rate.value } };
}

/**
 * Do what the address asks for; ask first when a trained network would be lost.
 * @param {Wanted} wanted
 * @param {Live} live
 * @param {Hands} hands
 */
async function take({ settings, pace, survey }, live, { ask }) {
  const status = live.status.value;
  if (!status) return;
  const after = { ...status.settings, ...settings };
  const changed = changes(status.settings, after);
  if (!needsNewRun(changed)) tune(changed, live);
  else if (status.step === 0 || (await ask(question(status)))) {
    live.send({ type: "reset", settings: after });
  }
  if (pace && pace !== status.pace) live.send({ type: "pace", steps: pace });
  if (survey && survey !== status.survey)
    live.send({ type: "survey", images: survey });
}

/** @param {Status} status */
function question({ step }) {
  return {
    title: "Start the network of this address?",
    words: `The present one has learned for ${format(step)} steps and will be replaced.`,
    yes: "Start again",
  };
}

/**
 * @param {Partial<Settings>} changed
 * @param {Live} live
 */
function tune(changed, live) {
  const entries = LIVE.filter((name) => name in changed).map((name) => [
    name,
    changed[name],
  ]);
  if (entries.length === 0) return;
  live.send(
    /** @type {Tune} */ ({ type: "tune", ...Object.fromEntries(entries) }),
  );
}

/**
 * @param {Window} window
 * @param {() => void} keep
 * @param {Toast} toast
 */
async function copy(window, keep, toast) {
  keep();
  const { href } = window.location;
  try {
    await window.navigator.clipboard.writeText(href);
    toast("The link to this set-up is copied.");
  } catch {
    window.prompt("Copy this link:", href);
  }
}
