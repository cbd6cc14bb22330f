"""Pictures of the weights: what they are now, in codes of one byte."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.maths.arrays import Array, Bytes, Whole
from app.training.probes.scene import Scene, Tensors

LARGEST_CODE = 127
STRONGEST = 11
SHOWN = 32
SAMPLE = 16_384


def weight_images(scene: Scene, first: int, count: int) -> Tensors:
    """Draw the weights into each first-layer neuron as an image of 28 × 28."""
    weights = scene.layers[0][0]
    peak = float(np.abs(weights).max())
    shown = _window(weights, first, count)
    return {
        "weight_images": _codes(shown.T, peak).reshape(-1, 28, 28),
        "weight_scale": np.array([peak, _usual_peak(weights)], np.float32),
        "weight_neurons": np.array([first, shown.shape[1]], np.uint32),
    }


def strongest_pixels(scene: Scene, first: int, count: int) -> Tensors:
    """Find the pixels that move each first-layer neuron most, strongest first."""
    inked = _inked(scene.pad.input)
    weights = _window(scene.layers[0][0], first, count).take(inked, 0).T
    strength = np.abs(weights)
    if not scene.pad.blank:
        strength = strength * scene.pad.input[inked]
    places = _largest(strength)
    return {
        "strongest_pixels": inked[places].astype(np.uint32),
        "strongest_weights": np.take_along_axis(weights, places, 1),
    }


def connection_weights(scene: Scene, first: int, count: int) -> Tensors:
    """Draw the weights between later layers, at most 32 × 32 of each."""
    tensors: dict[str, NDArray[Any]] = {}
    peaks = [float(np.abs(weights).max()) for weights, _ in scene.layers]
    for number, (weights, _) in enumerate(scene.layers[1:], start=2):
        start = first if number == 2 and len(weights) > SHOWN else 0
        shown = weights[start : start + SHOWN, :SHOWN]
        tensors[f"weights.{number}"] = _codes(shown, peaks[number - 1])
    return {**tensors, "weight_peaks": np.array(peaks, np.float32)}


def biases(scene: Scene, first: int, count: int) -> Tensors:
    """Give the biases of every layer."""
    return {
        f"biases.{number}": np.asarray(each, np.float32)
        for number, (_, each) in enumerate(scene.layers, start=1)
    }


def _codes(weights: Array, peak: float) -> NDArray[np.int8]:
    """Round to whole codes from −127 to 127, so that zero is exactly zero."""
    codes: Array = np.rint(weights * (LARGEST_CODE / (peak or 1.0)))
    return codes.astype(np.int8, copy=False)


def _window(weights: Array, first: int, count: int) -> Array:
    """Cut out the neurons on show."""
    return weights[:, first : first + count]


def _usual_peak(weights: Array) -> float:
    """Give the size that 98.5 % of the weights stay below, from a sample if many."""
    sizes = np.abs(weights.ravel()[:: max(weights.size // SAMPLE, 1)])
    place = int(0.985 * (len(sizes) - 1))
    return float(np.partition(sizes, place)[place])


def _inked(image: Bytes) -> Whole:
    """Return the pixels with ink; all, if they are fewer than are to be shown."""
    pixels = np.flatnonzero(image)
    return pixels if len(pixels) >= STRONGEST else np.arange(image.size)


def _largest(strength: Array) -> Whole:
    """Return the places of the eleven largest numbers of each row, largest first."""
    places = np.argpartition(strength, -STRONGEST, axis=1)[:, -STRONGEST:]
    order = np.argsort(-np.take_along_axis(strength, places, 1), 1, kind="stable")
    return np.take_along_axis(places, order, 1)
