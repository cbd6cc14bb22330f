/** A frame is a safetensors file: this reads its arrays in place, without copying. */

/**
 * @typedef {Float32Array | Uint32Array | Int8Array | Uint8Array} Data
 * @typedef {"F32" | "U32" | "I8" | "U8"} Dtype
 *
 * @typedef {object} Tensor
 * @property {string} name
 * @property {Dtype} dtype
 * @property {readonly number[]} shape empty for a single number
 * @property {Data} data all numbers, row by row
 *
 * @typedef {{dtype: Dtype, shape: number[], data_offsets: [number, number]}} Entry
 */

const ARRAYS = {
  F32: Float32Array,
  U32: Uint32Array,
  I8: Int8Array,
  U8: Uint8Array,
};
const PREFIX = 8;
const text = new TextDecoder();

/**
 * Read every tensor of a frame; their data look into the frame's own bytes.
 * @param {ArrayBuffer} frame
 * @returns {Map<string, Tensor>}
 */
export function decode(frame) {
  const length = Number(new DataView(frame).getBigUint64(0, true));
  const header = text.decode(new Uint8Array(frame, PREFIX, length));
  /** @type {Record<string, Entry>} */
  const entries = JSON.parse(header);
  const start = PREFIX + length;
  return new Map(
    Object.entries(entries).map(([name, entry]) => [
      name,
      look(frame, start, name, entry),
    ]),
  );
}

/**
 * Read a tensor that is a single number.
 * @param {Map<string, Tensor>} tensors
 * @param {string} name
 * @returns {number} NaN when it is not there
 */
export function scalar(tensors, name) {
  return tensors.get(name)?.data[0] ?? NaN;
}

/**
 * @param {ArrayBuffer} frame
 * @param {number} start where the data begin
 * @param {string} name
 * @param {Entry} entry
 * @returns {Tensor}
 */
function look(frame, start, name, { dtype, shape, data_offsets }) {
  const count = shape.reduce((product, size) => product * size, 1);
  const data = new ARRAYS[dtype](frame, start + data_offsets[0], count);
  return { name, dtype, shape, data };
}
