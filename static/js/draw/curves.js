/** Sums on curves: a smooth line through points, fewer points, and a running mean. */

/**
 * @typedef {ArrayLike<number>} Numbers
 * @typedef {{from: number, to: number, min: number, mean: number, max: number}} Bin
 */

/**
 * Make a smooth curve through points: a cubic between neighbours with the slope of the
 * parabola through three points, held back where it would overshoot a cliff. Exact for
 * straight lines, and for quadratics away from the ends.
 * @param {Numbers} xs ascending
 * @param {Numbers} ys
 * @returns {(x: number) => number} NaN outside
 */
export function smoothCurve(xs, ys) {
  const slopes = pointSlopes(xs, ys);
  return (x) => {
    const i = cellOf(xs, x);
    if (i < 0) return Number.NaN;
    const width = xs[i + 1] - xs[i];
    const t = (x - xs[i]) / width;
    const rise = ys[i + 1] - ys[i];
    const a = slopes[i] * width - rise;
    const b = rise - slopes[i + 1] * width;
    return ys[i] + t * rise + t * (1 - t) * (a * (1 - t) + b * t);
  };
}

/**
 * Find the cell that a number falls in, −1 when it is outside.
 * @param {Numbers} xs
 * @param {number} x
 */
function cellOf(xs, x) {
  const inside = x >= xs[0] && x <= xs[xs.length - 1] && xs.length > 1;
  return inside ? lowerOf(xs, x) : -1;
}

/**
 * Find the lower end of the cell between ascending numbers that a number falls in; one
 * outside counts to the nearest cell.
 * @param {Numbers} xs
 * @param {number} x
 */
export function lowerOf(xs, x) {
  let [low, high] = [0, xs.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Estimate the slope at every point.
 * @param {Numbers} xs
 * @param {Numbers} ys
 */
function pointSlopes(xs, ys) {
  const last = xs.length - 1;
  const steep = (/** @type {number} */ i) =>
    (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]);
  return Float64Array.from({ length: xs.length }, (_, i) => {
    if (last < 1) return 0;
    if (i === 0) return steep(0);
    if (i === last) return steep(last - 1);
    const [before, after] = [xs[i] - xs[i - 1], xs[i + 1] - xs[i]];
    const [left, right] = [steep(i - 1), steep(i)];
    return held(
      (left * after + right * before) / (before + after),
      left,
      right,
    );
  });
}

/**
 * Hold a slope back to three times the flatter side, so that a cubic stays in bounds.
 * @param {number} slope
 * @param {number} left
 * @param {number} right
 */
function held(slope, left, right) {
  const most = 3 * Math.min(Math.abs(left), Math.abs(right));
  return Math.max(-most, Math.min(most, slope));
}

/**
 * Merge neighbouring buckets until there are at most `count`; what was not seen (NaN)
 * is left out and stays a gap. The first bucket is kept as it is: there the run starts.
 * @param {{edges: Numbers, min: Numbers, mean: Numbers, max: Numbers}} buckets
 * @param {number} count
 * @returns {Bin[]}
 */
export function bins({ edges, min, mean, max }, count) {
  const total = mean.length;
  const width = (edges[total] - edges[0]) / count;
  /** @type {Bin[]} */
  const list = [];
  for (let i = 0; i < total; i += 1) {
    if (!Number.isFinite(mean[i])) continue;
    const bin = {
      from: edges[i],
      to: edges[i + 1],
      min: min[i],
      mean: mean[i],
      max: max[i],
    };
    const last = list.length > 1 ? list.at(-1) : undefined;
    const near = last && last.to === bin.from && bin.to - last.from <= width;
    if (near) list[list.length - 1] = merged(last, bin);
    else list.push(bin);
  }
  return list;
}

/**
 * Join two bins, each counting for as many steps as it holds.
 * @param {Bin} a
 * @param {Bin} b
 * @returns {Bin}
 */
function merged(a, b) {
  const area = a.mean * (a.to - a.from) + b.mean * (b.to - b.from);
  return {
    from: a.from,
    to: b.to,
    min: Math.min(a.min, b.min),
    mean: area / (b.to - a.from),
    max: Math.max(a.max, b.max),
  };
}

/** How many bins the running mean reaches to each side. */
const REACH = 4;
const WEIGHTS = Array.from({ length: 2 * REACH + 1 }, (_, i) =>
  Math.exp(-0.5 * ((i - REACH) / 1.8) ** 2),
);

/**
 * Smooth the means of bins over their neighbours: a bell of weights, times the steps
 * that each bin holds. A gap between bins is not smoothed over.
 * @param {readonly Bin[]} list
 * @returns {{from: number, to: number, step: number, cost: number}[][]} one list for each run without a gap
 */
export function smoothed(list) {
  return unbroken(list).map((run) =>
    run.map((bin, i) => ({
      from: bin.from,
      to: bin.to,
      step: (bin.from + bin.to) / 2,
      cost: weightedMean(run, i),
    })),
  );
}

/**
 * Split bins where one does not begin at the end of the one before.
 * @param {readonly Bin[]} list
 * @returns {Bin[][]}
 */
function unbroken(list) {
  /** @type {Bin[][]} */
  const runs = [];
  for (const bin of list) {
    const run = runs.at(-1);
    if (run && run[run.length - 1].to === bin.from) run.push(bin);
    else runs.push([bin]);
  }
  return runs;
}

/**
 * @param {readonly Bin[]} list
 * @param {number} middle
 */
function weightedMean(list, middle) {
  let [sum, weight] = [0, 0];
  const reach = Math.min(REACH, middle);
  const last = Math.min(middle + reach, list.length - 1);
  for (let i = middle - reach; i <= last; i += 1) {
    const w = WEIGHTS[i - middle + REACH] * (list[i].to - list[i].from);
    sum += w * list[i].mean;
    weight += w;
  }
  return sum / weight;
}

/**
 * Find the place in an ascending list that is nearest to a number.
 * @param {Numbers} sorted
 * @param {number} value
 */
export function nearest(sorted, value) {
  const low = lowerOf(sorted, value);
  const high = Math.min(low + 1, sorted.length - 1);
  return value - sorted[low] <= sorted[high] - value ? low : high;
}

/**
 * Go through points written as x, y, x, y …
 * @param {ArrayLike<number>} points
 * @returns {Generator<[number, number]>}
 */
export function* pairs(points) {
  for (let i = 0; i < points.length; i += 2) yield [points[i], points[i + 1]];
}
