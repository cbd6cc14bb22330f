/** Curves grow by what each frame brings; this joins the pieces and keeps them small. */

/**
 * @import { Tensor } from "../wire/decode.js"
 *
 * @typedef {object} Buckets one bucket covers the steps from one edge to the next
 * @property {number[]} edges one more than there are buckets
 * @property {number[]} min
 * @property {number[]} mean NaN where nothing was seen
 * @property {number[]} max
 *
 * @typedef {object} Curves
 * @property {number} line
 * @property {Buckets} costs
 * @property {{steps: number[], costs: number[]}} test
 * @property {number[]} epochs the step at which each epoch began
 * @property {{step: number, rate: number}[]} rates
 * @property {{step: number, norms: Float32Array}[]} gradients the newest ones
 *
 * @typedef {ReadonlyMap<string, Pick<Tensor, "data">>} Tensors
 */

export const MOST_BUCKETS = 4096;
export const RING = 90;

/**
 * Start the curves of a line.
 * @param {number} line
 * @returns {Curves}
 */
export function blank(line) {
  return {
    line,
    costs: { edges: [], min: [], mean: [], max: [] },
    test: { steps: [], costs: [] },
    epochs: [],
    rates: [],
    gradients: [],
  };
}

/**
 * Add to the curves what a frame brings; a frame of another line starts them afresh.
 * @param {Curves} curves
 * @param {Tensors} frame
 * @returns {Curves}
 */
export function grow(curves, frame) {
  const line = numbers(frame, "line")[0];
  const old = line === curves.line ? curves : blank(line);
  return {
    line,
    costs: growCosts(old.costs, frame),
    test: growTest(old.test, frame),
    epochs: growEpochs(old.epochs, frame),
    rates: growRates(old.rates, frame),
    gradients: growGradients(old.gradients, frame),
  };
}

/**
 * Append buckets: what is known already stays, what was missed becomes a gap.
 * @param {Buckets} old
 * @param {Buckets} piece
 * @returns {Buckets}
 */
export function append(old, piece) {
  const end = old.edges.at(-1);
  if (end === undefined || piece.edges.length < 2)
    return end === undefined ? piece : old;
  const first = piece.edges.findIndex((edge) => edge > end) - 1;
  if (first === -2) return old;
  return thin(
    first < 0
      ? joined(withGap(old, piece.edges[0]), piece, 0)
      : joined(old, piece, first),
  );
}

/**
 * Merge neighbours into fewer, evenly wide buckets when there are too many of them;
 * a gap stays a gap, and the very first bucket stays as it is.
 * @param {Buckets} buckets
 * @param {number} most
 * @returns {Buckets}
 */
export function thin(buckets, most = MOST_BUCKETS) {
  const { edges, mean } = buckets;
  if (mean.length <= most) return buckets;
  const width = (3 * (edges[mean.length] - edges[0])) / most;
  /** @type {Buckets} */
  const result = { edges: [edges[0]], min: [], mean: [], max: [] };
  let next = take(buckets, 0, 0, result);
  while (next < mean.length) next = take(buckets, next, width, result);
  return result;
}

/**
 * Copy one bucket, merged with those after it that fit the width, to the result.
 * @param {Buckets} from
 * @param {number} first
 * @param {number} width
 * @param {Buckets} to
 * @returns {number} the first bucket not taken
 */
function take(from, first, width, to) {
  const { edges, min, mean, max } = from;
  let end = first + 1;
  const fits = () => edges[end + 1] - edges[first] <= width;
  while (fits() && Number.isNaN(mean[end]) === Number.isNaN(mean[first]))
    end += 1;
  let area = 0;
  for (let i = first; i < end; i++) area += mean[i] * (edges[i + 1] - edges[i]);
  to.edges.push(edges[end]);
  to.min.push(Math.min(...min.slice(first, end)));
  to.mean.push(area / (edges[end] - edges[first]));
  to.max.push(Math.max(...max.slice(first, end)));
  return end;
}

/**
 * @param {Buckets} old
 * @param {number} until
 * @returns {Buckets}
 */
function withGap(old, until) {
  return {
    edges: old.edges.concat(until),
    min: old.min.concat(NaN),
    mean: old.mean.concat(NaN),
    max: old.max.concat(NaN),
  };
}

/**
 * Put the buckets of a piece, from the given one on, behind the old ones.
 * @param {Buckets} old
 * @param {Buckets} piece
 * @param {number} first
 * @returns {Buckets}
 */
function joined(old, piece, first) {
  return {
    edges: old.edges.concat(piece.edges.slice(first + 1)),
    min: old.min.concat(piece.min.slice(first)),
    mean: old.mean.concat(piece.mean.slice(first)),
    max: old.max.concat(piece.max.slice(first)),
  };
}

/**
 * @param {Buckets} old
 * @param {Tensors} frame
 */
function growCosts(old, frame) {
  const rows = numbers(frame, "costs");
  const edges = numbers(frame, "costs_steps");
  if (!rows.length) return old;
  const [min, mean, max] = [0, 1, 2].map((column) =>
    rows.filter((_, place) => place % 3 === column),
  );
  return append(old, { edges, min, mean, max });
}

/**
 * @param {Curves["test"]} old
 * @param {Tensors} frame
 */
function growTest(old, frame) {
  const values = numbers(frame, "test_costs");
  const fresh = after(old.steps.at(-1), numbers(frame, "test_steps"));
  if (!fresh.length) return old;
  return halved({
    steps: [...old.steps, ...fresh],
    costs: [...old.costs, ...values.slice(values.length - fresh.length)],
  });
}

/**
 * Keep every second test cost, and the newest, when there are too many.
 * @param {Curves["test"]} test
 */
function halved(test) {
  const last = test.steps.length - 1;
  if (last < MOST_BUCKETS) return test;
  const keep = (/** @type {number} */ _, /** @type {number} */ place) =>
    (last - place) % 2 === 0;
  return { steps: test.steps.filter(keep), costs: test.costs.filter(keep) };
}

/**
 * @param {number[]} old
 * @param {Tensors} frame
 */
function growEpochs(old, frame) {
  const fresh = after(old.at(-1), numbers(frame, "epoch_steps"));
  return fresh.length ? [...old, ...fresh] : old;
}

/**
 * @param {Curves["rates"]} old
 * @param {Tensors} frame
 */
function growRates(old, frame) {
  const steps = numbers(frame, "rate_steps");
  const values = numbers(frame, "rate_values");
  if (!steps.length) return old;
  const kept = old.filter(({ step }) => step < steps[0]);
  const fresh = steps.map((step, place) => ({ step, rate: values[place] }));
  return [...kept, ...fresh].slice(-MOST_BUCKETS);
}

/**
 * @param {Curves["gradients"]} old
 * @param {Tensors} frame
 */
function growGradients(old, frame) {
  const norms = frame.get("gradient_norms")?.data;
  const step = numbers(frame, "step")[0];
  const known = step <= (old.at(-1)?.step ?? -1);
  if (!norms || known) return old;
  return [...old, { step, norms: Float32Array.from(norms) }].slice(-RING);
}

/**
 * Keep the steps that come after one, or all when there is none.
 * @param {number | undefined} last
 * @param {number[]} steps
 */
function after(last, steps) {
  return last === undefined ? steps : steps.filter((step) => step > last);
}

/**
 * Read a tensor as plain numbers, none when it is not there.
 * @param {Tensors} frame
 * @param {string} name
 * @returns {number[]}
 */
function numbers(frame, name) {
  return Array.from(frame.get(name)?.data ?? []);
}
