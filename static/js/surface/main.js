/** Joins the parts of the page about known ground. */

import { part } from "../controls/element.js";
import { prefersStillness } from "../draw/figure.js";
import { mountEnlarge } from "../page/enlarge.js";
import { mountHeader } from "../page/header.js";
import { openLine } from "../page/line.js";
import { toasts } from "../page/toasts.js";
import { runView } from "../run-view.js";
import { field as fieldOf } from "./field.js";
import { mountGround } from "./ground.js";
import { mountHash } from "./hash.js";
import { mountKeys } from "./keys.js";
import { mountNotes } from "./notes.js";
import { mountRail } from "./rail.js";
import { mountTransport } from "./transport.js";
import { surfaceViews } from "./views.js";

const live = openLine(window);
const field = fieldOf(live, {
  now: () => performance.now(),
  nextFrame: (run) => requestAnimationFrame(run),
  still: prefersStillness,
});

mountHash(window, field, toasts(part(document, "toasts"), live.status));
customElements.define("run-view", runView(surfaceViews(field), live, window));
mountHeader(window);
mountEnlarge(document);
mountGround(document, field, live);
mountRail(document, field, live);
mountTransport(document, field, live);
mountKeys(document);
mountNotes(document, live);
