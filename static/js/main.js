/** Joins a page's parts: the line to the session, the views, and the controls. */

import { verdict } from "./draw/profile.js";
import { connect } from "./live.js";
import { mountPage } from "./page/index.js";
import { runView } from "./run-view.js";
import { VIEWS } from "./views/index.js";
import { profile, readProfile } from "./views/profile.js";

const address = new URL("/live", location.href);
address.protocol = location.protocol.replace("http", "ws");

const live = connect({
  address: address.href,
  WebSocket,
  clock: {
    setTimeout: (run, milliseconds) => setTimeout(run, milliseconds),
    clearTimeout: (timer) => clearTimeout(timer),
    now: () => performance.now(),
  },
  random: Math.random,
  page: document,
  window,
  channel: new BroadcastChannel("fallline"),
  nextFrame: (run) => requestAnimationFrame(run),
  still: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
});

customElements.define("run-view", runView(VIEWS, live, window));
live.watch(profile.needs);
mountPage(live, window, (rate) => {
  const measured = readProfile(live);
  return measured ? verdict(measured, rate).short : "";
});
