/** The switches of the views, as words for the address, whatever views there are. */

/** @typedef {{name: string, value: string, chosen: boolean, choose: () => void}} Choice */

/** Words that tell no name from another. */
const SMALL = new Set(["what", "the", "a", "as", "is", "on", "of"]);
/** A name has so many of the other words. */
const MOST = 2;

/**
 * Make a short name that may stand in an address.
 * @param {string} words
 */
export function slug(words) {
  const all = words.toLowerCase().match(/[a-z]+/g) ?? [];
  const telling = all.filter((word) => !SMALL.has(word)).slice(0, MOST);
  return `view-${telling.join("-").slice(0, 20)}`;
}

/**
 * List every choice that the regions offer.
 * @param {Document} document
 * @returns {Choice[]}
 */
function choices(document) {
  const groups = /** @type {HTMLElement[]} */ ([
    ...document.querySelectorAll("main [role=radiogroup]"),
  ]);
  const switches = /** @type {HTMLInputElement[]} */ ([
    ...document.querySelectorAll("main input[role=switch]"),
  ]);
  return [...groups.flatMap(ofGroup), ...switches.flatMap(ofSwitch)];
}

/** @param {HTMLElement} group
 * @returns {Choice[]} */
function ofGroup(group) {
  const name = slug(group.getAttribute("aria-label") ?? "");
  return [...group.querySelectorAll("input")]
    .filter((input) => input.name !== "survey")
    .map((input, place) => ({
      name,
      value: String(place),
      chosen: input.checked,
      choose: () => input.click(),
    }));
}

/** @param {HTMLInputElement} box
 * @returns {Choice[]} */
function ofSwitch(box) {
  const name = slug(box.closest("label")?.textContent ?? "");
  const flip = () => box.click();
  return [
    { name, value: "0", chosen: !box.checked, choose: flip },
    { name, value: "1", chosen: box.checked, choose: flip },
  ];
}

/**
 * Say how the switches stand.
 * @param {Document} document
 */
export function standing(document) {
  const chosen = choices(document).filter((choice) => choice.chosen);
  return Object.fromEntries(chosen.map(({ name, value }) => [name, value]));
}

/**
 * Set the switches that the address names; return remarks about those it cannot mean.
 * @param {Document} document
 * @param {Readonly<Record<string, string>>} wanted
 */
export function set(document, wanted) {
  const all = choices(document);
  const others = all.filter(
    ({ name, value, chosen }) => wanted[name] === value && !chosen,
  );
  for (const { choose } of others) choose();
  return unmet(all, wanted);
}

/**
 * Say what an address wants of the views that none of them offers.
 * @param {readonly Pick<Choice, "name" | "value">[]} offered
 * @param {Readonly<Record<string, string>>} wanted
 */
export function unmet(offered, wanted) {
  const named = Object.entries(wanted).filter(
    ([name, value]) =>
      !offered.some((each) => each.name === name && each.value === value),
  );
  return named.map(
    ([name, value]) =>
      `The address has “${name}=${value}”, which no figure here offers; it is left out.`,
  );
}
