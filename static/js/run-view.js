/** `<run-view name="cost">` shows one picture of the run, wherever it stands in a page. */

/**
 * @import { Live } from "./live.js"
 * @import { View } from "./views/view.js"
 */

/**
 * Make the element for a page's views and line.
 * @param {Readonly<Record<string, View>>} views
 * @param {Live} live
 * @param {Pick<typeof globalThis, "HTMLElement" | "IntersectionObserver">} window
 */
export function runView(views, live, window) {
  return class extends window.HTMLElement {
    /** @type {(() => void)[]} */
    #ends = [];

    connectedCallback() {
      const view = views[this.getAttribute("name") ?? ""];
      if (!view) return;
      const unmount = view.mount(this, live);
      const unwatch = watchWhileSeen(this, view, live, window);
      this.#ends = [unwatch, unmount];
    }

    disconnectedCallback() {
      for (const end of this.#ends.splice(0)) end();
    }
  };
}

/**
 * Ask for a view's tensors only while a part of it is in the window.
 * @param {HTMLElement} host
 * @param {View} view
 * @param {Live} live
 * @param {Pick<typeof globalThis, "IntersectionObserver">} window
 * @returns {() => void} the way to stop
 */
function watchWhileSeen(host, view, live, window) {
  let stop = live.watch(view.needs);
  let seen = true;
  const look = (/** @type {boolean} */ now) => {
    if (now === seen) return;
    seen = now;
    if (now) stop = live.watch(view.needs);
    else stop();
  };
  const observer = new window.IntersectionObserver((entries) =>
    look(entries.at(-1)?.isIntersecting ?? seen),
  );
  observer.observe(host);
  return () => {
    observer.disconnect();
    stop();
  };
}
