/** The small native controls that stand under a picture. */

/**
 * Make an element with some of its properties set.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]>} [properties]
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

/**
 * Make a button.
 * @param {string} words
 * @param {() => void} press
 * @param {string} [key] the key that presses it
 */
export function button(words, press, key) {
  const made = element("button", { type: "button", className: "button" });
  made.textContent = words;
  if (key) made.setAttribute("aria-keyshortcuts", key);
  made.addEventListener("click", press);
  return made;
}

/**
 * Make a switch that is on or off.
 * @param {string} words
 * @param {() => void} changed
 */
export function flip(words, changed) {
  const field = element("label", { className: "switch" });
  const box = element("input", { type: "checkbox", autocomplete: "off" });
  box.setAttribute("role", "switch");
  box.addEventListener("change", changed);
  const text = element("span", { textContent: words });
  field.append(box, text);
  return {
    field,
    get checked() {
      return box.checked;
    },
  };
}

/**
 * Make a list of which one is chosen.
 * @param {string} name what a screen reader calls it
 * @param {readonly string[]} options
 */
export function choice(name, options) {
  const field = element("select", {
    className: "choice",
    title: name,
    autocomplete: "off",
  });
  field.setAttribute("aria-label", name);
  let offered = "";
  const offer = (/** @type {readonly string[]} */ words) => {
    if (words.join("\n") === offered) return;
    offered = words.join("\n");
    field.replaceChildren(...words.map((word) => new Option(word)));
  };
  offer(options);
  return {
    field,
    offer,
    get index() {
      return field.selectedIndex;
    },
  };
}

/** Every group of choices needs a name of its own on the page. */
const groups = { made: 0 };

/**
 * Make a row of choices of which one holds, the first to begin with.
 * @param {string} name
 * @param {readonly string[]} options
 * @param {(index: number) => void} chosen
 */
export function segments(name, options, chosen) {
  const field = element("div", { className: "segmented" });
  field.setAttribute("role", "radiogroup");
  field.setAttribute("aria-label", name);
  groups.made += 1;
  const group = `choice-${groups.made}`;
  options.forEach((words, index) => {
    const label = element("label");
    const radio = element("input", {
      type: "radio",
      name: group,
      checked: index === 0,
      autocomplete: "off",
    });
    radio.addEventListener("change", () => chosen(index));
    label.append(radio, element("span", { textContent: words }));
    field.append(label);
  });
  return field;
}
