/** Every tab has its own session: kept over a reload, not copied to a second tab. */

/**
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Drawer
 * @typedef {EventTarget & {readonly visibilityState: string}} Page
 * @typedef {EventTarget & {readonly sessionStorage: Drawer}} Window
 * @typedef {{session: string, taken?: boolean}} Word what tabs tell each other
 */

const KEY = "fallline.session";

/**
 * Find the tab's storage; a browser that keeps nothing gets one that lasts as long as
 * the page.
 * @param {Pick<Window, "sessionStorage">} window
 * @returns {Drawer}
 */
export function drawerOf(window) {
  try {
    return window.sessionStorage;
  } catch {
    /** @type {Map<string, string>} */
    const kept = new Map();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    };
  }
}

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
   * @param {{page: Page, window: Window, channel: BroadcastChannel}} world
   * @param {() => void} copied told when another tab has this session already
   */
  constructor({ page, window, channel }, copied) {
    this.#drawer = drawerOf(window);
    this.#channel = channel;
    this.session = this.#drawer.getItem(KEY);
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
