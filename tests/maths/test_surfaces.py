"""Each surface is what its formula says, and shows what its notes promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.maths.arrays import Array
from app.maths.critical import critical_points
from app.maths.optimisers import OPTIMISERS, Numbers
from app.maths.surfaces import SURFACES, Surface, surface_of

MADE = {
    (name, number): surface_of(name, number)
    for name, surface in SURFACES.items()
    for number in (surface.number[1:4] if surface.number else (None,))
}


def spread(surface: Surface, count: int = 25) -> Array:
    """Return an even grid of points over the window."""
    left, right, bottom, top = surface.window
    sides = ((left, right), (bottom, top))[: surface.dimension]
    axes = np.meshgrid(*(np.linspace(low, high, count) for low, high in sides))
    return np.stack(axes, axis=-1).reshape(-1, surface.dimension)


def measured(surface: Surface, points: Array, nudge: float = 1e-5) -> Array:
    """Return the gradient as differences of the cost."""
    nudges = nudge * np.eye(surface.dimension)
    differences = [surface.cost(points + n) - surface.cost(points - n) for n in nudges]
    return np.stack(differences, axis=-1) / (2 * nudge)


def walk(
    surface: Surface, name: str, rate: float, steps: int, start: tuple[float, ...] = ()
) -> Array:
    """Descend and return all points, (steps + 1, dimension)."""
    optimiser = OPTIMISERS[name]
    points = [np.array(start or surface.start)]
    memory = optimiser.init(points[0])
    for _ in range(steps):
        gradient = surface.gradient(points[-1])
        step, memory = optimiser.step(gradient, memory, Numbers(), rate)
        points.append(points[-1] + step)
    return np.array(points)


@pytest.mark.parametrize("key", MADE, ids=str)
def test_the_gradient_is_the_slope_of_the_cost(key: tuple[str, float | None]) -> None:
    surface = MADE[key]
    points = spread(surface)
    gradient = surface.gradient(points)
    scale = 1 + np.abs(surface.cost(points)).max() + np.abs(gradient).max()
    assert gradient.shape == points.shape
    assert np.abs(gradient - measured(surface, points)).max() < 1e-8 * scale


@given(
    st.sampled_from(list(MADE)),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_the_gradient_is_right_wherever_one_taps(
    key: tuple[str, float | None], across: float, up: float
) -> None:
    surface = MADE[key]
    left, right, bottom, top = surface.window
    tap = (left + across * (right - left), bottom + up * (top - bottom))
    point = np.array(tap[: surface.dimension])
    gradient = surface.gradient(point)
    scale = 1 + np.abs(surface.cost(point)) + np.abs(gradient).max()
    assert np.abs(gradient - measured(surface, point)).max() < 1e-7 * scale


@pytest.mark.parametrize("name", SURFACES)
def test_many_points_cost_what_each_costs_alone(name: str) -> None:
    surface = SURFACES[name]
    points = spread(surface, 6).reshape(2, -1, surface.dimension)
    costs = [[float(surface.cost(point)) for point in row] for row in points]
    assert np.allclose(surface.cost(points), costs)
    assert np.isfinite(surface.cost(points)).all()


@pytest.mark.parametrize("name", SURFACES)
def test_a_surface_starts_inside_its_window_and_not_at_rest(name: str) -> None:
    surface = SURFACES[name]
    left, right, bottom, top = surface.window
    (x, *y) = surface.start
    assert left < x < right
    assert all(bottom < value < top for value in y)
    assert len(surface.start) == surface.dimension
    assert np.abs(surface.gradient(np.array(surface.start))).max() > 1e-3


@pytest.mark.parametrize("name", SURFACES)
def test_a_surface_is_told_in_one_sentence(name: str) -> None:
    notes = SURFACES[name].notes
    assert notes.endswith(".")
    assert notes.count(". ") == 0


@pytest.mark.parametrize("name", [n for n, s in SURFACES.items() if s.dimension == 1])
def test_a_curve_fits_into_its_window(name: str) -> None:
    surface = SURFACES[name]
    costs = surface.cost(spread(surface, 401))
    bottom, top = surface.window[2:]
    inside = (costs >= bottom) & (costs <= top)
    assert inside.mean() > 0.9
    assert costs.min() > bottom


def test_a_surface_without_a_number_ignores_one() -> None:
    assert surface_of("bowl", 5.0) is SURFACES["bowl"]
    assert surface_of("ellipse") is SURFACES["ellipse"]


@pytest.mark.parametrize("condition", [1.0, 7.0, 300.0])
def test_the_ellipse_is_as_narrow_as_its_slider_says(condition: float) -> None:
    surface = surface_of("ellipse", condition)
    (lowest,) = critical_points(surface)
    flattest = surface.gradient(np.array((1.0, 0.0)))[0]
    assert 2 / lowest.limit == pytest.approx(condition * flattest)


def test_on_the_parabola_a_rate_of_1_lands_in_one_step() -> None:
    surface = SURFACES["parabola"]
    assert walk(surface, "gradient descent", 1.0, 1)[-1] == pytest.approx(3)
    swinging = walk(surface, "gradient descent", 1.5, 40)[:, 0] - 3
    assert (swinging[:-1] * swinging[1:] < 0).all()
    assert abs(swinging[-1]) < 1e-9
    assert abs(walk(surface, "gradient descent", 2.1, 40)[-1, 0] - 3) > 100


def test_at_1_1_x_matters_three_times_as_much_as_y() -> None:
    surface, here = SURFACES["three to one"], np.ones(2)
    along, across = 0.1 * np.eye(2)
    assert surface.gradient(here) == pytest.approx((3, 1))
    assert here + surface.gradient(here) == pytest.approx((4, 2))
    gain = surface.cost(here + along) - surface.cost(here - along)
    other = surface.cost(here + across) - surface.cost(here - across)
    assert gain / other == pytest.approx(3)


def test_a_start_on_the_right_misses_the_lower_valley() -> None:
    surface = SURFACES["two valleys"]
    right = walk(surface, "gradient descent", 0.05, 500, (1.6, 0.0))[-1]
    left = walk(surface, "gradient descent", 0.05, 500, (-1.6, 0.5))[-1]
    assert right == pytest.approx((0.960, 0), abs=5e-4)
    assert left == pytest.approx((-1.036, 0), abs=5e-4)


@pytest.mark.parametrize(("name", "rate"), [("gradient descent", 0.08), ("Adam", 0.12)])
def test_in_the_bent_valley_a_racer_gets_stuck_in_the_hollow(
    name: str, rate: float
) -> None:
    surface = SURFACES["bent valley"]
    _, hollow, _ = critical_points(surface)
    path = walk(surface, name, rate, 90)
    assert hollow.kind == "minimum"
    assert hollow.cost == pytest.approx(1.42, abs=0.01)
    assert path[-1] == pytest.approx(hollow.x, abs=0.05)


def test_in_the_bent_valley_momentum_gets_past_the_hollow() -> None:
    surface = SURFACES["bent valley"]
    lowest, hollow, _ = critical_points(surface)
    path = walk(surface, "momentum", 0.03, 90)
    assert lowest.cost == pytest.approx(1, abs=1e-4)
    assert np.abs(path - hollow.x).max(axis=-1).min() < 0.5
    assert path[-1] == pytest.approx(lowest.x, abs=0.2)
    assert surface.cost(path[60]) < 1.05


def test_on_the_plateau_the_slope_fades_far_out() -> None:
    surface = SURFACES["plateau"]
    far, near = np.array(((3.8, 3.8), (1.0, 0.0)))
    steepness = np.abs(surface.gradient(np.array((far, near)))).max(axis=-1)
    assert steepness[0] < 1e-4 * steepness[1]


def test_the_ravine_takes_many_steps_once_it_is_flat() -> None:
    surface = SURFACES["ravine"]
    (lowest,) = critical_points(surface)
    wall = 2 / np.abs(surface.gradient(np.array((-3.5, 1.0)))[1])
    assert wall < 0.02 * lowest.limit
