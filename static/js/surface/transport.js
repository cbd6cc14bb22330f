/** The bar: back to the start, play, steps either way, and new starts. */

import { doing, icon, part } from "../controls/element.js";
import { format } from "../draw/axes.js";
import { readGround } from "./readings.js";
import { anywhere } from "./sums.js";

/**
 * @import { Live } from "../live.js"
 * @import { Field } from "./field.js"
 */

/**
 * Join the bar to what is set up.
 * @param {Document} document
 * @param {Field} field
 * @param {Live} live
 */
export function mountTransport(document, field, live) {
  const { playhead, seek } = field;
  const acts = {
    reset: () => seek(0),
    back: () => seek(playhead.value.step - 1),
    play: field.play,
    step: () => seek(playhead.value.step + 1),
    random: () => startAnywhere(field, live),
    many: () => showMany(document, field),
  };
  for (const [name, act] of Object.entries(acts))
    doing(document, name).addEventListener("click", act);
  followPlay(doing(document, "play"), field);
  followMany(document, field);
  mountPictures(document);
  mountPlayhead(document, field);
  mountNumber(part(document, "steps"), field, "steps");
  mountNumber(part(document, "noise"), field, "noise");
}

/**
 * Let all start from anywhere in the window.
 * @param {Field} field
 * @param {Live} live
 */
function startAnywhere(field, live) {
  const ground = readGround(live);
  if (ground) field.ask({ start: anywhere(ground, Math.random) });
}

/**
 * Show many starts, or no longer; they may lie out of sight.
 * @param {Document} document
 * @param {Field} field
 */
function showMany(document, field) {
  field.many.set(!field.many.value);
  part(document, "starts").scrollIntoView({ block: "nearest" });
}

/**
 * @param {HTMLButtonElement} play
 * @param {Field} field
 */
function followPlay(play, field) {
  field.playhead.subscribe(({ playing }) => {
    const name = playing ? "Pause" : "Play";
    if (play.getAttribute("aria-label") === name) return;
    play.setAttribute("aria-label", name);
    play.replaceChildren(icon(name.toLowerCase()));
  });
}

/**
 * @param {Document} document
 * @param {Field} field
 */
function followMany(document, field) {
  const page = part(document, "surface");
  const switched = doing(document, "many");
  field.many.subscribe((on) => {
    switched.setAttribute("aria-pressed", String(on));
    page.toggleAttribute("data-many", on);
  });
}

/**
 * Join the choice of the picture, where there is room for one only.
 * @param {Document} document
 */
function mountPictures(document) {
  const page = part(document, "surface");
  const group = part(document, "pictures");
  const show = () => {
    const chosen = group.querySelector("input:checked");
    page.dataset.picture = /** @type {HTMLInputElement} */ (chosen).value;
  };
  group.addEventListener("change", show);
  show();
}

/**
 * Join the slider over the paths.
 * @param {Document} document
 * @param {Field} field
 */
function mountPlayhead(document, field) {
  const slider = /** @type {HTMLInputElement} */ (part(document, "playhead"));
  const name = part(document, "playhead-name");
  const now = /** @type {HTMLElement} */ (name.firstElementChild);
  const all = /** @type {ChildNode} */ (name.lastChild);
  const show = () => {
    const { step } = field.playhead.value;
    const { steps } = field.racing.value;
    slider.max = String(steps);
    slider.value = String(step);
    slider.style.setProperty("--at", String(step / steps));
    now.textContent = `Step ${format(step)}`;
    all.textContent = ` of ${format(steps)}`;
  };
  slider.addEventListener("input", () => field.seek(slider.valueAsNumber));
  field.racing.subscribe(show);
  field.playhead.subscribe(show);
}

/**
 * Join a field to a number of the set-up.
 * @param {HTMLElement} place
 * @param {Field} field
 * @param {"steps" | "noise"} key
 */
function mountNumber(place, field, key) {
  const input = /** @type {HTMLInputElement} */ (place);
  input.addEventListener("change", () => {
    if (input.value !== "" && input.checkValidity())
      field.ask({ [key]: input.valueAsNumber });
    else input.reportValidity();
  });
  field.racing.subscribe((racing) => {
    if (input !== document.activeElement) input.value = String(racing[key]);
  });
}
