"""Level ground is found wherever it is, and each valley knows its largest rate."""

import warnings
from collections.abc import Callable

import numpy as np
import pytest

from app.maths.arrays import Array
from app.maths.critical import Critical, critical_points
from app.maths.optimisers import OPTIMISERS, Numbers
from app.maths.surfaces import SURFACES, Surface, surface_of

VALLEYS = ((-2.013, 0.085), (0.920, 0.520), (2.968, 0.230))
SETTLING = [
    (name, point)
    for name, surface in SURFACES.items()
    for point in critical_points(surface)
    if point.kind == "minimum"
]


def curve(cost: Callable[[Array], Array], slope: Callable[[Array], Array]) -> Surface:
    """Return a curve between −3.1 and 2.7."""
    return Surface(
        "Curve",
        1,
        lambda points: cost(points[..., 0]),
        slope,
        (-3.1, 2.7, 0, 1),
        (1.0,),
        "",
    )


def ground(
    cost: Callable[[Array, Array], Array],
    slope: Callable[[Array, Array], tuple[Array, Array]],
) -> Surface:
    """Return a surface of two inputs."""
    return Surface(
        "Ground",
        2,
        lambda points: cost(points[..., 0], points[..., 1]),
        lambda points: np.stack(slope(points[..., 0], points[..., 1]), axis=-1),
        (-3.1, 2.7, -2, 2.5),
        (1.0, 1.0),
        "",
    )


def places(surface: Surface, kind: str) -> list[tuple[float, ...]]:
    """List where a surface has one kind of level ground, from left to right."""
    return sorted(p.x for p in critical_points(surface) if p.kind == kind)


def settles(surface: Surface, point: Critical, share: float) -> bool:
    """Descend from beside a point with a share of its limit, and see where it ends."""
    descend, x = OPTIMISERS["gradient descent"], np.array(point.x) + 1e-3
    for _ in range(2000):
        gradient = surface.gradient(x)
        x = x + descend.step(gradient, (), Numbers(), share * point.limit)[0]
    slope = np.abs(surface.gradient(x)).max() * point.limit
    return bool(slope < 1e-4 and np.abs(x - point.x).max() < 2e-3)


def test_the_curve_of_three_valleys_has_five_level_points() -> None:
    surface = SURFACES["three valleys"]
    minima, maxima = places(surface, "minimum"), places(surface, "maximum")
    assert np.ravel(minima) == pytest.approx([x for x, _ in VALLEYS], abs=5e-4)
    assert np.ravel(maxima) == pytest.approx((-0.744, 2.203), abs=5e-4)
    assert len(critical_points(surface)) == 5


def test_each_of_the_three_valleys_has_its_own_largest_rate() -> None:
    points = critical_points(SURFACES["three valleys"])
    limits = [point.limit for point in points if point.kind == "minimum"]
    assert limits == pytest.approx([limit for _, limit in VALLEYS], abs=0.005)
    assert all(np.isnan(p.limit) for p in points if p.kind != "minimum")


@pytest.mark.parametrize(("name", "point"), SETTLING)
def test_a_little_below_its_limit_a_rate_settles_and_a_little_above_not(
    name: str, point: Critical
) -> None:
    assert settles(SURFACES[name], point, 0.95)
    assert not settles(SURFACES[name], point, 1.05)


def test_the_gradient_3_1_bowl_takes_rates_up_to_two_thirds() -> None:
    surface = SURFACES["three to one"]
    (lowest,) = critical_points(surface)
    assert lowest.x == pytest.approx((0, 0), abs=1e-9)
    assert lowest.limit == pytest.approx(2 / 3)
    assert settles(surface, lowest, 0.66 / lowest.limit)
    assert not settles(surface, lowest, 0.67 / lowest.limit)


def test_two_valleys_have_a_saddle_between_them() -> None:
    points = critical_points(SURFACES["two valleys"])
    assert [point.kind for point in points] == ["minimum", "minimum", "saddle"]
    assert [point.x[0] for point in points] == pytest.approx(
        (-1.036, 0.960, 0.075), abs=5e-4
    )
    assert [point.cost for point in points[:2]] == pytest.approx(
        (-0.305, 0.294), abs=5e-4
    )
    assert [point.x[1] for point in points] == pytest.approx((0, 0, 0), abs=1e-9)


def test_himmelblau_has_four_lowest_points_around_one_top() -> None:
    surface = SURFACES["Himmelblau"]
    known = ((-3.7793, -3.2832), (-2.8051, 3.1313), (3, 2), (3.5844, -1.8481))
    assert np.array(places(surface, "minimum")) == pytest.approx(
        np.array(known), abs=1e-4
    )
    assert len(places(surface, "saddle")) == 4
    assert len(places(surface, "maximum")) == 1
    assert all(abs(p.cost) < 1e-12 for p in critical_points(surface)[:4])


def test_beale_has_its_lowest_point_at_3_and_a_half() -> None:
    lowest = critical_points(SURFACES["Beale"])[0]
    assert lowest.kind == "minimum"
    assert lowest.x == pytest.approx((3, 0.5), abs=1e-6)
    assert lowest.cost == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("name", ["saddle", "monkey saddle"])
def test_a_saddle_is_called_a_saddle_even_when_it_is_flat(name: str) -> None:
    (point,) = critical_points(SURFACES[name])
    assert point.kind == "saddle"
    assert point.x == pytest.approx((0, 0), abs=1e-6)


def test_the_egg_box_has_more_hollows_than_one() -> None:
    surface = SURFACES["egg box"]
    lowest = critical_points(surface)[0]
    assert lowest.x == pytest.approx((0, 0), abs=1e-9)
    assert len(places(surface, "minimum")) == 9


@pytest.mark.parametrize("number", [1.0, 30.0, 1000.0])
def test_an_ellipse_has_one_lowest_point_however_narrow_it_is(number: float) -> None:
    (lowest,) = critical_points(surface_of("ellipse", number))
    assert lowest.kind == "minimum"
    assert lowest.limit == pytest.approx(2 / number)


@pytest.mark.parametrize("name", SURFACES)
def test_level_ground_really_is_level(name: str) -> None:
    surface = SURFACES[name]
    points = np.array([point.x for point in critical_points(surface)])
    usual = np.abs(surface.gradient(np.array(surface.start))).max()
    assert len(points)
    assert np.abs(surface.gradient(points)).max() < 1e-6 * usual


def test_a_level_stretch_on_the_way_down_is_no_valley() -> None:
    (point,) = critical_points(curve(lambda x: x**3, lambda x: 3 * x**2))
    assert point.kind == "saddle"
    assert point.x == pytest.approx((0,), abs=1e-6)


def test_a_very_flat_valley_is_still_a_valley() -> None:
    (point,) = critical_points(curve(lambda x: x**4, lambda x: 4 * x**3))
    assert point.kind == "minimum"


def test_a_kink_is_a_lowest_point() -> None:
    (point,) = critical_points(curve(lambda x: np.abs(x) + 2, np.sign))
    assert point.kind == "minimum"
    assert point.x == pytest.approx((0,), abs=1e-9)
    assert point.limit < 0.001


def test_a_pole_is_no_highest_point() -> None:
    assert not critical_points(curve(lambda x: x**-2.0, lambda x: -2 * x**-3.0))


def test_where_there_is_no_cost_there_is_no_level_ground() -> None:
    with warnings.catch_warnings(action="error"):
        assert not critical_points(curve(lambda x: np.log(-1 - x * x), lambda x: x / 0))


def test_a_gap_in_a_curve_is_no_valley() -> None:
    outside = curve(
        lambda x: np.sqrt(x * x - 1),
        lambda x: x / np.sqrt(x * x - 1),
    )
    assert not critical_points(outside)


def test_a_plain_has_no_special_points() -> None:
    assert not critical_points(curve(lambda x: 0 * x + 5, lambda x: 0 * x))
    plain = ground(lambda x, y: 0 * x + 5, lambda x, y: (0 * x, 0 * y))
    assert not critical_points(plain)


def test_a_level_line_does_not_give_endless_points() -> None:
    trough = ground(lambda x, y: (x - 1) ** 2, lambda x, y: (2 * (x - 1), 0 * y))
    points = critical_points(trough)
    assert 0 < len(points) <= 64
    assert {point.kind for point in points} == {"minimum"}
    assert [p.limit for p in points] == pytest.approx([1] * len(points))
