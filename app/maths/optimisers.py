"""Six ways to turn the gradient into the next step."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from app.maths.arrays import Array

EPSILON = 1e-8
Memory = tuple[Array, ...]
Rate = float | np.floating[Any]  # a NumPy number is a little faster


class Numbers(NamedTuple):
    """How much of the past an optimiser keeps: β, and β₂ for squared gradients."""

    beta: float = 0.9
    beta2: float = 0.999


Slope = Callable[[Array, Memory, Numbers], tuple[Array, Memory]]


class Optimiser(NamedTuple):
    """A pair of pure functions: the memory at the start, and where the next step goes.

    `slope` takes ∇C, the memory, and β and β₂; it returns −d and the new memory. For
    all of them Δθ = η·d with a direction d that does not depend on η, so the place
    where the next step will land is known for every η beforehand. `rate` is an η that
    suits sigmoid neurons with squared error on MNIST; `uses` names the fields of
    `Numbers` that matter; `scale_free` tells that d stays the same when the cost is
    written as a multiple of itself.
    """

    init: Callable[[Array], Memory]
    slope: Slope
    rate: float
    uses: tuple[str, ...] = ()
    scale_free: bool = False

    def step(
        self,
        gradient: Array,
        memory: Memory,
        numbers: Numbers,
        rate: Rate,
        out: Array | None = None,
    ) -> tuple[Array, Memory]:
        """Return Δθ = η·d, in `out` if that is given, and the new memory."""
        slope, memory = self.slope(gradient, memory, numbers)
        return np.multiply(slope, -rate, out), memory

    def direction(
        self, gradient: Array, memory: Memory, numbers: Numbers
    ) -> tuple[Array, Memory]:
        """Return d, which is the step for η = 1, and the memory after it."""
        return self.step(gradient, memory, numbers, 1.0)


def remember_nothing(theta: Array) -> Memory:
    """Give no memory at all."""
    return ()


def remember_one(theta: Array) -> Memory:
    """Give one vector of zeros like θ."""
    return (np.zeros_like(theta),)


def remember_two(theta: Array) -> Memory:
    """Give two vectors of zeros like θ, and the number of steps taken."""
    return (np.zeros_like(theta), np.zeros_like(theta), np.zeros(1))


def descend(gradient: Array, memory: Memory, numbers: Numbers) -> tuple[Array, Memory]:
    """Go by Δθ = −η ∇C (Cauchy, 1847)."""
    return gradient, memory


def roll(gradient: Array, memory: Memory, numbers: Numbers) -> tuple[Array, Memory]:
    """Go by Δθ = −η v with v ← βv + ∇C (Polyak, 1964)."""
    velocity = numbers.beta * memory[0] + gradient
    return velocity, (velocity,)


def look_ahead(
    gradient: Array, memory: Memory, numbers: Numbers
) -> tuple[Array, Memory]:
    """Go by Δθ = −η (∇C + βv) with v ← βv + ∇C (Nesterov, 1983)."""
    velocity = numbers.beta * memory[0] + gradient
    ahead = gradient + numbers.beta * velocity
    return ahead, (velocity,)


def add_up(gradient: Array, memory: Memory, numbers: Numbers) -> tuple[Array, Memory]:
    """Go by Δθ = −η ∇C/√s with s ← s + ∇C² (Duchi, Hazan and Singer, 2011)."""
    squares = memory[0] + gradient * gradient
    scaled = gradient / (np.sqrt(squares) + EPSILON)
    return scaled, (squares,)


def fade(gradient: Array, memory: Memory, numbers: Numbers) -> tuple[Array, Memory]:
    """Go by Δθ = −η ∇C/√s with s ← βs + (1 − β)∇C² (Hinton, 2012)."""
    beta = numbers.beta
    squares = beta * memory[0] + (1 - beta) * gradient * gradient
    scaled = gradient / (np.sqrt(squares) + EPSILON)
    return scaled, (squares,)


def adapt(gradient: Array, memory: Memory, numbers: Numbers) -> tuple[Array, Memory]:
    """Go by Δθ = −η m̂/√ŝ, means corrected for their start at 0 (Kingma, Ba, 2014).

    m ← βm + (1 − β)∇C, s ← β₂s + (1 − β₂)∇C², m̂ = m/(1 − βᵗ), ŝ = s/(1 − β₂ᵗ).
    """
    beta, beta2 = numbers
    mean = beta * memory[0] + (1 - beta) * gradient
    squares = beta2 * memory[1] + (1 - beta2) * gradient * gradient
    steps = memory[2] + 1
    corrected = mean / float(1 - beta ** steps[0])
    size = np.sqrt(squares / float(1 - beta2 ** steps[0])) + EPSILON
    return corrected / size, (mean, squares, steps)


OPTIMISERS: dict[str, Optimiser] = {
    "gradient descent": Optimiser(remember_nothing, descend, 2.0),
    "momentum": Optimiser(remember_one, roll, 0.1, ("beta",)),
    "Nesterov": Optimiser(remember_one, look_ahead, 0.2, ("beta",)),
    "AdaGrad": Optimiser(remember_one, add_up, 0.1, scale_free=True),
    "RMSProp": Optimiser(remember_one, fade, 0.003, ("beta",), scale_free=True),
    "Adam": Optimiser(remember_two, adapt, 0.003, ("beta", "beta2"), scale_free=True),
}
