/** One short message at a time about what the person just did. */

import { swap } from "../controls/element.js";
import { element } from "../draw/figure.js";

/** @typedef {{words: string, act: () => void}} Action */

const STAYS = 5000;

/**
 * Show toasts in a place, each for five seconds, longer under pointer or focus.
 * @param {HTMLElement} place
 * @returns {(words: string, action?: Action) => void}
 */
export function toasts(place) {
  let timer = 0;
  const clear = () => swap(place);
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(clear, STAYS);
  };
  const hold = () => clearTimeout(timer);
  place.addEventListener("pointerenter", hold);
  place.addEventListener("pointerleave", later);
  place.addEventListener("focusin", hold);
  place.addEventListener("focusout", later);
  return (words, action) => {
    place.replaceChildren(toast(words, action, clear));
    later();
  };
}

/**
 * @param {string} words
 * @param {Action | undefined} action
 * @param {() => void} close
 */
function toast(words, action, close) {
  const made = element("div", { class: "toast" }, element("span", {}, words));
  if (!action) return made;
  const button = element("button", { type: "button" }, action.words);
  button.addEventListener("click", () => {
    close();
    action.act();
  });
  made.append(button);
  return made;
}
