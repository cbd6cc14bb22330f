"""On the real digits every optimiser and every kind of network learns."""

import numpy as np
import pytest

from app.data.digits import Digits, load
from app.maths.backpropagation import Backpropagation
from app.maths.network import Network
from app.maths.optimisers import OPTIMISERS, Numbers
from tests.maths.examples import KINDS

BATCH = 32


@pytest.fixture(scope="module")
def digits() -> Digits:
    """Return MNIST."""
    return load()


def accuracy(
    digits: Digits, network: Network, name: str, rate: float, steps: int
) -> float:
    """Train for a while and return the share of test images that are read rightly."""
    optimiser, theta = OPTIMISERS[name], network.initial("1/√n", 1)
    memory = optimiser.init(theta)
    back = Backpropagation(network, theta, digits.train_images, digits.train_targets)
    order = np.random.default_rng(1).permutation(len(digits.train_labels))
    for start in range(0, steps * BATCH, BATCH):
        back.of(order[start : start + BATCH])
        change, memory = optimiser.step(back.gradient, memory, Numbers(), rate)
        theta += change
    correct = network.tally(theta, digits.test_images, digits.test_targets).correct
    return correct / len(digits.test_labels)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_every_optimiser_learns_with_its_own_rate(digits: Digits, name: str) -> None:
    network = Network((784, 16, 16, 10))
    assert accuracy(digits, network, name, OPTIMISERS[name].rate, 1800) >= 0.88


@pytest.mark.parametrize(("activation", "output", "cost"), KINDS)
def test_every_kind_of_network_learns(
    digits: Digits, activation: str, output: str, cost: str
) -> None:
    network = Network((784, 16, 16, 10), activation, output, cost)
    assert accuracy(digits, network, "Adam", 0.01, 1200) >= 0.8
