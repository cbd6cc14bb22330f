/** Every tab has its own session: kept over a reload, not copied to a second tab. */

/**
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Drawer
 * @typedef {EventTarget & {visibilityState: string}} Page
 * @typedef {{session: string, taken?: boolean}} Word what tabs tell each other
 */

const KEY = "fallline.session";

/**
 * Remembers the session of this tab. The name lies in the tab's storage only while
 * the page is away: a duplicated tab copies the storage of a page that is there, so
 * it finds nothing. The rare copy of a page in the background is found by asking.
 */
export class Tab {
  /** @type {string | null} */
  session;
  #gone = false;
  #drawer;
  #channel;

  /**
   * @param {{storage: Drawer, page: Page, window: EventTarget,
   *   channel: BroadcastChannel}} world
   * @param {() => void} copied told when another tab has this session already
   */
  constructor({ storage, page, window, channel }, copied) {
    this.#drawer = storage;
    this.#channel = channel;
    this.session = storage.getItem(KEY);
    channel.onmessage = ({ data }) => this.#hear(data, copied);
    if (this.session) channel.postMessage({ session: this.session });
    this.#tidy(page.visibilityState === "visible");
    page.addEventListener("visibilitychange", () =>
      this.#tidy(page.visibilityState === "visible"),
    );
    window.addEventListener("pagehide", () => this.#leave());
    window.addEventListener("pageshow", () => this.#return());
  }

  /** @param {string} session the one that the server gave */
  keep(session) {
    this.session = session;
  }

  #leave() {
    this.#gone = true;
    this.#tidy(false);
  }

  #return() {
    this.#gone = false;
    this.#tidy(true);
  }

  /** @param {boolean} here whether the page is in front of a person */
  #tidy(here) {
    if (here) this.#drawer.removeItem(KEY);
    else if (this.session) this.#drawer.setItem(KEY, this.session);
  }

  /**
   * @param {Word} word
   * @param {() => void} copied
   */
  #hear({ session, taken }, copied) {
    if (this.#gone || session !== this.session) return;
    if (!taken) return this.#channel.postMessage({ session, taken: true });
    this.session = null;
    copied();
  }
}
