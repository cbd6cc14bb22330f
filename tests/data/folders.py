"""Folders of IDX files, written on the spot."""

import gzip
import struct
from pathlib import Path

import numpy as np

NAMES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
CLOTHES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)


def images(count: int, height: int = 28, width: int = 28) -> bytes:
    """Return an IDX file of random images."""
    pixels = np.random.default_rng(count).integers(0, 256, count * height * width)
    head = struct.pack(">4I", 2051, count, height, width)
    return head + pixels.astype("u1").tobytes()


def labels(count: int, classes: int = 10) -> bytes:
    """Return an IDX file of labels that takes all classes in turn."""
    return struct.pack(">2I", 2049, count) + bytes(i % classes for i in range(count))


def write(folder: Path, instead: dict[str, bytes] | None = None) -> Path:
    """Write 120 training and 30 test images, but other bytes into some files."""
    folder.mkdir(exist_ok=True)
    usual = (images(120), labels(120), images(30), labels(30))
    for name, raw in zip(NAMES, usual, strict=True):
        (folder / name).write_bytes((instead or {}).get(name, raw))
    return folder


def zipped(folder: Path) -> Path:
    """Pack all files of a folder."""
    for path in list(folder.iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    return folder
