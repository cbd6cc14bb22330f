/** While the page waits, its contours appear one by one, each for what has come. */

import { part } from "../controls/element.js";
import { format } from "../draw/axes.js";

/**
 * @import { Live } from "../live.js"
 * @import { Status } from "../wire/messages.js"
 */

/**
 * Say how far the page has come: the page itself, the line, and the first answer.
 * @param {Pick<Status, "train_images" | "test_images"> | null} status
 * @param {string} connection
 */
export function progress(status, connection) {
  if (status) {
    const digits = status.train_images + status.test_images;
    return { done: 3, words: `Loading ${format(digits)} digits` };
  }
  return connection === "live"
    ? { done: 2, words: "Opening a session" }
    : { done: 1, words: "Reaching the server" };
}

/**
 * Show the progress until the first frame has come.
 * @param {Document} document
 * @param {Live} live
 */
export function mountLoading(document, live) {
  const place = part(document, "loading");
  const words = part(document, "loading-words");
  const show = () => {
    const now = progress(live.status.value, live.connection.value);
    place.dataset.done = String(now.done);
    words.textContent = now.words;
  };
  const stops = [
    live.connection.subscribe(show),
    live.status.subscribe(show),
    live.frame.subscribe(({ count }) => {
      if (count === 0) return;
      document.querySelector(".lab")?.removeAttribute("data-loading");
      queueMicrotask(() => stops.forEach((stop) => stop()));
    }),
  ];
}
