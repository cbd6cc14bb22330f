/** A socket that comes back by itself when the network, the server or sleep cut it. */

/**
 * @typedef {"connecting" | "live" | "reconnecting" | "failed"} Connection
 *
 * @typedef {object} Clock
 * @property {(run: () => void, milliseconds: number) => unknown} setTimeout
 * @property {(timer: any) => void} clearTimeout
 * @property {() => number} now milliseconds since some moment
 *
 * @typedef {object} World what a browser gives, and a test can give too
 * @property {typeof WebSocket} WebSocket
 * @property {Clock} clock
 * @property {() => number} random between 0 and 1
 *
 * @typedef {object} Hooks
 * @property {() => string} address asked before every attempt
 * @property {() => void} opened
 * @property {(data: string | ArrayBuffer) => void} received
 */
import { store } from "../store.js";

/** All times are in milliseconds. */
export const TIMES = {
  connect: 5_000,
  silence: 6_000,
  doubt: 3_000,
  giveUp: 10_000,
  first: 250,
  growth: 1.8,
  longest: 8_000,
};
/** The server closes with this code when it has no room; a refusal says so before. */
export const NO_ROOM = 4503;

/**
 * Say how long to wait before an attempt: longer each time, and never in step with
 * the other thirty browsers of a class.
 * @param {number} attempt
 * @param {number} chance between 0 and 1
 */
export function pause(attempt, chance, times = TIMES) {
  return (
    chance * Math.min(times.longest, times.first * times.growth ** attempt)
  );
}

/** One socket that is opened again whenever it is lost. */
export class Link {
  connection = store(/** @type {Connection} */ ("connecting"));
  /** @type {WebSocket | null} */
  #socket = null;
  #visit = 0;
  #attempt = 0;
  #heard = 0;
  #world;
  #hooks;
  #times;
  #deadline;
  #again;
  #patience;

  /**
   * @param {World} world
   * @param {Hooks} hooks
   */
  constructor(world, hooks, times = TIMES) {
    this.#world = world;
    this.#hooks = hooks;
    this.#times = times;
    this.#deadline = new Timer(world.clock, () => this.#lose());
    this.#again = new Timer(world.clock, () => this.open());
    this.#patience = new Timer(world.clock, () =>
      this.connection.set("failed"),
    );
  }

  /** Which socket of all is in use now. */
  get visit() {
    return this.#visit;
  }

  /** Make an attempt now. */
  open() {
    this.#drop();
    this.#visit += 1;
    if (this.connection.value === "live") this.connection.set("reconnecting");
    this.#again.stop();
    const socket = new this.#world.WebSocket(this.#hooks.address());
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#deadline.start(this.#times.connect);
    if (this.connection.value !== "failed")
      this.#patience.begin(this.#times.giveUp);
    this.#listen(socket);
  }

  /** Make an attempt now because the person asked for it. */
  retry() {
    this.#attempt = 0;
    this.#patience.stop();
    this.connection.set("reconnecting");
    this.open();
  }

  /** Make an attempt now if the line is down, or has been silent while we slept. */
  wake() {
    this.#attempt = 0;
    const silent = this.#world.clock.now() - this.#heard > this.#times.doubt;
    if (this.#again.running || (this.connection.value === "live" && silent))
      this.open();
  }

  /**
   * Send text if the socket is open.
   * @param {string} text
   * @returns {boolean} whether it was sent
   */
  send(text) {
    const socket = this.#socket;
    if (socket?.readyState !== this.#world.WebSocket.OPEN) return false;
    socket.send(text);
    return true;
  }

  /** Close for good. */
  stop() {
    this.#drop();
    this.#patience.stop();
    this.#again.stop();
  }

  /** @param {WebSocket} socket */
  #listen(socket) {
    const current = () => this.#socket === socket;
    socket.onopen = () => current() && this.#hooks.opened();
    socket.onmessage = ({ data }) => current() && this.#hear(data);
    socket.onclose = ({ code }) => current() && this.#closed(code);
  }

  /** @param {string | ArrayBuffer} data */
  #hear(data) {
    this.#attempt = 0;
    this.#heard = this.#world.clock.now();
    this.#patience.stop();
    this.#deadline.start(this.#times.silence);
    if (this.connection.value !== "live") this.connection.set("live");
    this.#hooks.received(data);
  }

  /** @param {number} code */
  #closed(code) {
    if (code !== NO_ROOM) return this.#lose();
    this.stop();
    this.connection.set("failed");
  }

  #lose() {
    this.#drop();
    if (this.connection.value === "live") this.connection.set("reconnecting");
    if (this.connection.value !== "failed")
      this.#patience.begin(this.#times.giveUp);
    this.#again.start(pause(this.#attempt, this.#world.random(), this.#times));
    this.#attempt += 1;
  }

  #drop() {
    const old = this.#socket;
    this.#socket = null;
    this.#deadline.stop();
    old?.close();
  }
}

/** Something to do later, at most once at a time. */
class Timer {
  /** @type {unknown} */
  #handle = null;
  #clock;
  #run;

  /**
   * @param {Clock} clock
   * @param {() => void} run
   */
  constructor(clock, run) {
    this.#clock = clock;
    this.#run = run;
  }

  get running() {
    return this.#handle !== null;
  }

  /** @param {number} milliseconds counted from now, even when running already */
  start(milliseconds) {
    this.stop();
    this.#handle = this.#clock.setTimeout(() => {
      this.#handle = null;
      this.#run();
    }, milliseconds);
  }

  /** @param {number} milliseconds counted from the first call */
  begin(milliseconds) {
    if (!this.running) this.start(milliseconds);
  }

  stop() {
    this.#clock.clearTimeout(this.#handle);
    this.#handle = null;
  }
}
