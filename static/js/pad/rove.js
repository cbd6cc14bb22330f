/** Real buttons over the parts of a drawing: one stop for Tab, arrows within. */

import { element } from "../draw/figure.js";

/**
 * @typedef {{x: number, y: number, width: number, height: number, name: string}} Part
 *   the left upper corner and size in CSS pixels
 * @typedef {{focus: (index: number) => void, blur: () => void,
 *   hover: (index: number | null) => void}} Hooks
 */

/** How far each key moves among the parts, in reading order. */
const KEYS = Object.freeze({
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  Home: -Infinity,
  End: Infinity,
});

/**
 * Keep buttons over the parts of a drawing.
 * @param {HTMLElement} layer lies over the drawing
 * @param {Hooks} hooks
 */
export function rove(layer, hooks) {
  /** @type {HTMLButtonElement[]} */
  let buttons = [];
  let placed = "";
  const indexOf = (/** @type {EventTarget | null} */ target) =>
    buttons.indexOf(/** @type {HTMLButtonElement} */ (target));
  const to = (/** @type {number} */ index) => {
    const next = buttons[Math.min(buttons.length - 1, Math.max(0, index))];
    buttons.forEach((each) => (each.tabIndex = each === next ? 0 : -1));
    next?.focus();
  };
  listenFor(layer, hooks, { indexOf, to });
  return {
    /** @param {readonly Part[]} parts */
    place(parts) {
      const key = parts.map((part) => Object.values(part).join()).join(";");
      if (key === placed) return;
      placed = key;
      buttons = resized(layer, buttons, parts.length);
      parts.forEach((part, index) => put(buttons[index], part));
    },
    /**
     * @param {number} index
     * @param {string} name
     */
    rename(index, name) {
      buttons[index]?.setAttribute("aria-label", name);
    },
  };
}

/**
 * Tell the hooks where focus and pointer are, and move focus with the arrows.
 * @param {HTMLElement} layer
 * @param {Hooks} hooks
 * @param {{indexOf: (target: EventTarget | null) => number,
 *   to: (index: number) => void}} parts
 */
function listenFor(layer, hooks, { indexOf, to }) {
  layer.addEventListener("focusin", ({ target }) =>
    hooks.focus(indexOf(target)),
  );
  layer.addEventListener("focusout", hooks.blur);
  layer.addEventListener("click", ({ target }) => {
    if (indexOf(target) >= 0) to(indexOf(target));
  });
  layer.addEventListener("pointerover", ({ target, pointerType }) => {
    const index = indexOf(target);
    if (pointerType !== "touch") hooks.hover(index < 0 ? null : index);
  });
  layer.addEventListener("pointerleave", () => hooks.hover(null));
  layer.addEventListener("keydown", (event) => {
    const by = KEYS[/** @type {keyof typeof KEYS} */ (event.key)];
    const leave = event.key === "Escape";
    if (leave) /** @type {HTMLElement} */ (event.target).blur();
    if (by) to(indexOf(event.target) + by);
    if (!by && !leave) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/**
 * Make or remove buttons until there are enough.
 * @param {HTMLElement} layer
 * @param {HTMLButtonElement[]} buttons
 * @param {number} count
 */
function resized(layer, buttons, count) {
  for (const extra of buttons.slice(count)) extra.remove();
  const kept = buttons.slice(0, count);
  while (kept.length < count) {
    const made = element("button", { type: "button", class: "part" });
    made.tabIndex = kept.length ? -1 : 0;
    layer.append(made);
    kept.push(made);
  }
  return kept;
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
