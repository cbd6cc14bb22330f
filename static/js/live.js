/** The page's line to its session: commands go up, tensors and curves come down. */

/**
 * @import { Store } from "./store.js"
 * @import { Curves } from "./line/curves.js"
 * @import { Connection, World } from "./line/link.js"
 * @import { Page, Window } from "./line/tab.js"
 * @import { Tensor } from "./wire/decode.js"
 * @import { Answer, Command, Notice, Refusal, Status } from "./wire/messages.js"
 *
 * @typedef {[first: number, count: number]} Neurons the first-layer neurons on show
 * @typedef {{count: number, step: number, line: number}} Frame
 * @typedef {{needs: readonly string[], neurons: Neurons | null}} Wish
 *
 * @typedef {World & {
 *   address: string,
 *   page: Page,
 *   window: Window,
 *   channel: BroadcastChannel,
 *   nextFrame: (run: () => void) => unknown,
 *   still?: () => boolean,
 * }} Surroundings
 *
 * @typedef {object} Live
 * @property {Store<Status | null>} status
 * @property {Store<Connection>} connection
 * @property {Store<Frame>} frame told once a frame, after all its tensors are set
 * @property {Store<Curves>} curves
 * @property {Store<Refusal | null>} refusal
 * @property {Store<Notice | null>} notice
 * @property {Store<number>} rate η as the slider shows it now
 * @property {(name: string) => Store<Tensor | null>} tensor
 * @property {(command: Command) => void} send
 * @property {(needs: readonly string[], neurons?: Neurons) => () => void} watch
 * @property {() => void} retry
 * @property {() => void} stop
 */
import { blank, grow } from "./line/curves.js";
import { jumps } from "./line/jumps.js";
import { Link } from "./line/link.js";
import { Outbox } from "./line/outbox.js";
import { store } from "./store.js";
import { Tab } from "./line/tab.js";
import { union } from "./line/watch.js";
import { decode, scalar } from "./wire/decode.js";
import { DEFAULTS } from "./wire/settings.js";

/** What lies on the pad stays when the network starts again. */
const KEPT = new Set(["drawn", "input", "input_label"]);
/** Said when the run that a tab had is gone.
 * @type {Notice} */
const GONE = Object.freeze({
  type: "notice",
  kind: "restored",
  text: "The server no longer has this run. It begins again from step 0 with the same settings.",
});

/**
 * Open the line.
 * @param {Surroundings} world
 * @returns {Live}
 */
export function connect(world) {
  const line = new Line(world);
  line.open();
  return line;
}

/** @implements {Live} */
class Line {
  status = store(/** @type {Status | null} */ (null));
  refusal = store(/** @type {Refusal | null} */ (null));
  notice = store(/** @type {Notice | null} */ (null));
  frame = store(/** @type {Frame} */ ({ count: 0, step: 0, line: -1 }));
  curves = store(blank(-1));
  rate = store(DEFAULTS.rate);
  /** @type {Map<string, Store<Tensor | null>>} */
  #tensors = new Map();
  /** @type {Set<Wish>} */
  #wishes = new Set();
  /** @type {number | null} */
  #wantedRate = null;
  #met = false;
  #watched = "";
  #watchLater = false;
  #line = -1;
  #jumps;
  #world;
  #tab;
  #link;
  #outbox;

  /** @param {Surroundings} world */
  constructor(world) {
    this.#world = world;
    this.#tab = new Tab(world, () => this.#startAfresh());
    this.#link = new Link(world, {
      address: () => this.#address(),
      opened: () => this.#opened(),
      received: (data) => this.#received(data),
    });
    this.#outbox = new Outbox(
      (command) => this.#met && this.#say(command),
      world.nextFrame,
    );
    this.connection = this.#link.connection;
    this.#jumps = jumps(
      (/** @type {readonly Map<string, Tensor>[]} */ frames) =>
        this.#show(frames),
      world.clock,
      () => this.#moving && world.still?.() === true,
    );
  }

  open() {
    const { page, window } = this.#world;
    const wake = () => this.#link.wake();
    page.addEventListener("visibilitychange", () => {
      this.#sendWatch();
      if (this.#visible) wake();
    });
    window.addEventListener("online", wake);
    window.addEventListener("pagehide", () => this.#link.stop());
    window.addEventListener("pageshow", (event) => {
      if (/** @type {PageTransitionEvent} */ (event).persisted)
        this.#link.open();
    });
    this.#link.open();
  }

  /** @param {string} name */
  tensor(name) {
    const known = this.#tensors.get(name);
    if (known) return known;
    const fresh = store(/** @type {Tensor | null} */ (null));
    this.#tensors.set(name, fresh);
    return fresh;
  }

  /** @param {Command} command */
  send(command) {
    if (command.type === "tune" && command.rate) this.#want(command.rate);
    if (command.type === "reset") this.#wantedRate = null;
    this.#outbox.send(command);
  }

  /**
   * @param {readonly string[]} needs
   * @param {Neurons} [neurons]
   */
  watch(needs, neurons) {
    const wish = { needs, neurons: neurons ?? null };
    this.#wishes.add(wish);
    this.#watchSoon();
    return () => {
      this.#wishes.delete(wish);
      this.#watchSoon();
    };
  }

  retry() {
    this.#link.retry();
  }

  stop() {
    this.#link.stop();
  }

  get #moving() {
    return this.status.value?.state === "running";
  }

  get #visible() {
    return this.#world.page.visibilityState === "visible";
  }

  #address() {
    const url = new URL(this.#world.address);
    if (this.#tab.session) url.searchParams.set("session", this.#tab.session);
    return url.href;
  }

  #startAfresh() {
    this.#link.retry();
  }

  #opened() {
    this.#met = false;
    this.#jumps.drop();
    this.#watched = "";
    this.#sendWatch();
  }

  /**
   * @param {Command} command
   * @returns {boolean} whether it was sent
   */
  #say(command) {
    return this.#link.send(JSON.stringify(command));
  }

  /** @param {string | ArrayBuffer} data */
  #received(data) {
    if (typeof data === "string") this.#answer(JSON.parse(data));
    else this.#jumps.take(decode(data));
  }

  /** @param {Answer} answer */
  #answer(answer) {
    if (answer.type === "status") this.#stand(answer);
    if (answer.type === "notice") this.notice.set(answer);
    if (answer.type === "refusal") this.#refuse(answer);
  }

  /** @param {Status} status */
  #stand(status) {
    const before = this.status.value;
    this.#tab.keep(status.session);
    if (before && before.session !== status.session)
      this.#moveIn(before, status);
    this.status.set(status);
    if (!this.#moving) this.#jumps.flush();
    this.#settle(status.settings.rate);
    if (!this.#met) this.#meet();
  }

  /** Say all that waited until it was known which session the line leads to. */
  #meet() {
    this.#met = true;
    if (this.#wantedRate !== null && !this.#outbox.holds("tune"))
      this.send({ type: "tune", rate: this.#wantedRate });
    this.#outbox.flush();
  }

  /**
   * Make a session like the one that the server no longer has.
   * @param {Status} before
   * @param {Status} now
   */
  #moveIn(before, now) {
    this.#clear(new Set());
    const { settings, pace, survey } = before;
    if (JSON.stringify(settings) !== JSON.stringify(now.settings))
      this.#say({ type: "reset", settings });
    if (pace !== now.pace) this.#say({ type: "pace", steps: pace });
    if (survey !== now.survey) this.#say({ type: "survey", images: survey });
    if (before.step > 0) this.notice.set(GONE);
  }

  /**
   * Pass a refusal on; a rate on its way is given up when it may be what was refused.
   * @param {Refusal} refusal
   */
  #refuse(refusal) {
    if ((refusal.command ?? "tune") === "tune") this.#wantedRate = null;
    this.refusal.set(refusal);
    if (this.status.value) this.#settle(this.status.value.settings.rate);
  }

  /**
   * Take the rate that the server has, unless a newer one is still on its way there.
   * @param {number} rate
   */
  #settle(rate) {
    if (rate === this.#wantedRate) this.#wantedRate = null;
    if (this.#wantedRate === null && rate !== this.rate.value)
      this.rate.set(rate);
  }

  /** @param {number} rate */
  #want(rate) {
    this.#wantedRate = rate;
    if (rate !== this.rate.value) this.rate.set(rate);
  }

  /** @param {readonly Map<string, Tensor>[]} frames the newest last */
  #show(frames) {
    for (const tensors of frames) this.#keep(tensors);
    const { count } = this.frame.value;
    const newest = /** @type {Map<string, Tensor>} */ (frames.at(-1));
    const [step, line] = [scalar(newest, "step"), scalar(newest, "line")];
    this.frame.set({ count: count + frames.length, step, line });
  }

  /** @param {Map<string, Tensor>} tensors */
  #keep(tensors) {
    const step = scalar(tensors, "step");
    if (scalar(tensors, "line") !== this.#line)
      this.#clear(new Set([...KEPT, ...tensors.keys()]));
    this.#line = scalar(tensors, "line");
    for (const [name, tensor] of tensors) this.tensor(name).set(tensor);
    this.curves.set(grow(this.curves.value, tensors));
    this.#acknowledge(step);
  }

  /**
   * Say that a frame was seen, once it could be painted, on the line that brought it.
   * @param {number} step
   */
  #acknowledge(step) {
    const { visit } = this.#link;
    this.#world.nextFrame(() => {
      if (visit === this.#link.visit) this.#say({ type: "seen", step });
    });
  }

  /**
   * Forget what was measured on another line.
   * @param {ReadonlySet<string>} kept
   */
  #clear(kept) {
    for (const [name, tensor] of this.#tensors)
      if (!kept.has(name) && tensor.value) tensor.set(null);
    this.curves.set(blank(-1));
  }

  #watchSoon() {
    if (this.#watchLater) return;
    this.#watchLater = true;
    this.#world.nextFrame(() => {
      this.#watchLater = false;
      this.#sendWatch();
    });
  }

  #sendWatch() {
    const wishes = this.#visible ? [...this.#wishes] : [];
    const watch = JSON.stringify(union(wishes));
    if (watch !== this.#watched && this.#link.send(watch))
      this.#watched = watch;
  }
}
