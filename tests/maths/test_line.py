"""The line through the houses is as wrong, as steep and as hard as the books say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.data.houses import TEN, Table, ames
from app.maths.arrays import Array
from app.maths.line import CONVENTIONS, SCALINGS, Line, line, settled
from app.maths.optimisers import OPTIMISERS, Numbers

START = np.array([0.45, 0.75])
TABLES = [TEN, ames("living area"), ames("lot area")]


def ten(scaling: str = "min-max", convention: str = "½Σ") -> Line:
    """Put the ten houses under a cost."""
    return line(TEN.x, TEN.y, scaling, convention)


def walk(ground: Line, rate: float, steps: int, start: Array = START) -> Array:
    """Go down by plain gradient descent and keep every point, (steps + 1, 2)."""
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - rate * ground.gradient(path[-1][None])[0])
    return np.array(path)


def test_the_error_falls_as_in_the_lesson() -> None:
    path = walk(ten(), 0.01, 2)
    assert np.round(ten().cost(path), 3).tolist() == [0.677, 0.553, 0.457]
    assert path[:, 0] == pytest.approx([0.45, 0.417, 0.388], abs=5e-4)
    assert path[:, 1] == pytest.approx([0.75, 0.735, 0.721], abs=5e-4)


def test_the_terms_of_the_houses_add_up_to_the_partial_derivatives() -> None:
    terms = ten().terms(START)
    assert terms.shape == (10, 2)
    assert np.round(terms.sum(axis=0), 3).tolist() == [3.300, 1.545]


@pytest.mark.parametrize(
    ("scaling", "condition", "rate"),
    [("raw", 6e7, 6.5e-8), ("min-max", 17.4, 0.163), ("z-score", 1.0, 0.2)],
)
def test_scaling_makes_the_bowl_rounder(
    scaling: str, condition: float, rate: float
) -> None:
    ground = ten(scaling)
    assert ground.condition == pytest.approx(condition, rel=0.02)
    assert ground.largest_rate == pytest.approx(rate, rel=0.01)


def test_the_answer_can_be_known_at_once() -> None:
    assert np.round(ten().best, 3).tolist() == [0.142, 0.701]


def test_a_rate_of_0_16_converges_and_0_17_does_not() -> None:
    ground = ten()
    assert walk(ground, 0.16, 1000)[-1] == pytest.approx(ground.best, abs=1e-6)
    costs = ground.cost(walk(ground, 0.17, 1000))
    assert costs[-1] > 1e6 * costs[0]


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("scaling", ["min-max", "z-score"])
def test_the_largest_rate_is_the_border(scaling: str, convention: str) -> None:
    ground = ten(scaling, convention)
    border = ground.largest_rate
    below, above = (walk(ground, f * border, 400) for f in (0.95, 1.05))
    assert below[-1] == pytest.approx(ground.best, abs=1e-6)
    assert ground.cost(above)[-1] > ground.cost(above)[0]


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("scaling", SCALINGS)
def test_the_gradient_is_the_slope_of_the_cost(scaling: str, convention: str) -> None:
    ground = ten(scaling, convention)
    left, right, bottom, top = ground.window
    sides = np.array([right - left, top - bottom])
    points = np.array([left, bottom]) + np.random.default_rng(1).random((20, 2)) * sides
    nudges = 1e-4 * np.diag(sides)
    slopes = [
        (ground.cost(points + nudge) - ground.cost(points - nudge)) / (2 * nudge.sum())
        for nudge in nudges
    ]
    size = np.abs(ground.gradient(points)).max(axis=0)
    assert np.stack(slopes, axis=1) / size == pytest.approx(
        ground.gradient(points) / size, abs=1e-6
    )


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("scaling", SCALINGS)
def test_cost_and_gradient_are_sums_over_the_houses(
    scaling: str, convention: str
) -> None:
    ground = ten(scaling, convention)
    for point in (START, ground.best + 0.1, np.zeros(2)):
        summed = ground.factor * np.square(ground.errors(point)).sum()
        assert ground.cost(point[None])[0] == pytest.approx(summed, rel=1e-9)
        largest = np.abs(ground.terms(point)).sum()
        assert ground.gradient(point[None])[0] / largest == pytest.approx(
            ground.terms(point).sum(axis=0) / largest, abs=1e-9
        )


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_a_convention_rescales_the_cost_and_the_rate_together(convention: str) -> None:
    ground, usual = ten(convention=convention), ten()
    ratio = usual.factor / ground.factor
    assert walk(ground, 0.01 * ratio, 50) == pytest.approx(walk(usual, 0.01, 50))
    assert ground.largest_rate == pytest.approx(ratio * usual.largest_rate)


def test_half_the_sum_has_half_the_gradient() -> None:
    whole, half = (ten(convention=name).gradient(START[None]) for name in ("Σ", "½Σ"))
    assert np.array_equal(whole, 2 * half)


@pytest.mark.parametrize("houses", TABLES)
@pytest.mark.parametrize("scaling", SCALINGS)
def test_numpy_finds_the_same_line_and_the_same_bowl(
    houses: Table, scaling: str
) -> None:
    ground = line(houses.x, houses.y, scaling, "mean")
    rows = np.stack([np.ones_like(ground.x), ground.x], axis=1)
    best, *_ = np.linalg.lstsq(rows, ground.y, rcond=None)
    assert ground.best == pytest.approx(best, rel=1e-6, abs=1e-9)
    assert ground.condition == pytest.approx(np.linalg.cond(rows) ** 2, rel=1e-6)


@pytest.mark.parametrize("scaling", SCALINGS)
def test_a_new_house_has_the_same_price_in_every_scaling(scaling: str) -> None:
    sizes = np.array([1000.0, 2000.0])
    found, usual = (each.predict(each.best, sizes) for each in (ten(scaling), ten()))
    assert found == pytest.approx(usual)
    assert found[1] == pytest.approx(324_606, abs=1)


@pytest.mark.parametrize("scaling", SCALINGS)
def test_scaled_numbers_go_back_to_dollars(scaling: str) -> None:
    scale = SCALINGS[scaling].scale(TEN.y)
    assert scale.original(scale.scaled(TEN.y)) == pytest.approx(TEN.y)


@pytest.mark.parametrize("houses", TABLES)
@pytest.mark.parametrize("scaling", SCALINGS)
def test_the_window_shows_the_start_and_the_lowest_point(
    houses: Table, scaling: str
) -> None:
    ground = line(houses.x, houses.y, scaling, "mean")
    left, right, bottom, top = ground.surface.window
    for a, b in (ground.best, ground.surface.start):
        assert left < a < right
        assert bottom < b < top


@pytest.mark.parametrize("scaling", ["min-max", "z-score"])
def test_scaled_numbers_are_drawn_to_one_scale(scaling: str) -> None:
    left, right, bottom, top = ten(scaling).window
    assert right - left == pytest.approx(top - bottom)


@pytest.mark.parametrize("scaling", SCALINGS)
def test_the_same_line_starts_in_every_scaling(scaling: str) -> None:
    assert ten().surface.start == pytest.approx(START)
    found, usual = (each.predict(each.start, TEN.x) for each in (ten(scaling), ten()))
    assert found == pytest.approx(usual)


@pytest.mark.parametrize("scaling", SCALINGS)
def test_a_line_dragged_by_its_ends_goes_through_them(scaling: str) -> None:
    ground, sizes = ten(scaling), np.array([1000.0, 2500.0])
    prices = np.array([150_000.0, 420_000.0])
    point = ground.through(sizes, prices)
    assert ground.predict(point, sizes) == pytest.approx(prices)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_every_optimiser_learns_the_line(name: str) -> None:
    surface, optimiser = ten("z-score").surface, OPTIMISERS[name]
    point = np.array(surface.start)
    memory = optimiser.init(point)
    for step in range(2000):
        rate = 0.05 if not optimiser.scale_free else 0.5 / (1 + 0.05 * step)
        gradient = surface.gradient(point)
        change, memory = optimiser.step(gradient, memory, Numbers(), rate)
        point = point + change
    assert point == pytest.approx(ten("z-score").best, abs=0.02)


@given(st.floats(-1, 2), st.floats(-1, 2))
def test_every_start_ends_at_the_one_lowest_point(a: float, b: float) -> None:
    ground = ten()
    path = walk(ground, 0.15, 400, np.array([a, b]))
    assert path[-1] == pytest.approx(ground.best, abs=1e-6)


def test_all_arrows_point_to_the_lowest_point() -> None:
    ground = ten("z-score")
    points = ground.best + np.random.default_rng(2).normal(size=(50, 2))
    way, down = ground.best - points, -ground.gradient(points)
    lengths = np.linalg.norm(way, axis=1) * np.linalg.norm(down, axis=1)
    assert np.sum(way * down, axis=1) / lengths == pytest.approx(np.ones(50))


def test_descent_stops_when_the_change_is_small_near_the_answer() -> None:
    ground = ten()
    path = walk(ground, 0.1, 300)
    step = settled(ground.cost(path), 1e-6)
    assert step is not None
    assert path[step] == pytest.approx(ground.best, abs=0.01)


def test_a_cost_that_still_falls_has_not_settled() -> None:
    assert settled(ten().cost(walk(ten(), 0.01, 2)), 1e-3) is None
