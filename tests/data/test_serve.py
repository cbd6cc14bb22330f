"""Other pictures than MNIST, from the command that serves them to whoever visits."""

import gzip
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.data.folders import CLOTHES, images, labels, write, zipped
from tests.serving import serving
from tests.test_command import fallline
from tests.web.visitor import Visitor


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let servers unpack into a directory of the test's own."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))


@pytest.mark.parametrize("packed", [True, False])
def test_a_folder_of_clothes_is_learnt_under_their_own_names(
    tmp_path: Path, packed: bool
) -> None:
    folder = write(tmp_path / "fashion")
    if packed:
        zipped(folder)
    (folder / "labels.txt").write_text("\n".join(CLOTHES), "utf-8")
    with serving("--digits", str(folder)) as server, Visitor(server) as visitor:
        live = visitor.live()
        live.send(type="watch", tensors=["input_label", "outputs"])
        live.send(type="sample", kind="test", label=9)
        live.send(type="step", count=5)
        live.until(lambda: live.step == 5)
        assert live.status["labels"] == list(CLOTHES)
        assert live.status["train_images"] == 120
        assert live.status["test_images"] == 30
        assert not live.reasons()


TRAIN, TEST = "train-images-idx3-ubyte", "t10k-images-idx3-ubyte"
LABELS = "t10k-labels-idx1-ubyte"
FAULTS: Mapping[str, tuple[Mapping[str, bytes], str]] = {
    "a file that ends too early": ({TRAIN: images(120)[:-500]}, "ends too early"),
    "a packed file that ends too early": (
        {TRAIN: gzip.compress(images(120))[:-500]},
        "cannot be read",
    ),
    "a label beyond nine": ({LABELS: labels(30, classes=13)}, "holds label 12"),
    "two files in each other's place": (
        {LABELS: images(30), TEST: labels(30)},
        "holds labels, not images",
    ),
    "a file too few": ({LABELS: labels(29)}, "29 labels for 30 images"),
    "images of another size": ({TEST: images(30, 27, 28)}, "27 × 28 pixels"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_folder_is_refused_in_one_line_that_names_the_file(
    tmp_path: Path, fault: str
) -> None:
    files, words = FAULTS[fault]
    folder = write(tmp_path / "folder", dict(files))
    ended = fallline("serve", "--port", "0", "--digits", str(folder))
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert any(f"{folder / name}: " in line for name in files)
    assert words in line
    assert not ended.stdout
