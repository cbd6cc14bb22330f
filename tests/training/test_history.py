"""What is kept of a run stays small, and any step can be reached again exactly."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.maths.optimisers import OPTIMISERS
from app.settings import Settings
from app.training.events import Event, EventLog
from app.training.history import MOST_BYTES, Checkpoint, History, Trial
from app.training.probes.curves import rates
from app.training.probes.scene import Scene, empty_pad
from app.training.series import CAPACITY, Buckets, Series
from tests.training.examples import back_to, begin, mnist, walk


def recorded(costs: Any) -> Series:
    """Record costs one by one."""
    series = Series()
    for cost in costs:
        series.append(float(cost))
    return series


def mean(buckets: Buckets) -> float:
    """Average all steps of all buckets."""
    return float(np.average(buckets.values[:, 1], weights=np.diff(buckets.edges)))


@given(st.integers(1, 500), st.integers(0, 500), st.integers(1, 70))
def test_what_was_not_seen_is_all_there_in_few_buckets(
    steps: int, since: int, limit: int
) -> None:
    costs = np.random.default_rng(steps).random(steps).astype(np.float32)
    since = min(since, steps - 1)
    buckets = recorded(costs).since(since, limit)
    assert len(buckets.values) <= limit
    assert (buckets.edges[0], buckets.edges[-1]) == (since, steps)
    assert (np.diff(buckets.edges) > 0).all()
    assert buckets.values[:, 0].min() == costs[since:].min()
    assert buckets.values[:, 2].max() == costs[since:].max()
    assert mean(buckets) == pytest.approx(costs[since:].mean(), rel=1e-4)


def test_nothing_new_is_an_empty_curve() -> None:
    buckets = recorded([1, 2, 3]).since(3, 64)
    assert (list(buckets.edges), len(buckets.values)) == ([3], 0)


def test_a_very_long_record_stays_small_and_keeps_its_extremes() -> None:
    costs = np.linspace(2, 1, 4 * CAPACITY)
    costs[1000], costs[-1] = 9, 0
    series = recorded(costs)
    buckets = series.since(0, CAPACITY)
    assert len(buckets.values) < CAPACITY
    assert buckets.edges[-1] == series.end == len(costs)
    assert (buckets.values[:, 0].min(), buckets.values[:, 2].max()) == (0, 9)
    assert mean(buckets) == pytest.approx(costs.mean(), rel=1e-3)


def test_the_newest_costs_of_a_long_record_are_kept_step_by_step() -> None:
    series = recorded(np.arange(2 * CAPACITY))
    buckets = series.since(2 * CAPACITY - 100, CAPACITY)
    assert list(buckets.values[:, 1]) == list(range(2 * CAPACITY - 100, 2 * CAPACITY))


@given(st.integers(1, 300), st.integers(0, 300))
def test_a_record_can_be_cut_off_and_go_on(steps: int, stop: int) -> None:
    costs = np.random.default_rng(steps).random(steps)
    series = recorded(costs).until(stop)
    series.append(5.0)
    kept = min(stop, steps)
    assert series.end == kept + 1
    assert list(series.since(kept, 64).values[:, 1]) == [5.0]


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_going_back_gives_the_same_bits(optimiser: str) -> None:
    run = walk(begin(optimiser=optimiser, rate=0.01, batch=10), 70)
    run.tune({"rate": 0.02, "batch": 13})
    then = walk(run, 51).theta.copy()
    walk(run, 40).tune({"optimiser": "Adam"})
    walk(run, 60)
    again = back_to(run, 121)
    assert np.array_equal(again.theta, then)
    assert (again.step, again.settings.batch) == (121, 13)


def test_a_memory_cleared_by_changing_there_and_back_stays_cleared() -> None:
    run = walk(begin(optimiser="momentum", rate=0.01), 20)
    run.tune({"optimiser": "Adam"})
    run.tune({"optimiser": "momentum"})
    then = walk(run, 20).theta.copy()
    assert np.array_equal(back_to(walk(run, 10), 40).theta, then)


def test_a_run_goes_on_from_an_earlier_step_as_it_did_before() -> None:
    run = walk(begin(batch=50), 100)
    again = walk(back_to(run, 30), 70)
    assert np.array_equal(again.theta, run.theta)
    old, new = (each.history.costs.since(0, 1000).values for each in (run, again))
    assert np.array_equal(old, new)


def test_going_back_brings_back_the_rate_of_that_time() -> None:
    run = walk(begin(rate=1.0), 30)
    run.tune({"rate": 50.0})
    walk(run, 10)
    assert back_to(run, 20).settings.rate == 1.0
    assert back_to(run, 35).settings.rate == 50.0
    assert back_to(run, 30).settings.rate == 50.0


def test_going_back_to_the_present_step_keeps_what_was_just_changed() -> None:
    run = walk(begin(optimiser="momentum", rate=0.01), 70)
    run.tune({"rate": 0.02, "optimiser": "RMSProp"})
    again = back_to(run, 70)
    assert again.settings == run.settings
    assert list(again.history.events) == list(run.history.events)
    assert np.array_equal(walk(again, 5).theta, walk(run, 5).theta)


def test_going_back_across_epochs_and_large_batches_is_exact_too() -> None:
    run = begin(mnist(), batch=3000, images=7000)
    thetas = [run.theta.copy()]
    for _ in range(8):
        thetas.append(walk(run, 1).theta.copy())
    for step in (0, 2, 3, 7):
        assert np.array_equal(back_to(run, step).theta, thetas[step])
    assert back_to(run, 7).history.epochs == [3, 6]


def test_checkpoints_are_thinned_as_they_age() -> None:
    history = History()
    theta = np.zeros(100_000, np.float32)
    for number in range(300):
        history.keep(Checkpoint(64 * number, theta, (), (0, 0)))
        assert sum(each.size for each in history.checkpoints) <= MOST_BYTES
    steps = [each.step for each in history.checkpoints]
    assert steps[0] == 0
    assert steps[-1] == 64 * 299
    assert steps == sorted(steps)
    gaps = np.diff(steps)
    assert gaps[-1] == 64 < gaps[1]


def test_even_huge_checkpoints_leave_the_first_and_the_newest() -> None:
    history = History()
    theta = np.zeros(MOST_BYTES // 4, np.float32)
    for number in range(5):
        history.keep(Checkpoint(64 * number, theta, (), (0, 0)))
    assert [each.step for each in history.checkpoints] == [0, 256]


def test_a_thinned_run_still_goes_back_exactly() -> None:
    run = begin(batch=5, images=100)
    then = walk(run, 90).theta.copy()
    walk(run, 400).history.park()
    run.history.thin(1)
    assert len(run.history.checkpoints) == 2
    assert np.array_equal(back_to(run, 90).theta, then)


@pytest.mark.parametrize("count", [1, 1023, 1024, 1025, 5000])
def test_a_frame_holds_a_thousand_changes_of_the_rate_and_the_newest(
    count: int,
) -> None:
    run = begin()
    run.history.events = EventLog(
        Event(step, "rate", float(step)) for step in range(count)
    )
    tensors = rates(Scene(run, empty_pad(), {}), 0)
    steps = tensors["rate_steps"]
    assert min(count, 512) <= len(steps) <= 1024
    assert (np.diff(steps) > 0).all()
    assert steps[-1] == tensors["rate_values"][-1] == count - 1


def test_a_log_is_cut_before_and_after_the_same_change() -> None:
    events = [Event(step, "batch", step) for step in (1, 3, 3, 5)]
    events.insert(2, Event(3, "optimiser", "Adam"))
    log = EventLog(events)
    assert list(log.until(3)) == [events[0], *events[2:4]]
    assert list(log.since(3)) == [*events[2:4], events[4]]
    assert list(log.since(6)) == list(log.until(0)) == []
    assert log.of("rate", 0)[0].tolist() == []
    assert log.settings(Settings(), 4).optimiser == "Adam"
    assert [log.settings(Settings(), step).batch for step in (2, 3, 9)] == [1, 3, 5]


def test_thousands_of_tests_and_epochs_are_thinned() -> None:
    history = History()
    for step in range(10_000):
        history.add_test(Trial(step, 1.0, 0.5))
        history.add_epoch(step)
    assert len(history.tests) <= 4096
    assert len(history.epochs) <= 1024
    assert history.newest_tests(9_998) == history.tests[-2:]
