"""The profile and the map are measurements of the very step that comes next."""

from collections.abc import Generator
from typing import Any, TypeVar

import numpy as np
import pytest

from app.maths.activations import ACTIVATIONS
from app.maths.optimisers import OPTIMISERS
from app.training import ground
from app.training.run import Run
from tests.training.examples import begin, few_digits, mnist, walk

Result = TypeVar("Result")
CLOSE = 1e-5


def whole(pieces: Generator[Any, None, Result]) -> Result:
    """Do all pieces of a measurement."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            result: Result = end.value
            return result


def cost_of(run: Run, batch: Any) -> float:
    """Measure the cost of the present weights on some training images."""
    digits = run.digits
    tally = run.network.tally(
        run.theta, digits.train_images[batch], digits.train_targets[batch]
    )
    return tally.cost / len(batch)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize("rate", [0.01, 2.0])
def test_the_landing_point_is_the_cost_after_the_step(
    optimiser: str, rate: float
) -> None:
    run = walk(begin(optimiser=optimiser, rate=rate), 25)
    batch = run.batch.copy()
    predicted = whole(ground.landing(whole(ground.spot(run)), rate, 200))
    walk(run, 1)
    digits = run.digits
    test = run.network.tally(run.theta, digits.test_images, digits.test_targets)
    assert predicted[1] == pytest.approx(cost_of(run, batch), rel=CLOSE)
    assert predicted[2] == pytest.approx(test.cost / 200, rel=CLOSE)


def test_the_landing_point_counts_all_of_a_large_batch() -> None:
    run = walk(begin(mnist(), batch=2500), 2)
    batch = run.batch.copy()
    predicted = whole(ground.landing(whole(ground.spot(run)), 2.0, 100))
    assert predicted[1] == pytest.approx(cost_of(walk(run, 1), batch), rel=CLOSE)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("source", ["batch", "test"])
@pytest.mark.parametrize("hidden", [(), (16, 16)])
def test_the_line_on_the_map_is_the_curve_of_the_profile(
    activation: str, source: str, hidden: tuple[int, ...]
) -> None:
    run = walk(begin(activation=activation, hidden=hidden, rate=0.5), 30)
    at = whole(ground.spot(run))
    line = whole(ground.profile(at, 0.5, 1000))
    sample = {"batch": ground.batch_sample, "test": ground.test_sample}[source](
        at, 1000
    )
    found = whole(ground.surface(at, line, sample, run.start, []))
    columns = line.columns >= 0
    places = np.searchsorted(line.rates, line.columns[columns])
    curve = line.batch if source == "batch" else line.test
    assert np.array_equal(line.rates[places], line.columns[columns])
    assert found.costs[27][columns] == pytest.approx(curve[places], rel=CLOSE)


def test_measuring_changes_nothing_about_the_run() -> None:
    measured, plain = (walk(begin(optimiser="Adam", rate=0.01), 10) for _ in range(2))
    whole(ground.profile(whole(ground.spot(measured)), 0.01, 100))
    assert np.array_equal(walk(measured, 5).theta, walk(plain, 5).theta)


def test_the_slope_is_that_of_the_curve() -> None:
    at = whole(ground.spot(walk(begin(), 20)))
    line = whole(ground.profile(at, 1.0, 1000))
    near = np.searchsorted(line.rates, 0.01)
    rise = (line.batch[near] - line.batch[0]) / line.rates[near]
    assert rise == pytest.approx(at.slope, rel=0.1)
    assert at.slope < 0


def test_no_point_of_the_curve_is_below_the_lowest() -> None:
    line = whole(ground.profile(whole(ground.spot(walk(begin(), 40))), 2.0, 1000))
    assert line.lowest[1] <= line.batch.min()


def test_the_curve_is_in_the_order_of_the_rate() -> None:
    line = whole(ground.profile(whole(ground.spot(begin())), 2.0, 1000))
    assert (np.diff(line.rates) > 0).all()
    assert (line.rates[0], line.rates[-1]) == (0, pytest.approx(100))


@pytest.mark.parametrize("rate", [0.001, 1.0, 100.0])
def test_the_landing_point_and_the_lowest_point_are_on_the_map(rate: float) -> None:
    line = whole(ground.profile(whole(ground.spot(begin())), rate, 100))
    assert line.columns[0] < 0 < max(rate, line.lowest[0]) < line.columns[-1]


def test_the_path_leads_from_the_start_at_minus_one_to_you_at_zero() -> None:
    run = walk(begin(batch=20), 150)
    at = whole(ground.spot(run))
    line = whole(ground.profile(at, 2.0, 100))
    trail = [each.theta for each in run.history.checkpoints]
    found = whole(
        ground.surface(at, line, ground.batch_sample(at, 20), run.start, trail)
    )
    assert found.path[0][1] == pytest.approx(-1, abs=1e-3)
    assert list(found.path[-1]) == [0, 0]
    assert len(found.path) == 1 + len(trail)


def test_before_the_first_step_a_chance_direction_spans_the_map() -> None:
    run = begin()
    at = whole(ground.spot(run))
    across = ground.sideways(at, run.start, 1.0)
    assert across.dot(at.direction) == pytest.approx(0, abs=1e-4)
    assert np.array_equal(across, ground.sideways(at, run.start, 1.0))
    assert across.any()


def test_a_dead_run_can_still_be_measured() -> None:
    run = begin(hidden=(4,), initialisation="N(0,1)")
    run.theta[:] = -1e3
    at = whole(ground.spot(run))
    with np.errstate(all="ignore"):
        line = whole(ground.profile(at, 2.0, 100))
        sample = ground.test_sample(at, 100)
        found = whole(ground.surface(at, line, sample, run.start, []))
    assert np.isfinite(found.costs).all()


def test_test_images_come_from_the_whole_set() -> None:
    at = whole(ground.spot(begin(few_digits())))
    assert list(ground.test_sample(at, 20).chosen) == list(range(0, 200, 10))
