"""Golden frames: Python must write exactly these bytes, JavaScript must read them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.wire.frames import DTYPES, encode

FOLDER = Path(__file__).parents[1] / "fixtures"
VALUES = FOLDER / "frames.json"

Frame = dict[str, NDArray[Any]]


def u32(*values: int) -> NDArray[np.uint32]:
    """Make a row of whole numbers."""
    return np.array(values, np.uint32)


def f32(*values: float) -> NDArray[np.float32]:
    """Make a row of numbers."""
    return np.array(values, np.float32)


def common(step: int, line: int, rate: float, epoch: float) -> Frame:
    """Make the four tensors that every frame has."""
    return {
        "step": np.array(step, np.uint32),
        "line": np.array(line, np.uint32),
        "rate": np.array(rate, np.float32),
        "epoch": np.array(epoch, np.float32),
    }


CHANCE = np.random.Generator(np.random.PCG64(1))
FRAMES: Mapping[str, Frame] = {
    "bare": common(0, 0, 2, 0),
    "greatest": common(2**32 - 1, 2**32 - 1, 100, 2289.5),
    "infinite": common(77, 1, 10, 0.04)
    | {
        "costs": f32(0.5, np.inf, np.nan, -np.inf, -0.0, 1e-45).reshape(2, 3),
        "costs_steps": u32(75, 76, 77),
    },
    "empty": common(1, 0, 2, 0) | {"test_costs": f32(), "test_steps": u32()},
    "odd sizes": common(3, 0, 2, 0)
    | {
        "b": np.array([-127, 0, 127], np.int8),
        "a": np.array([255], np.uint8),
        "µ ∇": f32(1, 2),
    },
    "lab": common(4160, 2, 2, 2.21875)
    | {
        "costs": f32(*CHANCE.random(9)).reshape(3, 3),
        "costs_steps": u32(4112, 4128, 4144, 4160),
        "test_costs": f32(0.1875),
        "test_steps": u32(4096),
        "test_accuracy": np.array(0.9375, np.float32),
        "test_accuracy_step": np.array(4096, np.uint32),
        "epoch_steps": u32(1875, 3750),
        "rate_steps": u32(0, 640),
        "rate_values": f32(2, 1.5),
        "gradient_norms": f32(0.0625, 0.125, 0.25),
        "weight_images": CHANCE.integers(-127, 128, (2, 28, 28), np.int8),
        "weight_scale": f32(2.5, 1.25),
        "weight_neurons": u32(0, 2),
        "input": CHANCE.integers(0, 256, 784, np.uint8),
        "outputs": f32(*CHANCE.random(10)),
    },
}


def file(name: str) -> Path:
    """Say where a golden frame lies."""
    return FOLDER / f"{name.replace(' ', '-')}.safetensors"


def values() -> str:
    """List every number of every frame; NaN and ∞ as words, which JSON lacks."""
    table = {file(name).name: described(frame) for name, frame in FRAMES.items()}
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n"


def described(frame: Frame) -> dict[str, object]:
    """List the tensors of one frame."""
    return {
        name: {
            "dtype": DTYPES[each.dtype],
            "shape": each.shape,
            "values": [plain(value) for value in each.ravel().tolist()],
        }
        for name, each in frame.items()
    }


def plain(value: float) -> float | str:
    """Keep a number, or name it as JavaScript does when JSON has none for it."""
    names = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
    return names.get(str(value), value)


if __name__ == "__main__":
    for each in FRAMES:
        file(each).write_bytes(encode(FRAMES[each]))
    VALUES.write_text(values(), encoding="utf-8")
