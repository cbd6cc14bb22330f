"""How the ten outputs are made, how wrong they are, and which way is less wrong."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from app.maths.activations import sigmoid
from app.maths.arrays import Array


class Output(NamedTuple):
    """What the last layer does with its weighted sums z, (images, 10).

    `value` fills the outputs a. `pull` turns ∂C/∂a, in place, into ∂C/∂z.
    `surprise` is the cross-entropy of the targets y, summed over everything; it is
    worked out from z, so that no logarithm ever meets a rounded zero.
    """

    value: Callable[[Array, Array], None]
    pull: Callable[[Array, Array], None]
    surprise: Callable[[Array, Array], float]


class Cost(NamedTuple):
    """How far the outputs a are from the targets y, (images, 10).

    `total` gives the cost summed over outputs and images from z, y and the error
    a − y. `pull` turns the error, in place, into ∂C/∂z divided by `factor`.
    """

    total: Callable[[Output, Array, Array, Array], float]
    pull: Callable[[Output, Array, Array], None]
    factor: float


def sigmoid_pull(a: Array, delta: Array) -> None:
    """Multiply by σ′ = a (1 − a)."""
    delta *= a
    delta *= 1 - a


def sigmoid_surprise(z: Array, y: Array) -> float:
    """Sum ln(1 + eᶻ) − y z = −y ln a − (1 − y) ln(1 − a) over the outputs."""
    return float(np.sum(np.logaddexp(0, z) - y * z))


def softmax(z: Array, a: Array) -> None:
    """Fill aⱼ = eᶻʲ / Σₖ eᶻᵏ, so that the ten outputs sum to 1."""
    np.subtract(z, z.max(axis=-1, keepdims=True), a)
    np.exp(a, a)
    a /= a.sum(axis=-1, keepdims=True)


def softmax_pull(a: Array, delta: Array) -> None:
    """Replace δ by a (δ − Σₖ aₖ δₖ)."""
    delta -= np.sum(a * delta, axis=-1, keepdims=True)
    delta *= a


def softmax_surprise(z: Array, y: Array) -> float:
    """Sum ln Σₖ eᶻᵏ − y·z = −ln a of the right output."""
    shifted = z - z.max(axis=-1, keepdims=True)
    logs = np.log(np.exp(shifted).sum(axis=-1))
    return float(np.sum(logs) - np.vdot(shifted, y))


def squared_error(output: Output, z: Array, y: Array, error: Array) -> float:
    """Sum (a − y)² over the ten outputs and all images."""
    return float(np.vdot(error, error))


def squared_error_pull(output: Output, a: Array, error: Array) -> None:
    """Turn a − y, which is half of ∂C/∂a, into half of ∂C/∂z."""
    output.pull(a, error)


def cross_entropy(output: Output, z: Array, y: Array, error: Array) -> float:
    """Sum −y ln a over images (−y ln a − (1 − y) ln(1 − a) for sigmoid outputs)."""
    return output.surprise(z, y)


def cross_entropy_pull(output: Output, a: Array, error: Array) -> None:
    """Leave a − y as it is: for both outputs this is ∂C/∂z."""


OUTPUTS: dict[str, Output] = {
    "sigmoid": Output(sigmoid, sigmoid_pull, sigmoid_surprise),
    "softmax": Output(softmax, softmax_pull, softmax_surprise),
}

COSTS: dict[str, Cost] = {
    "squared error": Cost(squared_error, squared_error_pull, 2.0),
    "cross-entropy": Cost(cross_entropy, cross_entropy_pull, 1.0),
}
