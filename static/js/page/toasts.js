/** One short message at a time about what the person just did. */

import { swap } from "../controls/element.js";
import { element } from "../draw/figure.js";

/** @import { Live } from "../live.js" */
/** @typedef {{words: string, act: () => void}} Action */

const STAYS = 5000;

/**
 * Show toasts in a place, each for five seconds, longer under pointer or focus; one
 * that offers to undo something goes when that is undone.
 * @param {HTMLElement} place
 * @param {Pick<Live["status"], "subscribe">} status
 * @returns {(words: string, action?: Action) => void}
 */
export function toasts(place, status) {
  let timer = 0;
  let offers = false;
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
  status.subscribe((now) => {
    if (offers && now?.undo === null) clear();
  });
  return (words, action) => {
    offers = action !== undefined;
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
