/** Asks before something is lost. */

import { button } from "../controls/element.js";
import { element } from "../draw/figure.js";

/**
 * @typedef {{title: string, words: string, yes: string}} Question
 */

/**
 * Make the way to ask: the answer is false when the person leaves the question, or when
 * another one takes its place.
 * @param {HTMLDialogElement} dialog
 * @returns {(question: Question) => Promise<boolean>}
 */
export function asker(dialog) {
  /** @type {(yes: boolean) => void} */
  let answer = () => undefined;
  dialog.addEventListener("close", () => {
    if (!dialog.open) answer(dialog.returnValue === "yes");
  });
  return ({ title, words, yes }) =>
    new Promise((resolve) => {
      answer(false);
      answer = resolve;
      dialog.returnValue = "";
      dialog.replaceChildren(
        element("h2", { id: "question-title" }, title),
        element("p", {}, words),
        element(
          "div",
          { class: "buttons" },
          button(yes, () => dialog.close("yes"), { class: "button filled" }),
          button("Keep the present one", () => dialog.close(), {
            autofocus: true,
          }),
        ),
      );
      if (!dialog.open) dialog.showModal();
    });
}
