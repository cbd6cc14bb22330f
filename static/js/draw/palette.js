/**
 * The colours and fonts of the page, read from the style sheet, so that a
 * drawing changes with the theme without knowing which one is on.
 */

import { readRamp } from "./ramps.js";

/**
 * @typedef {import("./ramps.js").Ramp} Ramp
 * @typedef {{cost: Ramp, positive: Ramp, negative: Ramp, value: Ramp}} Ramps
 * @typedef {typeof COLOURS} ColourNames
 * @typedef {{[name in keyof ColourNames]: string} &
 *   {ui: string, prose: string, ramps: Ramps}} Palette
 */

/** The name a drawing uses for each colour, and its name in the style sheet. */
const COLOURS = Object.freeze({
  paper: "--paper",
  well: "--well",
  sheet: "--sheet",
  ink: "--ink",
  ink2: "--ink-2",
  ink3: "--ink-3",
  edge: "--edge",
  rule: "--rule",
  contour: "--contour",
  contourText: "--contour-text",
  pos: "--pos",
  neg: "--neg",
  step: "--step",
  momentum: "--momentum",
  adam: "--adam",
  ok: "--ok",
  onInk: "--on-ink",
  halo: "--halo",
});

/**
 * Read the palette that the page shows now.
 * @returns {Palette}
 */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  const read = (/** @type {string} */ name) =>
    style.getPropertyValue(name).trim();
  const entries = Object.entries(COLOURS).map(([key, name]) => [
    key,
    read(name),
  ]);
  const colours = Object.fromEntries(entries);
  return Object.freeze({
    ...colours,
    ui: read("--ui") || "sans-serif",
    prose: read("--prose") || "serif",
    ramps: {
      cost: readRamp(read("--ramp-cost")),
      positive: readRamp(read("--ramp-positive")),
      negative: readRamp(read("--ramp-negative")),
      value: readRamp(`${colours.sheet} ${colours.ink}`),
    },
  });
}

/**
 * Call a function whenever the theme changes.
 * @param {() => void} changed
 * @returns {() => void} the way to stop
 */
export function onTheme(changed) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const watcher = new MutationObserver(changed);
  watcher.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme", "class", "style"],
  });
  system.addEventListener("change", changed);
  return () => {
    watcher.disconnect();
    system.removeEventListener("change", changed);
  };
}
