/** Asks before a trained network is lost. */

import { counted } from "../../draw/axes.js";

/**
 * @import { Live } from "../../live.js"
 * @typedef {(question: {title: string, words: string, yes: string}) => Promise<boolean>} Ask
 */

/**
 * Say how many steps the present network has learned for, as far as is known here.
 * @param {Pick<Live, "status" | "frame">} live
 */
function learned({ status, frame }) {
  const now = status.value;
  return frame.value.line === now?.line ? frame.value.step : (now?.step ?? 0);
}

/**
 * Tell whether the present network may be replaced: nobody minds one without a step.
 * @param {Pick<Live, "status" | "frame">} live
 * @param {Ask} ask
 * @param {string} title what is asked
 */
export async function mayReplace(live, ask, title) {
  const steps = learned(live);
  if (steps === 0) return true;
  const words = `The present one has learned for ${counted(steps, "step")} and will be replaced.`;
  return ask({ title, words, yes: "Start again" });
}
