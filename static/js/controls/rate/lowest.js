/** The mark on the slider at the η with the lowest cost, and where its words go. */

import { formatRate } from "../../draw/axes.js";
import { RANGES } from "../../wire/settings.js";
import { part } from "../element.js";
import { along } from "./scale.js";

/**
 * @import { Live } from "../../live.js"
 * @typedef {{track: number, words: number, knob: number}} Widths in pixels
 * @typedef {Readonly<Record<keyof Widths, HTMLElement>>} Parts
 */

/** So many pixels lie at most between the mark and its words. */
const GAP = 24;
/** So many pixels the mark reaches to either side, with a little air. */
const REACH = 7;
/** Beyond this share of the slider there is room for words over its end. */
const HALF = 0.5;

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
 * Say how the mark and its words stand, with the thumb where it is.
 * @param {number} mark its place on the slider, from 0 to 1
 * @param {number} thumb
 * @param {Widths} widths
 */
export function standOf(mark, thumb, { track, words, knob }) {
  const reach = knob / 2 + REACH;
  const side = sideOfWords(mark, thumb, (words + GAP) / track, reach / track);
  const ahead = (side === "after" ? 1 : -1) * (thumb - mark) * track;
  const none = side === "none";
  return {
    clear: ahead + reach,
    end: (mark - 1) * track,
    kinds: {
      near: Math.abs(mark - thumb) < reach / track,
      after: side === "after",
      wordless: none,
      raised: none && mark > HALF,
    },
  };
}

/**
 * Point at the η with the lowest cost on the present profile.
 * @param {HTMLElement} host
 * @param {Live} live
 */
export function followLowest(host, live) {
  const mark = part(host, "rate-lowest");
  const words = /** @type {HTMLElement} */ (mark.firstElementChild);
  const knob = /** @type {HTMLElement} */ (host.querySelector(".rate-thumb"));
  const track = /** @type {HTMLElement} */ (mark.parentElement);
  const lowest = live.tensor("profile_lowest");
  const here = () => lowest.value?.data[0] ?? NaN;
  const widths = widthsOf({ track, words, knob }, () => settle());
  const settle = () => {
    if (mark.hidden || !widths.track) return;
    draw(mark, standOf(along(here()), along(live.rate.value), widths));
  };
  lowest.subscribe(() => {
    const rate = here();
    mark.hidden = !(rate >= RANGES.rate.min && rate <= RANGES.rate.max);
    if (mark.hidden) return;
    mark.style.setProperty("--low", String(along(rate)));
    words.textContent = `lowest here: ${formatRate(rate)}`;
    settle();
  });
  live.rate.subscribe(settle);
}

/**
 * Keep how wide parts are, as the browser has laid them out: to ask at any other time
 * would make it lay out the page once more.
 * @param {Parts} parts
 * @param {() => void} changed
 * @returns {Widths}
 */
function widthsOf(parts, changed) {
  const widths = { track: 0, words: 0, knob: 0 };
  const observer = new ResizeObserver(() => {
    for (const name of /** @type {(keyof Widths)[]} */ (Object.keys(parts)))
      widths[name] = parts[name].offsetWidth;
    changed();
  });
  for (const each of Object.values(parts)) observer.observe(each);
  return widths;
}

/**
 * @param {HTMLElement} mark
 * @param {ReturnType<typeof standOf>} stand
 */
function draw(mark, { clear, end, kinds }) {
  mark.style.setProperty("--clear", `${clear}px`);
  mark.style.setProperty("--end", `${end}px`);
  for (const [kind, is] of Object.entries(kinds))
    mark.classList.toggle(kind, is);
}
