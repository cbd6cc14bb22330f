/** Opens the line of a page to its session, with what a browser gives for it. */

import { connect } from "../live.js";

/**
 * Open the line to the server that the page is from.
 * @param {Window & typeof globalThis} window
 */
export function openLine(window) {
  const address = new URL("/live", window.location.href);
  address.protocol = address.protocol.replace("http", "ws");
  return connect({
    address: address.href,
    WebSocket: window.WebSocket,
    clock: {
      setTimeout: (run, milliseconds) => window.setTimeout(run, milliseconds),
      clearTimeout: (timer) => window.clearTimeout(timer),
      now: () => window.performance.now(),
    },
    random: Math.random,
    page: window.document,
    window,
    channel: new window.BroadcastChannel("fallline"),
    nextFrame: (run) => window.requestAnimationFrame(run),
    still: () => window.matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
}
