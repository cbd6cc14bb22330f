/** A small real server for sockets, with everything that was said to it written down. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

/**
 * @typedef {import("node:stream").Duplex} Duplex
 *
 * @typedef {object} Visit one socket, seen from the server
 * @property {string} path
 * @property {any[]} said the messages that came, as JSON
 * @property {(data: string | Uint8Array) => void} tell
 * @property {(code: number) => void} close with a code
 * @property {() => void} cut as a broken wire would
 */

const SECRET = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;

/** Serve sockets on a free port; `silent` servers accept and never answer. */
export async function serve({ silent = false } = {}) {
  /** @type {Visit[]} */
  const visits = [];
  const server = createServer();
  server.on("upgrade", ({ url = "", headers }, socket) => {
    if (!silent) greet(socket, String(headers["sec-websocket-key"]));
    visits.push(visit(url, socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (
    server.address()
  );
  return {
    visits,
    address: `ws://127.0.0.1:${port}/live`,
    async close() {
      for (const each of visits) each.cut();
      await new Promise((done) => server.close(done));
    },
  };
}

/** So many milliseconds are more than anything here takes on the slowest machine. */
const PATIENCE = 60_000;

/**
 * Wait until a question has a truthy answer, and give it.
 * @template T
 * @param {() => T} question
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(question) {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    const answer = question();
    if (answer) return answer;
    await new Promise((next) => setImmediate(next));
  }
  throw new Error(`still not so: ${question}`);
}

/**
 * @param {Duplex} socket
 * @param {string} key
 */
function greet(socket, key) {
  const proof = createHash("sha1")
    .update(key + SECRET)
    .digest("base64");
  socket.write(
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n" +
      `Connection: Upgrade\r\nSec-WebSocket-Accept: ${proof}\r\n\r\n`,
  );
}

/**
 * @param {string} path
 * @param {Duplex} socket
 * @returns {Visit}
 */
function visit(path, socket) {
  /** @type {any[]} */
  const said = [];
  let waiting = Buffer.alloc(0);
  socket.on("error", () => {});
  socket.on("data", (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
    for (let size; (size = sizeOf(waiting)); waiting = waiting.subarray(size))
      hear(waiting.subarray(0, size), said);
  });
  return {
    path,
    said,
    tell: (data) => void socket.write(packed(data)),
    close: (code) =>
      void socket.end(framed(CLOSE, Buffer.from([code >> 8, code & 255]))),
    cut: () => void socket.destroy(),
  };
}

/**
 * Give the size of the first message in some bytes, 0 when it is not complete.
 * @param {Buffer} bytes
 */
function sizeOf(bytes) {
  if (bytes.length < 2) return 0;
  const head = headOf(bytes);
  if (bytes.length < head) return 0;
  const short = bytes[1] & 127;
  const size = head + (short === 126 ? bytes.readUInt16BE(2) : short);
  return bytes.length < size ? 0 : size;
}

/** @param {Buffer} bytes */
function headOf(bytes) {
  return (bytes[1] & 127) === 126 ? 8 : 6;
}

/**
 * @param {Buffer} message
 * @param {any[]} said
 */
function hear(message, said) {
  if ((message[0] & 15) !== TEXT) return;
  const head = headOf(message);
  const mask = message.subarray(head - 4, head);
  const text = message
    .subarray(head)
    .map((byte, place) => byte ^ mask[place % 4]);
  said.push(JSON.parse(new TextDecoder().decode(text)));
}

/** @param {string | Uint8Array} data */
function packed(data) {
  if (typeof data === "string") return framed(TEXT, Buffer.from(data));
  return framed(BINARY, Buffer.from(data));
}

/**
 * @param {number} kind
 * @param {Buffer} body
 */
function framed(kind, body) {
  const head = Buffer.alloc(body.length < 126 ? 2 : 4, 128 | kind);
  head[1] = Math.min(body.length, 126);
  if (body.length >= 126) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}
