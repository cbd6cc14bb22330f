"""MNIST, or any folder of four such files, read once and shared by all workers."""

import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from app.data.idx import CLASSES, IMAGES, LABELS, Bytes, DigitsError, Kind, items, read

Targets = npt.NDArray[np.float32]

MNIST = Path(__file__).parent / "mnist"
LONGEST_NAME = 24
SUMS = "checksums"


class Part(NamedTuple):
    """One of the four files: its name, kind, fewest items and MNIST's checksum."""

    name: str
    kind: Kind
    fewest: int
    sha256: str


PARTS = (
    Part(
        "train-images-idx3-ubyte",
        IMAGES,
        100,
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    ),
    Part(
        "train-labels-idx1-ubyte",
        LABELS,
        100,
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    ),
    Part(
        "t10k-images-idx3-ubyte",
        IMAGES,
        1,
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    ),
    Part(
        "t10k-labels-idx1-ubyte",
        LABELS,
        1,
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
)


@dataclass(frozen=True, eq=False)
class Digits:
    """Images of ten classes, (n, 784) of 0–255, and their labels, (n,) of 0–9."""

    train_images: Bytes
    train_labels: Bytes
    test_images: Bytes
    test_labels: Bytes
    names: tuple[str, ...]

    @cached_property
    def train_targets(self) -> Targets:
        """Give what the outputs should be, (n, 10): 1 at the label, 0 elsewhere."""
        return np.eye(CLASSES, dtype=np.float32)[self.train_labels]

    @cached_property
    def test_targets(self) -> Targets:
        """Give what the outputs should be for the test images, (n, 10)."""
        return np.eye(CLASSES, dtype=np.float32)[self.test_labels]


def load(folder: Path = MNIST) -> Digits:
    """Read a folder of four IDX files, gzipped or not, or raise `DigitsError`.

    They are unpacked once into the temporary directory and mapped from there, so that
    all processes share one copy of the images.
    """
    files = [_find(folder, part) for part in PARTS]
    names = _names(folder)
    store = _home() / _fingerprint(files)
    if not _whole(store):
        arrays = _read_all(files, official=folder == MNIST)
        _save(arrays, store)
    images, labels, test_images, test_labels = (
        np.load(store / f"{part.name}.npy", mmap_mode="r") for part in PARTS
    )
    return Digits(images, labels, test_images, test_labels, names)


def _find(folder: Path, part: Part) -> Path:
    """Return the file of this name, with or without .gz, hyphen or dot."""
    for name in (part.name, part.name.replace("-idx", ".idx")):
        for ending in ("", ".gz"):
            if (path := folder / f"{name}{ending}").is_file():
                return path
    raise DigitsError(f"{folder / part.name}: there is no such file, gzipped or not")


def _names(folder: Path) -> tuple[str, ...]:
    """Return the ten names in labels.txt, or 0–9 if there is none."""
    path = folder / "labels.txt"
    if not path.exists():
        return tuple(str(digit) for digit in range(CLASSES))
    try:
        names = tuple(path.read_text("utf-8-sig").strip().splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise DigitsError(f"{path}: cannot be read as text ({error})") from error
    if len(names) != CLASSES or not all(map(_is_name, names)):
        raise DigitsError(
            f"{path}: must hold {CLASSES} different lines of 1–{LONGEST_NAME} letters"
        )
    return names


def _fingerprint(files: list[Path]) -> str:
    """Return the checksum of the four files as they are stored."""
    total = hashlib.sha256()
    for path in files:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _home() -> Path:
    """Return a directory for unpacked files that belongs to this person alone."""
    person = os.getuid() if hasattr(os, "getuid") else "all"
    home = Path(tempfile.gettempdir()) / f"fallline-{person}"
    home.mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "getuid") and home.stat().st_uid != os.getuid():
        raise DigitsError(f"{home}: belongs to someone else; set TMPDIR to another")
    return home


def _whole(store: Path) -> bool:
    """Tell whether all unpacked files are there, down to the last byte.

    Reading them also brings every page into memory before the first step needs it.
    """
    try:
        sums = (store / SUMS).read_text("ascii")
        return sums == _checksums(store)
    except OSError:
        return False


def _checksums(store: Path) -> str:
    """Return a line with the checksum of each unpacked file."""
    sums = (_checksum(store / f"{part.name}.npy") for part in PARTS)
    return "\n".join(sums)


def _checksum(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_all(files: list[Path], *, official: bool) -> list[Bytes]:
    """Return the items of the four files, every one checked."""
    arrays = [_array(*each, official) for each in zip(files, PARTS, strict=True)]
    pairs = zip(arrays[::2], arrays[1::2], files[1::2], strict=True)
    for images, labels, path in pairs:
        if len(images) != len(labels):
            raise DigitsError(
                f"{path}: holds {len(labels):,} labels for {len(images):,} images"
            )
    return arrays


def _save(arrays: list[Bytes], store: Path) -> None:
    """Write the unpacked files beside the store, then move them there all at once."""
    try:
        with tempfile.TemporaryDirectory(dir=store.parent) as place:
            new = Path(place) / store.name
            new.mkdir()
            for part, array in zip(PARTS, arrays, strict=True):
                np.save(new / f"{part.name}.npy", array)
            (new / SUMS).write_text(_checksums(new), "ascii")
            _move(new, store)
    except OSError as error:
        raise DigitsError(f"{store}: cannot be written ({error})") from error


def _move(new: Path, store: Path) -> None:
    """Put a new store in its place, unless a whole one has come there meanwhile."""
    with suppress(OSError):
        new.rename(store)
        return
    if not _whole(store):
        shutil.rmtree(store, ignore_errors=True)
        with suppress(OSError):  # another process was faster
            new.rename(store)


def _array(path: Path, part: Part, official: bool) -> Bytes:
    """Return the items of one file, checked against what the part must be."""
    raw = read(path, part.kind)
    if official and hashlib.sha256(raw).hexdigest() != part.sha256:
        raise DigitsError(f"{path}: is not MNIST's own (its checksum differs)")
    array = items(raw, part.kind)
    if len(array) < part.fewest:
        raise DigitsError(f"{path}: holds {len(array)} items, fewer than {part.fewest}")
    if part.kind is LABELS and array.max() >= CLASSES:
        raise DigitsError(f"{path}: holds label {array.max()}; labels are 0–9")
    return array


def _is_name(name: str) -> bool:
    """Tell whether a label can be shown."""
    return 0 < len(name.strip()) <= LONGEST_NAME and name.isprintable()
