/** The racers one under another: what each is, where it is, and what it does. */

import { button, doing, part, vector } from "../controls/element.js";
import { HIGH, LOW, afterKey, along, rateAt } from "../controls/rate/scale.js";
import { formatRate } from "../draw/axes.js";
import { element } from "../draw/figure.js";
import { CHOICES, OPTIMISERS, RANGES } from "../wire/settings.js";
import { PLACES } from "./field.js";
import { readPaths } from "./readings.js";
import { added, changed, removed, standing } from "./sums.js";

/**
 * @import { Live } from "../live.js"
 * @import { Field, Optimiser, RacerState } from "./field.js"
 * @import { Path } from "./readings.js"
 * @typedef {(change: Partial<RacerState>) => void} Change
 * @typedef {{change: Change, leave: () => void}} Hands
 * @typedef {{racer: RacerState, path: Path | undefined, step: number, alone: boolean}} Now
 * @typedef {{shown: HTMLElement, show: (now: Now) => void}} Piece
 */

/** How each mark is drawn, in a square of 20. */
const MARKS = Object.freeze({
  disc: "M10 2a8 8 0 1 0 .01 0z",
  triangle: "M10 2l8.5 15.5h-17z",
  square: "M2.5 2.5h15v15h-15z",
});
/** The numbers of an optimiser, as a person writes them. */
const NUMBERS = Object.freeze(
  /** @type {const} */ ([
    ["beta", "β"],
    ["beta2", "β₂"],
  ]),
);

/**
 * Join the list of racers to what is set up.
 * @param {Document} document
 * @param {Field} field
 * @param {Live} live
 */
export function mountRail(document, field, live) {
  const list = part(document, "racers");
  const join = doing(document, "add");
  /** @type {Piece[]} */
  const rows = [];
  /** @type {readonly Path[]} */
  let paths = [];
  const show = () => {
    const { racers } = field.racing.value;
    const { step } = field.playhead.value;
    fit(rows, racers.length, list, field);
    racers.forEach((racer, place) => {
      const alone = racers.length === 1;
      rows[place].show({ racer, path: paths[place], step, alone });
    });
    join.disabled = racers.length >= PLACES.length;
    join.title = join.disabled ? "At most three race at a time" : "";
  };
  join.addEventListener("click", () => {
    field.ask({ racers: added(field.racing.value.racers) });
  });
  field.racing.subscribe(show);
  field.playhead.subscribe(show);
  followPaths(live, () => {
    paths = readPaths(live, field.racing.value) ?? [];
    show();
  });
}

/**
 * Tell whenever there are new paths, once all that belongs to them is there.
 * @param {Live} live
 * @param {() => void} tell
 */
function followPaths(live, tell) {
  /** @type {unknown} */
  let newest = null;
  live.watch(["paths", "paths_ends", "paths_fates"]);
  live.frame.subscribe(() => {
    const paths = live.tensor("paths").value;
    if (paths === newest) return;
    newest = paths;
    tell();
  });
}

/**
 * Make as many rows as there are racers; the last ones go first.
 * @param {Piece[]} rows
 * @param {number} count
 * @param {HTMLElement} list
 * @param {Field} field
 */
function fit(rows, count, list, field) {
  while (rows.length > count) rows.pop()?.shown.remove();
  while (rows.length < count) {
    const row = rowOf(rows.length, field);
    rows.push(row);
    list.append(row.shown);
  }
}

/**
 * Make the row of a place.
 * @param {number} place
 * @param {Field} field
 * @returns {Piece}
 */
function rowOf(place, field) {
  const { colour } = PLACES[place];
  const racers = () => field.racing.value.racers;
  const hands = {
    change: (/** @type {Partial<RacerState>} */ change) =>
      field.ask({ racers: changed(racers(), place, change) }),
    leave: () => field.ask({ racers: removed(racers(), place) }),
  };
  const pieces = [headOf(place), rateOf(hands), moreOf(hands)];
  const shown = element("li", { class: "racer" });
  shown.append(...pieces.map((piece) => piece.shown));
  shown.style.setProperty("--racer", `var(--${colour})`);
  return {
    shown,
    show: (now) => pieces.forEach((piece) => piece.show(now)),
  };
}

/**
 * Make the head of a row: mark, name, cost now, and a sentence.
 * @param {number} place
 * @returns {Piece}
 */
function headOf(place) {
  const name = element("strong", { class: "racer-name" });
  const cost = element("strong");
  const words = element("p", { class: "racer-words" });
  const picture = vector("svg", { class: "racer-mark", viewBox: "0 0 20 20" });
  picture.setAttribute("aria-hidden", "true");
  picture.append(vector("path", { d: MARKS[PLACES[place].mark] }));
  const told = element("span", { class: "racer-cost" }, "cost ", cost);
  const line = element("div", { class: "racer-head" }, name, told);
  line.prepend(picture);
  return {
    shown: element("div", {}, line, words),
    show({ racer, path, step }) {
      const now = standing(path, step);
      write(name, racer.name);
      write(cost, now.cost);
      write(words, now.words);
    },
  };
}

/**
 * Make the slider of a racer's η.
 * @param {Hands} hands
 * @returns {Piece}
 */
function rateOf({ change }) {
  const slider = element("input", { type: "range", class: "slide" });
  Object.assign(slider, { min: String(LOW), max: String(HIGH), step: "any" });
  const number = element("output", { class: "racer-rate-value" });
  const sign = element("i", { "aria-hidden": "true" }, "η");
  let now = NaN;
  const tune = (/** @type {number} */ rate) => change({ rate });
  slider.addEventListener("input", () => tune(rateAt(slider.valueAsNumber)));
  slider.addEventListener("keydown", (event) => {
    const rate = afterKey(now, event.key);
    if (rate === null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    tune(rate);
  });
  return {
    shown: element("div", { class: "racer-rate" }, sign, slider, number),
    show({ racer, path, step }) {
      now = racer.rate;
      const said = `learning rate ${formatRate(now)}, ${standing(path, step).words}`;
      name(slider, `Learning rate of ${racer.name}`);
      set(slider, "aria-valuetext", said);
      slider.style.setProperty("--at", String(along(now)));
      write(number, formatRate(now));
      if (rateAt(slider.valueAsNumber) !== now)
        slider.value = String(Math.log10(now));
    },
  };
}

/**
 * Make what is chosen more rarely: optimiser, its numbers, fixed steps, leaving.
 * @param {Hands} hands
 * @returns {Piece}
 */
function moreOf({ change, leave }) {
  const pieces = [optimiserOf(change), ...numbersOf(change), fixedOf(change)];
  const go = button("Remove", leave, { class: "button small" });
  const title = element("summary", {}, "Optimiser");
  const fields = element("div", { class: "racer-fields" });
  fields.append(...pieces.map((piece) => piece.shown), go);
  return {
    shown: element("details", { class: "racer-more" }, title, fields),
    show(now) {
      pieces.forEach((piece) => piece.show(now));
      write(title, now.racer.optimiser);
      name(go, `Remove ${now.racer.name}`);
      go.disabled = now.alone;
    },
  };
}

/**
 * @param {Change} change
 * @returns {Piece}
 */
function optimiserOf(change) {
  const choices = CHOICES.optimiser.map((each) => element("option", {}, each));
  const select = element("select", {}, ...choices);
  select.addEventListener("change", () =>
    change({ optimiser: /** @type {Optimiser} */ (select.value) }),
  );
  return {
    shown: select,
    show({ racer }) {
      name(select, `Optimiser of ${racer.name}`);
      if (select.value !== racer.optimiser) select.value = racer.optimiser;
    },
  };
}

/**
 * Make the fields of an optimiser's own numbers, shown where it uses them.
 * @param {Change} change
 * @returns {Piece[]}
 */
function numbersOf(change) {
  return NUMBERS.map(([key, sign]) => {
    const { min, max } = RANGES[key];
    const field = element("input", { type: "number", min, max, step: "any" });
    field.addEventListener("change", () => {
      if (field.value !== "" && field.checkValidity())
        change({ [key]: field.valueAsNumber });
      else field.reportValidity();
    });
    return {
      shown: element("label", { class: "racer-number" }, sign, field),
      show({ racer }) {
        const used = OPTIMISERS[racer.optimiser].uses.includes(key);
        /** @type {HTMLElement} */ (field.parentElement).hidden = !used;
        name(field, `${sign} of ${racer.name}`);
        if (field !== document.activeElement) field.value = String(racer[key]);
      },
    };
  });
}

/**
 * @param {Change} change
 * @returns {Piece}
 */
function fixedOf(change) {
  const box = element("input", { type: "checkbox", role: "switch" });
  box.addEventListener("change", () => change({ fixed: box.checked }));
  return {
    shown: element("label", { class: "switch" }, box, "every step η long"),
    show({ racer }) {
      name(box, `Every step of ${racer.name} is η long`);
      box.checked = racer.fixed;
    },
  };
}

/**
 * @param {HTMLElement} place
 * @param {string} words
 */
function write(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

/**
 * @param {HTMLElement} control
 * @param {string} words
 */
function name(control, words) {
  set(control, "aria-label", words);
}

/**
 * @param {HTMLElement} control
 * @param {string} attribute
 * @param {string} words
 */
function set(control, attribute, words) {
  if (control.getAttribute(attribute) !== words)
    control.setAttribute(attribute, words);
}
