/** Everything on the page that is not a picture: header, transport, sheets, states. */

/**
 * @import { Live } from "../live.js"
 */

/**
 * Bring the page's controls to life.
 * @param {Live} _live
 * @param {Window} _window
 */
export function mountPage(_live, _window) {}
