/** What can be said of racers and changed about them, apart from the page. */

/**
 * @import { RacerState, Racing } from "./field.js"
 * @import { Ground, Path } from "./readings.js"
 */
import { formatCost } from "../draw/axes.js";
import { BEGINNING, PLACES, placed } from "./field.js";
import { fateAt } from "./readings.js";

/**
 * Say how a racer stands at a step: the cost there, and what it does.
 * @param {Path | undefined} path
 * @param {number} step
 */
export function standing(path, step) {
  if (!path || path.costs.length === 0) return { cost: "–", words: "" };
  const here = Math.min(step, path.end, path.costs.length - 1);
  return { cost: formatCost(path.costs[here]), words: fateAt(path, step) };
}

/**
 * Change one racer; names follow.
 * @param {readonly RacerState[]} racers
 * @param {number} place
 * @param {Partial<RacerState>} change
 */
export function changed(racers, place, change) {
  return placed(
    racers.map((racer, at) => (at === place ? { ...racer, ...change } : racer)),
  );
}

/**
 * Let another racer join: one of the usual ones that is not there yet.
 * @param {readonly RacerState[]} racers
 */
export function added(racers) {
  if (racers.length >= PLACES.length) return racers;
  const known = new Set(racers.map(({ optimiser }) => optimiser));
  const usual = BEGINNING.racers;
  const newcomer = usual.find(({ optimiser }) => !known.has(optimiser));
  return placed([...racers, newcomer ?? usual[0]]);
}

/**
 * Let a racer leave; the last one stays.
 * @param {readonly RacerState[]} racers
 * @param {number} place
 */
export function removed(racers, place) {
  if (racers.length < 2) return racers;
  return placed(racers.filter((_, at) => at !== place));
}

/**
 * Choose any point of the window.
 * @param {Pick<Ground, "inputs" | "axes">} ground
 * @param {() => number} random
 */
export function anywhere({ inputs, axes }, random) {
  const between = (/** @type {number} */ low, /** @type {number} */ high) =>
    Number((low + random() * (high - low)).toPrecision(4));
  const x = between(axes.left, axes.right);
  return inputs === 1 ? [x] : [x, between(axes.bottom, axes.top)];
}

/** Where racers start on a typed cost, by its number of inputs. */
const STARTS = Object.freeze({ 1: [3], 2: [-2, 1.5] });

/**
 * Say what changes when a cost is typed; a start that fits it stays.
 * @param {Racing} racing
 * @param {string} formula
 * @returns {Partial<Racing>}
 */
export function typing(racing, formula) {
  const inputs = /(?<![a-z])y(?![a-z])/i.test(formula) ? 2 : 1;
  const fits = racing.ground === "typed" && racing.start.length === inputs;
  const start = fits ? racing.start : STARTS[inputs];
  return { ground: "typed", formula, start };
}

/**
 * Split a refused formula where it went wrong: before, the character, and after.
 * @param {string} formula
 * @param {string} reason which says where, as in “(character 7)”
 */
export function marked(formula, reason) {
  const found = /\(character (\d+)\)/.exec(reason);
  if (!found) return null;
  const signs = [...formula];
  const at = Number(found[1]) - 1;
  const wrong = signs[at] ?? "␣";
  return {
    before: signs.slice(0, at).join(""),
    wrong: wrong.trim() ? wrong : "␣",
    after: signs.slice(at + 1).join(""),
  };
}
