/** Written by app/wire/declare.py; a test compares the two. Do not edit. */

/** What a new run is made of. */
/** @type {import("./messages.js").Settings} */
export const DEFAULTS = {
  "hidden": [
    16,
    16
  ],
  "activation": "sigmoid",
  "output": "sigmoid",
  "cost": "squared error",
  "initialisation": "1/√n",
  "optimiser": "gradient descent",
  "rate": 2.0,
  "beta": 0.9,
  "beta2": 0.999,
  "batch": 32,
  "images": 60000,
  "epochs": 20,
  "seed": 1
};

/** How a new run goes and is looked at. */
/** @type {Pick<import("./messages.js").Status, "pace" | "survey">} */
export const BEGINNING = {
  "pace": 16,
  "survey": "batch"
};

/** What a run takes without starting again. */
/** @type {readonly Exclude<keyof import("./messages.js").Tune, "type">[]} */
export const LIVE = [
  "rate",
  "batch",
  "optimiser",
  "beta",
  "beta2",
  "epochs"
];

/** Bounds of every number, ends included. */
export const RANGES = {
  "hidden": {
    "min": 1,
    "max": 300,
    "whole": true
  },
  "rate": {
    "min": 0.001,
    "max": 100,
    "whole": false
  },
  "beta": {
    "min": 0,
    "max": 0.9999,
    "whole": false
  },
  "beta2": {
    "min": 0,
    "max": 0.9999,
    "whole": false
  },
  "batch": {
    "min": 1,
    "max": 60000,
    "whole": true
  },
  "images": {
    "min": 100,
    "max": 60000,
    "whole": true
  },
  "epochs": {
    "min": 1,
    "max": 1000,
    "whole": true
  },
  "seed": {
    "min": 0,
    "max": 4294967295,
    "whole": true
  }
};

/** Names that a setting may have. */
export const CHOICES = {
  "activation": [
    "sigmoid",
    "tanh",
    "ReLU",
    "leaky ReLU"
  ],
  "output": [
    "sigmoid",
    "softmax"
  ],
  "cost": [
    "squared error",
    "cross-entropy"
  ],
  "initialisation": [
    "N(0,1)",
    "1/√n",
    "He",
    "Xavier",
    "zeros"
  ],
  "optimiser": [
    "gradient descent",
    "momentum",
    "Nesterov",
    "AdaGrad",
    "RMSProp",
    "Adam"
  ]
};

/** The usual η of each, and how its steps go. */
/** @type {Record<string, {rate: number, uses: string[], plain: boolean, scale_free: boolean}>} */
export const OPTIMISERS = {
  "gradient descent": {
    "rate": 2.0,
    "uses": [],
    "plain": true,
    "scale_free": false
  },
  "momentum": {
    "rate": 0.1,
    "uses": [
      "beta"
    ],
    "plain": false,
    "scale_free": false
  },
  "Nesterov": {
    "rate": 0.2,
    "uses": [
      "beta"
    ],
    "plain": false,
    "scale_free": false
  },
  "AdaGrad": {
    "rate": 0.1,
    "uses": [],
    "plain": false,
    "scale_free": true
  },
  "RMSProp": {
    "rate": 0.003,
    "uses": [
      "beta"
    ],
    "plain": false,
    "scale_free": true
  },
  "Adam": {
    "rate": 0.003,
    "uses": [
      "beta",
      "beta2"
    ],
    "plain": false,
    "scale_free": true
  }
};

/** Hidden layers at most. */
export const MOST_HIDDEN_LAYERS = 3;

/** Steps a frame. */
/** @type {readonly import("./messages.js").SetPace["steps"][]} */
export const PACES = [
  1,
  4,
  16,
  64,
  "max"
];

/** Images that the ground may be measured on. */
/** @type {readonly import("./messages.js").Survey["images"][]} */
export const SURVEYS = [
  "batch",
  "test"
];

/** First-layer neurons shown: first, count. */
/** @type {import("./messages.js").Watch["neurons"]} */
export const NEURONS = [
  0,
  16
];

/** Steps that one command may ask for. */
export const MOST_STEPS = 1000;

/** Pixels of a digit. */
export const INPUTS = 784;

/** Outputs of every network. */
export const OUTPUTS = 10;
