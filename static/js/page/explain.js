/** "What is this?": a note beside a region, with its formula and live numbers. */

import { cross } from "../controls/element.js";
import { element } from "../draw/figure.js";
import { DEFAULTS } from "../wire/settings.js";
import { formula } from "./mathml.js";
import { MEANINGS } from "./meanings.js";

/**
 * @import { Live } from "../live.js"
 * @import { Facts, Meaning } from "./meanings.js"
 * @typedef {{width: number, height: number}} Size
 */

const EVERY = 250;
const GAP = 8;

/**
 * Gather what formulas are filled with.
 * @param {Live} live
 * @returns {Facts}
 */
export function facts(live) {
  const { costs, test } = live.curves.value;
  return {
    costs: { batch: costs.mean.at(-1), test: test.costs.at(-1) },
    data: (name) => live.tensor(name).value?.data ?? [],
    settings: live.status.value?.settings ?? DEFAULTS,
    rate: live.rate.value,
  };
}

/**
 * Join the "What is this?" buttons.
 * @param {Document} document
 * @param {HTMLElement} note
 * @param {Live} live
 */
export function mountExplain(document, note, live) {
  /** @type {(() => void) | null} */
  let leave = null;
  const close = () => {
    leave?.();
    leave = null;
  };
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (
    document.querySelectorAll("[data-explain]")
  );
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const again = button.getAttribute("aria-expanded") === "true";
      close();
      if (!again) leave = open(note, button, live, close);
    });
  }
  closeElsewhere(document, note, close);
}

/**
 * Close the note when the person points elsewhere or presses Escape.
 * @param {Document} document
 * @param {HTMLElement} note
 * @param {() => void} close
 */
function closeElsewhere(document, note, close) {
  document.addEventListener("pointerdown", ({ target }) => {
    const inside =
      target instanceof Element && target.closest(".explain, [data-explain]");
    if (!inside) close();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || note.hidden) return;
      event.preventDefault();
      close();
    },
    { capture: true },
  );
}

/**
 * Show the note of a button's region.
 * @param {HTMLElement} note
 * @param {HTMLButtonElement} button
 * @param {Live} live
 * @param {() => void} leave
 * @returns {() => void} the way to close it
 */
function open(note, button, live, leave) {
  const meaning = MEANINGS[button.dataset.explain ?? ""];
  const region = /** @type {HTMLElement} */ (button.closest(".region"));
  const title = region.querySelector("h2")?.textContent ?? "";
  const { contents, update } = write(meaning, title, leave);
  note.replaceChildren(...contents);
  note.setAttribute("aria-label", `${title}: what is this?`);
  note.classList.toggle("large", region.classList.contains("enlarged"));
  note.hidden = false;
  const tell = () => update(facts(live));
  tell();
  place(note, region);
  button.setAttribute("aria-expanded", "true");
  note.focus();
  const timer = setInterval(tell, EVERY);
  const unwatch = live.watch(meaning.needs);
  return () => {
    clearInterval(timer);
    unwatch();
    shut(note, button);
  };
}

/**
 * Hide the note and give its button the focus, unless it is elsewhere already.
 * @param {HTMLElement} note
 * @param {HTMLButtonElement} button
 */
function shut(note, button) {
  const { activeElement, body } = note.ownerDocument;
  const within = note.contains(activeElement) || activeElement === body;
  note.hidden = true;
  button.setAttribute("aria-expanded", "false");
  if (within) button.focus();
}

/**
 * Write the note, with a way to renew what changes in it.
 * @param {Meaning} meaning
 * @param {string} title
 * @param {() => void} leave
 */
function write({ words, formula: terms, numbers }, title, leave) {
  const general = element("div", { class: "formula" });
  const now = element("div", { class: "formula numbers" });
  let shown = "";
  const update = (/** @type {Facts} */ facts) => {
    const next = [terms(facts), ...numbers(facts)];
    if (JSON.stringify(next) === shown) return;
    shown = JSON.stringify(next);
    general.replaceChildren(formula(next[0]));
    now.replaceChildren(...next.slice(1).map(formula));
  };
  const heading = element("h2", {}, title);
  const contents = [heading, element("p", {}, words.join(" ")), general, now];
  return { contents: [...contents, cross("Close", leave)], update };
}

/**
 * Find a place for a note that leaves its figure in sight: above it, at its left or
 * right, below it, or else on it.
 * @param {Pick<DOMRect, "left" | "right" | "top" | "bottom">} figure
 * @param {Size} note
 * @param {Size} window
 * @returns {{left: number, top: number}}
 */
export function placeOf(figure, note, window) {
  const [most, lowest] = [
    window.width - note.width - GAP,
    window.height - note.height - GAP,
  ];
  const inside = (/** @type {number} */ at, /** @type {number} */ end) =>
    Math.max(GAP, Math.min(at, end));
  const left = inside(figure.right - note.width - GAP, most);
  const top = inside(figure.top + GAP, lowest);
  const places = [
    { left, top: figure.top - GAP - note.height },
    { left: figure.left - GAP - note.width, top },
    { left: figure.right + GAP, top },
    { left, top: figure.bottom + GAP },
  ];
  const fits = (/** @type {{left: number, top: number}} */ place) =>
    place.left >= GAP &&
    place.top >= GAP &&
    place.left <= most &&
    place.top <= lowest;
  return places.find(fits) ?? { left, top: inside(lowest, lowest) };
}

/**
 * Put the note beside its region, inside the window.
 * @param {HTMLElement} note
 * @param {HTMLElement} region
 */
function place(note, region) {
  const { clientWidth: width, clientHeight: height } =
    note.ownerDocument.documentElement;
  const { left, top } = placeOf(
    region.getBoundingClientRect(),
    { width: note.offsetWidth, height: note.offsetHeight },
    { width, height },
  );
  note.style.setProperty("--left", `${left}px`);
  note.style.setProperty("--top", `${top}px`);
}
