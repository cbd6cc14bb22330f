/** The rooms of the browser's code and the arrows between them. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { parsers } from "prettier/plugins/babel";

const TOP = fileURLToPath(new URL("../../static/js", import.meta.url));
const HERE = fileURLToPath(new URL(".", import.meta.url));
const LONGEST = 30;
const FUNCTION = /Function|Method$/;

/**
 * Each room and the rooms it may import from, bottom floor first.
 * @type {Record<string, string[]>}
 */
const MAY_IMPORT = {
  store: [],
  wire: [],
  draw: ["store"],
  line: ["store", "wire"],
  live: ["store", "wire", "line"],
  pad: ["store", "draw", "wire"],
  controls: ["store", "wire", "draw", "live"],
  views: ["store", "wire", "draw", "pad", "controls", "live"],
  "run-view": ["store", "wire", "live", "views"],
  page: ["store", "wire", "draw", "pad", "controls", "live"], // it says what is read
  surface: [
    "store",
    "wire",
    "draw",
    "controls",
    "live",
    "views",
    "run-view",
    "page",
  ],
  main: ["store", "live", "views", "run-view", "page", "controls", "draw"],
};

const FILES = readdirSync(TOP, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js"))
  .sort();

/** The code of every test. */
const TESTS = readdirSync(HERE)
  .filter((name) => name.endsWith(".js"))
  .map((name) => readFileSync(join(HERE, name), "utf8"));

/** @type {Map<string, string[]>} */
const GRAPH = new Map(FILES.map((name) => [name, imports(name)]));

/**
 * Read a file of the browser's code.
 * @param {string} name
 */
function read(name) {
  return readFileSync(join(TOP, name), "utf8");
}

/**
 * Read a file without its comments, and so without the types in them.
 * @param {string} name
 */
function bare(name) {
  return read(name).replaceAll(/\/\*[^]*?\*\//g, "");
}

/**
 * List the files that a file imports.
 * @param {string} name
 * @returns {string[]}
 */
function imports(name) {
  const found = bare(name).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g);
  return [...found].map(([, path]) =>
    relative(TOP, join(TOP, dirname(name), path ?? "")),
  );
}

/**
 * Say which room a file is in: its folder, or itself at the top.
 * @param {string} name
 */
function room(name) {
  return name.includes("/")
    ? name.split("/", 1).join()
    : name.replace(/\.js$/, "");
}

/**
 * Find what is left of a graph when all that is in no ring is peeled off.
 * @param {Map<string, string[]>} graph
 */
function cycle(graph) {
  const left = new Map(graph);
  const free = () => [...left.keys()].filter((name) => isFree(name, left));
  for (let found = free(); found.length > 0; found = free()) {
    for (const name of found) left.delete(name);
  }
  return [...left.keys()];
}

/**
 * Say whether a file imports nothing that is still in the graph.
 * @param {string} name
 * @param {Map<string, string[]>} graph
 */
function isFree(name, graph) {
  return !(graph.get(name) ?? []).some((other) => graph.has(other));
}

/**
 * List all pieces of a piece of code, itself included.
 * @param {any} node
 * @returns {any[]}
 */
function pieces(node) {
  if (typeof node?.type !== "string") return [];
  const inner = Object.values(node).flat().flatMap(pieces);
  return [node, ...inner];
}

/**
 * List the functions of some code: each one's place and length.
 * @param {string} name
 * @param {string} code
 */
function functions(name, code) {
  const options = /** @type {any} */ ({ filepath: name });
  return pieces(parsers.babel.parse(code, options).program)
    .filter(({ type, body }) => FUNCTION.test(type) && body)
    .map(({ loc: { start, end } }) => ({
      place: `${name}:${start.line}`,
      length: end.line - start.line + 1,
    }));
}

/** Every function of the browser's code. */
const ALL = FILES.flatMap((name) => functions(name, read(name)));

/**
 * List what a file offers to others by name.
 * @param {string} name
 */
function offers(name) {
  const found = read(name).matchAll(
    /^export (?:const|class|function\*?) (\w+)/gm,
  );
  return [...found].map(([, word = ""]) => word);
}

/**
 * Say whether anybody who imports a file, a test included, uses one of its words.
 * @param {string} name
 * @param {string} word
 */
function isWanted(name, word) {
  const files = FILES.filter((other) => GRAPH.get(other)?.includes(name));
  const tests = TESTS.filter((code) => code.includes(`/static/js/${name}"`));
  const used = new RegExp(`\\b${word}\\b`);
  return [...files.map(bare), ...tests].some((code) => used.test(code));
}

for (const name of FILES) {
  test(`${name} imports only from the floors below`, () => {
    const allowed = [room(name), ...(MAY_IMPORT[room(name)] ?? [])];
    const wrong = imports(name).filter(
      (other) => !allowed.includes(room(other)),
    );
    assert.deepEqual(wrong, []);
  });

  test(`${name} begins with a sentence and names its exports`, () => {
    assert.match(read(name), /^\/\*\*/);
    assert.doesNotMatch(read(name), /\bexport default\b|\bvar\s|\bTODO\b/);
  });
}

for (const name of FILES) {
  test(`${name} offers nothing that nobody wants`, () => {
    const idle = offers(name).filter((word) => !isWanted(name, word));
    assert.deepEqual(idle, []);
  });
}

test("no function is longer than a screenful", () => {
  assert.deepEqual(
    ALL.filter(({ length }) => length > LONGEST),
    [],
  );
});

test("functions are short", () => {
  const lengths = ALL.map(({ length }) => length).sort((a, b) => a - b);
  const share = (/** @type {number} */ part) =>
    lengths[Math.floor(part * lengths.length)];
  assert.ok(share(0.5) <= 6);
  assert.ok(share(0.9) <= 15);
});

test("every room has a row in the table", () => {
  const unknown = FILES.map(room).filter((name) => !(name in MAY_IMPORT));
  assert.deepEqual(unknown, []);
});

test("no files import each other in a ring", () => {
  assert.deepEqual(cycle(GRAPH), []);
});

test("the table itself has no way back up", () => {
  assert.deepEqual(cycle(new Map(Object.entries(MAY_IMPORT))), []);
});
