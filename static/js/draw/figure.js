/** What stands around a drawing: its note, its switches, and its table. */

/**
 * @template T
 * @typedef {import("../store.js").Store<T>} Store
 */

/** @typedef {Record<string, string | number | boolean>} Attributes */

/**
 * Make an element with children and attributes; one that is false is left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== false)
      made.setAttribute(name, value === true ? "" : String(value));
  made.append(...children);
  return made;
}

/**
 * Put a control into the head of the region around a host, before its tools; where
 * there is no region, at the top of the host.
 * @param {HTMLElement} host
 * @param {HTMLElement} control
 */
export function inHead(host, control) {
  const tools = host.closest(".region")?.querySelector(".region-tools");
  if (tools) tools.before(control);
  else host.prepend(control);
}

/**
 * Change the note beside a region's title, if it has one.
 * @param {HTMLElement} host
 * @param {string} text
 */
export function note(host, text) {
  const place = host.closest(".region")?.querySelector(".region-head .note");
  if (place && place.textContent !== text) place.textContent = text;
}

/**
 * Make a switch between a few choices: native radio buttons that follow a store.
 * @template {string} T
 * @param {{name: string, label: string, choices: readonly (readonly [T, string])[],
 *   chosen: Store<T>, choose?: (value: T) => void}} options
 */
export function choice({ name, label, choices, chosen, choose = chosen.set }) {
  const group = element("div", {
    class: "segmented segmented-small",
    role: "radiogroup",
    "aria-label": label,
  });
  for (const [value, text] of choices) {
    const look = { type: "radio", name, value, autocomplete: "off" };
    const input = element("input", look);
    input.addEventListener("change", () => choose(value));
    group.append(element("label", {}, input, element("span", {}, text)));
  }
  const stop = chosen.subscribe((value) => {
    for (const input of group.querySelectorAll("input")) {
      input.checked = input.value === value;
    }
  });
  return { group, stop };
}

/**
 * Listen to several events of one target.
 * @param {EventTarget} target
 * @param {Readonly<Record<string, (event: any) => void>>} listeners
 * @returns {() => void} the way to stop
 */
export function listen(target, listeners) {
  const all = Object.entries(listeners);
  for (const [name, hear] of all) {
    target.addEventListener(name, hear, { passive: false });
  }
  return () => {
    for (const [name, hear] of all) target.removeEventListener(name, hear);
  };
}

const ROWS_EVERY = 1000;

/**
 * @typedef {{label: string, columns: () => readonly string[],
 *   rows: () => readonly (readonly string[])[]}} Table
 */

/**
 * Offer a figure as a table: a button in the head of the region, and the table over
 * the drawing while it is pressed, brought up to date once a second.
 * @param {HTMLElement} host
 * @param {Table} contents
 * @returns {() => void} the way out
 */
export function tabled(host, contents) {
  const button = tableButton(contents.label);
  const sheet = tableSheet(contents.label);
  let timer = 0;
  const fill = () =>
    sheet.replaceChildren(table(contents.columns(), contents.rows()));
  const show = (/** @type {boolean} */ on) => {
    button.setAttribute("aria-pressed", String(on));
    sheet.hidden = !on;
    clearInterval(timer);
    if (on) fill();
    if (on) timer = window.setInterval(fill, ROWS_EVERY);
  };
  button.addEventListener("click", () => show(sheet.hidden === true));
  show(false);
  addTool(host, button);
  host.append(sheet);
  return () => {
    show(false);
    button.remove();
    sheet.remove();
  };
}

/** @param {string} label */
function tableButton(label) {
  const name = `Show as table: ${label}`;
  const look = {
    type: "button",
    class: "tool",
    title: "Show as table",
    "aria-label": name,
  };
  return element(
    "button",
    look,
    element("span", { "aria-hidden": "true" }, "▤"),
  );
}

/** @param {string} label */
function tableSheet(label) {
  const name = `${label}, table`;
  const look = {
    class: "figure-table",
    tabindex: "0",
    role: "region",
    "aria-label": name,
  };
  return element("div", look);
}

/**
 * Put a button before the other tools of the region.
 * @param {HTMLElement} host
 * @param {HTMLElement} button
 */
function addTool(host, button) {
  const tools = host.closest(".region")?.querySelector(".region-tools");
  if (tools) tools.prepend(button);
  else host.append(button);
}

/**
 * @param {readonly string[]} columns
 * @param {readonly (readonly string[])[]} rows
 */
function table(columns, rows) {
  const head = columns.map((text) => element("th", { scope: "col" }, text));
  const body = rows.map(([first, ...rest]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, first),
      ...rest.map((text) => element("td", {}, text)),
    ),
  );
  return element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...body),
  );
}

/**
 * Tell whether the person asked for less movement.
 */
export function prefersStillness() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
