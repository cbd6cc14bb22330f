/** What a page watches is what its views need, taken together. */

/**
 * @import { Wish } from "../live.js"
 * @import { Watch } from "../wire/messages.js"
 */
import { NEURONS } from "../wire/settings.js";

/**
 * Put the wishes of all views into one command; the newest choice of neurons counts.
 * @param {readonly Wish[]} wishes
 * @returns {Watch}
 */
export function union(wishes) {
  const names = wishes.flatMap(({ needs }) => needs);
  const neurons = wishes.findLast((wish) => wish.neurons)?.neurons ?? NEURONS;
  return { type: "watch", tensors: [...new Set(names)].sort(), neurons };
}
