/** The pad: draw a digit, or take one, and the network reads it as it learns. */

import { stage } from "../draw/stage.js";
import { hiddenPicture, inked } from "../pad/pictures.js";
import { reading } from "../pad/reading.js";
import { sheet } from "../pad/sheet.js";
import { CELLS, SIDE, isBlank } from "../pad/stroke.js";
import { button, choice, element, flip } from "../pad/controls.js";

/**
 * @typedef {import("../live.js").Live} Live
 * @typedef {import("../draw/stage.js").Sheet} Room
 * @typedef {import("../pad/stroke.js").Point} Point
 * @typedef {import("../pad/sheet.js").Sheet} Paper
 * @typedef {{paper: Paper, live: Live, changed: () => void}} Desk
 */

const SPEAK_AFTER = 600;
const EMPTY = "Draw a digit, 0 to 9";
/** Labels below this one are digits of the data; a drawing or noise has none. */
const LABELS = 10;

export const pad = Object.freeze({
  needs: Object.freeze(["input", "drawn", "input_label", "outputs"]),
  mount,
});

/**
 * Put the pad and its buttons into a place.
 * @param {HTMLElement} host
 * @param {Live} live
 */
function mount(host, live) {
  const paper = sheet();
  const place = element("div", { className: "pad-sheet" });
  const spoken = speaker(paper, live);
  const cursor = { x: SIDE / 2, y: SIDE / 2, shown: false };
  const ink = hiddenPicture(SIDE, SIDE);
  host.append(place, spoken.line);
  const seen = flip("What the network sees", () => surface.redraw());
  const shown = () =>
    seen.checked
      ? (live.tensor("input").value?.data ?? paper.pixels)
      : paper.pixels;
  const surface = stage(
    place,
    (context, room) =>
      paintPad(context, room, { pixels: shown(), ink, cursor }),
    { label: "Your digit" },
  );
  const undo = button("Undo", () => act(paper.undo));
  const desk = { paper, live, changed };
  const act = (/** @type {() => void} */ change) => {
    change();
    changed();
  };
  function changed() {
    live.send({ type: "draw", pixels: Array.from(paper.pixels), centre: true });
    show();
  }
  function show() {
    undo.disabled = !paper.canUndo;
    surface.describe(isBlank(paper.pixels) ? EMPTY : spoken.words());
    surface.redraw();
    spoken.later();
  }
  host.append(controls(desk, undo, seen.field, act));
  const stops = [
    pen(surface.canvas, desk),
    keys(surface.canvas, desk, cursor, surface.redraw),
    follow(live, paper, show, surface.redraw),
  ];
  return () => {
    [...stops, surface.stop, spoken.stop].forEach((stop) => stop());
    host.replaceChildren();
  };
}

/**
 * Make the buttons under the pad.
 * @param {Desk} desk
 * @param {HTMLButtonElement} undo
 * @param {HTMLElement} seen
 * @param {(change: () => void) => void} act
 */
function controls({ paper, live }, undo, seen, act) {
  const which = choice("Which test digit", ["any"]);
  live.status.subscribe((status) =>
    which.offer(["any", ...(status?.labels ?? [])]),
  );
  const take = (
    /** @type {"test" | "noise"} */ kind,
    /** @type {number} */ label,
  ) => {
    paper.expect();
    live.send({ type: "sample", kind, ...(label >= 0 && { label }) });
  };
  const row = element("div", { className: "pad-buttons" });
  undo.classList.add("pad-undo");
  row.append(
    undo,
    button("Clear", () => act(paper.clear), "C"),
    button("Test digit", () => take("test", which.index - 1), "D"),
    button("Noise", () => take("noise", -1), "N"),
  );
  const more = element("div", { className: "pad-more" });
  more.append(seen, which.field);
  const all = element("div", { className: "pad-controls" });
  all.append(row, more);
  return all;
}

/**
 * Take up what the engine has on its pad, and redraw what it sees.
 * @param {Live} live
 * @param {Paper} paper
 * @param {() => void} show
 * @param {() => void} redraw
 */
function follow(live, paper, show, redraw) {
  const receive = () => {
    const drawn = live.tensor("drawn").value?.data;
    const label = live.tensor("input_label").value?.data[0] ?? LABELS;
    if (!(drawn instanceof Uint8Array) || drawn.length !== CELLS) return;
    if (paper.receive(drawn, label >= LABELS)) show();
  };
  const resend = () => {
    const pixels = Array.from(paper.pixels);
    if (paper.own && !isBlank(pixels))
      live.send({ type: "draw", pixels, centre: true });
  };
  const stops = [
    live.tensor("drawn").subscribe(receive),
    live.tensor("input_label").subscribe(receive),
    live.tensor("input").subscribe(redraw),
    live.notice.subscribe((notice) => notice?.kind === "restored" && resend()),
  ];
  return () => stops.forEach((stop) => stop());
}

/**
 * Say politely what is read, a while after the last stroke.
 * @param {Paper} paper
 * @param {Live} live
 */
function speaker(paper, live) {
  const line = element("p", {
    className: "visually-hidden",
    ariaLive: "polite",
  });
  let timer = 0;
  const words = () => {
    const outputs = live.tensor("outputs").value?.data ?? [];
    return reading(outputs, live.status.value?.labels ?? []);
  };
  const say = () => {
    line.textContent = paper.blank ? "" : words();
  };
  return {
    line,
    words,
    later() {
      clearTimeout(timer);
      timer = window.setTimeout(say, SPEAK_AFTER);
    },
    stop: () => clearTimeout(timer),
  };
}

/**
 * Draw with mouse, pen or finger.
 * @param {HTMLCanvasElement} canvas
 * @param {Desk} desk
 */
function pen(canvas, { paper, changed }) {
  /** @type {Point | null} */
  let last = null;
  const place = (/** @type {MouseEvent} */ event) => {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * SIDE,
      y: ((event.clientY - box.top) / box.height) * SIDE,
    };
  };
  const down = (/** @type {PointerEvent} */ event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    canvas.setPointerCapture(event.pointerId);
    paper.begin();
    last = place(event);
    paper.paint(last, last);
    changed();
  };
  const move = (/** @type {PointerEvent} */ event) => {
    if (!last || !event.isPrimary) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length ? events : [event]) {
      const next = place(each);
      paper.paint(last, next);
      last = next;
    }
    changed();
  };
  const up = () => {
    last = null;
  };
  return listen(canvas, {
    pointerdown: down,
    pointermove: move,
    pointerup: up,
    pointercancel: up,
  });
}

/** The cell that an arrow key leads to. */
const ARROWS = Object.freeze({
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
});

/**
 * Draw by keyboard: arrows move a cell cursor, Space paints, Delete erases.
 * @param {HTMLCanvasElement} canvas
 * @param {Desk} desk
 * @param {Point & {shown: boolean}} cursor
 * @param {() => void} redraw
 */
function keys(canvas, { paper, changed }, cursor, redraw) {
  canvas.tabIndex = 0;
  canvas.setAttribute("aria-keyshortcuts", "ArrowUp ArrowDown Space Delete");
  const inCell = () => ({ x: cursor.x + 0.5, y: cursor.y + 0.5 });
  const mark = (/** @type {(from: Point, to: Point) => void} */ tool) => () => {
    paper.begin();
    tool(inCell(), inCell());
    changed();
  };
  const go = (/** @type {Point} */ by) => () => {
    cursor.x = Math.min(SIDE - 1, Math.max(0, cursor.x + by.x));
    cursor.y = Math.min(SIDE - 1, Math.max(0, cursor.y + by.y));
    redraw();
  };
  /** @type {Record<string, () => void>} */
  const acts = {
    " ": mark(paper.paint),
    Delete: mark(paper.erase),
    Backspace: mark(paper.erase),
  };
  for (const [key, by] of Object.entries(ARROWS)) acts[key] = go(by);
  const press = (/** @type {KeyboardEvent} */ event) => {
    const free = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!acts[event.key] || !free) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  };
  const focus = (/** @type {boolean} */ shown) => () => {
    cursor.shown = shown && canvas.matches(":focus-visible");
    redraw();
  };
  return listen(canvas, {
    keydown: press,
    focus: focus(true),
    blur: focus(false),
  });
}

/**
 * Listen to several events, and return the way to stop.
 * @param {HTMLElement} target
 * @param {Record<string, (event: any) => void>} events
 */
function listen(target, events) {
  const pairs = Object.entries(events);
  for (const [name, tell] of pairs) target.addEventListener(name, tell);
  return () => {
    for (const [name, tell] of pairs) target.removeEventListener(name, tell);
  };
}

/**
 * Paint grid, ink, cursor and neatline.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {{pixels: ArrayLike<number>, cursor: Point & {shown: boolean},
 *   ink: ReturnType<typeof hiddenPicture>}} content
 */
function paintPad(context, room, { pixels, cursor, ink }) {
  const { width, height, palette } = room;
  context.fillStyle = palette.sheet;
  context.fillRect(0, 0, width, height);
  paintGrid(context, room);
  if (isBlank(pixels)) paintEmpty(context, room);
  inked(ink.rgba, pixels, palette.ramps.value(1));
  ink.show();
  context.imageSmoothingEnabled = false;
  context.drawImage(ink.canvas, 0, 0, width, height);
  if (cursor.shown) paintCursor(context, room, cursor);
  context.strokeStyle = palette.ink;
  context.lineWidth = 3;
  context.strokeRect(0, 0, width, height);
}

/**
 * Paint the faint lines between the cells.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 */
function paintGrid(context, { width, height, palette }) {
  context.beginPath();
  for (let line = 1; line < SIDE; line += 1) {
    const [x, y] = [(line * width) / SIDE, (line * height) / SIDE];
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.moveTo(0, y);
    context.lineTo(width, y);
  }
  context.strokeStyle = palette.rule;
  context.globalAlpha = 0.45;
  context.lineWidth = 1;
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * Say what the empty pad is for.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 */
function paintEmpty(context, { width, height, palette, scale }) {
  context.font = `${15 * scale}px ${palette.ui}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 6;
  context.strokeStyle = palette.sheet;
  context.fillStyle = palette.ink3;
  context.strokeText(EMPTY, width / 2, height / 2);
  context.fillText(EMPTY, width / 2, height / 2);
}

/**
 * Frame the cell that the keyboard is at.
 * @param {CanvasRenderingContext2D} context
 * @param {Room} room
 * @param {Point} cursor
 */
function paintCursor(context, { width, height, palette }, cursor) {
  const [across, down] = [width / SIDE, height / SIDE];
  const box = /** @type {const} */ ([
    cursor.x * across,
    cursor.y * down,
    across,
    down,
  ]);
  context.lineWidth = 5;
  context.strokeStyle = palette.sheet;
  context.strokeRect(...box);
  context.lineWidth = 3;
  context.strokeStyle = palette.ink;
  context.strokeRect(...box);
}
