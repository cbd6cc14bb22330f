"""Every optimiser goes down, and says beforehand where its next step will land."""

import numpy as np
import pytest

from app.maths.optimisers import OPTIMISERS, Memory, Numbers

NUMBERS = Numbers()
BOWL = np.array([1.0, 3.0, 0.2])  # how steep it is along each axis
START = np.array([2.0, -1.5, 4.0])


def walk(name: str, rate: float, steps: int) -> np.ndarray:
    """Go down a bowl and return where that leads."""
    optimiser, theta = OPTIMISERS[name], START.copy()
    memory: Memory = optimiser.init(theta)
    for step in range(steps):
        slowing = rate / (1 + 0.01 * step)
        change, memory = optimiser.step(BOWL * theta, memory, NUMBERS, slowing)
        theta += change
    return theta


@pytest.mark.parametrize("name", OPTIMISERS)
def test_the_bottom_of_a_bowl_is_reached(name: str) -> None:
    theta = walk(name, 0.5 if OPTIMISERS[name].scale_free else 0.1, 3000)
    assert np.abs(theta).max() <= 0.02


@pytest.mark.parametrize("name", OPTIMISERS)
def test_a_step_is_eta_times_a_direction_known_before(name: str) -> None:
    optimiser = OPTIMISERS[name]
    memory = optimiser.init(START)
    for gradient in (START, BOWL, -START):
        direction, later = optimiser.direction(gradient, memory, NUMBERS)
        for rate in (0.001, 2.0, 100.0):
            change, memory_after = optimiser.step(gradient, memory, NUMBERS, rate)
            assert np.allclose(change, rate * direction, rtol=1e-15)
            for one, other in zip(later, memory_after, strict=True):
                assert np.array_equal(one, other)
        memory = later


@pytest.mark.parametrize("name", OPTIMISERS)
def test_a_step_changes_neither_the_gradient_nor_the_memory(name: str) -> None:
    optimiser = OPTIMISERS[name]
    _, memory = optimiser.direction(BOWL, optimiser.init(START), NUMBERS)
    kept = [part.copy() for part in memory]
    gradient = START.copy()
    optimiser.step(gradient, memory, NUMBERS, 1.0)
    assert np.array_equal(gradient, START)
    for part, before in zip(memory, kept, strict=True):
        assert np.array_equal(part, before)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_the_first_step_goes_downhill_along_every_axis(name: str) -> None:
    optimiser = OPTIMISERS[name]
    direction, _ = optimiser.direction(BOWL * START, optimiser.init(START), NUMBERS)
    assert (np.sign(direction) == -np.sign(START)).all()


@pytest.mark.parametrize("name", OPTIMISERS)
def test_single_precision_stays_single(name: str) -> None:
    optimiser, gradient = OPTIMISERS[name], START.astype(np.float32)
    change, memory = optimiser.step(gradient, optimiser.init(gradient), NUMBERS, 0.1)
    assert change.dtype == np.float32
    assert all(part.dtype == np.float32 for part in memory if part.size > 1)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_only_the_numbers_it_names_matter(name: str) -> None:
    optimiser = OPTIMISERS[name]
    _, memory = optimiser.direction(BOWL, optimiser.init(START), NUMBERS)
    usual, _ = optimiser.direction(START, memory, NUMBERS)
    for field in Numbers._fields:
        other, _ = optimiser.direction(START, memory, NUMBERS._replace(**{field: 0.5}))
        assert np.array_equal(usual, other) == (field not in optimiser.uses)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_only_some_go_as_far_whatever_the_cost_is_multiplied_by(name: str) -> None:
    optimiser, ways = OPTIMISERS[name], []
    for times in (1.0, 10.0):
        _, memory = optimiser.direction(times * BOWL, optimiser.init(START), NUMBERS)
        ways.append(optimiser.direction(times * START, memory, NUMBERS)[0])
    assert np.allclose(ways[0], ways[1]) == optimiser.scale_free
