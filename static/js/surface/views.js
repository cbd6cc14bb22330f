/** Every picture of the ground, by the name that HTML calls it. */

/**
 * @import { View } from "../views/view.js"
 * @import { Field } from "./field.js"
 */

/**
 * Make the pictures of what is set up.
 * @param {Field} _field
 * @returns {Readonly<Record<string, View>>}
 */
export function surfaceViews(_field) {
  return Object.freeze({});
}
