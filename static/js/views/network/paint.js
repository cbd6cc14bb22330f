/** The ink of the network: picture, headings, neurons and names. */

import { format } from "../../draw/axes.js";
import { css } from "../../draw/ramps.js";
import { areLong, labelOf } from "../../pad/reading.js";
import { SIDE } from "../../pad/stroke.js";
import { INPUTS } from "../../wire/settings.js";
import { inkOf } from "./scales.js";
import { countWords } from "./model.js";
import { pixelAt } from "./layout.js";

/**
 * @typedef {import("../../draw/stage.js").Sheet} Room
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./layout.js").Layer} Row
 * @typedef {import("./layout.js").Point} Point
 * @typedef {import("./model.js").Structure} Structure
 * @typedef {import("./model.js").Moment} Moment
 * @typedef {import("./lines.js").Link} Link
 * @typedef {CanvasRenderingContext2D} Context
 */

const HALO = 4;

/**
 * Paint the input picture.
 * @param {Context} context
 * @param {Room} room
 * @param {Layout} plan
 * @param {HTMLCanvasElement} ink
 */
export function paintPicture(context, { palette }, { picture }, ink) {
  const { x, y, side } = picture;
  context.imageSmoothingEnabled = false;
  context.drawImage(ink, x, y, side, side);
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.strokeRect(x - 0.5, y - 0.5, side + 1, side + 1);
}

/**
 * Mark the pixels that move one neuron most.
 * @param {Context} context
 * @param {Room} room
 * @param {Layout} plan
 * @param {readonly Link[]} links
 */
export function markPixels(context, { palette }, { picture }, links) {
  const cell = picture.side / SIDE;
  for (const { from, value } of links) {
    const { x, y } = pixelAt(picture, from);
    context.strokeStyle = palette.paper;
    context.lineWidth = 3.5;
    context.strokeRect(x - cell / 2, y - cell / 2, cell, cell);
    context.strokeStyle = value > 0 ? palette.pos : palette.neg;
    context.lineWidth = 1.75;
    context.strokeRect(x - cell / 2, y - cell / 2, cell, cell);
  }
}

/**
 * Paint what stands over the layers.
 * @param {Context} context
 * @param {Room} room
 * @param {Layout} plan
 * @param {Structure} structure
 */
export function paintHeadings(context, room, plan, { layers }) {
  paintHeading(context, room, plan, plan.inputHeading, [
    `${INPUTS} pixels`,
    "input",
  ]);
  layers.forEach((layer, index) =>
    paintHeading(context, room, plan, plan.layers[index].heading, [
      countWords(layer),
      layer.name,
    ]),
  );
}

/**
 * Paint two words: one under the other, or side by side when the layers run down.
 * @param {Context} context
 * @param {Room} room
 * @param {Layout} plan
 * @param {Point} place
 * @param {[string, string]} words
 */
function paintHeading(
  context,
  { palette, scale },
  { down },
  { x, y },
  [bold, plain],
) {
  context.textAlign = down ? "left" : "center";
  context.textBaseline = "middle";
  context.font = `600 ${14 * scale}px ${palette.ui}`;
  const aside = down ? context.measureText(bold).width + 8 * scale : 0;
  haloed(context, palette, palette.ink, bold, { x, y });
  context.font = `400 ${13 * scale}px ${palette.ui}`;
  const below = down ? 0 : 18 * scale;
  haloed(context, palette, palette.ink2, plain, { x: x + aside, y: y + below });
}

/**
 * Write over lines, with paper around the letters.
 * @param {Context} context
 * @param {Room["palette"]} palette
 * @param {string} colour
 * @param {string} text
 * @param {Point} place
 */
function haloed(context, palette, colour, text, { x, y }) {
  context.lineJoin = "round";
  context.lineWidth = HALO;
  context.strokeStyle = palette.paper;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/**
 * Paint every neuron, filled with its activation.
 * @param {Context} context
 * @param {Room} room
 * @param {Layout} plan
 * @param {{structure: Structure, moment: Moment,
 *   selected: {layer: number, neuron: number} | null}} content
 */
export function paintNeurons(
  context,
  room,
  plan,
  { structure, moment, selected },
) {
  const last = plan.layers.length - 1;
  plan.layers.forEach((row, layer) => {
    const { values, extent } = moment.levels[layer];
    const { first } = structure.layers[layer];
    row.neurons.forEach((place, index) => {
      const wins = layer === last && index === moment.winner;
      const fill = css(
        room.palette.ramps.value(inkOf(values[first + index], extent)),
      );
      const rings =
        wins || (selected?.layer === layer + 1 && selected.neuron === index);
      paintNeuron(
        context,
        room,
        { ...place, radius: row.radius },
        { fill, rings, wins },
      );
    });
  });
}

/**
 * Paint one neuron: paper around it, ink ring, a second ring when it stands out.
 * @param {Context} context
 * @param {Room} room
 * @param {Point & {radius: number}} disc
 * @param {{fill: string, rings: boolean, wins: boolean}} look
 */
function paintNeuron(
  context,
  { palette, scale },
  { x, y, radius },
  { fill, rings, wins },
) {
  const line = 1.5 * Math.min(scale, radius / 6);
  const grown = wins ? radius * 1.22 : radius;
  const outer = grown + (rings ? 4.5 * (radius / 9) : 0);
  disc(context, x, y, outer + 2 * (radius / 9), palette.paper);
  if (rings)
    ring(context, { x, y, radius: outer, line: line * 1.4 }, palette.ink);
  disc(context, x, y, grown, fill);
  ring(context, { x, y, radius: grown, line }, palette.ink);
}

/**
 * @param {Context} context
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {string} colour
 */
function disc(context, x, y, radius, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

/**
 * @param {Context} context
 * @param {Point & {radius: number, line: number}} circle
 * @param {string} colour
 */
function ring(context, { x, y, radius, line }, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.stroke();
}

/**
 * Say how much room the names of the outputs need beside or below them.
 * @param {Context} context
 * @param {Room} room
 * @param {readonly string[]} labels
 */
export function labelRoom(context, room, labels) {
  const { palette, scale, width } = room;
  if (!areLong(labels))
    return { beside: winnerRoom(context, room), below: 68 * scale };
  context.font = `700 ${16 * scale}px ${palette.ui}`;
  const widths = labels.map((label) => context.measureText(label).width);
  const beside = Math.min(width * 0.3, Math.max(...widths) + 32 * scale);
  return { beside, below: 92 * scale };
}

/**
 * Measure the numeral of the winner with its activation, from the middle of its neuron.
 * @param {Context} context
 * @param {Room} room
 */
function winnerRoom(context, { palette, scale }) {
  const widthOf = (/** @type {string} */ text, /** @type {number} */ size) => {
    context.font = `700 ${size * scale}px ${palette.ui}`;
    return context.measureText(text).width;
  };
  return 38 * scale + widthOf("0", 34) + widthOf("0.00", 13);
}

/**
 * Name every output; the winner large, with its activation.
 * @param {Context} context
 * @param {Room} room
 * @param {Layout} plan
 * @param {{structure: Structure, moment: Moment}} content
 */
export function paintNames(context, room, plan, { structure, moment }) {
  const { neurons } = plan.layers[plan.layers.length - 1];
  const { values } = moment.levels[moment.levels.length - 1];
  neurons.forEach((place, index) => {
    const name = labelOf(structure.labels, index);
    const wins = index === moment.winner;
    const long = areLong(structure.labels);
    const paint = NAMES[`${plan.down}`];
    paint(context, room, place, { name, wins, long, value: values[index] });
  });
}

/**
 * @typedef {{name: string, wins: boolean, long: boolean, value: number}} Name
 * @typedef {(context: Context, room: Room, place: Point, name: Name) => void} PaintName
 */

/** How names are painted when the layers run down, and when they do not. */
const NAMES = Object.freeze({ true: paintNameBelow, false: paintNameBeside });

/**
 * Choose the size and weight of a name.
 * @param {Room} room
 * @param {Name} name
 */
function nameFont({ palette, scale }, { wins, long }) {
  const [plain, large] = long ? [14, 16] : [16, 34];
  return `${wins ? 700 : 400} ${(wins ? large : plain) * scale}px ${palette.ui}`;
}

/** @type {PaintName} */
function paintNameBeside(context, room, { x, y }, name) {
  const { palette, scale, width } = room;
  const left = x + (name.wins ? 30 : 26) * scale;
  const up = name.wins && name.long ? 8 * scale : 0;
  context.font = nameFont(room, name);
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = name.wins ? palette.ink : palette.ink2;
  context.fillText(name.name, left, y + scale - up, width - left);
  if (!name.wins) return;
  const wide = context.measureText(name.name).width;
  context.font = `700 ${13 * scale}px ${palette.ui}`;
  const [across, down] = name.long
    ? [0, 17 * scale - up]
    : [wide + 7 * scale, 2 * scale];
  context.fillText(format(name.value, 2), left + across, y + down);
}

/** @type {PaintName} */
function paintNameBelow(context, room, { x, y }, name) {
  const { palette, scale } = room;
  context.font = nameFont(room, name);
  context.fillStyle = name.wins ? palette.ink : palette.ink2;
  context.textBaseline = "middle";
  context.save();
  context.translate(x, y + (name.wins ? 37 : 25) * scale);
  if (name.long) {
    context.translate(0, -8 * scale);
    context.rotate(Math.PI / 2);
    context.textAlign = "left";
    context.fillText(name.name, 0, 0, 66 * scale);
  } else {
    context.textAlign = "center";
    context.fillText(name.name, 0, 0);
  }
  context.restore();
  if (!name.wins || name.long) return;
  context.textAlign = "center";
  context.font = `700 ${13 * scale}px ${palette.ui}`;
  context.fillText(format(name.value, 2), x, y + 61 * scale);
}
