/** What is set up on known ground as the end of an address, and back again. */

import { doing } from "../controls/element.js";
import { CHOICES, SURFACES } from "../wire/settings.js";
import { BEGINNING, FIRST_STEP, PLACES, merged, placed } from "./field.js";

/**
 * @import { Field, Racing, Turn } from "./field.js"
 * @typedef {{racing: Racing, step: number, many: boolean, turn: Turn}} State
 * @typedef {{change: Partial<Racing>, step?: number, many?: boolean,
 *   turn?: Turn, unknown: readonly string[]}} Reading
 */

const LATER = 250;
const MOST_FORMULA = 200;
/** Bounds of the numbers; whole ones are rounded. */
const BOUNDS = Object.freeze({
  number: { min: 1e-3, max: 1e6, whole: false },
  steps: { min: 1, max: 1000, whole: true },
  noise: { min: 0, max: 100, whole: false },
  seed: { min: 0, max: 4294967295, whole: true },
  rate: { min: 1e-9, max: 1000, whole: false },
  memory: { min: 0, max: 0.9999, whole: false },
  place: { min: -1e6, max: 1e6, whole: false },
  step: { min: 0, max: 1000, whole: true },
  azimuth: { min: -360, max: 360, whole: false },
  elevation: { min: 20, max: 60, whole: false },
});
const FIXED = "fixed";

/**
 * Write the state: all that is not as the page begins on this ground.
 * @param {State} state
 * @param {Turn} usual how the surface is looked at on a new page
 */
export function write({ racing, step, many, turn }, usual) {
  const { ground } = racing;
  const begun = entries(
    { racing: merged(BEGINNING, { ground }), step: FIRST_STEP, many: false },
    usual,
  );
  const known = new Map(begun);
  const words = entries({ racing, step, many }, turn)
    .filter(([name, value]) => known.get(name) !== value)
    .map(([name, value]) => `${name}=${encode(value)}`);
  const named = ground === BEGINNING.ground ? [] : [`ground=${encode(ground)}`];
  return [...named, ...words].join("&");
}

/**
 * List the names and values of a state but its ground.
 * @param {Omit<State, "turn">} state
 * @param {Turn} turn
 * @returns {readonly (readonly [string, string])[]}
 */
function entries({ racing, step, many }, turn) {
  const { number, formula, points, racers, start, steps, noise, seed } = racing;
  return [
    ["number", number === null ? "" : String(number)],
    ["formula", formula],
    ["points", points.map((point) => point.join(",")).join(";")],
    ["racers", racers.map(wordsOf).join(";")],
    ["start", start.join(",")],
    ["steps", String(steps)],
    ["noise", String(noise)],
    ["seed", String(seed)],
    ["step", String(step)],
    ["many", many ? "1" : "0"],
    ["turn", [turn.azimuth, turn.elevation].map(Math.round).join(",")],
  ];
}

/** @param {Racing["racers"][number]} racer */
function wordsOf({ optimiser, rate, beta, beta2, fixed }) {
  const words = [optimiser, rate, beta, beta2].map(String);
  return [...words, ...(fixed ? [FIXED] : [])].join(",");
}

/** @param {string} words */
function encode(words) {
  return encodeURIComponent(words)
    .replaceAll("%20", "+")
    .replaceAll("%2C", ",")
    .replaceAll("%3B", ";");
}

/**
 * How each entry is read; null when it cannot be.
 * @type {Readonly<Record<string, (words: string) => Partial<Reading> | null>>}
 */
const READERS = Object.freeze({
  ground: (words) => (isGround(words) ? { change: { ground: words } } : null),
  number: (words) => changing("number", numbers(words, "number", 1)?.[0]),
  formula: (words) => changing("formula", words.slice(0, MOST_FORMULA)),
  points: (words) => changing("points", pairs(words)),
  racers: (words) => changing("racers", racersOf(words)),
  start: (words) => changing("start", numbers(words, "place", 1, 2)),
  steps: (words) => changing("steps", numbers(words, "steps", 1)?.[0]),
  noise: (words) => changing("noise", numbers(words, "noise", 1)?.[0]),
  seed: (words) => changing("seed", numbers(words, "seed", 1)?.[0]),
  step: (words) => {
    const step = numbers(words, "step", 1)?.[0];
    return step === undefined ? null : { step };
  },
  many: (words) => ({ many: words === "1" }),
  turn: (words) => {
    const [azimuth, elevation, ...more] = words.split(",");
    const turn = {
      azimuth: numberOf(azimuth, "azimuth"),
      elevation: numberOf(elevation ?? "", "elevation"),
    };
    const good = Object.values(turn).every(Number.isFinite) && !more.length;
    return good ? { turn } : null;
  },
});

/**
 * Read a state; entries that cannot be understood are named.
 * @param {string} hash with or without its #
 * @returns {Reading}
 */
export function read(hash) {
  /** @type {Reading} */
  let all = { change: {}, unknown: [] };
  for (const [name, words] of new URLSearchParams(hash.replace(/^#/, ""))) {
    const found = Object.hasOwn(READERS, name) ? READERS[name](words) : null;
    if (!found) all = { ...all, unknown: [...all.unknown, name] };
    else all = { ...all, ...found, change: { ...all.change, ...found.change } };
  }
  return { ...all, change: fitting(all.change) };
}

/**
 * Leave out a start that has not one number for each input of a known ground.
 * @param {Partial<Racing>} change
 */
function fitting({ start, ...rest }) {
  const inputs = SURFACES[rest.ground ?? BEGINNING.ground]?.inputs;
  const fits = start && (inputs ?? start.length) === start.length;
  return fits ? { ...rest, start } : rest;
}

/**
 * @param {string} words
 * @returns {words is Racing["ground"]}
 */
function isGround(words) {
  return Object.hasOwn(SURFACES, words) || ["typed", "drawn"].includes(words);
}

/**
 * @template {keyof Racing} Key
 * @param {Key} key
 * @param {Racing[Key] | null | undefined} value
 */
function changing(key, value) {
  return value === null || value === undefined
    ? null
    : { change: { [key]: value } };
}

/**
 * Read numbers between commas, put between their bounds.
 * @param {string} words
 * @param {keyof typeof BOUNDS} kind
 * @param {number} least so many
 * @param {number} [most]
 */
function numbers(words, kind, least, most = least) {
  const found = words.split(",").map((word) => numberOf(word, kind));
  const good = found.every(Number.isFinite);
  return good && found.length >= least && found.length <= most ? found : null;
}

/**
 * @param {string} word
 * @param {keyof typeof BOUNDS} kind
 */
function numberOf(word, kind) {
  const { min, max, whole } = BOUNDS[kind];
  const given = word.trim() === "" ? NaN : Number(word);
  const inside = Math.min(max, Math.max(min, given));
  return whole ? Math.round(inside) : inside;
}

/** @param {string} words */
function pairs(words) {
  const found = words.split(";").map((word) => numbers(word, "place", 2));
  return found.every((pair) => pair !== null)
    ? found.map(([x, cost]) => /** @type {const} */ ([x, cost]))
    : null;
}

/** @param {string} words */
function racersOf(words) {
  const found = words.split(";").slice(0, PLACES.length).map(racerOf);
  return found.every((racer) => racer !== null) ? placed(found) : null;
}

/** @param {string} words */
function racerOf(words) {
  const [name, rate, beta, beta2, fixed] = words.split(",");
  const optimiser = CHOICES.optimiser.find((each) => each === name);
  const racer = {
    rate: numberOf(rate ?? "", "rate"),
    beta: numberOf(beta ?? "", "memory"),
    beta2: numberOf(beta2 ?? "", "memory"),
  };
  if (!optimiser || !Object.values(racer).every(Number.isFinite)) return null;
  return {
    optimiser: /** @type {Racing["racers"][number]["optimiser"]} */ (optimiser),
    ...racer,
    fixed: fixed === FIXED,
  };
}

/**
 * Keep address and page alike: first the address speaks, then the page.
 * @param {Window} window
 * @param {Field} field
 * @param {(words: string) => void} toast
 */
export function mountHash(window, field, toast) {
  const { location, history } = window;
  const usual = field.turn.value;
  let timer = 0;
  const keep = () => {
    const state = {
      racing: field.racing.value,
      step: field.playhead.value.step,
      many: field.many.value,
      turn: field.turn.value,
    };
    const words = write(state, usual);
    const hash = words && `#${words}`;
    if (hash === location.hash) return;
    history.replaceState(history.state, "", location.pathname + hash);
  };
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(keep, LATER);
  };
  const take = () => follow(read(location.hash), field, usual, toast);
  take();
  window.addEventListener("hashchange", take);
  for (const told of [field.racing, field.playhead, field.many, field.turn])
    told.subscribe(later);
  doing(window.document, "copy").addEventListener("click", () => {
    keep();
    void copy(window, toast);
  });
}

/**
 * Set up what an address says; what it leaves out is as on a new page.
 * @param {Reading} reading
 * @param {Field} field
 * @param {Turn} usual
 * @param {(words: string) => void} toast
 */
function follow({ change, step, many, turn, unknown }, field, usual, toast) {
  field.ask(merged(BEGINNING, change));
  field.seek(step ?? FIRST_STEP);
  field.many.set(many ?? false);
  field.turn.set(turn ?? usual);
  const names = unknown.map((name) => `“${name.slice(0, 24)}”`).join(", ");
  if (names) toast(`The address has ${names}, which cannot be read here.`);
}

/**
 * @param {Window} window
 * @param {(words: string) => void} toast
 */
async function copy({ navigator, location, prompt }, toast) {
  try {
    await navigator.clipboard.writeText(location.href);
    toast("The link to this race is copied.");
  } catch {
    prompt("Copy this link:", location.href);
  }
}
