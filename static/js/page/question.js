/** Asks before something is lost. */

import { button } from "../controls/element.js";
import { element } from "../draw/figure.js";

/**
 * @typedef {{title: string, words: string, yes: string}} Question
 */

/**
 * Make the way to ask: the answer is false when the person leaves the question.
 * @param {HTMLDialogElement} dialog
 * @returns {(question: Question) => Promise<boolean>}
 */
export function asker(dialog) {
  return ({ title, words, yes }) =>
    new Promise((answer) => {
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
      const closed = () => answer(dialog.returnValue === "yes");
      dialog.addEventListener("close", closed, { once: true });
      dialog.showModal();
    });
}
