"""MNIST is whole, other folders just work, and faults are named in one line."""

import gzip
import multiprocessing
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.data.digits import MNIST, PARTS, Digits, load
from app.data.idx import DigitsError
from tests.data.folders import CLOTHES, NAMES, images, labels, write, zipped

TRAIN = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
TEST = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unpack into a directory of the test's own."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


def fault(folder: Path) -> str:
    """Return the one line that refuses a folder."""
    with pytest.raises(DigitsError) as caught:
        load(folder)
    line = str(caught.value)
    assert "\n" not in line
    return line


def seen_from(where: Path) -> tuple[str, int]:
    """Return which file another process maps, and the sum of its pixels."""
    tempfile.tempdir = str(where)
    images = load().train_images
    assert isinstance(images, np.memmap)
    return str(images.filename), int(images.sum())


def test_mnist_has_60_000_images_to_train_on_and_10_000_to_test_with() -> None:
    digits = load()
    assert digits.train_images.shape == (60_000, 784)
    assert digits.test_images.shape == (10_000, 784)
    assert np.bincount(digits.train_labels).tolist() == TRAIN
    assert np.bincount(digits.test_labels).tolist() == TEST
    assert digits.names == tuple("0123456789")


def test_targets_are_1_at_the_label_and_0_elsewhere() -> None:
    digits = load()
    assert np.array_equal(digits.train_targets.argmax(axis=1), digits.train_labels)
    assert np.array_equal(digits.test_targets.sum(axis=1), np.ones(10_000))


def test_processes_that_start_together_share_one_file(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        found = pool.map(seen_from, [tmp_path / "temporary"] * 2)
    images = load().train_images
    assert isinstance(images, np.memmap)
    assert not images.flags.writeable
    assert found == [(str(images.filename), int(images.sum()))] * 2


def test_a_damaged_copy_is_unpacked_again(tmp_path: Path) -> None:
    folder = write(tmp_path / "folder")
    before = load(folder)
    pixels = np.array(before.train_images)
    path = Path(str(getattr(before.train_images, "filename", "")))
    path.write_bytes(path.read_bytes()[:-1000])
    assert np.array_equal(load(folder).train_images, pixels)


def test_mnist_with_a_changed_pixel_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mnist"
    folder.mkdir()
    for part in PARTS:
        raw = bytearray(gzip.decompress((MNIST / f"{part.name}.gz").read_bytes()))
        raw[-1] ^= part.name == "t10k-labels-idx1-ubyte"
        (folder / part.name).write_bytes(raw)
    monkeypatch.setattr("app.data.digits.MNIST", folder)
    assert "t10k-labels-idx1-ubyte: is not MNIST's own" in fault(folder)


@pytest.mark.parametrize("packed", [True, False])
def test_a_folder_like_fashion_mnist_just_works(tmp_path: Path, packed: bool) -> None:
    folder = write(tmp_path / "fashion")
    digits = load(zipped(folder) if packed else folder)
    assert digits.names == tuple("0123456789")
    (folder / "labels.txt").write_text("\n".join(CLOTHES) + "\n", "utf-8")
    assert load(folder).names == CLOTHES
    assert digits.train_images.shape == (120, 784)
    assert digits.test_labels.tolist() == [i % 10 for i in range(30)]
    assert digits.train_images.tobytes() == images(120)[16:]


def test_two_folders_are_kept_apart(tmp_path: Path) -> None:
    black = images(30)[:16] + bytes(30 * 784)
    one = load(write(tmp_path / "a"))
    other = load(write(tmp_path / "b", {"t10k-images-idx3-ubyte": black}))
    assert one.test_images.any()
    assert not other.test_images.any()


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        (
            "train-images-idx3-ubyte",
            images(120)[:-1],
            "ends too early; its header says 120 images",
        ),
        (
            "train-images-idx3-ubyte",
            images(120) + b"x",
            "goes on; its header says 120 images",
        ),
        (
            "train-images-idx3-ubyte",
            images(120, 32, 32),
            "images are 32 × 32 pixels, not 28 × 28",
        ),
        ("train-images-idx3-ubyte", labels(120), "holds labels, not images"),
        ("train-labels-idx1-ubyte", images(120), "holds images, not labels"),
        ("t10k-images-idx3-ubyte", b"\x00\x00", "ends within its header"),
        ("t10k-images-idx3-ubyte", b"", "ends within its header"),
        ("t10k-images-idx3-ubyte", b"GIF89a" + bytes(900), "is not an IDX file"),
        (
            "t10k-images-idx3-ubyte",
            bytes.fromhex("00000803ffffffff0000001c0000001c"),
            "more than",
        ),
        ("t10k-labels-idx1-ubyte", labels(29), "holds 29 labels for 30 images"),
        (
            "t10k-labels-idx1-ubyte",
            labels(30, classes=11),
            "holds label 10; labels are 0–9",
        ),
        ("train-images-idx3-ubyte", images(99), "holds 99 items, fewer than 100"),
        ("t10k-images-idx3-ubyte", images(0), "holds 0 items, fewer than 1"),
        ("t10k-images-idx3-ubyte", b"\x1f\x8b\x08 broken", "cannot be read"),
        ("t10k-images-idx3-ubyte", gzip.compress(images(30))[:-20], "cannot be read"),
    ],
)
def test_a_faulty_file_is_named_with_its_fault(
    tmp_path: Path, name: str, raw: bytes, words: str
) -> None:
    line = fault(write(tmp_path / "folder", {name: raw}))
    assert name in line
    assert words in line


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / "folder")
    (folder / name).unlink()
    assert f"{name}: there is no such file" in fault(folder)


@pytest.mark.parametrize(
    "text", [b"", b"one\ntwo\n", b"\n".join([b"x" * 25] * 10), b"\xff\xfe" * 9]
)
def test_labels_that_cannot_be_shown_are_refused(tmp_path: Path, text: bytes) -> None:
    folder = write(tmp_path / "folder")
    (folder / "labels.txt").write_bytes(text)
    assert "labels.txt: " in fault(folder)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_is_either_harmless_or_named(
    tmp_path: Path, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(NAMES))
    folder = write(tmp_path / "folder")
    raw = bytearray((folder / name).read_bytes())
    place = data.draw(st.integers(0, min(len(raw) - 1, 40)))
    raw[place : place + 1] = data.draw(st.binary(max_size=3))
    (folder / name).write_bytes(raw)
    try:
        digits = load(folder)
    except DigitsError as error:
        assert name in str(error) or "labels" in str(error)
    else:
        assert isinstance(digits, Digits)
        assert digits.train_labels.max() <= 9


def test_the_readme_beside_mnist_lists_every_checksum() -> None:
    text = (MNIST / "README.md").read_text("utf-8")
    for part in PARTS:
        assert f"`{part.name}`" in text
        assert part.sha256 in text
