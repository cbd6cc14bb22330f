/** A note beside a neuron: its weighted sum z, its bias b and its activation a. */

import { format } from "../../draw/axes.js";
import { element } from "../../pad/controls.js";

/**
 * @typedef {{name: string, z: number, b: number, a: number}} Numbers
 * @typedef {{x: number, y: number, radius: number}} Spot
 */

/** Make a note that is not shown yet. */
export function chip() {
  const field = element("div", { className: "chip", hidden: true });
  const name = element("strong");
  const numbers = element("span");
  field.append(name, numbers);
  return {
    field,
    hide() {
      field.hidden = true;
    },
    /**
     * Show the note beside a neuron, on the side that has room.
     * @param {Numbers} what
     * @param {Spot} spot
     * @param {{width: number, height: number}} room
     */
    show(what, spot, room) {
      name.textContent = what.name;
      numbers.textContent = words(what);
      field.hidden = false;
      const size = { width: field.offsetWidth, height: field.offsetHeight };
      const { x, y } = beside(spot, size, room);
      field.style.transform = `translate(${x}px, ${y}px)`;
    },
  };
}

/**
 * Write the numbers of a neuron.
 * @param {Pick<Numbers, "z" | "b" | "a">} numbers
 */
export function words({ z, b, a }) {
  return `z = ${shown(z)}, b = ${shown(b)}, a = ${shown(a)}`;
}

/** @param {number} value */
function shown(value) {
  return Number.isFinite(value) ? format(value, 2) : "–";
}

/**
 * Find a place for a note beside a spot that stays in the room.
 * @param {Spot} spot
 * @param {{width: number, height: number}} size
 * @param {{width: number, height: number}} room
 */
export function beside({ x, y, radius }, size, room) {
  const gap = radius + 10;
  const right = x + gap + size.width <= room.width;
  const left = right ? x + gap : x - gap - size.width;
  return {
    x: Math.max(0, Math.min(left, room.width - size.width)),
    y: Math.max(0, Math.min(y - size.height / 2, room.height - size.height)),
  };
}
