/** Tells whether two lists are the same, such as all that a picture is made of. */

/**
 * Say whether two lists hold the very same things.
 * @param {ArrayLike<unknown>} one
 * @param {ArrayLike<unknown>} other
 */
export function isSame(one, other) {
  if (one.length !== other.length) return false;
  for (let place = 0; place < one.length; place += 1) {
    if (one[place] !== other[place]) return false;
  }
  return true;
}
