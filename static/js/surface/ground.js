/** The choice of the ground: a known one, or a cost that a person types. */

import { part } from "../controls/element.js";
import { format } from "../draw/axes.js";
import { element } from "../draw/figure.js";
import { SURFACES } from "../wire/settings.js";
import { marked, typing } from "./sums.js";
import { thumbnail } from "./thumbnails.js";

/**
 * @import { Live } from "../live.js"
 * @import { Field, Racing } from "./field.js"
 */

const FIRST_FORMULA = "x^2/4 + y^2 + sin(3*x)";
const TYPED = "Typed cost";
const OWN = "A cost of your own: what you type is the ground at once.";
const BEFORE = "The pictures show the ground before.";
/** So long after the last key, in milliseconds, a formula is tried. */
const LATER = 150;

/**
 * Join the choice of the ground to what is set up.
 * @param {Document} document
 * @param {Field} field
 * @param {Live} live
 */
export function mountGround(document, field, live) {
  mountNames(part(document, "grounds"), field);
  const fields = part(document, "ground-fields");
  fields.append(numberOf(field), formulaOf(field, live));
  field.racing.subscribe(({ ground }) => {
    const known = SURFACES[ground];
    part(document, "ground-name").textContent = known?.title ?? TYPED;
    part(document, "ground-notes").textContent = known?.notes ?? OWN;
  });
  const page = part(document, "surface");
  live.watch(["ground", "ground_axes", "ground_arrows", "ground_points"]);
  live.tensor("ground").subscribe((ground) => {
    if (ground) page.dataset.inputs = ground.shape[0] > 1 ? "2" : "1";
  });
}

/**
 * Make a radio button for every ground.
 * @param {HTMLElement} group
 * @param {Field} field
 */
function mountNames(group, field) {
  const titles = Object.entries(SURFACES).map(([key, { title }]) => ({
    key,
    title,
  }));
  for (const { key, title } of [...titles, { key: "typed", title: TYPED }]) {
    const look = { type: "radio", name: "ground", autocomplete: "off" };
    const said = { value: key, "aria-label": title };
    const input = element("input", { ...look, ...said });
    input.addEventListener("change", () => choose(field, key));
    field.racing.subscribe(({ ground }) => (input.checked = ground === key));
    const picture = element("span", {}, thumbnail(key) ?? "Type");
    group.append(element("label", { title }, input, picture));
  }
}

/**
 * @param {Field} field
 * @param {string} key
 */
function choose(field, key) {
  const { formula } = field.racing.value;
  if (key === "typed")
    field.ask(typing(field.racing.value, formula || FIRST_FORMULA));
  else field.ask({ ground: /** @type {Racing["ground"]} */ (key) });
}

/**
 * Make the slider of the number that some grounds are made with.
 * @param {Field} field
 */
function numberOf(field) {
  const slider = element("input", { type: "range", class: "slide" });
  const title = element("span");
  const value = element("strong");
  const words = element("span", { class: "rail-label" }, title, " ", value);
  const label = element("label", { class: "ground-number" }, words, slider);
  slider.step = "any";
  slider.addEventListener("input", () => {
    const number = Number((10 ** slider.valueAsNumber).toPrecision(3));
    field.ask({ number });
  });
  field.racing.subscribe(({ ground, number: chosen }) => {
    const number = SURFACES[ground]?.number;
    label.hidden = !number;
    if (!number) return;
    const now = chosen ?? number.usual;
    slider.min = String(Math.log10(number.min));
    slider.max = String(Math.log10(number.max));
    slider.value = String(Math.log10(now));
    slider.style.setProperty("--at", String(shareOf(slider)));
    slider.setAttribute("aria-label", number.name);
    slider.setAttribute("aria-valuetext", format(now));
    title.textContent = number.name;
    value.textContent = format(now);
  });
  return label;
}

/** @param {HTMLInputElement} slider */
function shareOf({ min, max, valueAsNumber }) {
  return (valueAsNumber - Number(min)) / (Number(max) - Number(min));
}

/**
 * Make the field for a typed cost, with what is wrong with it.
 * @param {Field} field
 * @param {Live} live
 */
function formulaOf(field, live) {
  const input = element("input", { type: "text", id: "formula" });
  input.maxLength = 200;
  input.spellcheck = false;
  input.autocomplete = "off";
  input.setAttribute("aria-describedby", "formula-wrong");
  const wrong = element("p", { id: "formula-wrong", class: "formula-wrong" });
  wrong.setAttribute("role", "alert");
  const label = element("label", { for: "formula" }, "C(x, y) =");
  const host = element("div", { class: "formula" }, label, input, wrong);
  follow(input, field, host);
  const say = (/** @type {string} */ reason) => {
    input.setAttribute("aria-invalid", String(reason !== ""));
    wrong.replaceChildren(...(reason ? saying(input.value, reason) : []));
  };
  live.tensor("paths").subscribe(() => say(""));
  field.racing.subscribe(({ ground }) => ground !== "typed" && say(""));
  live.refusal.subscribe((refusal) => {
    const mine = field.racing.value.ground === "typed";
    if (mine && refusal?.command === "race") say(refusal.reason);
  });
  return host;
}

/**
 * Let what is typed be the ground, a moment after the last key.
 * @param {HTMLInputElement} input
 * @param {Field} field
 * @param {HTMLElement} host
 */
function follow(input, field, host) {
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(
      () => field.ask(typing(field.racing.value, input.value)),
      LATER,
    );
  });
  field.racing.subscribe(({ ground, formula }) => {
    host.hidden = ground !== "typed";
    if (input !== document.activeElement) input.value = formula;
  });
}

/**
 * Show a formula with the character that is wrong, and why.
 * @param {string} formula
 * @param {string} reason
 */
function saying(formula, reason) {
  const split = marked(formula, reason);
  if (!split) return [`${reason} ${BEFORE}`];
  const place = element("mark", {}, split.wrong);
  const shown = element("code", {}, split.before, place, split.after);
  return [shown, ` ${reason} ${BEFORE}`];
}
