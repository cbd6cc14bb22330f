/** A value that tells everyone who asked whenever it is set. */

/**
 * @template T
 * @typedef {object} Store
 * @property {T} value the newest value
 * @property {(next: T) => void} set replaces the value and tells every subscriber
 * @property {(tell: (value: T) => void) => () => void} subscribe tells at once, then
 *   on every set; returns the way to stop
 */

/**
 * Hold a value that others can follow.
 * @template T
 * @param {T} first
 * @returns {Store<T>}
 */
export function store(first) {
  let value = first;
  /** @type {Set<(value: T) => void>} */
  const followers = new Set();
  return {
    get value() {
      return value;
    },
    set(next) {
      value = next;
      for (const tell of [...followers]) tell(next);
    },
    subscribe(tell) {
      const follower = (/** @type {T} */ next) => tell(next);
      followers.add(follower);
      tell(value);
      return () => void followers.delete(follower);
    },
  };
}
