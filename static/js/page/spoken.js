/** Says the run's numbers once, when asked: they change too fast to announce. */

import { format, formatCost, formatRate } from "../draw/axes.js";
import { WORDS, passes, percentage, shown } from "./pill.js";

/** @import { Live } from "../live.js" */

/**
 * Put the run's numbers into a sentence.
 * @param {Live} live
 */
function numbers(live) {
  const read = (/** @type {string} */ name) => live.tensor(name).value?.data[0];
  const cost = live.curves.value.costs.mean.at(-1);
  return [
    WORDS[shown(live.status.value, live.connection.value)],
    `step ${format(live.frame.value.step)}`,
    `epoch ${passes(read("epoch"))}`,
    ...(cost === undefined ? [] : [`cost ${formatCost(cost)}`]),
    `test accuracy ${percentage(read("test_accuracy"))}`,
    `learning rate ${formatRate(live.rate.value)}.`,
  ].join(", ");
}

/**
 * Give the way to speak: the place is a polite live region.
 * @param {HTMLElement} place
 * @param {Live} live
 */
export function speaker(place, live) {
  return () => {
    const words = numbers(live);
    place.textContent = place.textContent === words ? `${words} ` : words;
  };
}
