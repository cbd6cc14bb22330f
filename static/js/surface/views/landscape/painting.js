/** The ink of a landscape: the base map below, the surface above, and what ties them. */

import { project, strips } from "../../../draw/axonometric.js";
import {
  font,
  line,
  segment,
  trace,
  variableFont,
  words,
} from "../../../draw/marks.js";
import { CORNERS, GAP, TALL } from "./mesh.js";
import { BASE_TINT } from "./model.js";

/**
 * @import { Projection } from "../../../draw/axonometric.js"
 * @import { Sheet } from "../../../draw/stage.js"
 * @import { Mesh, Piece, Spot } from "./mesh.js"
 * @import { Model, Skin } from "./model.js"
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {readonly [number, number]} Point on the paper
 */

/** Every cell is painted so much larger, so that no paper shows between two. */
const SEAM = 0.4;

/**
 * Paint the base map: tint, contours and edge. While it moves, a sketch will do.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Model} model
 * @param {Projection} projection
 * @param {boolean} moving
 */
export function paintBase(context, sheet, model, projection, moving) {
  const { palette, scale } = sheet;
  if (moving) layPicture(context, model.sketch, projection, 1);
  else {
    layPicture(context, model.base, projection, BASE_TINT);
    paintLines(context, sheet, model, projection);
  }
  const edge = [...CORNERS, CORNERS[0]];
  const look = { colour: palette.ink, width: 1.3 * Math.sqrt(scale) };
  line(context, flat(projection, edge), look);
}

/**
 * Draw the contours of the base map.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Model} model
 * @param {Projection} projection
 */
function paintLines(context, sheet, { terrain }, projection) {
  for (const index of [false, true]) {
    context.beginPath();
    for (const one of terrain.lines)
      if (one.index === index) trace(context, flat(projection, one.spots));
    strokeContours(context, sheet, index);
  }
}

/**
 * Lay a picture of the ground on the base plane.
 * @param {Context} context
 * @param {HTMLCanvasElement} picture
 * @param {Projection} projection
 * @param {number} alpha
 */
function layPicture(context, picture, { left, top, x, y }, alpha) {
  const { width, height } = picture;
  context.save();
  context.globalAlpha = alpha;
  context.transform(
    x[0] / width,
    x[1] / width,
    -y[0] / height,
    -y[1] / height,
    left + y[0],
    top + y[1],
  );
  context.drawImage(picture, 0, 0);
  context.restore();
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {boolean} index
 */
function strokeContours(context, { palette, scale }, index) {
  context.strokeStyle = palette.contour;
  context.lineJoin = "round";
  context.lineWidth = (index ? 1.3 : 0.7) * Math.sqrt(scale);
  context.stroke();
}

/**
 * Put spots on the base plane.
 * @param {Projection} projection
 * @param {readonly Spot[]} spots
 * @returns {Point[]}
 */
export function flat(projection, spots) {
  return spots.map(([x, y]) => project(projection, x, y, 0));
}

/**
 * Draw the arrows of −∇C on the base plane, all with one stroke.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Model} model
 * @param {Projection} projection
 */
export function paintArrows(context, { palette, scale }, model, projection) {
  const head = 4 * Math.sqrt(scale);
  context.save();
  context.beginPath();
  for (const { from, to } of model.arrows) {
    const [tail, tip] = flat(projection, [from, to]);
    const angle = Math.atan2(tip[1] - tail[1], tip[0] - tail[0]);
    const barb = (/** @type {number} */ side) =>
      /** @type {Point} */ ([
        tip[0] - head * Math.cos(angle + side),
        tip[1] - head * Math.sin(angle + side),
      ]);
    trace(context, [tail, tip]);
    trace(context, [barb(0.45), tip, barb(-0.45)]);
  }
  context.strokeStyle = palette.ink2;
  context.lineWidth = 1.2 * Math.sqrt(scale);
  context.stroke();
  context.restore();
}

/**
 * Tie the corners of the surface to those of the base map.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Mesh} mesh
 * @param {Projection} projection
 */
export function paintPosts(context, { palette }, mesh, projection) {
  const look = { colour: palette.ink2, width: 1, dash: [1.5, 3] };
  for (const [x, y] of CORNERS) {
    const foot = project(projection, x, y, 0);
    const head = raised(mesh, projection, x * mesh.columns, y * mesh.rows);
    segment(context, [...foot, ...head], look);
  }
}

/**
 * Place a corner of the mesh on the paper.
 * @param {Mesh} mesh
 * @param {Projection} projection
 * @param {number} column
 * @param {number} row
 */
function raised({ columns, rows, zs }, projection, column, row) {
  const z = GAP + TALL * zs[row * (columns + 1) + column];
  return project(projection, column / columns, row / rows, z);
}

/**
 * Paint the surface from back to front, with its contours and its edge.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Skin} skin
 * @param {Projection} projection
 */
export function paintSurface(context, sheet, { mesh, colours }, projection) {
  const places = placesOf(mesh, projection);
  const [back, front] = edgesOf(mesh, projection);
  strokeEdges(context, sheet, back);
  for (const strip of strips(projection.turn, mesh.columns, mesh.rows)) {
    for (const cell of strip) {
      context.fillStyle = colours[cell];
      fillCell(context, places, cell, mesh.columns);
    }
    strokePieces(context, sheet, projection, strip, mesh.pieces);
  }
  strokeEdges(context, sheet, front);
}

/**
 * Place every corner of the mesh on the paper: x, y, x, y …
 * @param {Mesh} mesh
 * @param {Projection} projection
 */
function placesOf(mesh, projection) {
  const places = new Float32Array(2 * mesh.zs.length);
  for (let row = 0, at = 0; row <= mesh.rows; row += 1)
    for (let column = 0; column <= mesh.columns; column += 1, at += 2)
      places.set(raised(mesh, projection, column, row), at);
  return places;
}

/**
 * Fill one cell, a little larger than it is.
 * @param {Context} context
 * @param {Float32Array} places
 * @param {number} cell
 * @param {number} columns
 */
function fillCell(context, places, cell, columns) {
  const here = 2 * (cell + Math.floor(cell / columns));
  const north = here + 2 * columns + 2;
  const corners = [here, here + 2, north + 2, north];
  let [x, y] = [0, 0];
  for (const at of corners) {
    x += places[at] / 4;
    y += places[at + 1] / 4;
  }
  context.beginPath();
  for (const at of corners) {
    const [px, py] = [places[at], places[at + 1]];
    context.lineTo(px + (px > x ? SEAM : -SEAM), py + (py > y ? SEAM : -SEAM));
  }
  context.fill();
}

/**
 * Draw the contours that cross a strip of cells.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Projection} projection
 * @param {readonly number[]} strip
 * @param {readonly (readonly Piece[])[]} pieces
 */
function strokePieces(context, sheet, projection, strip, pieces) {
  const here = strip.flatMap((cell) => pieces[cell]);
  for (const index of [false, true]) {
    context.beginPath();
    for (const [indexed, x0, y0, x1, y1, height] of here) {
      if (indexed !== index) continue;
      const z = GAP + TALL * height;
      context.moveTo(...project(projection, x0, y0, z));
      context.lineTo(...project(projection, x1, y1, z));
    }
    strokeContours(context, sheet, index);
  }
}

/**
 * List the edges of the surface: those behind it, and those before it.
 * @param {Mesh} mesh
 * @param {Projection} projection
 * @returns {[back: Point[][], front: Point[][]]}
 */
function edgesOf(mesh, projection) {
  const { columns, rows } = mesh;
  const along = (/** @type {number} */ row) =>
    Array.from({ length: columns + 1 }, (_, column) =>
      raised(mesh, projection, column, row),
    );
  const up = (/** @type {number} */ column) =>
    Array.from({ length: rows + 1 }, (_, row) =>
      raised(mesh, projection, column, row),
    );
  const [west, south] = [projection.x[1] < 0, projection.y[1] < 0];
  return [
    [up(west ? columns : 0), along(south ? rows : 0)],
    [up(west ? 0 : columns), along(south ? 0 : rows)],
  ];
}

/**
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {readonly Point[][]} edges
 */
function strokeEdges(context, { palette, scale }, edges) {
  const look = { colour: palette.ink, width: 1.5 * Math.sqrt(scale) };
  for (const edge of edges) line(context, edge, look);
}

/**
 * Write x and y beside the two front edges of the base map, and what the arrows are.
 * @param {Context} context
 * @param {Sheet} sheet
 * @param {Projection} projection
 * @param {boolean} arrows
 */
export function writeLetters(context, sheet, projection, arrows) {
  const { palette, scale, height } = sheet;
  const face = variableFont(sheet, 17);
  const look = { colour: palette.ink, font: face, halo: palette.paper };
  const x = project(projection, 0.5, projection.y[1] < 0 ? 0 : 1, 0);
  const y = project(projection, projection.x[1] < 0 ? 0 : 1, 0.5, 0);
  const aside = Math.sign(y[0] - x[0]) * 14 * scale;
  const down = 16 * scale;
  const middle = /** @type {const} */ ("center");
  for (const [text, at, way] of /** @type {const} */ ([
    ["x", x, -aside],
    ["y", y, aside],
  ]))
    words(context, text, {
      x: at[0] + way,
      y: at[1] + down,
      align: middle,
      ...look,
    });
  if (!arrows) return;
  const small = { colour: palette.ink2, font: font(sheet, { size: 14 }) };
  const [left, bottom] = [4, height - 12 * scale];
  words(context, "Arrows: −∇C,", { x: left, y: bottom - 18 * scale, ...small });
  words(context, "longer where steeper", { x: left, y: bottom, ...small });
}
