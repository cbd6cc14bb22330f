/** The link: it comes back by itself, and never too eagerly. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Link, pause, NO_ROOM, TIMES } from "../../static/js/line/link.js";
import { serve, until } from "./server.js";

/** Comes back at once, but gives a slow machine time to answer. */
const EAGER = { ...TIMES, first: 1, longest: 5 };
/** For servers that are never going to answer. */
const HASTY = { ...EAGER, connect: 50, giveUp: 100 };
const CLOCK = {
  setTimeout: (/** @type {() => void} */ run, /** @type {number} */ wait) =>
    setTimeout(run, wait),
  clearTimeout: (/** @type {any} */ timer) => clearTimeout(timer),
  now: () => performance.now(),
};

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {Link} */
let link;
/** @type {(string | ArrayBuffer)[]} */
let heard;

beforeEach(async () => {
  heard = [];
  server = await serve();
});

afterEach(async () => {
  link.stop();
  await server.close();
});

/** Open a link to an address. */
function open(address = server.address, times = EAGER) {
  const hooks = {
    address: () => address,
    opened: () => void link.send('"hello"'),
    received: (/** @type {string | ArrayBuffer} */ data) =>
      void heard.push(data),
  };
  link = new Link({ WebSocket, clock: CLOCK, random: () => 1 }, hooks, times);
  link.open();
}

/** Wait for a visit and say something to it. */
async function welcome(number = 0) {
  const visit = await until(
    () => server.visits.filter(({ said }) => said.length)[number],
  );
  visit.tell("welcome");
  await until(() => link.connection.value === "live");
  return visit;
}

test("a link is live when the server has spoken", async () => {
  open();
  assert.equal(link.connection.value, "connecting");
  await welcome();
  assert.deepEqual(heard, ["welcome"]);
  assert.deepEqual(server.visits[0].said, ["hello"]);
});

test("bytes arrive as bytes", async () => {
  open();
  (await welcome()).tell(Uint8Array.of(1, 2));
  await until(() => heard.length === 2);
  assert.ok(heard[1] instanceof ArrayBuffer);
});

test("a link that is cut comes back", async () => {
  open();
  (await welcome()).cut();
  await until(() => link.connection.value === "reconnecting");
  await welcome(1);
});

test("a server that falls silent is left for a fresh socket", async () => {
  open(server.address, { ...EAGER, silence: 50 });
  await welcome();
  await until(() => server.visits.length > 1);
});

test("a server that never answers is given up, and tried again all the same", async () => {
  const silent = await serve({ silent: true });
  open(silent.address, HASTY);
  await until(() => link.connection.value === "failed");
  const tries = silent.visits.length;
  await until(() => silent.visits.length > tries);
  assert.equal(link.connection.value, "failed");
  await silent.close();
});

test("trying again says so at once", async () => {
  const silent = await serve({ silent: true });
  open(silent.address, HASTY);
  await until(() => link.connection.value === "failed");
  link.retry();
  assert.equal(link.connection.value, "reconnecting");
  await silent.close();
});

test("a server without room is not pressed, but can be asked again", async () => {
  open();
  (await welcome()).close(NO_ROOM);
  await until(() => link.connection.value === "failed");
  assert.equal(server.visits.length, 1);
  link.retry();
  await welcome(1);
});

test("waking up does not wait for the next attempt", async () => {
  open(server.address, { ...EAGER, first: 60_000, longest: 60_000 });
  (await welcome()).cut();
  await until(() => link.connection.value === "reconnecting");
  link.wake();
  await welcome(1);
});

test("waking up after a silence does not trust the old socket", async () => {
  open(server.address, { ...EAGER, doubt: -1 });
  await welcome();
  link.wake();
  await welcome(1);
});

test("waking up while all is well changes nothing", async () => {
  open(server.address, { ...EAGER, doubt: 60_000 });
  const visit = await welcome();
  link.wake();
  link.send('"still here"');
  await until(() => visit.said.length === 2);
  assert.equal(server.visits.length, 1);
});

test("a closed link refuses to send", () => {
  open();
  assert.equal(link.send("too early"), false);
});

test("waits grow to a limit, and chance spreads them", () => {
  const longest = Array.from({ length: 12 }, (_, attempt) => pause(attempt, 1));
  assert.deepEqual(
    longest,
    [...longest].sort((a, b) => a - b),
  );
  assert.equal(longest[0], TIMES.first);
  assert.equal(longest.at(-1), TIMES.longest);
  assert.equal(pause(3, 0), 0);
});
