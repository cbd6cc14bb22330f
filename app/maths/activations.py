"""What a neuron makes of its weighted sum, each function beside its slope."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from app.maths.arrays import Array
from app.maths.tape import Tape, number

LEAK = 0.01
ZERO, HALF, ONE = number(0), number(0.5), number(1)


class Activation(NamedTuple):
    """A function and its slope, as tapes that fill one array from another.

    `value` takes z, an array of one number s, and fills a = f(s·z). `slope` takes a
    and fills f′, which all of these can write in terms of a alone.
    """

    value: Callable[[Array, Array, Array], Tape]
    slope: Callable[[Array, Array], Tape]


def sigmoid(z: Array, scale: Array, a: Array) -> Tape:
    """Fill a = σ(z) = 1 / (1 + e⁻ᶻ) = ½ + ½ tanh ½z, which lies between 0 and 1."""
    return (
        (np.multiply, (z, number(float(scale) / 2, a.dtype), a)),
        (np.tanh, (a, a)),
        (np.multiply, (a, HALF, a)),
        (np.add, (a, HALF, a)),
    )


def sigmoid_slope(a: Array, slope: Array) -> Tape:
    """Fill σ′ = (1 − a) a."""
    return (np.subtract, (ONE, a, slope)), (np.multiply, (slope, a, slope))


def tanh(z: Array, scale: Array, a: Array) -> Tape:
    """Fill a = tanh z, which lies between −1 and 1."""
    return (np.multiply, (z, scale, a)), (np.tanh, (a, a))


def tanh_slope(a: Array, slope: Array) -> Tape:
    """Fill tanh′ = 1 − a²."""
    return (np.multiply, (a, a, slope)), (np.subtract, (ONE, slope, slope))


def _greater(x: Array, y: Array, out: Array) -> None:
    """Fill max(x, y); `np.maximum` takes its third array by name only."""
    np.maximum(x, y, out=out)


def relu(z: Array, scale: Array, a: Array) -> Tape:
    """Fill a = max(0, z)."""
    return (np.multiply, (z, scale, a)), (_greater, (a, ZERO, a))


def relu_slope(a: Array, slope: Array) -> Tape:
    """Fill 1 where a > 0 and 0 elsewhere."""
    return ((np.sign, (a, slope)),)


def leaky_relu(z: Array, scale: Array, a: Array) -> Tape:
    """Fill a = z where z > 0 and 0.01 z elsewhere, that is max(z, 0.01 z)."""
    return (
        (np.multiply, (z, scale, z)),
        (np.multiply, (z, number(LEAK, a.dtype), a)),
        (_greater, (z, a, a)),
    )


def leaky_relu_slope(a: Array, slope: Array) -> Tape:
    """Fill 1 where a > 0 and 0.01 elsewhere."""
    return (np.sign, (a, slope)), (_greater, (slope, number(LEAK, a.dtype), slope))


ACTIVATIONS: dict[str, Activation] = {
    "sigmoid": Activation(sigmoid, sigmoid_slope),
    "tanh": Activation(tanh, tanh_slope),
    "ReLU": Activation(relu, relu_slope),
    "leaky ReLU": Activation(leaky_relu, leaky_relu_slope),
}
