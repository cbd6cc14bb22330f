"""A frame is a set of named arrays packed so that a browser can read it in place."""

import json
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate, pairwise
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Shape = tuple[int, ...]
Key = tuple[str, np.dtype[Any], Shape]

DTYPES: Mapping[np.dtype[Any], str] = {
    np.dtype("<f4"): "F32",
    np.dtype("<u4"): "U32",
    np.dtype("i1"): "I8",
    np.dtype("u1"): "U8",
}
NAMES: Mapping[str, np.dtype[Any]] = {name: dtype for dtype, name in DTYPES.items()}


def encode(tensors: Mapping[str, Array]) -> bytes:
    """Write named arrays as one safetensors file, the widest numbers first."""
    keys = tuple((name, each.dtype, each.shape) for name, each in tensors.items())
    header, order = _header(keys)
    return header + b"".join([tensors[name].tobytes() for name in order])


def decode(frame: bytes) -> dict[str, Array]:
    """Read the arrays of a frame back; they look into its bytes without copying."""
    start = 8 + int.from_bytes(frame[:8], "little")
    return {
        name: _array(frame, start, entry)
        for name, entry in json.loads(frame[8:start]).items()
    }


@lru_cache(maxsize=1024)
def _header(keys: tuple[Key, ...]) -> tuple[bytes, tuple[str, ...]]:
    """Write the length and the JSON in front of the data, and the order of the data."""
    ordered = sorted(keys, key=_place)
    ends = accumulate((_size(key) for key in ordered), initial=0)
    entries = {
        name: {"dtype": DTYPES[dtype], "shape": shape, "data_offsets": span}
        for (name, dtype, shape), span in zip(ordered, pairwise(ends), strict=True)
    }
    text = json.dumps(entries, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text, tuple(entries)


def _place(key: Key) -> tuple[int, str]:
    """Sort by alignment, then by name."""
    name, dtype, _ = key
    return -dtype.itemsize, name


def _size(key: Key) -> int:
    """Count the bytes of one array."""
    _, dtype, shape = key
    return dtype.itemsize * prod(shape)


def _array(frame: bytes, start: int, entry: dict[str, Any]) -> Array:
    """Look at one array inside the bytes of its frame."""
    dtype, shape = NAMES[entry["dtype"]], tuple(entry["shape"])
    offset = start + entry["data_offsets"][0]
    return np.frombuffer(frame, dtype, prod(shape), offset).reshape(shape)
