"""Networks are examined block after block, and each block counts by itself."""

import numpy as np
import pytest

from app.maths.examination import Examination
from app.maths.network import Network
from tests.maths.examples import HIDDEN, KINDS, noise, small_network

BLOCKS = (7, 7, 3)


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(("activation", "output", "cost"), KINDS)
def test_every_block_costs_and_counts_what_the_network_says(
    activation: str, output: str, cost: str, hidden: tuple[int, ...]
) -> None:
    network = small_network(activation, output, cost, hidden)
    theta = np.random.default_rng(1).standard_normal(network.count)
    examination = Examination(network, theta)
    images, targets = noise(sum(BLOCKS))
    for part in np.split(np.arange(len(images)), np.cumsum(BLOCKS)[:-1]):
        found = examination.tally(images[part], targets[part])
        known = network.tally(theta, images[part], targets[part])
        assert found.cost == pytest.approx(known.cost, rel=1e-9)
        assert found.correct == known.correct


def test_an_examination_leaves_the_network_as_it_was() -> None:
    network = Network((20, 6, 10))
    theta = np.random.default_rng(2).standard_normal(network.count)
    before = theta.copy()
    Examination(network, theta).tally(*noise(5))
    assert np.array_equal(theta, before)
