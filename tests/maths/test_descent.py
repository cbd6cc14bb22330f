"""Balls roll as the course says, alone and by the thousand."""

from collections.abc import Generator
from typing import Any, TypeVar

import numpy as np
import pytest

from app.maths.critical import Critical, critical_points, half
from app.maths.descent import TRACK, Ends, Path, Racer, descend, descend_many
from app.maths.expressions import surface_from_formula
from app.maths.fates import NOWHERE, valleys
from app.maths.optimisers import OPTIMISERS
from app.maths.surfaces import SURFACES, Surface

Result = TypeVar("Result")
PARABOLA = SURFACES["parabola"]
CURVE = SURFACES["three valleys"]
TWO = SURFACES["two valleys"]
ELEVEN = np.linspace(-2.7, 3.7, 11)[:, None]


def whole(pieces: Generator[Any, None, Result]) -> Result:
    """Do all pieces of a calculation."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            result: Result = end.value
            return result


def path(surface: Surface, racer: Racer, *start: float, steps: int = 500) -> Path:
    """Roll one ball without noise."""
    return whole(descend(surface, racer, start, steps))


def noisy(count: int, sigma: float, seed: int = 0) -> Ends:
    """Roll balls with noise from the right wall of the curve with three valleys."""
    starts = np.full((count, 1), 3.3)
    return whole(descend_many(CURVE, Racer(rate=0.02), starts, 500, sigma, seed))


@pytest.mark.parametrize("rate", [0.001, 0.005, 0.01, 0.02, 0.03])
def test_eleven_balls_end_in_three_valleys(rate: float) -> None:
    ends = whole(descend_many(CURVE, Racer(rate=rate), ELEVEN, 2000))
    critical = critical_points(CURVE)
    found = np.bincount(valleys(CURVE, critical, ends.points), minlength=len(critical))
    bottoms = [each.kind == "minimum" for each in critical]
    assert list(found[bottoms]) == [4, 4, 3]


@pytest.mark.parametrize(("sigma", "escaped"), [(2, 0.0), (5, 0.54), (10, 0.79)])
def test_noise_helps_balls_out_of_a_valley(sigma: float, escaped: float) -> None:
    out = noisy(1000, sigma).points[:, 0] < 2.203
    assert out.mean() == pytest.approx(escaped, abs=0.05)


@pytest.mark.parametrize(
    ("beta", "end"),
    [(0, 2.97), (0.5, 2.97), (0.8, 0.92), (0.9, 0.92), (0.95, 0.92), (0.97, -2.01)],
)
def test_momentum_carries_a_ball_past_valleys(beta: float, end: float) -> None:
    rolled = path(CURVE, Racer("momentum", 0.01, beta), 3.7, steps=1000)
    assert rolled.points[-1, 0] == pytest.approx(end, abs=0.01)


def test_the_right_rate_lands_on_the_parabolas_bottom_in_one_step() -> None:
    assert path(PARABOLA, Racer(rate=1.0), -4.0, steps=1).points[1, 0] == 3.0


@pytest.mark.parametrize("rate", [1.2, 1.5, 1.9])
def test_a_large_rate_swings_from_side_to_side_and_still_arrives(rate: float) -> None:
    sides = path(PARABOLA, Racer(rate=rate), -4.0).points[:, 0] - 3
    assert np.all(sides[1:10] * sides[:9] < 0)
    assert abs(sides[-1]) < 1e-6


def test_a_rate_above_two_leaves_the_parabola() -> None:
    rolled = path(PARABOLA, Racer(rate=2.1), -4.0)
    assert rolled.end < 500
    assert np.all(rolled.points[rolled.end :] == rolled.points[rolled.end])
    assert np.isfinite(rolled.costs).all()


@pytest.mark.parametrize(("rate", "arrives"), [(0.66, True), (0.67, False)])
def test_the_three_to_one_bowl_forgives_rates_below_two_thirds(
    rate: float, arrives: bool
) -> None:
    rolled = path(SURFACES["three to one"], Racer(rate=rate), 1.0, 1.0, steps=2000)
    assert (np.abs(rolled.points[-1]).max() < 1e-9) == arrives
    assert (rolled.end == 2000) == arrives


@pytest.mark.parametrize("name", SURFACES)
def test_the_limit_of_a_valley_parts_rates_that_settle_from_rates_that_do_not(
    name: str,
) -> None:
    surface, away = SURFACES[name], 1e-3
    for bottom in critical_points(surface):
        if bottom.kind != "minimum" or not np.isfinite(bottom.limit):
            continue
        start = np.add(bottom.x, away)
        for share, settles in [(0.95, True), (1.05, False)]:
            rolled = path(surface, Racer(rate=share * bottom.limit), *start)
            gaps = np.abs(rolled.points - bottom.x).max(axis=1)
            assert (gaps.max() < 2 * away) == settles
            assert (gaps[-1] < away) == settles


@pytest.mark.parametrize(("start", "end"), [((1.6, 0.0), 0.960), ((-1.6, 0.5), -1.036)])
def test_the_start_decides_between_two_valleys(
    start: tuple[float, float], end: float
) -> None:
    rolled = path(TWO, Racer(rate=0.05), *start)
    assert rolled.points[-1] == pytest.approx([end, 0.0], abs=0.001)


def saddle_of(surface: Surface) -> Critical:
    """Find the saddle of a surface that has one."""
    (found,) = [each for each in critical_points(surface) if each.kind == "saddle"]
    return found


@pytest.mark.parametrize(("nudge", "end"), [(-0.01, -1.036), (0.01, 0.960)])
def test_a_ball_creeps_to_the_saddle_and_a_nudge_sends_it_on(
    nudge: float, end: float
) -> None:
    racer, saddle = Racer(rate=0.05), saddle_of(TWO)
    place = path(TWO, racer, saddle.x[0], 1.0, steps=100).points[-1]
    assert place == pytest.approx(saddle.x, abs=1e-4)
    assert np.abs(TWO.gradient(place)).max() < 1e-3
    rolled = path(TWO, racer, float(place[0]) + nudge, float(place[1]))
    assert rolled.points[-1, 0] == pytest.approx(end, abs=0.001)


def test_a_start_rounded_to_four_digits_only_pauses_at_the_saddle() -> None:
    rolled = path(TWO, Racer(rate=0.05), 0.0754, 1.0)
    slopes = np.linalg.norm(TWO.gradient(rolled.points), axis=1)
    slowest = int(np.argmin(slopes[:50]))
    assert slopes[slowest] < 0.1 * slopes[0]
    assert rolled.points[slowest] == pytest.approx(saddle_of(TWO).x, abs=0.05)
    assert rolled.points[-1, 0] == pytest.approx(-1.036, abs=0.001)


def test_steps_of_one_length_never_settle_and_steps_by_slope_do() -> None:
    fixed, free = (
        np.abs(np.diff(path(PARABOLA, racer, -4.0, steps=100).points[:, 0]))
        for racer in (Racer(rate=0.8, fixed=True), Racer(rate=0.1))
    )
    assert fixed == pytest.approx(np.full(100, 0.8))
    assert free[-1] < 0.01 * free[0]


def test_a_step_of_fixed_length_is_that_long_in_any_direction() -> None:
    rolled = path(TWO, Racer("momentum", 0.02, fixed=True), 1.6, 1.0, steps=50)
    lengths = np.linalg.norm(np.diff(rolled.points, axis=0), axis=1)
    assert lengths == pytest.approx(np.full(50, 0.02))


def test_on_level_ground_a_ball_stays_whatever_the_length_of_its_steps() -> None:
    rolled = path(SURFACES["saddle"], Racer(rate=0.5, fixed=True), 0.0, 0.0)
    assert not rolled.points.any()


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize("name", ["three valleys", "two valleys", "Himmelblau"])
def test_a_crowd_rolls_as_each_ball_would_alone(optimiser: str, name: str) -> None:
    surface, racer = SURFACES[name], Racer(optimiser, 0.05)
    corners = np.random.default_rng(1).uniform(-1.2, 1.2, (7, surface.dimension))
    starts = corners * half(surface)
    crowd = whole(descend_many(surface, racer, starts, 90, tracks=True))
    for place, start in enumerate(starts):
        alone = path(surface, racer, *start, steps=90)
        assert crowd.steps[place] == alone.end
        np.testing.assert_allclose(crowd.points[place], alone.points[-1])
        np.testing.assert_allclose(crowd.costs[place], alone.costs[-1])
        marks = np.linspace(0, 90, TRACK).round().astype(int)
        np.testing.assert_allclose(crowd.tracks[place], alone.points[marks])


def test_a_crowd_without_tracks_keeps_none() -> None:
    ends = whole(descend_many(CURVE, Racer(), ELEVEN, 10))
    assert ends.tracks.shape == (11, 0, 1)


def test_the_same_seed_gives_the_same_noise_to_the_last_bit() -> None:
    assert noisy(5, 5.0, 3).points.tobytes() == noisy(5, 5.0, 3).points.tobytes()
    assert noisy(5, 5.0, 3).points.tobytes() != noisy(5, 5.0, 4).points.tobytes()


def test_one_noisy_ball_is_a_crowd_of_one() -> None:
    alone = whole(descend(CURVE, Racer(rate=0.02), (3.3,), 500, 5.0, 7))
    assert noisy(1, 5.0, 7).points[0] == pytest.approx(alone.points[-1])


def test_a_ball_stops_where_the_cost_ends() -> None:
    surface = surface_from_formula("log(x)")
    rolled = path(surface, Racer(rate=0.5), 1.0)
    assert rolled.end < 500
    assert np.isfinite(rolled.costs).all()
    crowd = whole(descend_many(surface, Racer(rate=0.5), np.array([[1.0], [-1.0]]), 9))
    assert list(crowd.steps) == [min(rolled.end, 9), 0]
    assert crowd.points[1] == -1.0


def test_costs_on_a_path_fit_into_single_precision() -> None:
    surface = surface_from_formula("exp(x^2 / 4)")
    rolled = path(surface, Racer(rate=1.5), 3.0)
    assert rolled.end < 500
    assert np.isfinite(rolled.costs.astype(np.float32)).all()


def test_long_ways_and_large_crowds_are_rolled_in_pieces() -> None:
    assert len(list(descend(CURVE, Racer(), (3.0,), 2000))) >= 20
    assert len(list(descend_many(CURVE, Racer(), np.zeros((1000, 1)), 200))) >= 40


def test_an_end_in_no_valley_belongs_to_none() -> None:
    saddle = SURFACES["saddle"]
    found = valleys(saddle, critical_points(saddle), np.zeros((1, 2)))
    assert list(found) == [NOWHERE]
