/** Axes: where a number goes on the paper, which numbers to print, and how. */

/**
 * @typedef {readonly [number, number]} Pair
 * @typedef {{(value: number): number, invert: (place: number) => number,
 *   domain: Pair, range: Pair, ticks: (count?: number) => number[]}} Scale
 */

const THIN_SPACE = "\u202f";
const MINUS = "\u2212";
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** Numbers from here on are written with a power of ten; costs sooner. */
const HUGE = 1e9;
const HUGE_COST = 1e5;
/** Costs from here on are written without decimals. */
const LARGE_COST = 1000;
const NICE = Object.freeze([1, 2, 5, 10]);

/**
 * Make a scale on which equal differences are equally far apart.
 * @param {Pair} domain
 * @param {Pair} range
 * @returns {Scale}
 */
export function linear(domain, range) {
  const [low, high] = domain;
  const [from, to] = range;
  const slope = (to - from) / (high - low || 1);
  const place = (/** @type {number} */ value) => from + slope * (value - low);
  return Object.assign(place, {
    invert: (/** @type {number} */ place) => low + (place - from) / slope,
    domain,
    range,
    ticks: (count = 5) => linearTicks(low, high, count),
  });
}

/**
 * Make a scale on which equal ratios are equally far apart.
 * @param {Pair} domain both above 0
 * @param {Pair} range
 * @returns {Scale}
 */
export function logarithmic(domain, range) {
  const [low, high] = domain;
  const inner = linear([Math.log(low), Math.log(high)], range);
  const place = (/** @type {number} */ value) =>
    inner(Math.log(Math.max(value, Number.MIN_VALUE)));
  return Object.assign(place, {
    invert: (/** @type {number} */ place) => Math.exp(inner.invert(place)),
    domain,
    range,
    ticks: (count = 6) => logTicks(low, high, count),
  });
}

/**
 * Round up to 1, 2 or 5 times a power of ten.
 * @param {number} value above 0
 */
export function niceStep(value) {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const times = NICE.find((nice) => nice * power >= value * (1 - 1e-9)) ?? 10;
  return clean(times * power);
}

/**
 * Round off the last bits, so that 3 × 0.1 is 0.3.
 * @param {number} value
 */
export function clean(value) {
  return Number.parseFloat(value.toPrecision(12));
}

/**
 * List round numbers between two ends, at most about `count` of them.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 * @returns {number[]}
 */
function linearTicks(low, high, count) {
  if (!(high > low)) return [low];
  const step = niceStep((high - low) / Math.max(1, count));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    clean((first + index) * step),
  );
}

/** The numbers of each decade worth printing, the fullest choice first. */
const DECADES = Object.freeze([[1, 2, 5], [1, 3], [1]]);

/**
 * List numbers such as 1, 2, 5, 10 between two ends, at most `count` of them.
 * @param {number} low above 0
 * @param {number} high
 * @param {number} count
 * @returns {number[]}
 */
function logTicks(low, high, count) {
  const choices = DECADES.map((times) => decadeTicks(low, high, times));
  const ticks = choices.find((list) => list.length <= count);
  if (ticks) return ticks;
  const decades = choices[choices.length - 1];
  const stride = Math.ceil(decades.length / count);
  return decades.filter((_, index) => index % stride === 0);
}

/**
 * List some multiples of every power of ten between two ends.
 * @param {number} low
 * @param {number} high
 * @param {readonly number[]} times
 */
function decadeTicks(low, high, times) {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return powers
    .flatMap((power) => times.map((time) => clean(time * 10 ** power)))
    .filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
}

/**
 * Write a number with a true minus and thin spaces between thousands.
 * @param {number} value
 * @param {number} [decimals] as many as needed, up to 12 digits, when left out
 */
export function format(value, decimals) {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "–";
  if (Math.abs(value) >= HUGE) return withPower(value);
  const text =
    decimals === undefined ? plain(clean(value)) : value.toFixed(decimals);
  const [whole, part] = text.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  const sign = text.startsWith("-") && Number(text) !== 0 ? MINUS : "";
  return sign + grouped + (part ? `.${part}` : "");
}

/**
 * Say how many there are of something: 1 step, 4 218 steps.
 * @param {number} count
 * @param {string} one what one of them is called
 */
export function counted(count, one) {
  return `${format(count)} ${one}${count === 1 ? "" : "s"}`;
}

/**
 * Write a number that is too long to be read as a power of ten: 2.1×10¹³.
 * @param {number} value
 * @param {number} [decimals] at most
 */
export function withPower(value, decimals = 1) {
  const [mantissa, power] = value.toExponential(decimals).split("e");
  const times = mantissa.replace(".0", "").replace("-", MINUS);
  return `${times}×10${raised(Number(power))}`;
}

/**
 * Write a whole number as an exponent: ⁻⁷.
 * @param {number} power
 */
export function raised(power) {
  const digits = String(Math.abs(power));
  const high = digits.replace(/\d/g, (digit) => RAISED[Number(digit)]);
  return (power < 0 ? "⁻" : "") + high;
}

/**
 * Make a way to write the numbers of an axis, all with as many decimals as the one
 * that needs the most; 0 is written 0.
 * @param {readonly number[]} ticks
 * @returns {(value: number) => string}
 */
export function formatTicks(ticks) {
  const places = ticks.map(
    (tick) => (plain(clean(tick)).split(".")[1] ?? "").length,
  );
  const decimals = Math.max(0, ...places);
  const huge = ticks.some((tick) => Math.abs(tick) >= HUGE_COST);
  if (huge) return (value) => (value ? withPower(value) : "0");
  return (value) => format(value, value === 0 ? 0 : decimals);
}

/**
 * Write a number without an exponent.
 * @param {number} value
 */
function plain(value) {
  const text = String(value);
  return text.includes("e") ? value.toFixed(12).replace(/\.?0+$/, "") : text;
}

/**
 * Write a cost: three decimals, more only when it would read 0.000, none when it is
 * large.
 * @param {number} cost
 */
export function formatCost(cost) {
  if (Number.isFinite(cost) && cost >= HUGE_COST) return withPower(cost);
  const small = cost > 0 && cost < 0.0095;
  if (small) return format(Number(cost.toPrecision(2)));
  return format(cost, cost >= LARGE_COST ? 0 : 3);
}

/**
 * Write a learning rate with two significant figures.
 * @param {number} rate
 */
export function formatRate(rate) {
  const digits = Number(rate.toPrecision(2));
  const decimals = digits > 0 ? 1 - Math.floor(Math.log10(digits)) : 0;
  return format(digits, digits < 10 ? Math.max(0, decimals) : 0);
}
