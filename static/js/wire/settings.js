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

/** The known grounds of a race. */
/** @type {Record<string, {title: string, inputs: number, start: number[], notes: string, number: null | {name: string, min: number, max: number, usual: number}}>} */
export const SURFACES = {
  "parabola": {
    "title": "Parabola",
    "inputs": 1,
    "start": [
      -4.0
    ],
    "notes": "One valley: η = 1 lands in one step, above 1 the steps swing from side to side, and above 2 they grow.",
    "number": null
  },
  "three valleys": {
    "title": "Three valleys",
    "inputs": 1,
    "start": [
      -1.0
    ],
    "notes": "Three valleys of different depth: where you start decides where you end.",
    "number": null
  },
  "bowl": {
    "title": "Round bowl",
    "inputs": 2,
    "start": [
      -2.0,
      1.5
    ],
    "notes": "Equally steep all round, so every fall line is straight.",
    "number": null
  },
  "ellipse": {
    "title": "Narrow ellipse",
    "inputs": 2,
    "start": [
      -3.5,
      1.0
    ],
    "notes": "The steep walls set the largest η, and then the way along the floor is slow.",
    "number": {
      "name": "Condition number",
      "min": 1,
      "max": 1000,
      "usual": 10
    }
  },
  "three to one": {
    "title": "Gradient (3, 1)",
    "inputs": 2,
    "start": [
      1.0,
      1.0
    ],
    "notes": "At (1, 1) the gradient is (3, 1): x matters three times as much as y.",
    "number": null
  },
  "two valleys": {
    "title": "Two valleys",
    "inputs": 2,
    "start": [
      1.6,
      0.0
    ],
    "notes": "The right valley is higher than the left, and a saddle lies between them.",
    "number": null
  },
  "saddle": {
    "title": "Saddle",
    "inputs": 2,
    "start": [
      -1.6,
      0.01
    ],
    "notes": "Down one way and up the other: descent slows in the middle, then leaves.",
    "number": null
  },
  "monkey saddle": {
    "title": "Monkey saddle",
    "inputs": 2,
    "start": [
      1.2,
      0.02
    ],
    "notes": "Three ways down and three ways up, with level ground in the middle.",
    "number": null
  },
  "bent valley": {
    "title": "Bent valley",
    "inputs": 2,
    "start": [
      -1.25,
      2.55
    ],
    "notes": "A hollow (a local minimum) waits above the lowest point of a bent valley.",
    "number": null
  },
  "Himmelblau": {
    "title": "Himmelblau",
    "inputs": 2,
    "start": [
      -0.5,
      -1.5
    ],
    "notes": "Four lowest points of the same depth, and none is better than another.",
    "number": null
  },
  "Beale": {
    "title": "Beale",
    "inputs": 2,
    "start": [
      1.0,
      -1.0
    ],
    "notes": "A long, nearly flat valley below steep corners.",
    "number": null
  },
  "plateau": {
    "title": "Plateau",
    "inputs": 2,
    "start": [
      -2.6,
      1.6
    ],
    "notes": "Far out there is hardly any slope, so steps in proportion to it are tiny.",
    "number": null
  },
  "egg box": {
    "title": "Egg box",
    "inputs": 2,
    "start": [
      -3.8,
      2.6
    ],
    "notes": "Many hollows around one lowest point: turn up the noise to get out of them.",
    "number": null
  },
  "ravine": {
    "title": "Ravine, then flat",
    "inputs": 2,
    "start": [
      -3.5,
      1.5
    ],
    "notes": "An η small enough for the walls of the ravine is too small for the flat part.",
    "number": null
  }
};

/** What a racer does; {step} is the step it cannot take. */
/** @type {readonly string[]} */
export const FATES = [
  "no cost to stand on here",
  "diverged at step {step}",
  "at the start",
  "oscillating, wider each step",
  "outside the picture",
  "oscillating from side to side",
  "at the lowest point",
  "stuck in the hollow",
  "at a saddle, where the ground is level",
  "on a top, where the ground is level",
  "settling around the lowest point",
  "creeping",
  "past the hollow, heading down",
  "going uphill",
  "heading down"
];

/** Pixels of a digit. */
export const INPUTS = 784;

/** Outputs of every network. */
export const OUTPUTS = 10;
