"""A sketch becomes a curve that a ball can roll on: smooth, and through every point."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.maths.arrays import Array
from app.maths.splines import Curve, SketchError, smooth, surface_from_points

WAVY = [(-4.0, 5.0), (-2.0, 1.0), (-0.5, 3.5), (1.0, 2.0), (2.5, 2.2), (4.0, 6.0)]
LINES = st.lists(
    st.tuples(st.integers(-50, 50), st.floats(-10, 10)),
    min_size=2,
    max_size=30,
    unique_by=lambda point: point[0],
)


def column(*x: float) -> Array:
    """Give points of one input."""
    return np.array(x)[:, None]


def bend(curve: Curve, x: float, side: int) -> float:
    """Measure C″ just left (−1) or just right (1) of x."""
    near, far = curve.gradient(column(x, x + side * 1e-6))[:, 0]
    return float(side * (far - near) / 1e-6)


@given(LINES)
def test_the_curve_goes_through_every_point(sketch: list[tuple[float, float]]) -> None:
    x, costs = np.array(sketch, np.float64).T
    assert np.allclose(smooth(sketch).cost(column(*x)), costs, atol=1e-9)


@given(LINES)
def test_the_slope_of_a_sketch_is_its_slope(sketch: list[tuple[float, float]]) -> None:
    curve, nudge = smooth(sketch), 1e-5
    points = np.linspace(-60, 60, 243)[:, None]
    rise = curve.cost(points + nudge) - curve.cost(points - nudge)
    measured = rise / (2 * nudge)
    assert np.allclose(curve.gradient(points)[:, 0], measured, atol=1e-5)


def test_nothing_jumps_where_two_pieces_meet() -> None:
    curve = smooth(WAVY)
    for x, _ in WAVY:
        left, right = column(x - 1e-9), column(x + 1e-9)
        assert np.allclose(curve.cost(left), curve.cost(right), atol=1e-7)
        assert np.allclose(curve.gradient(left), curve.gradient(right), atol=1e-7)
        assert bend(curve, x, -1) == pytest.approx(bend(curve, x, 1), abs=1e-4)


def test_a_sketch_goes_straight_on_beyond_its_ends() -> None:
    curve = smooth(WAVY)
    for end, beyond in ((-4.0, (-5.0, -7.0, -100.0)), (4.0, (5.0, 7.0, 100.0))):
        slope = curve.gradient(column(end))
        assert np.array_equal(curve.gradient(column(*beyond)), np.tile(slope, (3, 1)))
        way = column(*beyond) - end
        height = curve.cost(column(end)) + (way * slope)[:, 0]
        assert np.allclose(curve.cost(column(*beyond)), height)


def test_no_other_curve_through_the_points_bends_less() -> None:
    curve, x = smooth(WAVY), np.linspace(-4, 4, 4001)
    polynomial = np.polynomial.Polynomial.fit(
        [x for x, _ in WAVY], [cost for _, cost in WAVY], len(WAVY) - 1
    )
    own = np.gradient(curve.gradient(x[:, None])[:, 0], x)
    assert (own**2).sum() < (polynomial.deriv(2)(x) ** 2).sum()


def test_two_points_make_a_straight_line() -> None:
    curve = smooth([(0, 1), (2, 5)])
    assert np.allclose(curve.cost(column(-1, 0.5, 3)), (-1, 2, 7))


def test_points_may_come_in_any_order() -> None:
    for one, other in zip(smooth(WAVY), smooth(WAVY[::-1]), strict=True):
        assert np.array_equal(one, other)


def test_points_above_each_other_become_one_in_their_middle() -> None:
    curve = smooth([*WAVY, (1.0, 4.0)])
    assert len(curve.knots) == len(WAVY)
    assert curve.cost(column(1.0))[0] == pytest.approx(3.0)


def test_a_quick_pen_that_leaves_a_thousand_points_is_no_trouble() -> None:
    x = np.linspace(-3, 3, 1000)
    curve = smooth(zip(x, np.sin(x), strict=True))
    points = np.linspace(-2.9, 2.9, 333)
    assert np.allclose(curve.gradient(points[:, None])[:, 0], np.cos(points), atol=1e-4)


@pytest.mark.parametrize(
    "sketch", [[], [(1, 2)], [(1, 2), (1, 3)], [(0, 1), (1e-9, 2)]]
)
def test_a_sketch_without_width_is_refused(sketch: list[tuple[float, float]]) -> None:
    with pytest.raises(SketchError, match="at least two points"):
        smooth(sketch)


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf, 1e300])
@pytest.mark.parametrize("place", [0, 1])
def test_a_point_far_off_any_paper_is_refused(number: float, place: int) -> None:
    point = (number, 1.0) if place == 0 else (1.0, number)
    with pytest.raises(SketchError, match="from zero"):
        smooth([*WAVY, point])


def test_points_as_near_as_they_may_be_do_not_break_the_curve() -> None:
    curve = smooth([(0, -1e6), (1.1e-9, 1e6), (1e-3, -1e6)])
    points = np.linspace(-1, 1, 101)[:, None]
    assert np.isfinite(curve.cost(points)).all()
    assert np.isfinite(curve.gradient(points)).all()


def test_a_drawn_cost_is_a_ground_that_shows_all_of_it() -> None:
    surface = surface_from_points(WAVY)
    left, right, bottom, top = surface.window
    assert surface.dimension == 1
    for x, cost in WAVY:
        assert left < x < right
        assert bottom < cost < top
    assert left < surface.start[0] < right
    assert np.allclose(surface.cost(column(-2.0)), 1.0)


def test_a_level_sketch_has_a_window_too() -> None:
    _, _, bottom, top = surface_from_points([(0, 2), (5, 2)]).window
    assert bottom < 2 < top


def test_a_ball_rolls_downhill_on_a_sketch() -> None:
    surface = surface_from_points(WAVY)
    places = [np.array([surface.start])]
    for _ in range(50):
        places.append(places[-1] - 0.05 * surface.gradient(places[-1]))
    heights = [float(surface.cost(place)[0]) for place in places]
    assert all(after <= before for before, after in pairwise(heights))
    assert heights[-1] < heights[0]
