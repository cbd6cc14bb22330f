"""A network of neurons: one long vector of numbers θ, seen layer by layer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from app.maths.activations import ACTIVATIONS
from app.maths.arrays import Array, Bytes
from app.maths.costs import COSTS, OUTPUTS
from app.maths.initialisations import INITIALISATIONS
from app.maths.tape import Tape, number, play

WHITE = 255
LARGE = 100_000


class Layer(NamedTuple):
    """The part of θ, or of ∇C, that belongs to one layer; both are views."""

    weights: Array  # (inputs, outputs)
    biases: Array  # (outputs,)


class Answer(NamedTuple):
    """What images do to every layer: the weighted sums z, then a = f(z)."""

    sums: tuple[Array, ...]  # one (…, outputs) a layer
    activations: tuple[Array, ...]  # one (…, outputs) a layer

    @property
    def outputs(self) -> Array:
        """Give the ten outputs."""
        return self.activations[-1]


class Tally(NamedTuple):
    """What a number of images cost in all, and how many of them were read rightly."""

    cost: float
    correct: int


@dataclass(frozen=True)
class Network:
    """The shape of a network and the names of its functions; it holds no weights.

    θ is one vector, layer after layer, each with its weights (inputs × outputs, row by
    row) and then its biases. Pixels are 0–255 outside and 0–1 in the formulas.
    """

    sizes: tuple[int, ...]
    activation: str = "sigmoid"
    output: str = "sigmoid"
    cost: str = "squared error"

    @cached_property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """Give (inputs, outputs) of every layer."""
        return tuple(pairwise(self.sizes))

    @cached_property
    def bounds(self) -> tuple[slice, ...]:
        """Give the part of θ that each layer takes up."""
        ends = np.cumsum([0, *((inputs + 1) * out for inputs, out in self.shapes)])
        return tuple(slice(int(a), int(b)) for a, b in pairwise(ends))

    @property
    def count(self) -> int:
        """Give the number of weights and biases."""
        return sum((inputs + 1) * outputs for inputs, outputs in self.shapes)

    @property
    def chunk(self) -> int:
        """Give how many images to take at once, so that no piece lasts over 10 ms."""
        return 256 if self.count > LARGE else 1024

    def layers(self, theta: Array) -> tuple[Layer, ...]:
        """Return views of θ, or of a vector laid out like it, layer by layer."""
        return tuple(
            Layer(theta[part][:-out].reshape(inputs, out), theta[part][-out:])
            for part, (inputs, out) in zip(self.bounds, self.shapes, strict=True)
        )

    def initial(
        self, initialisation: str, seed: int, dtype: type = np.float32
    ) -> Array:
        """Return a fresh θ: normal numbers of the spread that the table says.

        They are drawn neuron by neuron, and each layer's biases after its weights.
        """
        spread, chance = INITIALISATIONS[initialisation], np.random.default_rng(seed)
        theta = np.empty(self.count)
        for layer, (inputs, outputs) in zip(
            self.layers(theta), self.shapes, strict=True
        ):
            layer.weights.T[:] = chance.standard_normal((outputs, inputs))
            layer.weights[:] *= spread.weights(inputs, outputs)
            layer.biases[:] = chance.standard_normal(outputs) * spread.biases
        return theta.astype(dtype)

    @property
    def functions(self) -> tuple[Callable[[Array, Array, Array], Tape], ...]:
        """Give each layer's a = f(z), the output's last."""
        hidden = ACTIVATIONS[self.activation].value
        return (*[hidden] * (len(self.shapes) - 1), OUTPUTS[self.output].value)

    def answer(self, theta: Array, images: Bytes) -> Answer:
        """Return all z and a for one image, (784,) of 0–255, or for (n, 784)."""
        one = number(1, theta.dtype)
        sums, activations = [], []
        layers = self.layers(theta)
        z = images.astype(theta.dtype).dot(layers[0].weights) / theta.dtype.type(WHITE)
        for layer, above, value in zip(
            layers, (*layers[1:], None), self.functions, strict=True
        ):
            z += layer.biases
            a = np.empty_like(z)
            play(value(z, one, a))
            sums.append(z)
            activations.append(a)
            z = z if above is None else a.dot(above.weights)
        return Answer(tuple(sums), tuple(activations))

    def tally(self, theta: Array, images: Bytes, targets: Array) -> Tally:
        """Return the summed cost and the right answers of (n, 784) images.

        `targets` is (n, 10), 1 at the label and 0 elsewhere. Give at most `chunk`
        images at once where others wait.
        """
        answer = self.answer(theta, images)
        z, a = answer.sums[-1], answer.outputs
        total = number(0, theta.dtype)
        play(
            COSTS[self.cost].total(OUTPUTS[self.output], z, targets, a - targets, total)
        )
        right = targets[np.arange(len(a)), a.argmax(axis=1)]
        return Tally(float(total), int(np.count_nonzero(right)))
