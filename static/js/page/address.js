/** Keeps the address and the run alike, and copies the address as a link. */

import { mayReplace } from "../controls/setup/asking.js";
import { changes, needsNewRun, tuneOf } from "../controls/setup/fields.js";
import { read, whole, write } from "./hash.js";
import { set, standing } from "./views.js";

/**
 * @import { Live } from "../live.js"
 * @import { Status } from "../wire/messages.js"
 * @import { Ask } from "../controls/setup/asking.js"
 * @import { Toast } from "../controls/transport.js"
 * @import { Wanted, Whole } from "./hash.js"
 * @typedef {{toast: Toast, ask: Ask, note: (words: string) => void}} Hands
 */

const LATER = 250;
const QUESTION = "Start the network of this address?";

/**
 * Join the address to the run: first the address speaks, then the run.
 * @param {Window} window
 * @param {Live} live
 * @param {Hands} hands
 */
export function mountAddress(window, live, hands) {
  const address = new Address(window, live, hands);
  address.open();
  return address;
}

class Address {
  #window;
  #live;
  #hands;
  #heard = false;
  /** @type {Wanted | null} */
  #newest = null;
  /** @type {Readonly<Record<string, string>>} */
  #usual = {};
  #timer = 0;

  /**
   * @param {Window} window
   * @param {Live} live
   * @param {Hands} hands
   */
  constructor(window, live, hands) {
    this.#window = window;
    this.#live = live;
    this.#hands = hands;
  }

  open() {
    const { document } = this.#window;
    const soon = () => this.#keepSoon();
    const first = this.#live.status.subscribe((status) => {
      if (!status) return;
      queueMicrotask(() => first());
      this.#begin();
    });
    this.#live.status.subscribe(soon);
    this.#live.rate.subscribe(soon);
    document.addEventListener("change", soon);
    document.addEventListener("click", soon);
    this.#window.addEventListener("hashchange", () => {
      if (!this.#leadsToPlace) void this.#hear(false);
    });
  }

  /** Put the address on the clipboard. */
  async copy() {
    this.#keep();
    const { href } = this.#window.location;
    try {
      await this.#window.navigator.clipboard.writeText(href);
      this.#hands.toast("The link to this set-up is copied.");
    } catch {
      this.#window.prompt("Copy this link:", href);
    }
  }

  /** Hear what the page was opened on: after a reload, the run itself has the word. */
  #begin() {
    const { document, history } = this.#window;
    this.#usual = standing(document);
    const session = this.#live.status.value?.session;
    void this.#hear(history.state?.session === session);
  }

  /**
   * Do what the address asks for, and say what it cannot mean.
   * @param {boolean} mine whether it was written here, about this run
   */
  async #hear(mine) {
    const { wanted, remarks } = read(this.#window.location.hash);
    const link = whole(wanted, this.#usual);
    this.#heard = false;
    this.#newest = wanted;
    clearTimeout(this.#timer);
    if (!link || mine || (await take(link, this.#live, this.#hands.ask)))
      this.#show(link?.views ?? {}, remarks);
    if (this.#newest !== wanted) return; // a newer address is still being heard
    this.#heard = true;
    this.#keepSoon();
  }

  /**
   * Set the switches of the views, and say all that the address cannot mean.
   * @param {Readonly<Record<string, string>>} views
   * @param {readonly string[]} remarks
   */
  #show(views, remarks) {
    const unmet = set(this.#window.document, views);
    const words = [...remarks, ...unmet].join(" ");
    if (words) this.#hands.note(words);
  }

  /** An address that leads to a place on the page asks for nothing else. */
  get #leadsToPlace() {
    const { document, location } = this.#window;
    return document.getElementById(location.hash.slice(1)) !== null;
  }

  #keepSoon() {
    clearTimeout(this.#timer);
    if (!this.#heard) return;
    this.#timer = this.#window.setTimeout(() => this.#keep(), LATER);
  }

  /** Write the state into the address, without a new entry in the history. */
  #keep() {
    const { location, history, document } = this.#window;
    const status = this.#live.status.value;
    if (!status) return;
    const views = standing(document);
    const words = write(present(status, this.#live), views, this.#usual);
    const hash = words && `#${words}`;
    const { session } = status;
    if (hash === location.hash && history.state?.session === session) return;
    const { pathname, search } = location;
    const state = { ...history.state, session };
    history.replaceState(state, "", pathname + search + hash);
  }
}

/**
 * Take the run as it is now, with η as the slider shows it.
 * @param {Status} status
 * @param {Live} live
 */
function present(status, live) {
  return { ...status, settings: { ...status.settings, rate: live.rate.value } };
}

/**
 * Make the run as a link describes it, unless the person keeps a trained network.
 * @param {Whole} link
 * @param {Live} live
 * @param {Ask} ask
 * @returns {Promise<boolean>} whether the link was followed
 */
export async function take({ settings, pace, survey }, live, ask) {
  const status = live.status.value;
  if (!status) return false;
  const changed = changes(present(status, live).settings, settings);
  const anew = needsNewRun(changed);
  if (anew && !(await mayReplace(live, ask, QUESTION))) return false;
  const tune = tuneOf(changed);
  if (anew) live.send({ type: "reset", settings });
  else if (tune) live.send(tune);
  if (pace !== status.pace) live.send({ type: "pace", steps: pace });
  if (survey !== status.survey) live.send({ type: "survey", images: survey });
  return true;
}
