/** The learning rate: a slider on which every decade is equally long. */

import { formatRate } from "../draw/axes.js";
import { element } from "../draw/figure.js";
import { part, vector } from "./element.js";
import { followLowest } from "./rate/lowest.js";
import {
  HIGH,
  LOW,
  afterKey,
  along,
  decades,
  rateAt,
  ticks,
} from "./rate/scale.js";

/**
 * @import { Live } from "../live.js"
 * @typedef {(rate: number) => string} Verdict says in words what a step with η does
 */

const NEEDS = Object.freeze(["profile_lowest", "landing"]);

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
