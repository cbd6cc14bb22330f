/** Joins a page's parts: the line to the session, the views, and the controls. */

import { verdict } from "./draw/profile.js";
import { mountPage } from "./page/index.js";
import { openLine } from "./page/line.js";
import { runView } from "./run-view.js";
import { VIEWS } from "./views/index.js";
import { profile, readProfile } from "./views/profile.js";

const live = openLine(window);

customElements.define("run-view", runView(VIEWS, live, window));
live.watch(profile.needs);
mountPage(live, window, (rate) => {
  const measured = readProfile(live);
  return measured ? verdict(measured, rate).short : "";
});
