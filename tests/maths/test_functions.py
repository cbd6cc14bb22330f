"""Activations, outputs and costs keep what their docstrings promise."""

import numpy as np
import pytest

from app.maths.activations import ACTIVATIONS
from app.maths.arrays import Array
from app.maths.costs import COSTS, OUTPUTS
from app.maths.tape import number, play

ONE = number(1, np.float64)
FAR = np.array([[-1e4, -800.0, -40, -1, 0.5, 1, 40, 800, 1e4, 3]])


def value(name: str, z: Array) -> Array:
    """Return f(z)."""
    a = np.empty_like(z)
    play(ACTIVATIONS[name].value(z.copy(), ONE, a))
    return a


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_slope_is_the_slope_of_its_function(name: str) -> None:
    z, nudge = np.linspace(-3, 3, 40), 1e-6
    slope = np.empty_like(z)
    play(ACTIVATIONS[name].slope(value(name, z), slope))
    measured = (value(name, z + nudge) - value(name, z - nudge)) / (2 * nudge)
    assert np.allclose(slope, measured, atol=1e-8)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_scale_stretches_z(name: str) -> None:
    z = np.linspace(-3, 3, 40)
    a = np.empty_like(z)
    play(ACTIVATIONS[name].value(z.copy(), number(0.25, np.float64), a))
    assert np.allclose(a, value(name, z / 4))


@pytest.mark.parametrize("name", OUTPUTS)
def test_outputs_lie_between_0_and_1_however_large_z_is(name: str) -> None:
    a = np.empty_like(FAR)
    play(OUTPUTS[name].value(FAR.copy(), ONE, a))
    assert np.isfinite(a).all()
    assert a.min() >= 0
    assert a.max() <= 1


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_softest_outputs_rise_with_z(name: str) -> None:
    a = np.empty((1, 10))
    play(OUTPUTS[name].value(np.linspace(-2, 2, 10)[None], ONE, a))
    assert (np.diff(a[0]) > 0).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("cost", COSTS)
def test_a_cost_stays_finite_when_the_answer_is_utterly_wrong(
    output: str, cost: str, dtype: type
) -> None:
    z: Array = FAR.astype(dtype)
    y: Array = np.eye(10, dtype=dtype)[[0]]
    a, total = np.empty_like(z), number(0, dtype)
    play(OUTPUTS[output].value(z, ONE, a))
    play(COSTS[cost].total(OUTPUTS[output], z, y, a - y, total))
    assert np.isfinite(total)
    assert total > 0


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("cost", COSTS)
def test_a_perfect_answer_costs_nothing(output: str, cost: str) -> None:
    y = np.eye(10)[[4]]
    z = 1000 * (2 * y - 1)
    a, total = np.empty_like(z), number(1, np.float64)
    play(OUTPUTS[output].value(z, ONE, a))
    play(COSTS[cost].total(OUTPUTS[output], z, y, a - y, total))
    assert total == pytest.approx(0, abs=1e-12)


def test_an_undecided_softmax_costs_the_logarithm_of_ten() -> None:
    z, y = np.zeros((3, 10)), np.eye(10)[[1, 2, 3]]
    total = number(0, np.float64)
    play(COSTS["cross-entropy"].total(OUTPUTS["softmax"], z, y, z, total))
    assert total == pytest.approx(3 * np.log(10))
