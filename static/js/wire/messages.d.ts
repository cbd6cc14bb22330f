/** Written by app/wire/declare.py; a test compares the two. Do not edit. */

/** Start a new line from an earlier step of this one. */
export interface Branch {
  type: "branch";
  step: number;
}

/** Put this digit on the pad. */
export interface Draw {
  type: "draw";
  pixels: readonly number[];
  centre?: boolean;
}

/** Ask for the cost and the slope at a point of the ground. */
export interface Feel {
  type: "feel";
  point: readonly number[];
}

/** Stop training after the step under way. */
export interface Pause {
  type: "pause";
}

/** Let racers go on a ground; the frames that follow hold it, and their whole paths.

A ground that is typed needs a formula, one that is drawn needs points, and some of
the others have a number. */
export interface Race {
  type: "race";
  ground: "parabola" | "three valleys" | "bowl" | "ellipse" | "three to one" | "two valleys" | "saddle" | "monkey saddle" | "bent valley" | "Himmelblau" | "Beale" | "plateau" | "egg box" | "ravine" | "typed" | "drawn";
  number?: number | null;
  formula?: string;
  points?: readonly [number, number][];
  racers: readonly Racer[];
  start: readonly number[];
  steps?: number;
  noise?: number;
  seed?: number;
}

/** One of those who race: its optimiser, the numbers of that, and its own start. */
export interface Racer {
  optimiser?: "gradient descent" | "momentum" | "Nesterov" | "AdaGrad" | "RMSProp" | "Adam";
  rate: number;
  beta?: number;
  beta2?: number;
  fixed?: boolean;
  start?: readonly number[] | null;
}

/** Go back to step 0 with these settings, or with the present ones. */
export interface Reset {
  type: "reset";
  settings?: Settings | null;
}

/** Let one of the racers go from many starts: even ones, or any. */
export interface Scatter {
  type: "scatter";
  racer?: number;
  many?: number;
  random?: boolean;
  seed?: number;
}

/** Acknowledge the oldest frame not acknowledged yet. */
export interface Seen {
  type: "seen";
  step: number;
}

/** Choose how many steps a tick takes. */
export interface SetPace {
  type: "pace";
  steps: 1 | 4 | 16 | 64 | "max";
}

/** Train from here on. */
export interface Start {
  type: "start";
}

/** Take a number of single steps, then pause. */
export interface Step {
  type: "step";
  count?: number;
}

/** Choose the images that the map of the ground is measured on. */
export interface Survey {
  type: "survey";
  images: "batch" | "test";
}

/** Put a random test image, or noise, on the pad. */
export interface TakeSample {
  type: "sample";
  kind: "test" | "noise";
  label?: number | null;
}

/** Change what needs no new run: the next step uses it. */
export interface Tune {
  type: "tune";
  rate?: number | null;
  batch?: number | null;
  optimiser?: "gradient descent" | "momentum" | "Nesterov" | "AdaGrad" | "RMSProp" | "Adam" | null;
  beta?: number | null;
  beta2?: number | null;
  epochs?: number | null;
}

/** Take back the last reset or branch. */
export interface Undo {
  type: "undo";
}

/** Name the tensors wanted, and which first-layer neurons are on show. */
export interface Watch {
  type: "watch";
  tensors: readonly string[];
  neurons?: [number, number];
}

/** Nothing new, but the line stands; sent when nothing was said for a second. */
export interface Alive {
  type: "alive";
}

/** Where a run blew up, and the learning rate that did it. */
export interface Divergence {
  step: number;
  rate: number;
}

/** Something the person should know, in plain words. */
export interface Notice {
  type: "notice";
  kind: "restored" | "idle" | "busy" | "restart";
  text: string;
}

/** Why a command was not carried out, and what is allowed. */
export interface Refusal {
  type: "refusal";
  reason: string;
  command: string | null;
}

/** What a run is made of; with its event log it is the whole run. */
export interface Settings {
  hidden: readonly number[];
  activation: "sigmoid" | "tanh" | "ReLU" | "leaky ReLU";
  output: "sigmoid" | "softmax";
  cost: "squared error" | "cross-entropy";
  initialisation: "N(0,1)" | "1/√n" | "He" | "Xavier" | "zeros";
  optimiser: "gradient descent" | "momentum" | "Nesterov" | "AdaGrad" | "RMSProp" | "Adam";
  rate: number;
  beta: number;
  beta2: number;
  batch: number;
  images: number;
  epochs: number;
  seed: number;
}

/** How the session stands; sent when a viewer joins and whenever it changes. */
export interface Status {
  type: "status";
  session: string;
  state: "paused" | "running" | "diverged" | "finished";
  step: number;
  line: number;
  settings: Settings;
  pace: 1 | 4 | 16 | 64 | "max";
  survey: "batch" | "test";
  parameters: number;
  labels: readonly string[];
  train_images: number;
  test_images: number;
  undo: string | null;
  diverged: Divergence | null;
  dead: "0.1" | "0" | null;
  version: string;
}

export type Command =
  | Start
  | Pause
  | Step
  | Reset
  | Undo
  | Branch
  | Tune
  | SetPace
  | Watch
  | Seen
  | Draw
  | TakeSample
  | Survey
  | Race
  | Scatter
  | Feel;

export type Answer =
  | Status
  | Notice
  | Alive
  | Refusal;
