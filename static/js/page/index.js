/** Joins everything around the views of the Lab: its bar, sheets, messages and keys. */

import { doing, part } from "../controls/element.js";
import { mountRate } from "../controls/rate.js";
import { mountSetup } from "../controls/setup/sheet.js";
import { mountTransport, onceBegun } from "../controls/transport.js";
import { mountAddress } from "./address.js";
import { mountBanners, placeBanners } from "./banners.js";
import { mountEnlarge } from "./enlarge.js";
import { mountExplain } from "./explain.js";
import { mountHeader } from "./header.js";
import { mountHelp } from "./help.js";
import { mountInside } from "./inside.js";
import { mountLoading } from "./loading.js";
import { mountPill } from "./pill.js";
import { asker } from "./question.js";
import { mountShortcuts } from "./shortcuts.js";
import { speaker } from "./spoken.js";
import { mountTabs } from "./tabs.js";
import { toasts } from "./toasts.js";

/**
 * @import { Live } from "../live.js"
 * @import { Verdict } from "../controls/rate.js"
 * @import { Toast } from "../controls/transport.js"
 */

/** Where the bar stays in sight, but not the pictures and the charts together. */
const SMALL =
  "(max-width: 899px) and (min-height: 561px), (min-width: 600px) and (max-height: 560px)";

/**
 * Put the page to work.
 * @param {Live} live
 * @param {Window} window
 * @param {Verdict} verdict what a step with η does, in words
 */
export function mountPage(live, window, verdict) {
  const { document } = window;
  const toast = toasts(part(document, "toasts"), live.status);
  const begun = onceBegun(live, toast);
  const ask = asker(dialog(document, "question"));
  const setup = mountSetup(dialog(document, "setup"), {
    live,
    toast: begun,
    ask,
    copy: () => address.copy(),
  });
  const help = mountHelp(dialog(document, "help"), drawerOf(window));
  const note = mountNotes(window, live, { toast: begun, setup });
  const address = mountAddress(window, live, { toast, ask, note });
  mountSurroundings(window, live);
  mountBar(document, live, begun, verdict);
  mountShortcuts(document, live, {
    say: speaker(part(document, "said"), live),
    on: help.keysOn,
  });
  const copy = () => void address.copy();
  mountButtons(document, { setup, help: help.open, copy });
  mountLoading(document, live);
}

/**
 * Join the banners; return the way to say something in one.
 * @param {Window} window
 * @param {Live} live
 * @param {{toast: Toast, setup: () => void}} hands
 */
function mountNotes(window, live, hands) {
  const place = part(window.document, "banners");
  const bar = part(window.document, "bar");
  placeBanners(place, bar, window.matchMedia(SMALL));
  return mountBanners(place, live, hands);
}

/**
 * Join what says how the run stands and what controls it.
 * @param {Document} document
 * @param {Live} live
 * @param {Toast} toast
 * @param {Verdict} verdict
 */
function mountBar(document, live, toast, verdict) {
  mountPill(part(document, "pill"), live, () => performance.now());
  mountTransport(part(document, "transport"), live, toast);
  mountRate(part(document, "rate"), live, verdict);
}

/**
 * Join the header's buttons of this page.
 * @param {Document} document
 * @param {Readonly<Record<string, () => void>>} acts
 */
function mountButtons(document, acts) {
  for (const [name, act] of Object.entries(acts)) {
    doing(document, name).addEventListener("click", act);
  }
}

/**
 * Join what arranges the page and explains it.
 * @param {Window} window
 * @param {Live} live
 */
function mountSurroundings(window, live) {
  const { document } = window;
  mountHeader(window);
  mountTabs(document, window.matchMedia("(max-width: 899px)"));
  mountInside(document);
  mountExplain(document, part(document, "explain"), live);
  mountEnlarge(document);
}

/**
 * @param {Document} document
 * @param {string} name
 */
function dialog(document, name) {
  return /** @type {HTMLDialogElement} */ (part(document, name));
}

/**
 * Give the browser's storage, if the person allows it.
 * @param {Window} window
 */
function drawerOf(window) {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
