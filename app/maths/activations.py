"""What a neuron makes of its weighted sum, each function beside its slope."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from app.maths.arrays import Array

LEAK = 0.01
# NumPy takes an array of one number twice as fast as a plain number.
ONE = np.array(1, np.float32)
ZERO = np.array(0, np.float32)


class Activation(NamedTuple):
    """A function a = f(z) and its slope f′(z), which is written in terms of a.

    Both read their first array and fill their second, which has the same shape.
    """

    value: Callable[[Array, Array], None]
    slope: Callable[[Array, Array], None]


def sigmoid(z: Array, a: Array) -> None:
    """Fill a = σ(z) = 1 / (1 + e⁻ᶻ), which lies between 0 and 1."""
    np.negative(z, a)
    np.exp(a, a)
    np.add(a, ONE, a)
    np.reciprocal(a, a)


def sigmoid_slope(a: Array, slope: Array) -> None:
    """Fill σ′ = a (1 − a)."""
    np.subtract(ONE, a, slope)
    np.multiply(slope, a, slope)


def tanh(z: Array, a: Array) -> None:
    """Fill a = tanh z, which lies between −1 and 1."""
    np.tanh(z, a)


def tanh_slope(a: Array, slope: Array) -> None:
    """Fill tanh′ = 1 − a²."""
    np.multiply(a, a, slope)
    np.subtract(ONE, slope, slope)


def relu(z: Array, a: Array) -> None:
    """Fill a = max(0, z)."""
    np.maximum(z, ZERO, a)


def relu_slope(a: Array, slope: Array) -> None:
    """Fill 1 where a > 0 and 0 elsewhere."""
    np.sign(a, slope)


def leaky_relu(z: Array, a: Array) -> None:
    """Fill a = z where z > 0 and 0.01 z elsewhere."""
    np.multiply(z, LEAK, a)
    np.maximum(z, a, a)


def leaky_relu_slope(a: Array, slope: Array) -> None:
    """Fill 1 where a > 0 and 0.01 elsewhere."""
    np.sign(a, slope)
    np.maximum(slope, LEAK, slope)


ACTIVATIONS: dict[str, Activation] = {
    "sigmoid": Activation(sigmoid, sigmoid_slope),
    "tanh": Activation(tanh, tanh_slope),
    "ReLU": Activation(relu, relu_slope),
    "leaky ReLU": Activation(leaky_relu, leaky_relu_slope),
}
