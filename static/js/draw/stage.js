/**
 * A canvas that always fits its place, is painted at most once per animation
 * frame, and says in words what it shows.
 */

import { onTheme, palette } from "./palette.js";

/**
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {{width: number, height: number, palette: Palette, scale: number,
 *   text?: number}} Sheet `text` is how large its words are, 13 at the least
 * @typedef {(context: CanvasRenderingContext2D, sheet: Sheet) => void} Paint
 * @typedef {string | (() => string)} Words made only when they are written
 * @typedef {{canvas: HTMLCanvasElement, redraw: () => void,
 *   describe: (text: Words) => void, stop: () => void}} Stage
 */

const WORDS_EVERY = 1000;

/** Out of sight, but not out of reach of a screen reader. */
const HIDDEN = Object.freeze({
  position: "absolute",
  width: "1px",
  height: "1px",
  overflow: "hidden",
  clipPath: "inset(50%)",
  whiteSpace: "nowrap",
});

/**
 * Put a canvas into a place and paint it whenever `redraw` is called, the
 * place changes its size or the theme changes. `paint` works in CSS pixels.
 * @param {HTMLElement} host
 * @param {Paint} paint
 * @param {{label: string}} options the accessible name
 * @returns {Stage}
 */
export function stage(host, paint, { label }) {
  const canvas = labelledCanvas(host, label);
  const words = finding(host, canvas, label);
  const brush = painter(canvas, host, paint);
  const sizes = new ResizeObserver(brush.redraw);
  sizes.observe(host);
  const sight = new IntersectionObserver((entries) =>
    brush.see(entries.at(-1)?.isIntersecting ?? true),
  );
  sight.observe(host);
  const stopCover = onCover(brush.redraw);
  const stopTheme = onTheme(brush.forget);
  brush.redraw();
  return {
    canvas,
    redraw: brush.redraw,
    describe: words.describe,
    stop() {
      brush.stop();
      words.stop();
      sizes.disconnect();
      sight.disconnect();
      stopCover();
      stopTheme();
      canvas.remove();
    },
  };
}

/**
 * Add a canvas that fills its host and has an accessible name.
 * @param {HTMLElement} host
 * @param {string} label
 */
function labelledCanvas(host, label) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  Object.assign(canvas.style, {
    position: "absolute",
    inset: "0",
    width: "100%",
    height: "100%",
  });
  if (getComputedStyle(host).position === "static") {
    host.style.position = "relative";
  }
  host.append(canvas);
  return canvas;
}

/**
 * Paint a canvas once per animation frame, however often it is asked for, and only
 * while it is in the window and nothing enlarged covers it.
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} host
 * @param {Paint} paint
 */
function painter(canvas, host, paint) {
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext("2d")
  );
  /** @type {Palette | null} */
  let colours = null;
  let waiting = 0;
  let seen = true;
  const draw = () => {
    waiting = 0;
    if (!seen || isCovered(host)) return;
    const size = fit(canvas, context, host);
    if (size.width < 1 || size.height < 1) return;
    colours ??= palette();
    context.clearRect(0, 0, size.width, size.height);
    paint(context, { ...size, palette: colours, scale: scaleOf(host) });
  };
  const redraw = () => {
    waiting ||= requestAnimationFrame(draw);
  };
  const forget = () => {
    colours = null;
    redraw();
  };
  const see = (/** @type {boolean} */ now) => {
    if (now && !seen) redraw();
    seen = now;
  };
  return { redraw, forget, see, stop: () => cancelAnimationFrame(waiting) };
}

/**
 * Say whether an enlarged region lies over a place.
 * @param {HTMLElement} host
 */
function isCovered(host) {
  const large = document.querySelector(".enlarged");
  return large !== null && !large.contains(host);
}

/**
 * Listen for regions that are enlarged, or no longer.
 * @param {() => void} tell
 * @returns {() => void} the way to stop
 */
function onCover(tell) {
  const changes = new MutationObserver(tell);
  const root = document.documentElement;
  changes.observe(root, { attributes: true, attributeFilter: ["class"] });
  return () => changes.disconnect();
}

/**
 * Give the canvas as many dots as its place has, and return its size.
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2D} context
 * @param {HTMLElement} host
 */
function fit(canvas, context, host) {
  const [width, height] = [host.clientWidth, host.clientHeight];
  const dots = window.devicePixelRatio || 1;
  const [across, down] = [Math.round(width * dots), Math.round(height * dots)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  context.setTransform(dots, 0, 0, dots, 0, 0);
  return { width, height };
}

/**
 * Read how much larger than usual text is here: 1, more when enlarged.
 * @param {HTMLElement} host
 */
function scaleOf(host) {
  const scale = getComputedStyle(host).getPropertyValue("--scale");
  return Number.parseFloat(scale) || 1;
}

/**
 * Keep a hidden sentence that describes the canvas, changed once a second.
 * @param {HTMLElement} host
 * @param {HTMLCanvasElement} canvas
 * @param {string} label
 */
function finding(host, canvas, label) {
  const words = document.createElement("p");
  words.id = freeId(label);
  Object.assign(words.style, HIDDEN);
  canvas.setAttribute("aria-describedby", words.id);
  host.append(words);
  /** @type {Words} */
  let latest = "";
  let timer = 0;
  const write = () => {
    timer = 0;
    const text = typeof latest === "string" ? latest : latest();
    if (words.textContent === text) return;
    words.textContent = text;
    timer = window.setTimeout(write, WORDS_EVERY);
  };
  return {
    describe(/** @type {Words} */ text) {
      latest = text;
      if (!timer) write();
    },
    stop() {
      clearTimeout(timer);
      words.remove();
    },
  };
}

/**
 * Find an id made from a label that nothing on the page has yet.
 * @param {string} label
 */
function freeId(label) {
  const slug = label.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  let number = 1;
  while (document.getElementById(`${slug}-finding-${number}`)) number += 1;
  return `${slug}-finding-${number}`;
}
