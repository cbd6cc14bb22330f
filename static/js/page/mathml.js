/** Builds formulas out of nested lists: a tag, then what is in it. */

/**
 * @typedef {string | Formula} Term
 * @typedef {[tag: string, ...terms: Term[]]} Formula
 */

const SPACE = "http://www.w3.org/1998/Math/MathML";
const NUMBER = /^[−-]?[\d.\u202f∞–]+%?$/;
const LETTERS = /^[\p{L}θηδσΣ]+$/u;

/**
 * Say what kind of leaf a word of a formula is.
 * @param {string} word
 */
export function leaf(word) {
  if (NUMBER.test(word)) return "mn";
  return LETTERS.test(word) ? "mi" : "mo";
}

/**
 * Build a formula for the page.
 * @param {readonly Term[]} terms
 */
export function formula(terms) {
  const math = document.createElementNS(SPACE, "math");
  math.setAttribute("display", "block");
  math.append(...terms.map(built));
  return math;
}

/**
 * @param {Term} term
 * @returns {Element}
 */
function built(term) {
  if (typeof term !== "string") {
    const [tag, ...terms] = term;
    const made = document.createElementNS(SPACE, tag);
    made.append(...terms.map(built));
    return made;
  }
  const made = document.createElementNS(SPACE, leaf(term));
  made.textContent = term;
  return made;
}

/**
 * Put an index under a letter.
 * @param {Term} base
 * @param {Term} index
 * @returns {Formula}
 */
export function sub(base, index) {
  return ["msub", base, index];
}

/**
 * Keep some terms together.
 * @param {...Term} terms
 * @returns {Formula}
 */
export function row(...terms) {
  return ["mrow", ...terms];
}

/**
 * Square a term.
 * @param {Term} base
 * @returns {Formula}
 */
export function squared(base) {
  return ["msup", base, "2"];
}

/**
 * Sum over an index.
 * @param {Term} index
 * @returns {Formula}
 */
export function sum(index) {
  return ["munder", "∑", index];
}
