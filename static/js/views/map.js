/** The ground around you: the cost seen from above, with the way here and the next step. */

import { drawEmpty } from "../draw/empty.js";
import { choice, element, note, tabled } from "../draw/figure.js";
import { Press } from "../draw/press.js";
import { stage } from "../draw/stage.js";
import { store } from "../store.js";
import { format } from "../draw/axes.js";
import {
  MOST_IMAGES,
  columnsOf,
  describe,
  readGround,
  readLanding,
  rowsOf,
  scaleNote,
  scales,
} from "./map/ground.js";
import { drawMap } from "./map/marks.js";
import { survey } from "./map/picture.js";
import { view } from "./view.js";

/**
 * @import { Live } from "../live.js"
 * @import { Sheet } from "../draw/stage.js"
 * @import { Ground } from "./map/ground.js"
 * @typedef {"batch" | "test"} Images
 */

const LABEL = "The ground around you";
const EMPTY = "The ground is being measured";

export const map = view(
  [
    "map",
    "map_axes",
    "map_step",
    "map_images",
    "map_source",
    "map_lengths",
    "path",
    "landing",
    "profile_step",
    "profile_images",
  ],
  (host, live) => new MapView(host, live),
);

/** The map on its canvas, with the line under it. */
class MapView {
  /** @type {Ground | null} */
  #ground = null;
  /** @type {unknown} */
  #newest = null;
  /** @type {unknown} */
  #landing = null;
  #drawn = NaN;
  #press = new Press(survey);
  #place = element("div", { class: "map-sheet" });
  #live;
  #foot;
  #drawing;
  #stops;

  /**
   * @param {HTMLElement} host
   * @param {Live} live
   */
  constructor(host, live) {
    this.#live = live;
    this.#foot = footOf(host, live);
    host.classList.add("map-view");
    host.append(this.#place, this.#foot.row);
    this.#drawing = stage(this.#place, (...paper) => this.#paint(...paper), {
      label: LABEL,
    });
    this.#stops = [
      live.frame.subscribe(() => this.#arrive()),
      live.rate.subscribe(() => this.#show()),
      tabled(host, {
        label: LABEL,
        columns: () => columnsOf(this.#ground),
        rows: () => rowsOf(this.#ground),
      }),
      this.#foot.stop,
      this.#drawing.stop,
      () => this.#place.remove(),
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  #arrive() {
    const landing = this.#live.tensor("landing").value;
    if (landing !== this.#landing) this.#say();
    this.#landing = landing;
    const next = this.#live.tensor("map").value;
    if (next === this.#newest) return;
    this.#newest = next;
    this.#ground = readGround(this.#live);
    if (this.#ground) this.#foot.say(this.#ground);
    else this.#press.clear();
    this.#show();
  }

  #show() {
    this.#say();
    this.#drawing.redraw();
  }

  #say() {
    const { rate } = this.#live;
    this.#drawing.describe(() =>
      this.#ground
        ? describe(this.#ground, rate.value, readLanding(this.#live))
        : `${EMPTY}.`,
    );
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sheet} sheet
   */
  #paint(context, sheet) {
    if (!this.#ground) return drawEmpty(context, sheet, EMPTY);
    const rate = this.#live.rate.value;
    const moving = rate !== this.#drawn;
    this.#drawn = rate;
    const picture = this.#press.print(this.#ground, sheet, moving);
    if (picture) drawMap(context, sheet, picture, rate);
    else drawEmpty(context, sheet, "The ground is being drawn");
    if (this.#press.busy) this.#drawing.redraw();
  }
}

/**
 * Make the line under the map: the switch between images, and how its axes compare.
 * @param {HTMLElement} host
 * @param {Live} live
 */
function footOf(host, live) {
  const images = imagesChoice(live);
  const said = element("span", { class: "note map-note" });
  const row = element("div", { class: "map-foot" }, images.group, said);
  return {
    row,
    /** @param {Ground} ground */
    say(ground) {
      said.textContent = scaleNote(ground);
      said.title = scales(ground);
      note(
        host,
        `A–A′: ${ground.source === "test" ? "dashed" : "solid"} curve`,
      );
    },
    stop() {
      images.stop();
      row.remove();
    },
  };
}

/**
 * Make the switch between images; the session has the last word.
 * @param {Live} live
 */
function imagesChoice(live) {
  const chosen = store(/** @type {Images} */ ("batch"));
  const label = "Images the map is measured on";
  const choose = (/** @type {Images} */ images) => {
    chosen.set(images);
    live.send({ type: "survey", images });
  };
  const made = choice({
    name: "survey",
    label,
    choices: choices(MOST_IMAGES),
    chosen,
    choose,
  });
  const stopStatus = live.status.subscribe((status) => {
    if (!status) return;
    chosen.set(status.survey);
    for (const [images, words] of choices(status.test_images))
      rename(made.group, images, words);
  });
  return {
    group: made.group,
    stop() {
      stopStatus();
      made.stop();
    },
  };
}

/**
 * Name the images that the map may be measured on.
 * @param {number} tests test images that the server has
 * @returns {readonly (readonly [Images, string])[]}
 */
function choices(tests) {
  return [
    ["batch", "this mini-batch"],
    ["test", `${format(Math.min(MOST_IMAGES, tests))} test images`],
  ];
}

/**
 * Change the words of a choice when they are new.
 * @param {HTMLElement} group
 * @param {Images} images
 * @param {string} words
 */
function rename(group, images, words) {
  const field = group.querySelector(`[value="${images}"] + span`);
  if (field && field.textContent !== words) field.textContent = words;
}
