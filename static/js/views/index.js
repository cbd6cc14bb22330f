/** Every view of a run, by the name that HTML calls it. */

import { bars } from "./bars.js";
import { cost } from "./cost.js";
import { gradients } from "./gradients.js";
import { map } from "./map.js";
import { network } from "./network.js";
import { pad } from "./pad.js";
import { profile } from "./profile.js";
import { tiles } from "./tiles.js";

/** @import { View } from "./view.js" */

/** @type {Readonly<Record<string, View>>} */
export const VIEWS = Object.freeze({
  pad,
  bars,
  network,
  tiles,
  gradients,
  cost,
  profile,
  map,
});
