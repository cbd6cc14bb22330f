"""How the ten outputs are made, how wrong they are, and which way is less wrong."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from app.maths.activations import sigmoid, sigmoid_slope
from app.maths.arrays import Array
from app.maths.tape import Tape


class Output(NamedTuple):
    """What the last layer does with its weighted sums z, (images, 10).

    `value` fills the outputs a = f(s·z), like an activation, and `slope` their f′.
    `pull` turns ∂C/∂a into ∂C/∂z, in place, from a and f′. `surprise` fills an array
    of one number with the cross-entropy of the targets y, summed over everything; it
    starts from z, so that no logarithm ever meets a rounded zero.
    """

    value: Callable[[Array, Array, Array], Tape]
    slope: Callable[[Array, Array], Tape]
    pull: Callable[[Array, Array, Array], Tape]
    surprise: Callable[[Array, Array, Array], None]


class Cost(NamedTuple):
    """How far the outputs a are from the targets y, (images, 10), as tapes.

    `total` takes the output function, z, y and the error a − y, and fills an array of
    one number with the cost summed over outputs and images. `pull` takes the output
    function, a, f′ and the error, and turns the error into ∂C/∂z divided by `factor`.
    """

    total: Callable[[Output, Array, Array, Array, Array], Tape]
    pull: Callable[[Output, Array, Array, Array], Tape]
    factor: float


def sigmoid_pull(a: Array, slope: Array, delta: Array) -> Tape:
    """Multiply by σ′."""
    return ((np.multiply, (delta, slope, delta)),)


def sigmoid_surprise(z: Array, y: Array, total: Array) -> None:
    """Sum ln(1 + eᶻ) − y z = −y ln a − (1 − y) ln(1 − a) over the outputs."""
    softplus = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    total[...] = np.sum(softplus - y * z)


def softmax(z: Array, scale: Array, a: Array) -> Tape:
    """Fill aⱼ = eᶻʲ / Σₖ eᶻᵏ, so that the ten outputs sum to 1."""
    return ((_softmax, (z, scale, a)),)


def _softmax(z: Array, scale: Array, a: Array) -> None:
    """Take the largest z away first, so that no eᶻ is too large."""
    np.multiply(z, scale, z)
    np.subtract(z, z.max(axis=-1, keepdims=True), a)
    np.exp(a, a)
    np.divide(a, a.sum(axis=-1, keepdims=True), a)


def softmax_slope(a: Array, slope: Array) -> Tape:
    """Fill nothing: every output depends on every z, so `pull` does it all."""
    return ()


def softmax_pull(a: Array, slope: Array, delta: Array) -> Tape:
    """Replace δ by a (δ − Σₖ aₖ δₖ)."""
    return ((_softmax_pull, (a, delta)),)


def _softmax_pull(a: Array, delta: Array) -> None:
    """Do it in place."""
    delta -= np.sum(a * delta, axis=-1, keepdims=True)
    delta *= a


def softmax_surprise(z: Array, y: Array, total: Array) -> None:
    """Sum ln Σₖ eᶻᵏ − y·z = −ln a of the right output."""
    shifted = z - z.max(axis=-1, keepdims=True)
    logs = np.log(np.exp(shifted).sum(axis=-1))
    total[...] = np.sum(logs) - np.sum(shifted * y)


def squared_error(
    output: Output, z: Array, y: Array, error: Array, total: Array
) -> Tape:
    """Sum (a − y)² over the ten outputs and all images."""
    flat = error.ravel("K")
    return ((flat.dot, (flat, total)),)


def squared_error_pull(output: Output, a: Array, slope: Array, error: Array) -> Tape:
    """Turn a − y, which is half of ∂C/∂a, into half of ∂C/∂z."""
    return output.pull(a, slope, error)


def cross_entropy(
    output: Output, z: Array, y: Array, error: Array, total: Array
) -> Tape:
    """Sum −y ln a over images (−y ln a − (1 − y) ln(1 − a) for sigmoid outputs)."""
    return ((output.surprise, (z, y, total)),)


def cross_entropy_pull(output: Output, a: Array, slope: Array, error: Array) -> Tape:
    """Leave a − y as it is: for both outputs this is ∂C/∂z."""
    return ()


OUTPUTS: dict[str, Output] = {
    "sigmoid": Output(sigmoid, sigmoid_slope, sigmoid_pull, sigmoid_surprise),
    "softmax": Output(softmax, softmax_slope, softmax_pull, softmax_surprise),
}

COSTS: dict[str, Cost] = {
    "squared error": Cost(squared_error, squared_error_pull, 2.0),
    "cross-entropy": Cost(cross_entropy, cross_entropy_pull, 1.0),
}
