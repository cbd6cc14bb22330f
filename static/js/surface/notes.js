/** What the page says when its line is down, or when the server says no. */

import { button, part, swap } from "../controls/element.js";
import { element } from "../draw/figure.js";
import { followLine } from "../page/banners.js";
import { lineBanner } from "../page/trouble.js";

/** @import { Live } from "../live.js" */

/** What a person types is answered beside it. */
const BESIDE = /\(character \d+\)/;

/**
 * Join the notes to the line.
 * @param {Document} document
 * @param {Live} live
 */
export function mountNotes(document, live) {
  const place = part(document, "notes");
  const said = element("div");
  const lost = element("div");
  place.append(said, lost);
  followLine(live, (trouble) => {
    const banner = lineBanner(trouble);
    const retry = button("Try again", () => live.retry());
    swap(lost, ...(banner ? [note(banner.words, retry)] : []));
  });
  live.refusal.subscribe((refusal) => {
    const words = refusal?.reason ?? "";
    swap(said, ...(words && !BESIDE.test(words) ? [note(words)] : []));
  });
  live.tensor("paths").subscribe(() => swap(said));
}

/**
 * @param {string} words
 * @param {...Node} acts
 */
function note(words, ...acts) {
  return element(
    "div",
    { class: "banner quiet" },
    element("p", {}, words),
    ...acts,
  );
}
