/** A note beside a neuron: its activation a, its weighted sum z and its bias b. */

import { format } from "../../draw/axes.js";
import { element } from "../../draw/figure.js";

/**
 * @typedef {{z: number, b: number, a: number}} Numbers
 * @typedef {{x: number, y: number, radius: number, down: boolean}} Spot
 *   `down` when the layers run downward
 * @typedef {{width: number, height: number}} Size
 */

const GAP = 10;

/** A note that is not shown yet. */
export class Chip {
  field = element("div", { class: "chip", hidden: "" });
  #name = element("strong");
  #numbers = element("span");

  constructor() {
    this.field.append(this.#name, this.#numbers);
  }

  hide() {
    this.field.hidden = true;
  }

  /**
   * Show the note beside a neuron, on the side that has room.
   * @param {string} name
   * @param {Numbers} numbers
   * @param {Spot} spot
   * @param {Size} room
   */
  show(name, numbers, spot, room) {
    [this.#name.textContent, this.#numbers.textContent] = words(name, numbers);
    this.field.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.field;
    const { x, y } = beside(spot, { width, height }, room);
    this.field.style.transform = `translate(${x}px, ${y}px)`;
  }
}

/**
 * Write the two lines of a note.
 * @param {string} name
 * @param {Numbers} numbers
 */
export function words(name, { z, b, a }) {
  const [sum, bias, activation] = [z, b, a].map((value) => format(value, 2));
  return [`${name}, a = ${activation}`, `z = ${sum}, b = ${bias}`];
}

/**
 * Find a place for a note that stays in the room and leaves its neuron free: beside
 * it, or below or above it when the layers run downward.
 * @param {Spot} spot
 * @param {Size} size
 * @param {Size} room
 */
export function beside({ x, y, radius, down }, size, room) {
  const gap = radius + GAP;
  const [right, below] = [x + gap, y + gap];
  const left = right + size.width <= room.width ? right : x - gap - size.width;
  const top =
    below + size.height <= room.height ? below : y - gap - size.height;
  const place = down
    ? { x: x - size.width / 2, y: top }
    : { x: left, y: y - size.height / 2 };
  return {
    x: Math.max(0, Math.min(place.x, room.width - size.width)),
    y: Math.max(0, Math.min(place.y, room.height - size.height)),
  };
}
