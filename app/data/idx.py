"""An IDX file, the format MNIST came in: a short header, then one byte a pixel."""

import gzip
import struct
import zlib
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]

SIDE = 28
CLASSES = 10
MOST = 1_000_000
GZIP = b"\x1f\x8b"


class DigitsError(Exception):
    """One line that names the file and says what is wrong with it."""


class Kind(NamedTuple):
    """One of the two kinds of IDX file: its first number and its items."""

    word: str
    magic: int
    header: struct.Struct
    item: int  # bytes


IMAGES = Kind("images", 2051, struct.Struct(">4I"), SIDE * SIDE)
LABELS = Kind("labels", 2049, struct.Struct(">2I"), 1)
WORDS = {kind.magic: kind.word for kind in (IMAGES, LABELS)}


def read(path: Path, kind: Kind) -> bytes:
    """Return a whole IDX file, unpacked and checked, or raise `DigitsError`."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == GZIP
        with gzip.open(path) if packed else path.open("rb") as file:
            return _read(path, kind, file)
    except (OSError, EOFError, zlib.error) as error:
        raise DigitsError(f"{path}: cannot be read ({error})") from error


def items(raw: bytes, kind: Kind) -> Bytes:
    """Return the images as (n, 784), or the labels as (n,), without the header."""
    array = np.frombuffer(raw, np.uint8, offset=kind.header.size)
    return array.reshape(-1, kind.item) if kind is IMAGES else array


def _read(path: Path, kind: Kind, file: "BinaryIO | gzip.GzipFile") -> bytes:
    """Read as many bytes as the header announces, and no more."""
    head = file.read(kind.header.size)
    if len(head) < kind.header.size:
        raise DigitsError(f"{path}: ends within its header")
    count = _count(path, kind, head)
    body = file.read(count * kind.item + 1)
    if len(body) != count * kind.item:
        fault = "ends too early" if len(body) < count * kind.item else "goes on"
        raise DigitsError(f"{path}: {fault}; its header says {count:,} {kind.word}")
    return head + body


def _count(path: Path, kind: Kind, head: bytes) -> int:
    """Return the number of items that a right header announces."""
    magic, count, *sides = kind.header.unpack(head)
    if magic != kind.magic:
        found = WORDS.get(magic)
        fault = f"holds {found}, not {kind.word}" if found else "is not an IDX file"
        raise DigitsError(f"{path}: {fault}")
    if sides not in ([], [SIDE, SIDE]):
        size = " × ".join(map(str, sides))
        raise DigitsError(f"{path}: images are {size} pixels, not {SIDE} × {SIDE}")
    if count > MOST:
        raise DigitsError(f"{path}: {count:,} {kind.word} are more than {MOST:,}")
    return int(count)
