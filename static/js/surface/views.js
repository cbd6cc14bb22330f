/** Every picture of the ground, by the name that HTML calls it. */

import { curve } from "./views/curve.js";
import { landscape } from "./views/landscape.js";
import { groundMap } from "./views/map.js";
import { race } from "./views/race.js";
import { starts } from "./views/starts.js";

/**
 * @import { View } from "../views/view.js"
 * @import { Field } from "./field.js"
 */

/**
 * Make the pictures of what is set up.
 * @param {Field} field
 * @returns {Readonly<Record<string, View>>}
 */
export function surfaceViews(field) {
  return Object.freeze({
    landscape: landscape(field),
    map: groundMap(field),
    curve: curve(field),
    race: race(field),
    starts: starts(field),
  });
}
