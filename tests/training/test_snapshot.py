"""A run goes on from its snapshot as if nothing had happened."""

import json

import numpy as np
import pytest

from app.maths.optimisers import OPTIMISERS
from app.training.run import Run
from app.training.snapshot import MOST_BUCKETS, pack, unpack
from tests.training.examples import back_to, begin, walk


def revived(run: Run) -> Run:
    """Pack a run, send it through JSON, and build it again."""
    card, tensors = pack(run)
    return unpack(json.loads(json.dumps(card)), tensors, run.digits)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_a_revived_run_takes_the_same_steps(optimiser: str) -> None:
    run = walk(begin(optimiser=optimiser, rate=0.01), 30)
    run.tune({"batch": 17, "beta": 0.7})
    other = revived(walk(run, 11))
    assert np.array_equal(walk(other, 40).theta, walk(run, 40).theta)
    assert other.settings == run.settings


def test_a_revived_run_can_go_back_to_before_its_snapshot() -> None:
    run = begin(rate=1.0)
    run.tune({"rate": 2.5})
    then = walk(run, 10).theta.copy()
    other = revived(walk(run, 60))
    assert np.array_equal(back_to(other, 10).theta, then)


def test_a_snapshot_keeps_the_whole_curve_in_few_buckets() -> None:
    run = walk(begin(batch=1), 2000)
    costs = run.history.costs.since(0, 10_000).values
    buckets = revived(run).history.costs.since(0, 10_000)
    assert len(buckets.values) <= MOST_BUCKETS
    assert (buckets.edges[0], buckets.edges[-1]) == (0, 2000)
    assert buckets.values[:, 2].max() == costs[:, 2].max()


def test_a_run_that_blew_up_is_still_blown_up() -> None:
    run = begin(activation="leaky ReLU", cost="cross-entropy", rate=100.0)
    other = revived(walk(run, 50))
    assert other.stopped
    assert other.diverged == run.diverged


def test_a_finished_run_is_still_finished() -> None:
    other = revived(walk(begin(batch=600, epochs=1), 9))
    assert other.finished
    assert other.history.epochs == [1]
