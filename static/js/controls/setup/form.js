/** The fields of the set-up sheet: built from the table, filled, read and checked. */

import { element } from "../../draw/figure.js";
import { RANGES } from "../../wire/settings.js";
import { bounds, choicesOf, needed, rangeOf } from "./fields.js";

/**
 * @import { Settings } from "../../wire/messages.js"
 * @import { Field, Group } from "./fields.js"
 * @typedef {HTMLInputElement | HTMLSelectElement} Control
 */

/**
 * Make the fields of a group.
 * @param {Group} group
 */
export function fieldset(group) {
  const fields = element(
    "div",
    { class: "fields" },
    ...group.fields.map(fieldOf),
  );
  return element(
    "section",
    { class: "sheet-group", "data-group": group.live ? "live" : "new" },
    element("h3", {}, group.title),
    element("p", { class: "note" }, group.note),
    fields,
  );
}

/** @param {Field} field */
function fieldOf({ name, words, help }) {
  const control = choicesOf(name) ? choice(name) : number(name);
  const small = help ?? bounds(name);
  return element(
    "label",
    { class: "field" },
    element("span", {}, words),
    control,
    element("small", { role: "status" }, small),
  );
}

/** @param {string} name */
function choice(name) {
  const options = (choicesOf(name) ?? []).map((word) =>
    element("option", { value: word }, word),
  );
  return element("select", { name }, ...options);
}

/** @param {string} name */
function number(name) {
  const range = rangeOf(name);
  return element("input", {
    type: "number",
    name,
    required: true,
    min: range?.min ?? 0,
    max: range?.max ?? 0,
    step: range?.whole ? 1 : "any",
    inputmode: range?.whole ? "numeric" : "decimal",
  });
}

/**
 * Make one number for the neurons of a hidden layer.
 * @param {number} size
 * @param {number} place 0 for the first layer
 */
export function layerField(size, place) {
  const { min, max } = RANGES.hidden;
  return element(
    "label",
    { class: "field" },
    element("span", {}, `Neurons in hidden layer ${place + 1}`),
    element("input", {
      type: "number",
      "data-layer": place,
      required: true,
      min,
      max,
      step: 1,
      value: size,
      inputmode: "numeric",
    }),
    element("small", { role: "status" }, bounds("hidden")),
  );
}

/**
 * Say beside each field what it needs, or its help where nothing is wrong.
 * @param {HTMLFormElement} form
 * @returns {number} how many fields are wrong
 */
export function mark(form) {
  const labels = /** @type {HTMLElement[]} */ ([
    ...form.querySelectorAll("label.field"),
  ]);
  return labels.map(marked).filter(Boolean).length;
}

/**
 * Mark one field; tell whether it is wrong.
 * @param {HTMLElement} label
 */
function marked(label) {
  const field = label.querySelector("input");
  const note = label.querySelector("small");
  if (!field || !note) return false;
  const wrong = !field.checkValidity();
  note.dataset.usual ??= note.textContent ?? "";
  const words = wrong ? fault(label, field) : note.dataset.usual;
  if (note.textContent !== words) note.textContent = words;
  note.classList.toggle("wrong", wrong);
  field.setAttribute("aria-invalid", String(wrong));
  return wrong;
}

/**
 * @param {HTMLElement} label
 * @param {HTMLInputElement} field
 */
function fault(label, { min, max, step }) {
  const range = { min: Number(min), max: Number(max), whole: step === "1" };
  return needed(label.querySelector("span")?.textContent ?? "", range);
}

/**
 * Write the note under a field.
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} words
 */
export function explain(form, name, words) {
  const note = control(form, name)?.closest("label")?.querySelector("small");
  if (!note) return;
  note.dataset.usual = words;
  note.textContent = words;
}

/**
 * Find a field of the form.
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function control(form, name) {
  return /** @type {Control | null} */ (form.querySelector(`[name="${name}"]`));
}

/**
 * Write settings into the form.
 * @param {HTMLFormElement} form
 * @param {Partial<Settings>} settings
 */
export function fill(form, settings) {
  for (const [name, value] of Object.entries(settings)) {
    const field = control(form, name);
    if (field) field.value = String(value);
  }
}

/**
 * Read one field: a name, a number, or null while it is out of bounds.
 * @param {Control} field
 */
export function valueOf(field) {
  if (!field.checkValidity()) return null;
  return field instanceof HTMLSelectElement ? field.value : field.valueAsNumber;
}

/**
 * Read what the form says; the given settings hold where it has no field.
 * @param {HTMLFormElement} form
 * @param {Settings} settings
 * @returns {Settings}
 */
export function read(form, settings) {
  const entries = Object.keys(settings).flatMap((name) => {
    const field = control(form, name);
    return field ? [[name, valueOf(field)]] : [];
  });
  return {
    ...settings,
    ...Object.fromEntries(entries),
    hidden: layersOf(form),
  };
}

/**
 * Read the sizes of the hidden layers.
 * @param {HTMLFormElement} form
 */
export function layersOf(form) {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (
    form.querySelectorAll("[data-layer]")
  );
  return [...fields].map((field) => field.valueAsNumber);
}
