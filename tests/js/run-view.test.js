/** The element that puts a view into a page. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { runView } from "../../static/js/run-view.js";

/** As much of an element as a view's frame needs. */
class Element {
  name = "cost";
  getAttribute() {
    return this.name;
  }
}

/** Give a view and a line that write down what happens to them. */
function diary() {
  /** @type {string[]} */
  const happened = [];
  const live = {
    watch(/** @type {string[]} */ needs) {
      happened.push(`watch ${needs}`);
      return () => happened.push(`unwatch ${needs}`);
    },
  };
  const cost = {
    needs: ["costs"],
    mount() {
      happened.push("mount");
      return () => void happened.push("unmount");
    },
  };
  return { happened, live, cost };
}

/** Build such an element, and a way to bring it into sight and out. */
function build() {
  const { happened, live, cost } = diary();
  /** @type {((entries: {isIntersecting: boolean}[]) => void)[]} */
  const looks = [];
  class IntersectionObserver {
    /** @param {(entries: {isIntersecting: boolean}[]) => void} look */
    constructor(look) {
      looks.push(look);
    }
    observe() {}
    disconnect() {}
  }
  const window = { HTMLElement: Element, IntersectionObserver };
  const [line, world] = /** @type {any[]} */ ([live, window]);
  const View = runView({ cost }, line, world);
  const look = (/** @type {boolean} */ isIntersecting) =>
    looks[0]([{ isIntersecting }]);
  return { element: new View(), happened, look };
}

test("a view in a page is mounted, and its tensors are watched", () => {
  const { element, happened } = build();
  element.connectedCallback();
  assert.deepEqual(happened, ["mount", "watch costs"]);
});

test("a view taken out of the page leaves nothing behind", () => {
  const { element, happened } = build();
  element.connectedCallback();
  element.disconnectedCallback();
  element.disconnectedCallback();
  assert.deepEqual(happened.slice(2), ["unwatch costs", "unmount"]);
});

test("a view out of sight watches nothing until it is seen again", () => {
  const { element, happened, look } = build();
  element.connectedCallback();
  look(true);
  look(false);
  look(true);
  assert.deepEqual(happened.slice(2), ["unwatch costs", "watch costs"]);
});

test("a name that no view has shows nothing", () => {
  const { element, happened } = build();
  Object.assign(element, { name: "gold" });
  element.connectedCallback();
  element.disconnectedCallback();
  assert.deepEqual(happened, []);
});
