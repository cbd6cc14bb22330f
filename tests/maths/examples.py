"""Small networks and images that the tests of the maths share."""

from itertools import product

import numpy as np

from app.maths.activations import ACTIVATIONS
from app.maths.arrays import Array, Bytes
from app.maths.costs import COSTS, OUTPUTS
from app.maths.network import Network

HIDDEN: tuple[tuple[int, ...], ...] = ((), (6,), (6, 5), (6, 5, 4))
KINDS = tuple(product(ACTIVATIONS, OUTPUTS, COSTS))
PIXELS = 20


def small_network(
    activation: str, output: str, cost: str, hidden: tuple[int, ...] = (6, 5)
) -> Network:
    """Return a network of 20 pixels and ten outputs."""
    return Network((PIXELS, *hidden, 10), activation, output, cost)


def noise(images: int, pixels: int = PIXELS) -> tuple[Bytes, Array]:
    """Return random images and targets."""
    generator = np.random.default_rng(images)
    pictures = generator.integers(0, 256, (images, pixels), dtype=np.uint8)
    return pictures, np.eye(10)[generator.integers(0, 10, images)]
