/** Which neuron is looked at, and which first-layer neurons are on show. */

import { store } from "../store.js";
import { OUTPUTS } from "../wire/settings.js";

/**
 * @typedef {{layer: number, neuron: number}} Place the first layer is 1, neurons from 0
 * @typedef {import("../store.js").Store<Place | null>} PlaceStore
 * @typedef {object} Selection
 * @property {PlaceStore} pinned chosen by tap or focus; it stays
 * @property {PlaceStore} hovered under the pointer; it goes when the pointer goes
 * @property {import("../store.js").Store<number>} page the page of tiles on show, from 0
 * @property {(tell: (place: Place | null) => void) => () => void} follow
 */

export const PAGE = 16;
export const MOST_SHOWN = 32;

/** @type {WeakMap<object, Selection>} */
const SELECTIONS = new WeakMap();

/**
 * Give the selection that all views of one run share.
 * @param {object} live
 * @returns {Selection}
 */
export function selectionOf(live) {
  const known = SELECTIONS.get(live) ?? selection();
  SELECTIONS.set(live, known);
  return known;
}

/** Make a selection of nothing. */
function selection() {
  const pinned = store(/** @type {Place | null} */ (null));
  const hovered = store(/** @type {Place | null} */ (null));
  return {
    pinned,
    hovered,
    page: store(0),
    follow(/** @type {(place: Place | null) => void} */ tell) {
      const say = () => tell(hovered.value ?? pinned.value);
      const stops = [pinned.subscribe(say), hovered.subscribe(say)];
      return () => stops.forEach((stop) => stop());
    },
  };
}

/**
 * Say whether two places are the same.
 * @param {Place | null} one
 * @param {Place | null} other
 */
export function isSamePlace(one, other) {
  return one?.layer === other?.layer && one?.neuron === other?.neuron;
}

/**
 * Say which first-layer neurons to measure: all of them up to 32, else one page.
 * @param {number} size of the first layer
 * @param {number} page
 * @returns {[first: number, count: number]}
 */
export function windowOf(size, page) {
  if (size <= MOST_SHOWN) return [0, Math.max(1, size)];
  const first = PAGE * Math.min(page, lastPage(size));
  return [first, Math.min(PAGE, size - first)];
}

/**
 * Give the number of the last page of tiles.
 * @param {number} size of the first layer
 */
export function lastPage(size) {
  return Math.max(0, Math.ceil(size / PAGE) - 1);
}

/**
 * Ask for the first-layer neurons on show, and ask again when that changes.
 * @param {import("../live.js").Live} live
 * @param {() => void} changed
 * @returns {() => void} the way to stop
 */
export function watchWindow(live, changed) {
  const { page } = selectionOf(live);
  let asked = "";
  let stop = () => {};
  const ask = () => {
    const wanted = windowOf(firstLayer(live), page.value);
    if (String(wanted) === asked) return;
    asked = String(wanted);
    const last = stop;
    stop = live.watch([], wanted);
    last();
    changed();
  };
  const stops = [live.status.subscribe(ask), page.subscribe(ask)];
  return () => [...stops, stop].forEach((end) => end());
}

/**
 * Give the number of neurons of the first layer, which is the output when there are
 * no hidden ones.
 * @param {import("../live.js").Live} live
 */
export function firstLayer(live) {
  const settings = live.status.value?.settings;
  return settings ? (settings.hidden[0] ?? OUTPUTS) : PAGE;
}
