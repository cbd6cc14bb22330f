"""A run is a function of its settings and of what was changed, and stops in time."""

import numpy as np
import pytest

from app.maths.optimisers import OPTIMISERS
from app.settings import Settings
from app.training.run import Run
from tests.training.examples import begin, few_digits, mnist, walk


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_the_same_settings_and_changes_give_the_same_bits(optimiser: str) -> None:
    runs = [begin(optimiser=optimiser, rate=0.01) for _ in range(2)]
    for run in runs:
        walk(run, 20).tune({"rate": 0.02, "batch": 7})
        walk(run, 20).tune({"beta": 0.5})
        walk(run, 5)
    assert np.array_equal(runs[0].theta, runs[1].theta)


def test_another_seed_gives_another_run() -> None:
    assert not np.array_equal(begin(seed=1).theta, begin(seed=2).theta)


def test_an_epoch_uses_every_image_once_and_keeps_the_last_short_batch() -> None:
    run, used = begin(batch=256), []
    while run.epoch < 1:
        used.append(run.batch.copy())
        walk(run, 1)
    assert [len(batch) for batch in used] == [256, 256, 88]
    assert sorted(np.concatenate(used)) == list(range(600))


def test_every_epoch_has_its_own_order() -> None:
    run = begin(batch=600)
    first = run.batch.copy()
    assert not np.array_equal(first, walk(run, 1).batch)


def test_a_new_batch_size_goes_on_from_the_present_place_in_the_epoch() -> None:
    run = begin(batch=100)
    rest = run.batch
    walk(run, 1)
    rest = run.order.batch(600)
    run.tune({"batch": 30})
    assert np.array_equal(run.batch, rest[:30])


def test_a_run_on_fewer_images_never_sees_the_others() -> None:
    run = begin(images=100, batch=64)
    seen = set()
    for _ in range(6):
        seen |= set(run.batch.tolist())
        walk(run, 1)
    assert seen == set(range(100))


def test_the_next_step_uses_the_new_rate() -> None:
    plain, tuned = begin(rate=1.0), begin(rate=1.0)
    start = plain.theta.copy()
    tuned.tune({"rate": 3.0})
    steps = [walk(run, 1).theta - start for run in (plain, tuned)]
    assert np.allclose(3 * steps[0], steps[1], rtol=1e-4, atol=1e-6)


def test_a_large_batch_takes_several_pieces_and_is_one_step() -> None:
    run = begin(mnist(), batch=2500)
    assert [run.advance() for _ in range(3)] == [False, False, True]
    assert run.step == 1


def test_a_rate_chosen_during_a_large_step_counts_for_that_step() -> None:
    early, late = (begin(mnist(), batch=2500) for _ in range(2))
    early.tune({"rate": 5.0})
    late.advance()
    late.tune({"rate": 5.0})
    assert np.array_equal(walk(early, 1).theta, walk(late, 1).theta)


def test_a_batch_size_chosen_during_a_large_step_counts_for_that_step() -> None:
    early, late = (begin(mnist(), batch=2500) for _ in range(2))
    early.tune({"batch": 40})
    late.advance()
    late.tune({"batch": 40})
    assert np.array_equal(walk(early, 1).theta, walk(late, 1).theta)


def test_a_rate_that_is_no_change_is_not_written_down() -> None:
    run = begin()
    run.tune({"rate": run.settings.rate})
    assert not list(run.history.events)


def test_dragging_the_rate_between_steps_leaves_one_change() -> None:
    run = begin()
    for rate in (1.0, 3.0, 4.0):
        run.tune({"rate": rate})
    assert [(each.name, each.value) for each in run.history.events] == [("rate", 4.0)]


def test_a_run_stops_after_the_epochs_it_was_given_and_can_go_on() -> None:
    run = walk(begin(batch=100, epochs=2), 1000)
    assert (run.step, run.finished) == (12, True)
    run.go_on()
    assert walk(run, 1000).step == 24


def test_a_run_that_blows_up_keeps_its_last_finite_weights() -> None:
    run = begin(activation="leaky ReLU", cost="cross-entropy", rate=100.0)
    walk(run, 300)
    assert run.diverged is not None
    assert run.diverged.rate == 100.0
    assert run.diverged.step == run.step == run.history.costs.end
    assert np.isfinite(run.theta).all()
    assert np.abs(run.theta).max() <= 1e6


def blown_up_by_its_cost() -> Run:
    """Return a run whose weights were finite still when its cost was not."""
    run = walk(begin(activation="leaky ReLU", cost="cross-entropy", rate=0.01), 3)
    run.tune({"rate": 50.0})
    walk(run, 1)
    run.theta[:] = np.nan
    return run


def test_the_change_that_blew_a_run_up_is_kept() -> None:
    run = walk(blown_up_by_its_cost(), 1)
    assert run.diverged is not None
    assert (run.step, run.diverged.rate) == (3, 50.0)
    assert [(each.step, each.value) for each in run.history.events] == [(3, 50.0)]


def test_a_change_after_the_last_finite_cost_is_undone_with_its_step() -> None:
    run = blown_up_by_its_cost()
    run.tune({"rate": 0.5, "optimiser": "Adam"})
    walk(run, 1)
    assert run.diverged is not None
    assert (run.diverged.rate, run.settings.rate) == (50.0, 50.0)
    assert run.settings.optimiser == "gradient descent"
    assert run.memory == ()


def test_a_resumed_run_that_blows_up_at_once_stays_where_it_is() -> None:
    run = walk(begin(), 5)
    again = Run.resumed(run.rest(), run.digits)
    again.theta[:] = np.nan
    walk(again, 1)
    assert (again.step, again.history.costs.end) == (5, 5)
    assert np.array_equal(again.theta, run.theta)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_rate_of_30_kills_a_run_in_silence(seed: int) -> None:
    run = walk(begin(mnist(), rate=30.0, seed=seed), 500)
    assert run.dead in ("0", "0.1")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_rate_of_1_5_never_looks_dead(seed: int) -> None:
    run = begin(mnist(), rate=1.5, seed=seed)
    for _ in range(16):
        assert walk(run, 64).dead is None


def test_a_network_without_hidden_layers_learns_too() -> None:
    run = begin(hidden=(), rate=1.0)
    costs = walk(run, 200).history.costs.since(0, 10).values[:, 1]
    assert costs[-1] < costs[0] / 2


def test_five_epochs_read_94_of_100_digits() -> None:
    run = Run(Settings(seed=6, epochs=5), mnist())
    walk(run, 10_000)
    digits = mnist()
    tally = run.network.tally(run.theta, digits.test_images, digits.test_targets)
    assert run.finished
    assert tally.correct >= 0.94 * len(digits.test_images)


def test_the_sizes_of_the_gradient_are_known_before_the_first_step() -> None:
    norms = begin(few_digits()).gradient_norms()
    assert norms is not None
    assert (norms > 0).all()
