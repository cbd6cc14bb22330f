/** Reset, new start, play, step, and how many steps a frame takes. */

import { RANGES } from "../wire/settings.js";
import { doing, icon, part } from "./element.js";

/**
 * @import { Live } from "../live.js"
 * @import { Settings } from "../wire/messages.js"
 * @typedef {(words: string, action?: {words: string, act: () => void}) => void} Toast
 * @typedef {import("../wire/messages.js").SetPace["steps"]} Pace
 */

/**
 * Give the same settings with the next seed.
 * @param {Settings} settings
 * @returns {Settings}
 */
export function nextStart(settings) {
  const { min, max } = RANGES.seed;
  const seed = settings.seed >= max ? min : settings.seed + 1;
  return { ...settings, seed };
}

/**
 * Read a pace from the words of its button.
 * @param {string} words
 * @returns {Pace}
 */
export function paceOf(words) {
  return /** @type {Pace} */ (words === "max" ? "max" : Number(words));
}

/**
 * Join the buttons to the run.
 * @param {HTMLElement} host
 * @param {Live} live
 * @param {Toast} toast
 */
export function mountTransport(host, live, toast) {
  mountPlay(doing(host, "play"), live);
  doing(host, "step").addEventListener("click", () =>
    live.send({ type: "step", count: 1 }),
  );
  doing(host, "reset").addEventListener("click", () => reset(live, toast));
  doing(host, "renew").addEventListener("click", () => renew(live, toast));
  mountPace(part(host, "pace"), live);
  mountEpochs(/** @type {HTMLInputElement} */ (part(host, "epochs")), live);
}

/**
 * Go back to step 0 with the same seed and η.
 * @param {Live} live
 * @param {Toast} toast
 */
export function reset(live, toast) {
  live.send({ type: "reset" });
  toast("Back at step 0, from the same start.", undoing(live));
}

/**
 * Go back to step 0 with the next seed.
 * @param {Live} live
 * @param {Toast} toast
 */
function renew(live, toast) {
  const status = live.status.value;
  if (!status) return;
  const settings = nextStart({ ...status.settings, rate: live.rate.value });
  live.send({ type: "reset", settings });
  toast(`A new start: seed ${settings.seed}.`, undoing(live));
}

/**
 * Make toasts about a new beginning wait until there is one.
 * @param {Live} live
 * @param {Toast} toast
 * @returns {Toast}
 */
export function onceBegun(live, toast) {
  let line = live.status.value?.line;
  /** @type {Parameters<Toast> | null} */
  let waiting = null;
  live.refusal.subscribe(() => (waiting = null));
  live.status.subscribe((status) => {
    if (waiting && status?.line !== line) toast(...waiting);
    if (status?.line !== line) waiting = null;
    line = status?.line;
  });
  return (...words) => {
    waiting = words;
  };
}

/**
 * Offer to take the last reset back.
 * @param {Live} live
 */
export function undoing(live) {
  return { words: "Undo", act: () => live.send({ type: "undo" }) };
}

/**
 * Make one button of play and pause.
 * @param {HTMLButtonElement} play
 * @param {Live} live
 */
function mountPlay(play, live) {
  const running = () => live.status.value?.state === "running";
  play.addEventListener("click", () =>
    live.send({ type: running() ? "pause" : "start" }),
  );
  live.status.subscribe(() => {
    const name = running() ? "Pause" : "Play";
    if (play.getAttribute("aria-label") === name) return;
    play.setAttribute("aria-label", name);
    play.replaceChildren(icon(name.toLowerCase()));
  });
}

/**
 * @param {HTMLElement} group
 * @param {Live} live
 */
function mountPace(group, live) {
  const radios = [...group.querySelectorAll("input")];
  group.addEventListener("change", () => {
    const chosen = radios.find((radio) => radio.checked);
    if (chosen) live.send({ type: "pace", steps: paceOf(chosen.value) });
  });
  live.status.subscribe((status) => {
    if (!status) return;
    for (const radio of radios)
      radio.checked = paceOf(radio.value) === status.pace;
  });
}

/**
 * @param {HTMLInputElement} field
 * @param {Live} live
 */
function mountEpochs(field, live) {
  const { min, max } = RANGES.epochs;
  Object.assign(field, { min: String(min), max: String(max) });
  field.addEventListener("change", () => {
    if (field.checkValidity() && field.value !== "") {
      live.send({ type: "tune", epochs: field.valueAsNumber });
    } else {
      field.reportValidity();
    }
  });
  live.status.subscribe((status) => {
    if (status && field !== document.activeElement) {
      field.value = String(status.settings.epochs);
    }
  });
}
