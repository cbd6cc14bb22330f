/** On smaller screens the charts share a place: two at a time, or one. */

/** @typedef {readonly [older: string, newer: string]} Pair */

/** @type {Pair} */
export const FIRST = ["cost", "profile"];

/**
 * Put a chart on show in the place of the older one.
 * @param {Pair} pair
 * @param {string} name
 * @returns {Pair}
 */
export function choose([older, newer], name) {
  if (name === newer) return [older, newer];
  return [newer, name];
}

/**
 * Join the tabs to the charts.
 * @param {Document} document
 * @param {MediaQueryList} narrow whether there is a place for one only
 */
export function mountTabs(document, narrow) {
  const tabs = /** @type {HTMLButtonElement[]} */ ([
    ...document.querySelectorAll("[data-tab]"),
  ]);
  let pair = FIRST;
  const show = () => {
    const chosen = narrow.matches ? pair.slice(1) : pair;
    const names = tabs.map((tab) => tab.dataset.tab ?? "");
    const inOrder = names.filter((name) => chosen.includes(name));
    for (const tab of tabs) {
      const place = inOrder.indexOf(tab.dataset.tab ?? "");
      tab.setAttribute("aria-pressed", String(place >= 0));
      const panel = panelOf(document, tab.dataset.tab ?? "");
      panel?.classList.toggle("shown-first", place === 0);
      panel?.classList.toggle("shown-second", place === 1);
    }
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => {
      pair = choose(pair, tab.dataset.tab ?? "");
      show();
    });
  }
  narrow.addEventListener("change", show);
  show();
}

/**
 * @param {Document} document
 * @param {string} name
 */
function panelOf(document, name) {
  return document.querySelector(
    `[data-tab-panel="${name}"], .band > [data-region="${name}"]`,
  );
}
