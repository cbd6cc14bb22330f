/** Where words go on a drawing, so that none covers another. */

import { lowerOf } from "./curves.js";

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Box x, y is the
 *   middle
 * @typedef {{x: number, y: number, angle: number, box: Box}} Place
 */

/**
 * Tell whether two boxes come nearer to each other than a gap.
 * @param {Box} a
 * @param {Box} b
 * @param {number} [gap]
 */
export function touches(a, b, gap = 0) {
  return (
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 + gap &&
    Math.abs(a.y - b.y) < (a.height + b.height) / 2 + gap
  );
}

/**
 * Tell whether a box lies wholly in a picture.
 * @param {Box} box
 * @param {{width: number, height: number}} picture
 */
export function fits({ x, y, width, height }, picture) {
  return (
    x - width / 2 >= 0 &&
    y - height / 2 >= 0 &&
    x + width / 2 <= picture.width &&
    y + height / 2 <= picture.height
  );
}

/**
 * Move labels in one column apart, each as little as possible, in their order: labels
 * that would overlap become one group around their common middle.
 * @param {readonly {y: number, height: number}[]} labels y is the wished middle
 * @param {number} top
 * @param {number} bottom
 * @returns {number[]} the middle of each label
 */
export function spread(labels, top, bottom) {
  const order = labels
    .map((_, i) => i)
    .sort((a, b) => labels[a].y - labels[b].y);
  /** @type {Group[]} */
  const groups = [];
  for (const i of order) {
    let group = within({ members: [i], ...labels[i] }, top, bottom);
    for (
      let last = groups.at(-1);
      last && overlap(last, group);
      last = groups.at(-1)
    ) {
      groups.pop();
      group = within(united(last, group), top, bottom);
    }
    groups.push(group);
  }
  return groups.reduce(
    (places, group) => stacked(places, group, labels),
    Array(labels.length).fill(0),
  );
}

/** @typedef {{members: number[], y: number, height: number}} Group */

/**
 * @param {Group} upper
 * @param {Group} lower
 */
function overlap(upper, lower) {
  return upper.y + upper.height / 2 > lower.y - lower.height / 2 + 1e-9;
}

/**
 * Keep a group inside the column.
 * @param {Group} group
 * @param {number} top
 * @param {number} bottom
 */
function within(group, top, bottom) {
  const half = group.height / 2;
  return {
    ...group,
    y: Math.max(Math.min(group.y, bottom - half), top + half),
  };
}

/**
 * @param {Group} a
 * @param {Group} b
 */
function united(a, b) {
  const [one, other] = [a.members.length, b.members.length];
  return {
    members: [...a.members, ...b.members],
    height: a.height + b.height,
    y: (a.y * one + b.y * other) / (one + other),
  };
}

/**
 * Put the labels of a group one under the other.
 * @param {readonly number[]} places
 * @param {Group} group
 * @param {readonly {height: number}[]} labels
 */
function stacked(places, { members, y, height }, labels) {
  const next = [...places];
  let edge = y - height / 2;
  for (const i of members) {
    next[i] = edge + labels[i].height / 2;
    edge += labels[i].height;
  }
  return next;
}

/**
 * Choose the first of some boxes that lies in the picture and touches nothing.
 * @template {Box} B
 * @param {Iterable<B>} choices the best first
 * @param {readonly Box[]} taken
 * @param {{width: number, height: number}} picture
 * @param {number} [gap]
 * @returns {B | undefined}
 */
export function firstFree(choices, taken, picture, gap = 2) {
  for (const box of choices) {
    const free = !taken.some((other) => touches(box, other, gap));
    if (free && fits(box, picture)) return box;
  }
  return undefined;
}

/**
 * Choose, among boxes that lie in the picture, the one that covers least.
 * @template {Box} B
 * @param {readonly B[]} choices the best first
 * @param {readonly Box[]} drawn
 * @param {{width: number, height: number}} picture
 * @returns {B} the first when none lies in the picture
 */
export function clearest(choices, drawn, picture) {
  const covers = (/** @type {Box} */ box) =>
    drawn.filter((other) => touches(box, other)).length;
  const inside = choices.filter((box) => fits(box, picture));
  return inside.reduce(
    (best, box) => (covers(box) < covers(best) ? box : best),
    inside[0] ?? choices[0],
  );
}

const WALK = 6;
const STRAIGHT = 0.94;
/** A number on a line steeper than this, in radians, is easier to read level. */
const STEEP = 1.05;

/**
 * Find the best place for a number along a line, upright, in the picture and away from
 * everything taken; nothing when there is none.
 * @param {ArrayLike<number>} points x, y, x, y …
 * @param {{width: number, height: number}} text
 * @param {{width: number, height: number}} picture
 * @param {(box: Box) => boolean} allowed
 * @returns {Place | undefined}
 */
export function placeAlong(points, text, picture, allowed) {
  /** @type {{place: Place, score: number} | undefined} */
  let best;
  const lengths = lengthsAlong(points);
  const total = lengths[lengths.length - 1] ?? 0;
  for (let s = text.width / 2; s <= total - text.width / 2; s += WALK) {
    const found = tryAt(points, lengths, s, text);
    if (!found || (best && found.score <= best.score)) continue;
    if (fits(found.place.box, picture) && allowed(found.place.box))
      best = found;
  }
  return best?.place;
}

/**
 * Add up how far along the line each of its points is.
 * @param {ArrayLike<number>} points
 */
function lengthsAlong(points) {
  const lengths = new Float64Array(points.length / 2);
  for (let i = 1; i < lengths.length; i += 1) {
    const [dx, dy] = [
      points[2 * i] - points[2 * i - 2],
      points[2 * i + 1] - points[2 * i - 1],
    ];
    lengths[i] = lengths[i - 1] + Math.hypot(dx, dy);
  }
  return lengths;
}

/**
 * Try a number with its middle at a length: it needs a nearly straight piece, and reads
 * best where the line is level.
 * @param {ArrayLike<number>} points
 * @param {Float64Array} lengths
 * @param {number} s
 * @param {{width: number, height: number}} text
 */
function tryAt(points, lengths, s, text) {
  const [x0, y0] = pointAt(points, lengths, s - text.width / 2);
  const [x1, y1] = pointAt(points, lengths, s + text.width / 2);
  const [dx, dy] = [x1 - x0, y1 - y0];
  const straight = Math.hypot(dx, dy) / text.width;
  if (straight < STRAIGHT) return undefined;
  const along = upright(Math.atan2(dy, dx));
  const angle = Math.abs(along) > STEEP ? 0 : along;
  const place = { x: (x0 + x1) / 2, y: (y0 + y1) / 2, angle };
  const box = { x: place.x, y: place.y, ...turnedSize(text, angle) };
  return {
    place: { ...place, box },
    score: straight - 0.12 * Math.abs(Math.sin(along)),
  };
}

/**
 * Find the point at a length along a line.
 * @param {ArrayLike<number>} points
 * @param {Float64Array} lengths
 * @param {number} s
 * @returns {[x: number, y: number]}
 */
function pointAt(points, lengths, s) {
  const low = lowerOf(lengths, s);
  const high = Math.min(low + 1, lengths.length - 1);
  const t = (s - lengths[low]) / (lengths[high] - lengths[low] || 1);
  return [
    points[2 * low] + t * (points[2 * high] - points[2 * low]),
    points[2 * low + 1] + t * (points[2 * high + 1] - points[2 * low + 1]),
  ];
}

/**
 * Turn a direction round when words along it would stand on their heads.
 * @param {number} angle
 */
export function upright(angle) {
  if (angle > Math.PI / 2) return angle - Math.PI;
  if (angle <= -Math.PI / 2) return angle + Math.PI;
  return angle;
}

/**
 * Give the size of the box round a turned text.
 * @param {{width: number, height: number}} text
 * @param {number} angle
 */
function turnedSize({ width, height }, angle) {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  return {
    width: width * cos + height * sin,
    height: width * sin + height * cos,
  };
}
