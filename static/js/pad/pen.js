/** Drawing by hand: mouse, pen and finger, or the arrow keys. */

import { listen } from "../draw/figure.js";
import { SIDE } from "./stroke.js";

/**
 * @typedef {import("./stroke.js").Point} Point
 * @typedef {import("./sheet.js").Sheet} Sheet
 * @typedef {Point & {shown: boolean}} Cursor
 * @typedef {{paper: Sheet, changed: () => void,
 *   held: (down: boolean) => void}} Desk `held` is told when the pen goes down or up
 * @typedef {(from: Point, to: Point) => void} Tool
 */

/** Where each arrow key leads. */
const ARROWS = Object.freeze({
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
});

/**
 * Draw with mouse, pen or finger.
 * @param {HTMLCanvasElement} canvas
 * @param {Desk} desk
 */
export function drawByHand(canvas, { paper, changed, held }) {
  /** @type {Point | null} */
  let last = null;
  const draw = (/** @type {Point} */ next) => {
    paper.paint(last ?? next, next);
    last = next;
  };
  const up = (/** @type {PointerEvent} */ event) => {
    if (!event.isPrimary) return;
    last = null;
    held(false);
  };
  return listen(canvas, {
    pointerdown(/** @type {PointerEvent} */ event) {
      if (event.button !== 0 || !event.isPrimary) return;
      canvas.setPointerCapture(event.pointerId);
      held(true);
      paper.begin();
      draw(place(canvas, event));
      changed();
    },
    pointermove(/** @type {PointerEvent} */ event) {
      if (!last || !event.isPrimary) return;
      for (const each of together(event)) draw(place(canvas, each));
      changed();
    },
    pointerup: up,
    pointercancel: up,
  });
}

/**
 * Find the cell that a pointer is at.
 * @param {HTMLCanvasElement} canvas
 * @param {MouseEvent} event
 * @returns {Point}
 */
function place(canvas, { clientX, clientY }) {
  const box = canvas.getBoundingClientRect();
  return {
    x: ((clientX - box.left) / box.width) * SIDE,
    y: ((clientY - box.top) / box.height) * SIDE,
  };
}

/**
 * List all the places a pointer went through since the last event.
 * @param {PointerEvent} event
 */
function together(event) {
  const events = event.getCoalescedEvents?.() ?? [];
  return events.length ? events : [event];
}

/**
 * Draw by keyboard: arrows move a cell cursor, Space paints, Delete erases.
 * @param {HTMLCanvasElement} canvas
 * @param {Desk} desk
 * @param {Cursor} cursor
 * @param {() => void} redraw
 */
export function drawByKey(canvas, desk, cursor, redraw) {
  canvas.tabIndex = 0;
  const keys = keysOf(desk, cursor, redraw);
  const look = () => {
    cursor.shown = canvas.matches(":focus-visible");
    redraw();
  };
  return listen(canvas, {
    keydown(/** @type {KeyboardEvent} */ event) {
      const free = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!free || !Object.hasOwn(keys, event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      cursor.shown = true;
      keys[event.key]();
    },
    focus: look,
    blur: look,
  });
}

/**
 * List what each key does.
 * @param {Desk} desk
 * @param {Cursor} cursor
 * @param {() => void} redraw
 * @returns {Record<string, () => void>}
 */
function keysOf({ paper, changed }, cursor, redraw) {
  const mark = (/** @type {Tool} */ tool) => () => {
    const here = { x: cursor.x + 0.5, y: cursor.y + 0.5 };
    paper.begin();
    tool(here, here);
    changed();
  };
  const go = (/** @type {Point} */ by) => () => {
    cursor.x = Math.min(SIDE - 1, Math.max(0, cursor.x + by.x));
    cursor.y = Math.min(SIDE - 1, Math.max(0, cursor.y + by.y));
    redraw();
  };
  const erase = mark((from, to) => paper.erase(from, to));
  const moves = Object.entries(ARROWS).map(([key, by]) => [key, go(by)]);
  return {
    ...Object.fromEntries(moves),
    " ": mark((from, to) => paper.paint(from, to)),
    Delete: erase,
    Backspace: erase,
  };
}
