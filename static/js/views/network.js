/** The network: the digit as pixels, every neuron as a disc, every weight as a line. */

import { format } from "../draw/axes.js";
import { stage } from "../draw/stage.js";
import { choice, element } from "../draw/figure.js";
import { isSame } from "../draw/same.js";
import { hiddenPicture, inked } from "../pad/pictures.js";
import { reading } from "../pad/reading.js";
import { Rover } from "../pad/rove.js";
import { SIDE } from "../pad/stroke.js";
import { store } from "../store.js";
import { DEFAULTS, INPUTS } from "../wire/settings.js";
import { Chip } from "./network/chip.js";
import { layout, targets } from "./network/layout.js";
import { Legend } from "./network/legend.js";
import { linesOf } from "./network/lines.js";
import {
  MODES,
  bundles,
  moment,
  nameOf,
  sources,
  structure,
} from "./network/model.js";
import { LineSheet } from "./network/paint-lines.js";
import {
  labelRoom,
  markPixels,
  paintHeadings,
  paintNames,
  paintNeurons,
  paintPicture,
} from "./network/paint.js";
import { selectionOf, watchWindow } from "./selection.js";
import { view } from "./view.js";

/**
 * @typedef {import("../live.js").Live} Live
 * @typedef {import("../draw/stage.js").Sheet} Room
 * @typedef {import("./selection.js").Place} Place
 * @typedef {import("./network/layout.js").Layout} Layout
 * @typedef {import("./network/lines.js").Bundle} Bundle
 * @typedef {import("./network/model.js").Moment} Moment
 */

/** Names are said anew once a second. */
const NAMES_EVERY = 1000;
/** How large buttons over neurons are where there is room, in CSS pixels. */
const TARGETS = Object.freeze({ fine: 28, coarse: 44 });

export const network = view(
  [
    "input",
    "weights",
    "biases",
    "z",
    "activations",
    "weight_images",
    "strongest_pixels",
    "strongest_weights",
  ],
  (host, live) => new Network(host, live),
);

class Network {
  #live;
  #selection;
  /** @type {Place | null} */
  #selected = null;
  #shown = store(Object.keys(MODES)[0]);
  #structure = structure(DEFAULTS.hidden, [], 0);
  /** @type {readonly Bundle[]} */
  #bundles = [];
  /** @type {readonly Place[]} the neuron under every button */
  #places = [];
  /** @type {Layout | null} */
  #planned = null;
  /** @type {readonly unknown[]} what the plan was made for */
  #cause = [];
  #namesAt = -Infinity;
  #place = element("div", { class: "network-plot" });
  #keys = element("div", { class: "network-keys" });
  #ink = hiddenPicture(SIDE, SIDE);
  #lines;
  #chip = new Chip();
  #legend = new Legend();
  #drawing;
  #rover;
  #stops;

  /**
   * @param {HTMLElement} host
   * @param {Live} live
   */
  constructor(host, live) {
    this.#live = live;
    this.#selection = selectionOf(live);
    const choices = this.#choice();
    host.append(this.#place, choices.field, this.#legend.field);
    this.#drawing = stage(
      this.#place,
      (context, room) => this.#paint(context, room),
      { label: "Network" },
    );
    this.#lines = new LineSheet(this.#drawing.redraw);
    this.#place.append(this.#keys, this.#chip.field);
    this.#rover = this.#reach();
    this.#stops = [
      ...this.#follow(),
      choices.stop,
      this.#drawing.stop,
      () => this.#lines.stop(),
      () => host.replaceChildren(),
    ];
  }

  stop() {
    for (const stop of this.#stops) stop();
  }

  /** Make the choice of what lines show. */
  #choice() {
    const choices = Object.keys(MODES).map(
      (mode) => /** @type {const} */ ([mode, mode]),
    );
    const label = "Lines show";
    const chosen = this.#shown;
    const { group, stop } = choice({ name: "lines", label, choices, chosen });
    const look = { class: "network-mode" };
    const field = element("div", look, element("span", {}, label), group);
    return { field, stop };
  }

  /** Let pointer and keyboard reach every neuron. */
  #reach() {
    this.#keys.setAttribute("role", "group");
    this.#keys.setAttribute("aria-label", "Neurons");
    const { pinned, hovered } = this.#selection;
    const at = (/** @type {number | null} */ index) =>
      this.#places[index ?? -1] ?? null;
    return new Rover(this.#keys, {
      focus: (index) => pinned.set(at(index)),
      blur: () => pinned.set(null),
      hover: (index) => hovered.set(at(index)),
    });
  }

  get #mode() {
    return MODES[this.#shown.value];
  }

  /** Redraw whenever what is shown changes. */
  #follow() {
    const live = this.#live;
    return [
      live.frame.subscribe(() => this.#drawing.redraw()),
      this.#shown.subscribe(() => this.#drawing.redraw()),
      live.status.subscribe(() => this.#settle()),
      watchWindow(live, () => this.#settle()),
      this.#selection.follow((place) => {
        this.#selected = place;
        this.#drawing.redraw();
      }),
    ];
  }

  /** Take up the settings: which layers there are, and which neurons are shown. */
  #settle() {
    const status = this.#live.status.value;
    const hidden = status?.settings.hidden ?? DEFAULTS.hidden;
    const page = this.#selection.page.value;
    this.#structure = structure(hidden, status?.labels ?? [], page);
    this.#drawing.redraw();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Room} room
   */
  #paint(context, room) {
    const now = moment(this.#live);
    const plan = this.#plan(context, room);
    const selected = this.#shownPlace();
    this.#paintLines(context, room, plan, { now, selected });
    inked(this.#ink.rgba, now.input, room.palette.ramps.value(1));
    this.#ink.show();
    paintPicture(context, room, plan, this.#ink.canvas);
    if (selected?.layer === 1)
      markPixels(context, room, plan, this.#linksInto(selected));
    const content = { structure: this.#structure, moment: now, selected };
    paintNeurons(context, room, plan, content);
    paintHeadings(context, room, plan, this.#structure);
    paintNames(context, room, plan, content);
    this.#note(room, plan, selected);
    this.#legend.tell(this.#mode.legend, now.levels[0].extent);
    this.#say(now);
  }

  /**
   * Place everything, and the buttons over it, when the place or the layers changed.
   * @param {CanvasRenderingContext2D} context
   * @param {Room} room
   */
  #plan(context, room) {
    const { width, height, scale } = room;
    const cause = [this.#structure, width, height, scale];
    if (this.#planned && isSame(cause, this.#cause)) return this.#planned;
    const { layers, labels } = this.#structure;
    const names = labelRoom(context, room, labels);
    const counts = layers.map(({ count }) => count);
    this.#cause = cause;
    this.#planned = layout({ ...room, counts, names });
    this.#putKeys(this.#planned);
    return this.#planned;
  }

  /** Find the chosen neuron among those shown. */
  #shownPlace() {
    if (!this.#selected) return null;
    const { layer, neuron } = this.#selected;
    const { first, count } = this.#structure.layers[layer - 1] ?? {
      first: 0,
      count: 0,
    };
    const shown = neuron >= first && neuron < first + count;
    return shown ? { layer, neuron: neuron - first } : null;
  }

  /** @param {Place} place among those shown */
  #linksInto({ layer, neuron }) {
    return (this.#bundles[layer - 1]?.links ?? []).filter(
      ({ to }) => to === neuron,
    );
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Room} room
   * @param {Layout} plan
   * @param {{now: Moment, selected: Place | null}} content
   */
  #paintLines(context, room, plan, { now, selected }) {
    const { scale, palette, width, height } = room;
    const look = { selected, winner: now.winner, scale };
    const { layers } = this.#structure;
    const cause = [
      JSON.stringify([look, layers, width, height, palette.paper]),
      this.#mode,
      ...sources(this.#live, this.#structure, this.#mode),
    ];
    this.#lines.refresh(cause, context, room, () => {
      this.#bundles = bundles(this.#live, this.#structure, this.#mode);
      return linesOf(plan, this.#bundles, look);
    });
    this.#lines.show(context, room);
  }

  /**
   * Note the numbers of the chosen neuron beside it.
   * @param {Room} room
   * @param {Layout} plan
   * @param {Place | null} selected
   */
  #note(room, plan, selected) {
    if (!selected) return this.#chip.hide();
    const { layer, neuron } = selected;
    const { first } = this.#structure.layers[layer - 1];
    const read = (/** @type {string} */ name) =>
      this.#live.tensor(`${name}.${layer}`).value?.data[first + neuron] ?? NaN;
    const numbers = { z: read("z"), b: read("biases"), a: read("activations") };
    const { neurons, radius } = plan.layers[layer - 1];
    const { short } = nameOf(this.#structure, {
      layer,
      neuron: first + neuron,
    });
    const spot = { ...neurons[neuron], radius, down: plan.down };
    this.#chip.show(short, numbers, spot, room);
  }

  /**
   * Put a button over every neuron.
   * @param {Layout} plan
   */
  #putKeys(plan) {
    this.#places = this.#structure.layers.flatMap(({ first, count }, index) =>
      Array.from({ length: count }, (_, neuron) => ({
        layer: index + 1,
        neuron: first + neuron,
      })),
    );
    const coarse = matchMedia("(pointer: coarse)").matches;
    const boxes = targets(plan, coarse ? TARGETS.coarse : TARGETS.fine);
    const parts = boxes.map((box, index) => ({
      ...box,
      name: nameOf(this.#structure, this.#places[index]).full,
    }));
    this.#rover.place(parts);
  }

  /**
   * Say in words what is shown, and what every neuron does, once a second.
   * @param {Moment} now
   */
  #say(now) {
    if (performance.now() - this.#namesAt < NAMES_EVERY) return;
    this.#namesAt = performance.now();
    const { layers, labels } = this.#structure;
    const outputs = now.levels[now.levels.length - 1].values;
    const sizes = layers
      .map(({ size, name }) => `${size} in ${name}`)
      .join(", ");
    const read =
      now.winner < 0 ? "Nothing is drawn." : reading(outputs, labels);
    this.#drawing.describe(`${read} ${INPUTS} pixels, then neurons: ${sizes}.`);
    this.#places.forEach((place, index) => {
      const value = now.levels[place.layer - 1]?.values[place.neuron] ?? NaN;
      const words = Number.isFinite(value)
        ? `, activation ${format(value, 2)}`
        : "";
      this.#rover.rename(index, nameOf(this.#structure, place).full + words);
    });
  }
}
