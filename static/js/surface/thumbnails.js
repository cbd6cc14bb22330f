/** Small pictures of the known grounds, in the colours of the page. */

import { css } from "../draw/ramps.js";
import { element } from "../draw/figure.js";
import { onTheme, palette } from "../draw/palette.js";
import { relief } from "../draw/relief.js";
import { SURFACES } from "../wire/settings.js";
import { THUMBNAILS } from "../wire/thumbnails.js";

/**
 * @import { Palette } from "../draw/palette.js"
 * @typedef {(context: CanvasRenderingContext2D, values: Float32Array,
 *   colours: Palette) => void} Paint
 */

const SIDE = 48;
/** Twice as many dots as pixels are sharp on every screen. */
const DOTS = 2;
const HIGHEST = 255;
/** So far apart the contours of a map are, in bytes of height. */
const APART = 30;
/** A curve is tinted in so many bands. */
const BANDS = 8;

/**
 * Make the picture of a known ground; other grounds have none.
 * @param {string} name
 * @returns {HTMLCanvasElement | null}
 */
export function thumbnail(name) {
  if (!Object.hasOwn(THUMBNAILS, name)) return null;
  const values = heightsOf(THUMBNAILS[name]);
  const paint = SURFACES[name].inputs > 1 ? paintMap : paintCurve;
  const size = { width: SIDE * DOTS, height: SIDE * DOTS };
  const canvas = element("canvas", { ...size, "aria-hidden": "true" });
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext("2d")
  );
  const draw = () => paint(context, values, palette());
  onTheme(() => requestAnimationFrame(draw));
  requestAnimationFrame(draw);
  return canvas;
}

/** @param {string} written in base64 */
function heightsOf(written) {
  return Float32Array.from(atob(written), (sign) => sign.charCodeAt(0));
}

/** @type {Paint} */
function paintMap(context, values, colours) {
  const side = Math.sqrt(values.length);
  const sheet = { width: SIDE, height: SIDE, palette: colours, scale: 1 };
  const drawing = relief(
    {
      grid: { values, rows: side, columns: side },
      axes: [0, 1, 0, 1],
      plot: { of: (height) => height, rungs },
      bare: true,
      stand: () => [],
    },
    sheet,
    DOTS,
  );
  let piece = drawing.next();
  while (!piece.done) piece = drawing.next();
  context.drawImage(piece.value.canvas, 0, 0);
}

/** List the few contours of a map. */
function rungs() {
  return Array.from({ length: Math.floor(HIGHEST / APART) }, (_, i) => {
    const level = (i + 0.5) * APART;
    return { level, cost: level, index: false };
  });
}

/** @type {Paint} */
function paintCurve(context, values, colours) {
  const full = SIDE * DOTS;
  const margin = 4 * DOTS;
  const x = (/** @type {number} */ i) => (i / (values.length - 1)) * full;
  const y = (/** @type {number} */ height) =>
    full - margin - (height / HIGHEST) * (full - 2 * margin);
  context.fillStyle = colours.sheet;
  context.fillRect(0, 0, full, full);
  const ground = new Path2D();
  ground.moveTo(0, full);
  values.forEach((height, i) => ground.lineTo(x(i), y(height)));
  ground.lineTo(full, full);
  context.save();
  context.clip(ground);
  for (let band = 0; band < BANDS; band += 1) {
    context.fillStyle = css(colours.ramps.cost((BANDS - 1 - band) / BANDS));
    context.fillRect(0, (band * full) / BANDS, full, full / BANDS + 1);
  }
  context.restore();
  context.strokeStyle = colours.ink;
  context.lineWidth = 2 * DOTS;
  context.stroke(ground);
}
