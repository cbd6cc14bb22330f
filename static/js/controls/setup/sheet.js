/** The set-up sheet: everything a run is made of, changed live or by a new start. */

import { format, formatRate } from "../../draw/axes.js";
import { DEFAULTS, MOST_HIDDEN_LAYERS, RANGES } from "../../wire/settings.js";
import { button, cross, doing } from "../element.js";
import { element } from "../../draw/figure.js";
import { undoing } from "../transport.js";
import { mayReplace } from "./asking.js";
import { convention, rateUnder, usesOf, usualRate } from "./convention.js";
import { parameters, written } from "./count.js";
import { GROUPS, isLive, tuneOf } from "./fields.js";
import * as form from "./form.js";

/**
 * @import { Live } from "../../live.js"
 * @import { Settings, Tune } from "../../wire/messages.js"
 * @import { Toast } from "../transport.js"
 * @import { Ask } from "./asking.js"
 * @typedef {{live: Live, toast: Toast, ask: Ask, copy: () => void}} Hands
 */

/**
 * Build the sheet in its dialog; return the way to open it.
 * @param {HTMLDialogElement} dialog
 * @param {Hands} hands
 * @returns {() => void}
 */
export function mountSetup(dialog, hands) {
  const sheet = new Sheet(dialog, hands);
  return () => sheet.open();
}

class Sheet {
  #dialog;
  #hands;
  #form = element("form", { class: "sheet-body", novalidate: true });
  #layers = element("div", { class: "fields" });
  #depth = depthChoice();
  #sum = element("p", { class: "sum", "aria-live": "polite" });
  #meaning = element("p", {});
  #usual = element("p", { role: "status" });
  #optimiser = DEFAULTS.optimiser;
  #moved = false;
  #reason = element("span", { class: "reason", role: "status" });
  #start = button("Start with this network", () => void this.#begin(), {
    class: "button filled",
  });

  /**
   * @param {HTMLDialogElement} dialog
   * @param {Hands} hands
   */
  constructor(dialog, hands) {
    this.#dialog = dialog;
    this.#hands = hands;
    this.#build();
    this.#form.addEventListener("input", () => this.#show());
    this.#form.addEventListener("change", (event) => this.#tune(event.target));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#begin();
    });
    hands.live.rate.subscribe(() => this.#dialog.open && this.#show());
  }

  /** Show the run's present settings. */
  open() {
    const settings = this.#settings;
    this.#optimiser = settings.optimiser;
    this.#moved = false;
    form.fill(this.#form, settings);
    this.#layOut(settings.hidden);
    this.#limitImages();
    this.#show();
    this.#dialog.showModal();
  }

  /** @returns {Settings} */
  get #settings() {
    const { status, rate } = this.#hands.live;
    return { ...(status.value?.settings ?? DEFAULTS), rate: rate.value };
  }

  #build() {
    const [network, training] = GROUPS.map(form.fieldset);
    network.querySelector(".fields")?.before(this.#depth, this.#layers);
    network.append(this.#sum);
    training.append(this.#usual);
    const cost = element(
      "section",
      { class: "sheet-group" },
      element("h3", {}, "What η means for this cost"),
      this.#meaning,
    );
    this.#form.append(network, training, cost);
    this.#dialog.append(this.#head(), this.#form, this.#foot());
    this.#depth.addEventListener("change", () => this.#deepen());
  }

  #head() {
    const title = element("h2", { id: "setup-title" }, "Set-up");
    return element(
      "header",
      { class: "sheet-head" },
      title,
      cross("Close the set-up", () => this.#dialog.close()),
    );
  }

  #foot() {
    return element(
      "footer",
      { class: "sheet-foot" },
      this.#start,
      this.#reason,
      button("Cancel", () => this.#dialog.close()),
      button("Use the defaults", () => this.#useDefaults()),
      button("Copy link", () => this.#hands.copy()),
    );
  }

  /** Give the chosen number of layers, the present sizes first. */
  #deepen() {
    const chosen = /** @type {HTMLInputElement | null} */ (
      this.#depth.querySelector(":checked")
    );
    const sizes = form.layersOf(this.#form).filter(Number.isFinite);
    const wanted = Number(chosen?.value ?? sizes.length);
    this.#layOut(
      Array.from(
        { length: wanted },
        (_, place) => sizes[place] ?? sizes.at(-1) ?? DEFAULTS.hidden[0],
      ),
    );
    this.#show();
  }

  /** @param {readonly number[]} hidden */
  #layOut(hidden) {
    this.#layers.replaceChildren(...hidden.map(form.layerField));
    for (const radio of this.#depth.querySelectorAll("input")) {
      radio.checked = Number(radio.value) === hidden.length;
    }
  }

  get #mostImages() {
    const { max } = RANGES.images;
    return Math.min(this.#hands.live.status.value?.train_images ?? max, max);
  }

  /** A smaller set of digits has fewer images to train on. */
  #limitImages() {
    const max = this.#mostImages;
    const field = form.control(this.#form, "images");
    if (field instanceof HTMLInputElement) field.max = String(max);
    form.explain(
      this.#form,
      "images",
      `${RANGES.images.min} to ${format(max)}`,
    );
  }

  /** Show what follows from the fields: the count, the meaning of η, what matters. */
  #show() {
    const draft = form.read(this.#form, this.#settings);
    this.#showMemories(draft);
    this.#showActivation(draft);
    this.#count(draft.hidden);
    this.#meaning.textContent = convention(draft);
    this.#showUsual(draft);
    const wrong = form.mark(this.#form);
    this.#start.disabled = wrong > 0;
    const fields = wrong === 1 ? "1 field needs" : `${wrong} fields need`;
    this.#reason.textContent = wrong ? `${fields} another number.` : "";
  }

  /**
   * Without hidden neurons there is no activation to choose.
   * @param {Settings} draft
   */
  #showActivation({ hidden }) {
    const field = form.control(this.#form, "activation");
    if (field) field.disabled = hidden.length === 0;
    const words = hidden.length ? "" : "There are no hidden neurons.";
    form.explain(this.#form, "activation", words);
  }

  /** @param {readonly number[]} hidden */
  #count(hidden) {
    const { min, max } = RANGES.hidden;
    if (!hidden.every((size) => size >= min && size <= max && size % 1 === 0)) {
      this.#sum.textContent = `The weights and biases can be counted when every hidden layer has ${min} to ${max} neurons.`;
      return;
    }
    const total = element(
      "strong",
      { "data-part": "parameters" },
      format(parameters(hidden)),
    );
    this.#sum.replaceChildren(total, " weights and biases: ", written(hidden));
  }

  /**
   * Only some optimisers use β and β₂; out of sight, neither can be wrong.
   * @param {Settings} draft
   */
  #showMemories(draft) {
    const uses = usesOf(draft.optimiser);
    for (const name of /** @type {const} */ (["beta", "beta2"])) {
      const field = form.control(this.#form, name);
      const label = field?.closest("label");
      if (label) label.hidden = !uses.includes(name);
      if (label?.hidden && !field?.checkValidity()) {
        form.fill(this.#form, { [name]: this.#settings[name] });
      }
    }
  }

  /** @param {Settings} draft */
  #showUsual({ optimiser, rate }) {
    const usual = usualRate(optimiser);
    const same = usual === rate;
    this.#usual.hidden = usual === null || (same && !this.#moved);
    if (usual === null) return;
    if (same) {
      this.#usual.textContent = `η is ${formatRate(usual)} now, the usual choice for ${optimiser}.`;
      return;
    }
    const use = button(`Use η = ${formatRate(usual)}`, () =>
      this.#hands.live.send({ type: "tune", rate: usual }),
    );
    this.#usual.replaceChildren(
      `For ${optimiser}, η = ${formatRate(usual)} is a usual choice; it is ${formatRate(rate)} now. `,
      use,
    );
  }

  /**
   * Send a change that needs no new run.
   * @param {EventTarget | null} target
   */
  #tune(target) {
    const field = /** @type {form.Control} */ (target);
    if (!isLive(field.name)) return;
    const value = form.valueOf(field);
    if (value === null) return;
    const tune = /** @type {Tune} */ ({ type: "tune", [field.name]: value });
    this.#hands.live.send({ ...tune, ...this.#rateWith(tune) });
    this.#show();
  }

  /**
   * Let η follow the optimiser as long as it is the usual one.
   * @param {Tune} tune
   * @returns {Pick<Tune, "rate">}
   */
  #rateWith({ optimiser }) {
    if (!optimiser) return {};
    const now = this.#hands.live.rate.value;
    const rate = rateUnder(this.#optimiser, optimiser, now);
    this.#optimiser = optimiser;
    this.#moved = rate !== now;
    return this.#moved ? { rate } : {};
  }

  #useDefaults() {
    const tune = tuneOf(DEFAULTS);
    form.fill(this.#form, DEFAULTS);
    form.fill(this.#form, { images: this.#mostImages });
    this.#optimiser = DEFAULTS.optimiser;
    this.#moved = false;
    this.#layOut(DEFAULTS.hidden);
    if (tune) this.#hands.live.send(tune);
    this.#show();
  }

  /** Start again with the sheet's network, if the person means it. */
  async #begin() {
    if (!this.#form.checkValidity()) return;
    const settings = form.read(this.#form, this.#settings);
    const { live, ask, toast } = this.#hands;
    if (!(await mayReplace(live, ask, "Start with this network?"))) return;
    this.#dialog.close();
    live.send({ type: "reset", settings });
    toast("A new network, at step 0.", undoing(live));
    doing(this.#dialog.ownerDocument, "play").focus();
  }
}

/** Make the choice of how many hidden layers. */
function depthChoice() {
  const choices = Array.from({ length: MOST_HIDDEN_LAYERS + 1 }, (_, depth) =>
    element(
      "label",
      {},
      element("input", { type: "radio", name: "depth", value: depth }),
      element("span", {}, String(depth)),
    ),
  );
  const group = element(
    "div",
    { class: "segmented", role: "radiogroup", "aria-label": "Hidden layers" },
    ...choices,
  );
  return element(
    "div",
    { class: "field" },
    element("span", {}, "Hidden layers"),
    group,
  );
}
