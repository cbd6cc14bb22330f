/** What can be chosen under the surface: where to look from, and the arrows. */

import { element } from "../../../draw/figure.js";
import { store } from "../../../store.js";

/**
 * @import { Store } from "../../../store.js"
 * @typedef {"turned" | "side" | "above"} Side where one looks from
 * @typedef {{side: Side, arrows: boolean}} Chosen
 */

/** @type {readonly (readonly [Side, string])[]} */
const SIDES = Object.freeze([
  ["side", "Side view"],
  ["above", "From above"],
]);

/**
 * Make the row of buttons under the surface.
 * @returns {{row: HTMLElement, chosen: Store<Chosen>}}
 */
export function controlsOf() {
  const chosen = store(
    /** @type {Chosen} */ ({ side: "turned", arrows: true }),
  );
  const look = { class: "segmented", role: "group", "aria-label": "Look" };
  const sides = element(
    "div",
    look,
    ...SIDES.map(([...kind]) => sideButton(chosen, ...kind)),
  );
  const row = element("div", { class: "map-foot" }, sides, arrowsBox(chosen));
  return { row, chosen };
}

/**
 * Make a button that looks from one side, or no longer.
 * @param {Store<Chosen>} chosen
 * @param {Side} side
 * @param {string} text
 */
function sideButton(chosen, side, text) {
  const button = element(
    "button",
    { type: "button" },
    element("span", {}, text),
  );
  const isOn = () => chosen.value.side === side;
  button.addEventListener("click", () =>
    chosen.set({ ...chosen.value, side: isOn() ? "turned" : side }),
  );
  chosen.subscribe(() => button.setAttribute("aria-pressed", String(isOn())));
  return button;
}

/**
 * Make the switch for the arrows of −∇C.
 * @param {Store<Chosen>} chosen
 */
function arrowsBox(chosen) {
  const box = element("input", { type: "checkbox", autocomplete: "off" });
  box.checked = chosen.value.arrows;
  box.addEventListener("change", () =>
    chosen.set({ ...chosen.value, arrows: box.checked }),
  );
  return element("label", { class: "switch" }, box, "Fall-line arrows");
}
