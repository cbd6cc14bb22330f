/** The marks of a topographic sheet: discs, rings, squares, arrows and words. */

/**
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {import("./labels.js").Box} Box
 */

/** Shapes as paths around a middle, with a radius. */
const SHAPES = Object.freeze({
  disc: (/** @type {Context} */ c, /** @type {number} */ r) =>
    c.arc(0, 0, r, 0, 2 * Math.PI),
  square: (/** @type {Context} */ c, /** @type {number} */ r) =>
    c.rect(-r, -r, 2 * r, 2 * r),
  diamond: (/** @type {Context} */ c, /** @type {number} */ r) =>
    polygon(c, [0, -r, r, 0, 0, r, -r, 0]),
  triangle: (/** @type {Context} */ c, /** @type {number} */ r) =>
    polygon(c, [0, -r, r, 0.8 * r, -r, 0.8 * r]),
});

/**
 * Draw a mark: filled, outlined, or both; one without a place is left out.
 * @param {Context} context
 * @param {keyof typeof SHAPES} shape
 * @param {{x: number, y: number, radius: number, fill?: string, stroke?: string,
 *   width?: number, casing?: string}} look
 */
export function mark(context, shape, look) {
  if (!Number.isFinite(look.x + look.y)) return;
  context.save();
  context.translate(look.x, look.y);
  context.beginPath();
  SHAPES[shape](context, look.radius);
  if (look.casing) outline(context, look.casing, (look.width ?? 0) + 4);
  if (look.fill) {
    context.fillStyle = look.fill;
    context.fill();
  }
  if (look.stroke) outline(context, look.stroke, look.width ?? 2);
  context.restore();
}

/**
 * @param {Context} context
 * @param {string} colour
 * @param {number} width
 */
function outline(context, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

/**
 * @param {Context} context
 * @param {readonly number[]} points x, y, x, y …
 */
function polygon(context, points) {
  context.moveTo(points[0], points[1]);
  for (let i = 2; i < points.length; i += 2)
    context.lineTo(points[i], points[i + 1]);
  context.closePath();
}

/**
 * Add a stroke through points to the path; a point that is no number breaks it.
 * @param {Context} context
 * @param {Iterable<readonly [number, number]>} points
 */
export function trace(context, points) {
  let drawing = false;
  for (const [x, y] of points) {
    const known = Number.isFinite(x) && Number.isFinite(y);
    if (known && drawing) context.lineTo(x, y);
    else if (known) context.moveTo(x, y);
    drawing = known;
  }
}

/**
 * Draw a stroke through points.
 * @param {Context} context
 * @param {Iterable<readonly [number, number]>} points
 * @param {{colour: string, width: number, dash?: readonly number[]}} look
 */
export function line(context, points, { colour, width, dash = [] }) {
  context.save();
  context.beginPath();
  trace(context, points);
  context.lineJoin = "round";
  context.setLineDash([...dash]);
  outline(context, colour, width);
  context.restore();
}

/**
 * Draw a straight piece of a line.
 * @param {Context} context
 * @param {readonly [x0: number, y0: number, x1: number, y1: number]} ends
 * @param {{colour: string, width: number, dash?: readonly number[]}} look
 */
export function segment(context, [x0, y0, x1, y1], look) {
  const from = /** @type {const} */ ([x0, y0]);
  line(context, [from, [x1, y1]], look);
}

/**
 * Draw a level arrow; its head is three times as long as the line is wide.
 * @param {Context} context
 * @param {{from: number, to: number, y: number, width: number, colour: string,
 *   casing?: string}} look
 */
export function arrow(context, { from, to, y, width, colour, casing }) {
  const sign = Math.sign(to - from) || 1;
  const head = Math.min(3 * width, Math.abs(to - from));
  const neck = to - sign * head;
  const half = width / 2;
  const shaft = [from, y - half, neck, y - half, neck, y - 1.25 * width, to, y];
  const back = [neck, y + 1.25 * width, neck, y + half, from, y + half];
  context.save();
  context.beginPath();
  polygon(context, [...shaft, ...back]);
  context.lineJoin = "round";
  if (casing) outline(context, casing, 3);
  context.fillStyle = colour;
  context.fill();
  context.restore();
}

/**
 * Write words, with a halo around them when they stand on a map.
 * @param {Context} context
 * @param {string} text
 * @param {{x: number, y: number, colour: string, font?: string, halo?: string,
 *   align?: CanvasTextAlign, baseline?: CanvasTextBaseline, angle?: number}} look
 */
export function words(context, text, look) {
  context.save();
  context.translate(look.x, look.y);
  if (look.angle) context.rotate(look.angle);
  if (look.font) context.font = look.font;
  context.textAlign = look.align ?? "left";
  context.textBaseline = look.baseline ?? "middle";
  if (look.halo) {
    context.lineJoin = "round";
    context.strokeStyle = look.halo;
    context.lineWidth = 4;
    context.strokeText(text, 0, 0);
  }
  context.fillStyle = look.colour;
  context.fillText(text, 0, 0);
  context.restore();
}

/**
 * Name the font for words on a chart.
 * @param {{palette: Palette, scale: number, text?: number}} sheet
 * @param {{size?: number, weight?: number, family?: string}} [look]
 */
export function font(sheet, look = {}) {
  const { size = sheet.text ?? 13, weight = 400, family } = look;
  return `${weight} ${size * sheet.scale}px ${family ?? sheet.palette.ui}`;
}

/**
 * Name the font of a variable: italic, in the family of the prose.
 * @param {{palette: Palette, scale: number}} sheet
 * @param {number} size
 */
export function variableFont(sheet, size) {
  return `italic 600 ${size * sheet.scale}px ${sheet.palette.prose}`;
}

/**
 * Measure the words that a font makes.
 * @param {Context} context
 * @param {string} text
 * @param {string} [withFont]
 */
export function measure(context, text, withFont) {
  if (withFont) context.font = withFont;
  return context.measureText(text).width;
}

/**
 * Draw a note on a figure: some lines of words in a small frame.
 * @param {Context} context
 * @param {readonly string[]} lines
 * @param {{box: Box, palette: Palette, colour: string, ink?: string, font: string,
 *   height: number}} look `ink` is the colour of the words
 */
export function chip(
  context,
  lines,
  { box, palette, colour, ink = palette.ink, font: face, height },
) {
  context.save();
  context.beginPath();
  const [left, top] = [box.x - box.width / 2, box.y - box.height / 2];
  context.roundRect(left, top, box.width, box.height, 4);
  context.fillStyle = palette.paper;
  context.fill();
  outline(context, colour, 1.5);
  lines.forEach((text, i) => {
    const y = top + 4 + height * (i + 0.5);
    words(context, text, { x: left + 8, y, colour: ink, font: face });
  });
  context.restore();
}
