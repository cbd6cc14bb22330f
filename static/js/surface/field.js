/** What a person has set up on known ground, and where on the paths they look. */

/**
 * @import { Live } from "../live.js"
 * @import { Race, Scatter } from "../wire/messages.js"
 * @import { Store } from "../store.js"
 *
 * @typedef {NonNullable<Race["racers"][number]["optimiser"]>} Optimiser
 * @typedef {object} RacerState
 * @property {string} name
 * @property {"disc" | "triangle" | "square"} mark
 * @property {"step" | "momentum" | "adam"} colour a token
 * @property {Optimiser} optimiser
 * @property {number} rate
 * @property {number} beta
 * @property {number} beta2
 * @property {boolean} fixed whether every step is η long
 *
 * @typedef {object} Racing
 * @property {Race["ground"]} ground
 * @property {number | null} number what some grounds are made with
 * @property {string} formula
 * @property {readonly (readonly [number, number])[]} points
 * @property {readonly RacerState[]} racers
 * @property {readonly number[]} start one number for each input
 * @property {number} steps
 * @property {number} noise
 * @property {number} seed
 *
 * @typedef {{step: number, playing: boolean}} Playhead
 * @typedef {{azimuth: number, elevation: number}} Turn in degrees
 * @typedef {object} Clock
 * @property {() => number} now in milliseconds
 * @property {(run: () => void) => unknown} nextFrame
 * @property {() => boolean} still whether less motion is wanted
 *
 * @typedef {object} Field
 * @property {Store<Racing>} racing
 * @property {Store<Playhead>} playhead
 * @property {Store<Turn>} turn how the surface is looked at
 * @property {(change: Partial<Racing>) => void} ask races anew, at the same playhead
 * @property {(step: number) => void} seek goes to a step and rests there
 * @property {() => void} play plays, or pauses
 * @property {Store<boolean>} many whether the first racer goes from many starts too
 */
import { store } from "../store.js";
import { SURFACES } from "../wire/settings.js";

/** @typedef {Pick<RacerState, "mark" | "colour">} Place */

/** What belongs to the first, the second and the third racer.
 * @type {readonly Place[]} */
export const PLACES = Object.freeze([
  { mark: "disc", colour: "step" },
  { mark: "triangle", colour: "momentum" },
  { mark: "square", colour: "adam" },
]);

/** What racers are called by their optimiser.
 * @type {Readonly<Partial<Record<Optimiser, string>>>} */
const CALLED = Object.freeze({
  "gradient descent": "SGD",
  momentum: "Momentum",
});

const GROUND = "bent valley";
const MEMORY = Object.freeze({ beta: 0.9, beta2: 0.999, fixed: false });

/** How the page begins.
 * @type {Readonly<Racing>} */
export const BEGINNING = Object.freeze({
  ground: GROUND,
  number: null,
  formula: "",
  points: [],
  racers: placed([
    { optimiser: "gradient descent", rate: 0.02, ...MEMORY },
    { optimiser: "momentum", rate: 0.015, ...MEMORY },
    { optimiser: "Adam", rate: 0.12, ...MEMORY },
  ]),
  start: SURFACES[GROUND].start,
  steps: 90,
  noise: 0,
  seed: 0,
});

/** The page begins here, where the racers have done something already. */
export const FIRST_STEP = 60;
/** Even starts of the first racer all over the ground.
 * @type {Readonly<Scatter>} */
const SCATTER = Object.freeze({ type: "scatter", racer: 0, many: 48 });
/** A play of every path takes about so many steps a second. */
const STEPS_A_SECOND = 20;
/** With less motion, the playhead jumps so often. */
const JUMPS_A_SECOND = 2;

/**
 * Give racers the marks, colours and names of their places.
 * @param {readonly Omit<RacerState, "name" | "mark" | "colour">[]} racers
 * @returns {readonly RacerState[]}
 */
export function placed(racers) {
  return racers.map((racer, place) => ({
    ...racer,
    ...PLACES[place],
    name: nameOf(racers, place),
  }));
}

/**
 * Name a racer after its optimiser; a second one of the same gets a number.
 * @param {readonly {optimiser: Optimiser}[]} racers
 * @param {number} place
 */
function nameOf(racers, place) {
  const { optimiser } = racers[place];
  const called = CALLED[optimiser] ?? optimiser;
  const before = racers
    .slice(0, place)
    .filter((other) => other.optimiser === optimiser);
  return before.length ? `${called} ${before.length + 1}` : called;
}

/**
 * Make the command that lets the racers go.
 * @param {Racing} racing
 * @returns {Race}
 */
export function command({ racers, points, ...rest }) {
  return {
    type: "race",
    ...rest,
    points: points.map(([x, cost]) => [x, cost]),
    racers: racers.map(({ name, mark, colour, ...racer }) => racer),
  };
}

/**
 * Join what is set up to the line, and send it whenever the server may not have it.
 * @param {Live} live
 * @param {Clock} clock
 * @returns {Field}
 */
export function field(live, clock) {
  const racing = store(BEGINNING);
  const playhead = store(
    /** @type {Playhead} */ ({ step: FIRST_STEP, playing: false }),
  );
  const many = store(false);
  const send = () => {
    live.send(command(racing.value));
    if (many.value) live.send(SCATTER);
  };
  const seek = (/** @type {number} */ step) =>
    playhead.set({ step: within(step, racing.value.steps), playing: false });
  whenForgotten(live, send);
  many.subscribe((on) => on && live.send(SCATTER));
  return {
    racing,
    playhead,
    turn: store({ azimuth: 30, elevation: 40 }),
    ask(change) {
      racing.set(merged(racing.value, change));
      send();
      if (playhead.value.step > racing.value.steps) seek(racing.value.steps);
    },
    seek,
    play: player(racing, playhead, clock),
    many,
  };
}

/**
 * Change a set-up; another ground brings its own start and number along.
 * @param {Racing} racing
 * @param {Partial<Racing>} change
 * @returns {Racing}
 */
export function merged(racing, change) {
  const ground = change.ground ?? racing.ground;
  const moved = ground !== racing.ground ? arrival(ground) : {};
  return { ...racing, ...moved, ...change };
}

/**
 * Give what a known ground usually begins with.
 * @param {Race["ground"]} ground
 * @returns {Partial<Racing>}
 */
function arrival(ground) {
  if (!Object.hasOwn(SURFACES, ground)) return { number: null };
  const { start, number } = SURFACES[ground];
  return { start, number: number?.usual ?? null };
}

/**
 * Send a race on every new line, and when the server says that it has lost much.
 * @param {Live} live
 * @param {() => void} send
 */
function whenForgotten(live, send) {
  live.connection.subscribe((connection) => connection === "live" && send());
  live.notice.subscribe((notice) => notice?.kind === "restored" && send());
}

/**
 * Make the button that plays and pauses: it moves the playhead over paths that are
 * known already.
 * @param {Store<Racing>} racing
 * @param {Store<Playhead>} playhead
 * @param {Clock} clock
 */
function player(racing, playhead, clock) {
  let turn = 0;
  const run = (/** @type {number} */ mine, /** @type {number} */ from) => {
    const began = clock.now();
    const move = () => {
      if (mine !== turn || !playhead.value.playing) return;
      const { steps } = racing.value;
      const step = after(from, clock.now() - began, clock.still());
      const playing = step < steps;
      const next = { step: playing ? step : steps, playing };
      if (next.step !== playhead.value.step || !playing) playhead.set(next);
      clock.nextFrame(move);
    };
    clock.nextFrame(move);
  };
  return () => {
    const { step, playing } = playhead.value;
    const from = step >= racing.value.steps ? 0 : step;
    turn += 1;
    playhead.set({ step: playing ? step : from, playing: !playing });
    if (!playing) run(turn, from);
  };
}

/**
 * Say where the playhead is some time after it was set in motion.
 * @param {number} from
 * @param {number} milliseconds
 * @param {boolean} still
 */
export function after(from, milliseconds, still) {
  const seconds = milliseconds / 1000;
  if (!still) return from + Math.floor(seconds * STEPS_A_SECOND);
  const jumps = Math.floor(seconds * JUMPS_A_SECOND);
  return from + jumps * (STEPS_A_SECOND / JUMPS_A_SECOND);
}

/**
 * @param {number} step
 * @param {number} steps
 */
function within(step, steps) {
  return Math.min(steps, Math.max(0, Math.round(step)));
}
