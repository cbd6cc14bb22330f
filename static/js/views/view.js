/** What a view is: the tensors that it draws, and the way into a page and out again. */

/**
 * @import { Live } from "../live.js"
 *
 * @typedef {object} View
 * @property {readonly string[]} needs the tensors that it draws
 * @property {(host: HTMLElement, live: Live) => () => void} mount returns the way out
 */

/**
 * Make a view of something that draws until it is stopped.
 * @param {readonly string[]} needs
 * @param {(host: HTMLElement, live: Live) => {stop: () => void}} draw
 * @returns {Readonly<View>}
 */
export function view(needs, draw) {
  return Object.freeze({
    needs: Object.freeze([...needs]),
    mount(/** @type {HTMLElement} */ host, /** @type {Live} */ live) {
      const drawn = draw(host, live);
      return () => drawn.stop();
    },
  });
}
