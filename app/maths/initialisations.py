"""What the weights and biases are before anything is learnt."""

from collections.abc import Callable
from math import sqrt
from typing import NamedTuple


class Initialisation(NamedTuple):
    """The spread (standard deviation) of the normal numbers a layer starts with.

    `weights` gives it from the numbers of inputs and outputs; `biases` is the same
    for all layers.
    """

    weights: Callable[[int, int], float]
    biases: float


def unit(inputs: int, outputs: int) -> float:
    """Give 1: with 784 inputs nearly every neuron starts saturated."""
    return 1.0


def one_over_root_n(inputs: int, outputs: int) -> float:
    """Give 1/√inputs (LeCun et al., 1998; biases as in Nielsen, chapter 3)."""
    return 1 / sqrt(inputs)


def he(inputs: int, outputs: int) -> float:
    """Give √(2/inputs) (He et al., Delving Deep into Rectifiers, 2015)."""
    return sqrt(2 / inputs)


def xavier(inputs: int, outputs: int) -> float:
    """Give √(2/(inputs + outputs)) (Glorot and Bengio, 2010)."""
    return sqrt(2 / (inputs + outputs))


def nothing(inputs: int, outputs: int) -> float:
    """Give 0: all neurons of a layer are alike and stay alike."""
    return 0.0


INITIALISATIONS: dict[str, Initialisation] = {
    "N(0,1)": Initialisation(unit, 1.0),
    "1/√n": Initialisation(one_over_root_n, 1.0),
    "He": Initialisation(he, 0.0),
    "Xavier": Initialisation(xavier, 0.0),
    "zeros": Initialisation(nothing, 0.0),
}
