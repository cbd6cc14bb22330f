/** The rooms of the browser's code and the arrows between them. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const TOP = fileURLToPath(new URL("../../static/js", import.meta.url));

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
  main: ["store", "live", "views", "run-view", "page", "controls", "draw"],
};

const FILES = readdirSync(TOP, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js"))
  .sort();

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
 * List the files that a file imports, types in comments left out.
 * @param {string} name
 * @returns {string[]}
 */
function imports(name) {
  const code = read(name).replaceAll(/\/\*[^]*?\*\//g, "");
  const found = code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g);
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
