/** Keeps the address and the run alike, and copies the address as a link. */

import { changes, needsNewRun } from "../controls/setup/fields.js";
import { format } from "../draw/axes.js";
import { LIVE } from "../wire/settings.js";
import { read, write } from "./hash.js";
import { set, standing } from "./views.js";

/**
 * @import { Live } from "../live.js"
 * @import { Settings, Status, Tune } from "../wire/messages.js"
 * @import { Ask } from "../controls/setup/sheet.js"
 * @import { Toast } from "../controls/transport.js"
 * @import { Wanted } from "./hash.js"
 * @typedef {{toast: Toast, ask: Ask, note: (words: string) => void}} Hands
 */

const LATER = 250;

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
      this.#usual = standing(document);
      void this.#hear();
    });
    this.#live.status.subscribe(soon);
    this.#live.rate.subscribe(soon);
    document.addEventListener("change", soon);
    document.addEventListener("click", soon);
    this.#window.addEventListener("hashchange", () => void this.#hear());
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

  /** Do what the address asks for, and say what it cannot mean. */
  async #hear() {
    const { wanted, remarks } = read(this.#window.location.hash);
    const unmet = set(this.#window.document, wanted.views);
    const words = [...remarks, ...unmet].join(" ");
    if (words) this.#hands.note(words);
    await take(wanted, this.#live, this.#hands);
    this.#heard = true;
    this.#keepSoon();
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
    if (hash === location.hash) return;
    const { pathname, search } = location;
    history.replaceState(history.state, "", pathname + search + hash);
  }
}

/**
 * @param {Status} status
 * @param {Live} live
 */
function present(status, live) {
  return { ...status, settings: { ...status.settings, rate: live.rate.value } };
}

/**
 * Do what the address asks for; ask first when a trained network would be lost.
 * @param {Wanted} wanted
 * @param {Live} live
 * @param {Hands} hands
 */
async function take({ settings, pace, survey }, live, { ask }) {
  const status = live.status.value;
  if (!status) return;
  const after = { ...status.settings, ...settings };
  const changed = changes(status.settings, after);
  if (!needsNewRun(changed)) tune(changed, live);
  else if (status.step === 0 || (await ask(question(status)))) {
    live.send({ type: "reset", settings: after });
  }
  if (pace && pace !== status.pace) live.send({ type: "pace", steps: pace });
  if (survey && survey !== status.survey)
    live.send({ type: "survey", images: survey });
}

/** @param {Status} status */
function question({ step }) {
  return {
    title: "Start the network of this address?",
    words: `The present one has learned for ${format(step)} steps and will be replaced.`,
    yes: "Start again",
  };
}

/**
 * @param {Partial<Settings>} changed
 * @param {Live} live
 */
function tune(changed, live) {
  const entries = LIVE.filter((name) => name in changed).map((name) => [
    name,
    changed[name],
  ]);
  if (entries.length === 0) return;
  live.send(
    /** @type {Tune} */ ({ type: "tune", ...Object.fromEntries(entries) }),
  );
}
