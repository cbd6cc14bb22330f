/** The page's state as the end of its address, and back, with everything checked. */

import { format } from "../draw/axes.js";
import {
  BEGINNING,
  CHOICES,
  DEFAULTS,
  MOST_HIDDEN_LAYERS,
  PACES,
  RANGES,
  SURVEYS,
} from "../wire/settings.js";

/**
 * @import { Settings, Status } from "../wire/messages.js"
 * @typedef {Status["pace"]} Pace
 * @typedef {Status["survey"]} Survey
 * @typedef {{settings: Partial<Settings>, pace?: Pace, survey?: Survey,
 *   views: Readonly<Record<string, string>>}} Wanted
 * @typedef {Required<Wanted> & {settings: Settings}} Whole
 * @typedef {{wanted: Wanted, remarks: readonly string[]}} Reading
 * @typedef {{value?: unknown, remark?: string}} Read
 */

/** So many entries are read. */
const MOST = 40;
const TOO_MANY = `The address has more than ${MOST} entries; the rest is left out.`;
const VIEW = /^view-[a-z-]{1,20}$/;
const WORD = /^[a-z0-9-]{1,20}$/;

/**
 * Write the state: all that is not as every run begins.
 * @param {{settings: Settings, pace: Pace, survey: Survey}} status
 * @param {Readonly<Record<string, string>>} views
 * @param {Readonly<Record<string, string>>} [usual] how the views stand on a new page
 */
export function write({ settings, pace, survey }, views, usual = {}) {
  const entries = Object.entries({ ...settings, pace, survey, ...views });
  const begun = Object.entries({ ...DEFAULTS, ...BEGINNING, ...usual });
  const known = new Map(begun.map(([name, value]) => [name, String(value)]));
  return entries
    .filter(([name, value]) => known.get(name) !== String(value))
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join("&");
}

/** @param {unknown} value */
function encode(value) {
  const words = Array.isArray(value)
    ? value.join("-") || "none"
    : String(value);
  return encodeURIComponent(words).replaceAll("%20", "+");
}

/**
 * Read a state; what is unknown or out of bounds is put right, and said.
 * @param {string} hash with or without its #
 * @returns {Reading}
 */
export function read(hash) {
  const all = [...new URLSearchParams(hash.replace(/^#/, ""))];
  const found = all.slice(0, MOST).map(([name, words]) => ({
    name,
    ...readOne(name, words),
  }));
  const remarks = [
    ...found.flatMap(({ remark }) => remark ?? []),
    ...repeated(found.map(({ name }) => name)),
    ...(all.length > MOST ? [TOO_MANY] : []),
  ];
  const values = Object.fromEntries(
    found
      .filter(({ value }) => value !== undefined)
      .map(({ name, value }) => [name, value]),
  );
  return { wanted: sorted(values), remarks };
}

/**
 * Complete what an address names by what it leaves out, which is as on a new page; one
 * that names nothing known asks for nothing.
 * @param {Wanted} wanted
 * @param {Readonly<Record<string, string>>} usual how the views stand on a new page
 * @returns {Whole | null}
 */
export function whole({ settings, views, ...rest }, usual) {
  const named = [settings, views, rest].some(
    (part) => Object.keys(part).length,
  );
  if (!named) return null;
  return {
    ...BEGINNING,
    ...rest,
    settings: { ...DEFAULTS, ...settings },
    views: { ...usual, ...views },
  };
}

/**
 * Say which names an address has more than once.
 * @param {readonly string[]} names
 */
function repeated(names) {
  const again = names.filter((name, place) => names.indexOf(name) !== place);
  return [...new Set(again)].map(
    (name) =>
      `The address has “${short(name)}” more than once; the last one holds.`,
  );
}

/**
 * Sort values by whom they are for.
 * @param {Record<string, any>} values
 * @returns {Wanted}
 */
function sorted({ pace, survey, ...rest }) {
  const entries = Object.entries(rest);
  const settings = entries.filter(([name]) => name in DEFAULTS);
  const views = entries.filter(([name]) => VIEW.test(name));
  return {
    settings: Object.fromEntries(settings),
    views: Object.fromEntries(views),
    ...(pace !== undefined && { pace }),
    ...(survey !== undefined && { survey }),
  };
}

/** How entries that are no setting are read.
 * @type {Readonly<Record<string, (words: string) => Read>>} */
const READERS = {
  hidden: layers,
  pace: (words) => oneOf("pace", words, PACES),
  survey: (words) => oneOf("survey", words, SURVEYS),
};

/**
 * @param {string} name
 * @param {string} words
 * @returns {Read}
 */
function readOne(name, words) {
  if (Object.hasOwn(READERS, name)) return READERS[name](words);
  if (Object.hasOwn(CHOICES, name)) return oneOf(name, words, namesOf(name));
  if (Object.hasOwn(RANGES, name)) return number(name, words, rangeOf(name));
  if (VIEW.test(name) && WORD.test(words)) return { value: words };
  return {
    remark: `The address has “${short(name)}”, which is not known here; it is left out.`,
  };
}

/** @param {string} name */
function namesOf(name) {
  return CHOICES[/** @type {keyof typeof CHOICES} */ (name)];
}

/** @param {string} name */
function rangeOf(name) {
  return RANGES[/** @type {keyof typeof RANGES} */ (name)];
}

/**
 * @param {string} name
 * @param {string} words
 * @param {readonly unknown[]} names
 * @returns {Read}
 */
function oneOf(name, words, names) {
  const value = names.find((known) => String(known) === words);
  if (value !== undefined) return { value };
  return {
    remark: `There is no ${name} “${short(words)}”; it is left out.`,
  };
}

/**
 * @param {string} name
 * @param {string} words
 * @param {{min: number, max: number, whole: boolean}} range
 * @returns {Read}
 */
function number(name, words, range) {
  const given = words.trim() === "" ? NaN : Number(words);
  if (!Number.isFinite(given)) {
    return {
      remark: `${titled(name)} “${short(words)}” is not a number; it is left out.`,
    };
  }
  const value = clamped(given, range);
  if (value === given) return { value };
  const bounds = `${format(range.min)} to ${format(range.max)}`;
  const remark = `${titled(name)} “${short(words)}” is not among ${bounds}: ${format(value)} is used.`;
  return { value, remark };
}

/**
 * @param {number} value
 * @param {{min: number, max: number, whole: boolean}} range
 */
function clamped(value, { min, max, whole }) {
  const inside = Math.min(max, Math.max(min, value));
  return whole ? Math.round(inside) : inside;
}

/**
 * Read the sizes of the hidden layers, such as 16-16; none for no layer.
 * @param {string} words
 * @returns {Read}
 */
function layers(words) {
  const parts = words === "none" ? [] : words.split("-");
  const sizes = parts.map(Number);
  if (!sizes.every(Number.isFinite) || parts.includes("")) {
    return {
      remark: `The layers “${short(words)}” cannot be read; they are left out.`,
    };
  }
  const value = sizes
    .slice(0, MOST_HIDDEN_LAYERS)
    .map((size) => clamped(size, RANGES.hidden));
  if (String(value) === String(sizes)) return { value };
  const { min, max } = RANGES.hidden;
  const remark = `Of the layers “${short(words)}”, ${value.join("-")} are used: up to ${MOST_HIDDEN_LAYERS} of ${min} to ${max} neurons.`;
  return { value, remark };
}

/** @type {Readonly<Record<string, string>>} */
const TITLES = {
  rate: "The learning rate η",
  batch: "The batch size",
  images: "The number of training images",
  epochs: "The number of epochs",
  seed: "The seed",
  beta: "β",
  beta2: "β₂",
};

/** @param {string} name */
function titled(name) {
  return TITLES[name] ?? name;
}

/** @param {string} words */
function short(words) {
  return words.length > 24 ? `${words.slice(0, 24)}…` : words;
}
