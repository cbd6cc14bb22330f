/** Real buttons over the parts of a drawing: one stop for Tab, arrows within. */

import { element } from "../draw/figure.js";

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 *   the left upper corner and size in CSS pixels
 * @typedef {Box & {name: string}} Part
 * @typedef {{focus: (index: number) => void, blur: () => void,
 *   hover: (index: number | null) => void}} Hooks
 */

/** The way that each arrow points. */
/** @type {Readonly<Record<string, readonly [x: number, y: number]>>} */
const ARROWS = Object.freeze({
  ArrowRight: [1, 0],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, -1],
});
/** How much more it counts to be off the way than to be far along it. */
const ASIDE = 2;
/** A tap finds a part whose middle is at most this far away, in CSS pixels. */
const REACH = 22;

/**
 * Find the part that a key leads to: the nearest one that way, else the next or the
 * previous in reading order.
 * @param {readonly Box[]} parts in reading order
 * @param {number} index of the part that has the focus
 * @param {string} key
 * @returns {number | null} null when the key leads nowhere
 */
export function partAfter(parts, index, key) {
  if (key === "Home") return 0;
  if (key === "End") return parts.length - 1;
  if (!Object.hasOwn(ARROWS, key)) return null;
  const [dx, dy] = ARROWS[key];
  const near = nearest(parts, index, ARROWS[key]);
  const inOrder = Math.min(parts.length - 1, Math.max(0, index + dx + dy));
  return near < 0 ? inOrder : near;
}

/**
 * Find the nearest part in a direction; -1 when there is none.
 * @param {readonly Box[]} parts
 * @param {number} index
 * @param {readonly [x: number, y: number]} way
 */
function nearest(parts, index, [dx, dy]) {
  const here = middle(parts[index]);
  const costs = parts.map((part) => {
    const { x, y } = middle(part);
    const along = (x - here.x) * dx + (y - here.y) * dy;
    const aside = Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx);
    return along > 1 && along >= aside ? along + ASIDE * aside : Infinity;
  });
  const least = Math.min(...costs);
  return Number.isFinite(least) ? costs.indexOf(least) : -1;
}

/** @param {Box} box */
function middle({ x, y, width, height }) {
  return { x: x + width / 2, y: y + height / 2 };
}

/**
 * Find the part nearest to a place; -1 when none is in reach. Where parts stand closer
 * than a finger is wide, this does what larger buttons would do, and arrows do it too.
 * @param {readonly Box[]} parts
 * @param {{x: number, y: number}} place
 */
export function nearestPart(parts, place) {
  const far = parts.map((part) => {
    const { x, y } = middle(part);
    return Math.hypot(x - place.x, y - place.y);
  });
  const least = Math.min(...far);
  return least <= REACH ? far.indexOf(least) : -1;
}

/** Buttons that lie over the parts of a drawing. */
export class Rover {
  #layer;
  #hooks;
  /** @type {HTMLButtonElement[]} */
  #buttons = [];
  /** @type {readonly Part[]} */
  #parts = [];
  #placed = "";
  #hovered = -1;

  /**
   * @param {HTMLElement} layer lies over the drawing
   * @param {Hooks} hooks
   */
  constructor(layer, hooks) {
    this.#layer = layer;
    this.#hooks = hooks;
    layer.addEventListener("focusin", ({ target }) =>
      hooks.focus(this.#indexOf(target)),
    );
    layer.addEventListener("focusout", hooks.blur);
    layer.addEventListener("click", (event) => this.#focus(this.#at(event)));
    layer.addEventListener("pointermove", (event) => this.#hover(event));
    layer.addEventListener("pointerleave", () => this.#leave());
    layer.addEventListener("keydown", (event) => this.#press(event));
  }

  /**
   * Put a button over every part.
   * @param {readonly Part[]} parts in reading order
   */
  place(parts) {
    const key = JSON.stringify(parts);
    if (key === this.#placed) return;
    this.#placed = key;
    this.#parts = parts;
    for (const extra of this.#buttons.slice(parts.length)) extra.remove();
    this.#buttons = parts.map(
      (_, index) => this.#buttons[index] ?? this.#add(),
    );
    if (!this.#buttons.some((button) => button.tabIndex === 0))
      this.#stopAt(this.#buttons[0]);
    parts.forEach((part, index) => put(this.#buttons[index], part));
  }

  /**
   * @param {number} index
   * @param {string} name
   */
  rename(index, name) {
    this.#buttons[index]?.setAttribute("aria-label", name);
  }

  /** Make a button that Tab passes by. */
  #add() {
    const look = { type: "button", class: "part", tabindex: "-1" };
    const made = element("button", look);
    this.#layer.append(made);
    return made;
  }

  /** @param {EventTarget | null} target */
  #indexOf(target) {
    return this.#buttons.findIndex((button) => button === target);
  }

  /**
   * Find the part that a pointer means: its own, or the nearest to it.
   * @param {MouseEvent} event
   */
  #at({ target, offsetX, offsetY }) {
    if (target !== this.#layer) return this.#indexOf(target);
    return nearestPart(this.#parts, { x: offsetX, y: offsetY });
  }

  /** @param {number} index */
  #focus(index) {
    const button = this.#buttons[index];
    if (!button) return;
    this.#stopAt(button);
    button.focus();
  }

  /**
   * Let Tab stop at one button only.
   * @param {HTMLButtonElement | undefined} stop
   */
  #stopAt(stop) {
    for (const button of this.#buttons)
      button.tabIndex = button === stop ? 0 : -1;
  }

  /** @param {PointerEvent} event */
  #hover(event) {
    if (event.pointerType === "touch") return;
    const index = this.#at(event);
    if (index === this.#hovered) return;
    this.#hovered = index;
    this.#hooks.hover(index < 0 ? null : index);
  }

  #leave() {
    this.#hovered = -1;
    this.#hooks.hover(null);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const index = this.#indexOf(event.target);
    const next = partAfter(this.#parts, index, event.key);
    const leaves = event.key === "Escape";
    if (leaves) this.#buttons[index]?.blur();
    if (next !== null) this.#focus(next);
    if (next === null && !leaves) return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/**
 * Put a button over its part.
 * @param {HTMLButtonElement} button
 * @param {Part} part
 */
function put(button, { x, y, width, height, name }) {
  button.setAttribute("aria-label", name);
  Object.assign(button.style, {
    transform: `translate(${x}px, ${y}px)`,
    width: `${width}px`,
    height: `${height}px`,
  });
}
