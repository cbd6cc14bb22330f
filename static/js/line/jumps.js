/** For people who asked for less movement: what is new is shown twice a second. */

/** @import { Clock } from "./link.js" */

const EVERY = 500;

/**
 * Keep frames back while the run moves and the person wants little movement.
 * @template Frame
 * @param {(frames: readonly Frame[]) => void} show
 * @param {Pick<Clock, "setTimeout" | "clearTimeout">} clock
 * @param {() => boolean} calm whether to keep frames back now
 */
export function jumps(show, clock, calm) {
  /** @type {Frame[]} */
  let held = [];
  /** @type {unknown} */
  let timer = null;
  const drop = () => {
    const frames = held;
    clock.clearTimeout(timer);
    [held, timer] = [[], null];
    return frames;
  };
  const flush = () => {
    const frames = drop();
    if (frames.length) show(frames);
  };
  return {
    drop,
    flush,
    take(/** @type {Frame} */ frame) {
      held.push(frame);
      if (!calm()) flush();
      else timer ??= clock.setTimeout(flush, EVERY);
    },
  };
}
