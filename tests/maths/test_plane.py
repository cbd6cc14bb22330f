"""The cost on a plane is the cost of the network that stands there."""

import numpy as np
import pytest

from app.maths.arrays import Array
from app.maths.network import Network
from app.maths.plane import Plane, PlaneCost
from tests.maths.examples import HIDDEN, KINDS, noise, small_network

IMAGES = 11


def directions(network: Network) -> tuple[Array, Array, Array]:
    """Return a θ and two directions of its size."""
    theta, along, across = (
        network.initial("N(0,1)", seed, np.float64) / 2 for seed in range(3)
    )
    return theta, along, across


@pytest.mark.parametrize("hidden", HIDDEN, ids=len)
@pytest.mark.parametrize(("activation", "output", "cost"), KINDS)
def test_every_point_costs_what_its_network_costs(
    activation: str, output: str, cost: str, hidden: tuple[int, ...]
) -> None:
    network = small_network(activation, output, cost, hidden)
    theta, along, across = directions(network)
    images, targets = noise(IMAGES)
    x, y = np.linspace(-2, 3, 7), np.linspace(1, -1, 7)
    totals = PlaneCost(Plane(network, theta, along, across), images, targets).totals(
        x, y
    )
    alone = [
        network.tally(theta + a * along + b * across, images, targets).cost
        for a, b in zip(x, y, strict=True)
    ]
    assert totals == pytest.approx(alone, rel=1e-10)


def test_a_line_is_the_plane_at_y_0() -> None:
    network = small_network("sigmoid", "sigmoid", "squared error")
    theta, along, across = directions(network)
    x = np.linspace(0, 1, 5)
    line = PlaneCost(Plane(network, theta, along, None), *noise(IMAGES))
    plane = PlaneCost(Plane(network, theta, along, across), *noise(IMAGES))
    assert line.totals(x, 0 * x) == pytest.approx(plane.totals(x, 0 * x), rel=1e-12)


@pytest.mark.parametrize("points", [1, 2, 400, 4000])
def test_many_points_at_once_are_the_same_as_one_by_one(points: int) -> None:
    network = Network((20, 30, 10))
    theta, along, across = directions(network)
    plane = PlaneCost(Plane(network, theta, along, across), *noise(40))
    x, y = np.linspace(-1, 1, points), np.linspace(2, 0, points)
    some = slice(0, points, points // 10 + 1)
    alone = [plane.totals(x[i : i + 1], y[i : i + 1])[0] for i in range(points)[some]]
    assert plane.totals(x, y)[some] == pytest.approx(alone, rel=1e-12)
