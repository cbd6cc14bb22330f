/** What each neuron looks for: the weights of the first layer as small pictures. */

import { stage } from "../draw/stage.js";
import { element } from "../draw/figure.js";
import { button } from "../controls/element.js";
import { hiddenPicture, signed, tiled } from "../pad/pictures.js";
import { SIDE } from "../pad/stroke.js";
import { Rover } from "../pad/rove.js";
import { BELOW, grid, pageOf } from "./network/grid.js";
import { extentOf, inkOf } from "./network/scales.js";
import {
  PAGE,
  firstLayer,
  isSamePlace,
  lastPage,
  selectionOf,
  watchWindow,
} from "./selection.js";
import { view } from "./view.js";

/**
 * @typedef {import("../live.js").Live} Live
 * @typedef {import("../draw/stage.js").Sheet} Room
 * @typedef {import("../wire/decode.js").Tensor} Tensor
 * @typedef {import("./network/grid.js").Box} Box
 */

/** How many images stand side by side on the hidden picture. */
const ACROSS = 4;
/** The height of the activation bar in CSS pixels. */
const BAR = 3;

export const tiles = view(
  ["weight_images", "activations"],
  (host, live) => new Tiles(host, live),
);

class Tiles {
  #live;
  #selection;
  #selected = /** @type {import("./selection.js").Place | null} */ (null);
  #picture = hiddenPicture(ACROSS * SIDE, (PAGE / ACROSS) * SIDE);
  #painted = "";
  #stops;
  #place = element("div", { class: "tiles-plot" });
  #keys = element("div", { class: "tiles-keys" });
  #pager;
  #drawing;
  #rover;

  /**
   * @param {HTMLElement} host
   * @param {Live} live
   */
  constructor(host, live) {
    this.#live = live;
    this.#selection = selectionOf(live);
    this.#pager = pager((by) => this.#turn(by));
    host.append(this.#place, this.#pager.field);
    this.#drawing = stage(
      this.#place,
      (context, room) => this.#paint(context, room),
      {
        label: "Weight images",
      },
    );
    this.#place.append(this.#keys);
    this.#keys.setAttribute("role", "group");
    this.#keys.setAttribute("aria-label", "Neurons of the first layer");
    this.#rover = new Rover(this.#keys, {
      focus: (index) => this.#pin(index),
      blur: () => this.#selection.pinned.set(null),
      hover: (index) => this.#selection.hovered.set(this.#at(index)),
    });
    this.#stops = [
      ...this.#follow(),
      this.#drawing.stop,
      () => host.replaceChildren(),
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  /** Redraw whenever what is shown changes. */
  #follow() {
    const live = this.#live;
    const redraw = () => this.#drawing.redraw();
    const fresh = () => {
      this.#painted = "";
      redraw();
    };
    return [
      live.tensor("weight_images").subscribe(fresh),
      live.tensor("activations.1").subscribe(redraw),
      live.status.subscribe(() => this.#settle()),
      this.#selection.page.subscribe(() => this.#settle()),
      watchWindow(live, redraw),
      this.#selection.follow((place) => {
        this.#selected = place;
        redraw();
      }),
    ];
  }

  get #page() {
    return pageOf(this.#selection.page.value, firstLayer(this.#live));
  }

  /** @param {number} by */
  #turn(by) {
    const page = this.#selection.page.value + by;
    this.#selection.page.set(
      Math.min(lastPage(firstLayer(this.#live)), Math.max(0, page)),
    );
  }

  /** Say which neurons are on show. */
  #settle() {
    const { first, count } = this.#page;
    this.#pager.tell(first, count, firstLayer(this.#live));
    this.#painted = "";
    this.#drawing.redraw();
  }

  /** @param {number | null} index */
  #at(index) {
    return index === null
      ? null
      : { layer: 1, neuron: this.#page.first + index };
  }

  /** @param {number} index */
  #pin(index) {
    this.#selection.pinned.set(this.#at(index));
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Room} room
   */
  #paint(context, room) {
    const { first, count } = this.#page;
    const boxes = grid(room, count);
    this.#colour(room);
    const known = this.#painted !== "";
    context.imageSmoothingEnabled = false;
    boxes.forEach((box, index) => {
      if (known) this.#paintTile(context, index, box);
      paintEdge(context, room, box, this.#isChosen(first + index));
      this.#paintBar(context, room, first + index, box);
    });
    this.#rover.place(
      boxes.map((box, index) => ({ ...box, name: this.#name(first + index) })),
    );
    this.#drawing.describe(this.#words(first, count));
  }

  /** @param {number} neuron */
  #isChosen(neuron) {
    return isSamePlace(this.#selected, { layer: 1, neuron });
  }

  /** @param {number} first @param {number} count */
  #words(first, count) {
    return `The weights of neurons ${first + 1} to ${first + count} of the first layer: blue is positive, orange is negative, on one shared scale.`;
  }

  /** @param {number} neuron */
  #name(neuron) {
    return `First layer, neuron ${neuron + 1}`;
  }

  /**
   * Colour the images anew when they or the theme changed.
   * @param {Room} room
   */
  #colour({ palette }) {
    const images = this.#live.tensor("weight_images").value;
    const key = `${palette.paper} ${this.#page.first}`;
    if (!images || this.#painted === key) return;
    const [from, held] = this.#held(images);
    const scale = this.#live.tensor("weight_scale").value?.data ?? [1, 1];
    const table = signed(palette.ramps, scale[0] / (scale[1] || 1) || 1);
    const first = Math.max(0, this.#page.first - from);
    const count = Math.min(this.#page.count, held - first);
    const page = { first, count, across: ACROSS, side: SIDE };
    this.#picture.rgba.fill(0);
    if (images.data instanceof Int8Array)
      tiled(this.#picture.rgba, images.data, table, page);
    this.#picture.show();
    this.#painted = key;
  }

  /**
   * Say which neurons the images are of: the first one and how many.
   * @param {Tensor} images
   */
  #held(images) {
    const neurons = this.#live.tensor("weight_neurons").value?.data;
    return [neurons?.[0] ?? 0, images.shape[0]];
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} index
   * @param {Box} box
   */
  #paintTile(context, index, { x, y, width: side }) {
    const left = (index % ACROSS) * SIDE;
    const top = Math.floor(index / ACROSS) * SIDE;
    context.drawImage(
      this.#picture.canvas,
      left,
      top,
      SIDE,
      SIDE,
      x,
      y,
      side,
      side,
    );
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Room} room
   * @param {number} neuron
   * @param {Box} box
   */
  #paintBar(context, { palette, scale }, neuron, { x, y, width: side }) {
    const activations = this.#live.tensor("activations.1").value?.data ?? [];
    const settings = this.#live.status.value?.settings;
    const kind = settings?.hidden.length
      ? settings.activation
      : (settings?.output ?? "");
    const extent = extentOf(kind, Math.max(1, ...activations));
    const long = side * inkOf(activations[neuron], extent);
    const top = y + side + (BELOW - BAR) * scale;
    context.fillStyle = palette.rule;
    context.fillRect(x, top, side, BAR * scale);
    context.fillStyle = palette.ink;
    context.fillRect(x, top, long, BAR * scale);
  }
}

/**
 * Paint the edge of a tile, thick when its neuron is looked at.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {Box} box
 * @param {boolean} chosen
 */
function paintEdge(context, { palette }, { x, y, width: side }, chosen) {
  const out = chosen ? -1.5 : -0.5;
  context.strokeStyle = chosen ? palette.ink : palette.edge;
  context.lineWidth = chosen ? 3 : 1;
  context.strokeRect(x - out, y - out, side + 2 * out, side + 2 * out);
}

/**
 * Make the buttons that turn the page.
 * @param {(by: number) => void} turn
 */
function pager(turn) {
  const field = element("div", { class: "tiles-pager", hidden: "" });
  const words = element("span", { "aria-live": "polite" });
  const back = button("‹", () => turn(-1));
  const on = button("›", () => turn(1));
  back.setAttribute("aria-label", "Previous neurons");
  on.setAttribute("aria-label", "Next neurons");
  field.append(back, words, on);
  return {
    field,
    /** Say which neurons are on show. */
    tell(
      /** @type {number} */ first,
      /** @type {number} */ count,
      /** @type {number} */ of,
    ) {
      field.hidden = of <= PAGE;
      words.textContent = `${first + 1}–${first + count} of ${of}`;
      back.disabled = first === 0;
      on.disabled = first + count >= of;
    },
  };
}
