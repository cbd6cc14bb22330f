/** The learning rate: a slider on which every decade is equally long. */

import { formatRate } from "../draw/axes.js";
import { element } from "../draw/figure.js";
import { RANGES } from "../wire/settings.js";
import { part, vector } from "./element.js";

/**
 * @import { Live } from "../live.js"
 * @typedef {(rate: number) => string} Verdict says in words what a step with η does
 */

const LOW = Math.log10(RANGES.rate.min);
const HIGH = Math.log10(RANGES.rate.max);
const FINE = 1 / 20;
const PAGE = 1 / 2;
const DIGITS = 6;
/** So many pixels lie at most between the mark and its words. */
const GAP = 24;
/** So many pixels the mark reaches to either side, with a little air. */
const REACH = 7;
/** Beyond this share of the slider there is room for words over its end. */
const HALF = 0.5;
const NEEDS = Object.freeze([
  "profile",
  "profile_step",
  "profile_slope",
  "profile_lowest",
  "landing",
]);

/**
 * What each key of the slider does to log₁₀ η.
 * @type {Readonly<Record<string, (exponent: number) => number>>}
 */
const KEYS = {
  ArrowRight: (exponent) => exponent + FINE,
  ArrowUp: (exponent) => exponent + FINE,
  ArrowLeft: (exponent) => exponent - FINE,
  ArrowDown: (exponent) => exponent - FINE,
  PageUp: (exponent) => exponent + PAGE,
  PageDown: (exponent) => exponent - PAGE,
  Home: () => LOW,
  End: () => HIGH,
};

/**
 * Turn a place on the slider into a learning rate.
 * @param {number} exponent log₁₀ η
 */
export function rateAt(exponent) {
  const inside = Math.min(HIGH, Math.max(LOW, exponent));
  return Number((10 ** inside).toPrecision(DIGITS));
}

/**
 * Say how far along the slider a rate is, from 0 to 1.
 * @param {number} rate
 */
export function along(rate) {
  const share = (Math.log10(rate) - LOW) / (HIGH - LOW);
  return Math.min(1, Math.max(0, share));
}

/**
 * Move a rate by some decades, within the ends of the slider.
 * @param {number} rate
 * @param {number} decades
 */
export function shifted(rate, decades) {
  return rateAt(Math.log10(rate) + decades);
}

/**
 * Give the rate after a key on the slider; null for a key that it does not use.
 * @param {number} rate
 * @param {string} key
 */
export function afterKey(rate, key) {
  const move = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
  return move ? rateAt(move(Math.log10(rate))) : null;
}

/** List the rates at which a decade begins, and the last end. */
export function decades() {
  return Array.from({ length: HIGH - LOW + 1 }, (_, place) =>
    rateAt(LOW + place),
  );
}

/** List the ticks: 1 to 9 in every decade, and the last end. */
export function ticks() {
  const inside = decades()
    .slice(0, -1)
    .flatMap((decade) =>
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((times) => ({
        place: along(times * decade),
        decade: times === 1,
      })),
    );
  return [...inside, { place: 1, decade: true }];
}

/**
 * Join the slider to the run.
 * @param {HTMLElement} host
 * @param {Live} live
 * @param {Verdict} verdict
 */
export function mountRate(host, live, verdict) {
  const slider = /** @type {HTMLInputElement} */ (host.querySelector("input"));
  const value = part(host, "rate-value");
  slider.min = String(LOW);
  slider.max = String(HIGH);
  drawTicks(part(host, "rate-ticks"));
  writeDecades(part(host, "rate-numbers"));
  live.watch(NEEDS);
  live.rate.subscribe((rate) => {
    host.style.setProperty("--at", String(along(rate)));
    value.textContent = formatRate(rate);
    if (rateAt(slider.valueAsNumber) !== rate) {
      slider.value = String(Math.log10(rate));
    }
  });
  followVerdict(slider, part(host, "rate-verdict"), live, verdict);
  followLowest(host, live);
  listen(slider, live);
}

/**
 * Say what a step with the present η does, as soon as that is known anew.
 * @param {HTMLInputElement} slider
 * @param {HTMLElement} words
 * @param {Live} live
 * @param {Verdict} verdict
 */
function followVerdict(slider, words, live, verdict) {
  /** @type {unknown} */
  let measured = null;
  const say = () => {
    slider.setAttribute(
      "aria-valuetext",
      valueText(live.rate.value, verdict(live.rate.value)),
    );
  };
  live.rate.subscribe(say);
  live.frame.subscribe(() => {
    const landing = live.tensor("landing").value;
    if (landing === measured) return;
    measured = landing;
    words.textContent = verdict(live.rate.value);
    if (!chatters(slider, live)) say();
  });
  live.rate.subscribe((rate) => (words.textContent = verdict(rate)));
}

/**
 * @param {number} rate
 * @param {string} sentence
 */
function valueText(rate, sentence) {
  return `learning rate ${formatRate(rate)}${sentence && `, ${sentence}`}`;
}

/**
 * Tell whether a new measurement would make a screen reader speak, and again.
 * @param {HTMLInputElement} slider
 * @param {Live} live
 */
function chatters(slider, live) {
  const running = live.status.value?.state === "running";
  return running && slider === document.activeElement;
}

/**
 * Send what the pointer and the keys choose.
 * @param {HTMLInputElement} slider
 * @param {Live} live
 */
function listen(slider, live) {
  const tune = (/** @type {number} */ rate) =>
    live.send({ type: "tune", rate });
  slider.addEventListener("input", () => tune(rateAt(slider.valueAsNumber)));
  slider.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const rate = afterKey(live.rate.value, event.key);
    if (rate === null) return;
    event.preventDefault();
    tune(rate);
  });
}

/**
 * Choose the side of the mark for its words: away from the thumb and the ends.
 * @param {number} mark its place on the slider, from 0 to 1
 * @param {number} thumb
 * @param {number} room the share of the slider that the words take
 * @param {number} reach so near the mark, the thumb covers it, and words begin beyond
 * @returns {"before" | "after" | "none"}
 */
export function sideOfWords(mark, thumb, room, reach) {
  const near = Math.abs(mark - thumb) < reach;
  const [low, high] = near ? [thumb - reach, thumb + reach] : [mark, mark];
  const free = (/** @type {number} */ from, /** @type {number} */ to) =>
    from >= 0 && to <= 1 && (near || thumb < from || thumb > to);
  const before = free(low - room, low);
  const after = free(high, high + room);
  if (before && !(near && after && thumb < mark)) return "before";
  return after ? "after" : "none";
}

/**
 * Point at the η with the lowest cost on the present profile.
 * @param {HTMLElement} host
 * @param {Live} live
 */
function followLowest(host, live) {
  const mark = part(host, "rate-lowest");
  const words = /** @type {HTMLElement} */ (mark.firstElementChild);
  const knob = /** @type {HTMLElement} */ (host.querySelector(".rate-thumb"));
  const lowest = live.tensor("profile_lowest");
  const show = () => {
    const rate = lowest.value ? lowest.value.data[0] : NaN;
    mark.hidden = !(rate >= RANGES.rate.min && rate <= RANGES.rate.max);
    if (mark.hidden) return;
    host.style.setProperty("--low", String(along(rate)));
    words.textContent = `lowest here: ${formatRate(rate)}`;
    const length = mark.parentElement?.clientWidth ?? Infinity;
    const room = (words.offsetWidth + GAP) / length;
    const [place, thumb] = [along(rate), along(live.rate.value)];
    const reach = knob.offsetWidth / 2 + REACH;
    const side = sideOfWords(place, thumb, room, reach / length);
    const ahead = (side === "after" ? 1 : -1) * (thumb - place) * length;
    mark.style.setProperty("--clear", `${ahead + reach}px`);
    mark.classList.toggle("near", Math.abs(place - thumb) < reach / length);
    mark.classList.toggle("after", side === "after");
    mark.classList.toggle("wordless", side === "none");
    mark.classList.toggle("raised", side === "none" && place > HALF);
    mark.style.setProperty("--end", `${(place - 1) * length}px`);
  };
  lowest.subscribe(show);
  live.rate.subscribe(show);
}

/** @param {HTMLElement} place */
function writeDecades(place) {
  for (const rate of decades()) {
    const number = element("span", {}, String(rate));
    number.style.left = `${100 * along(rate)}%`;
    place.append(number);
  }
}

/** @param {HTMLElement | SVGElement} drawing */
function drawTicks(drawing) {
  for (const { place, decade } of ticks()) {
    const x = `${(100 * place).toFixed(3)}%`;
    const kind = decade ? "decade" : "minor";
    drawing.append(
      vector("line", {
        class: kind,
        x1: x,
        x2: x,
        y1: 0,
        y2: decade ? "60%" : "35%",
      }),
    );
  }
}
