"""Whatever is chosen, a run either goes on with finite numbers or says it blew up."""

import numpy as np
import pytest

from app.maths.activations import ACTIVATIONS
from app.maths.costs import COSTS, OUTPUTS
from app.maths.initialisations import INITIALISATIONS
from app.maths.optimisers import OPTIMISERS
from tests.training.examples import back_to, begin, walk

RATES = (0.001, 0.1, 2.0, 30.0, 100.0)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("initialisation", INITIALISATIONS)
def test_no_choice_leaves_numbers_that_are_none(
    optimiser: str, activation: str, initialisation: str
) -> None:
    for number, rate in enumerate(RATES):
        run = begin(
            optimiser=optimiser,
            activation=activation,
            initialisation=initialisation,
            rate=rate,
            output=list(OUTPUTS)[number % len(OUTPUTS)],
            cost=list(COSTS)[number // 2 % len(COSTS)],
            batch=(1, 32, 512)[number % 3],
        )
        walk(run, 20)
        costs = run.history.costs.since(0, 64).values
        assert run.step == 20 or run.diverged is not None
        assert np.isfinite(run.theta).all()
        assert np.isfinite(costs).all()
        assert len(costs) == run.step


def test_a_run_that_blew_up_can_be_taken_back_and_tuned() -> None:
    run = walk(begin(activation="leaky ReLU", cost="cross-entropy", rate=1.0), 40)
    run.tune({"rate": 100.0})
    walk(run, 40)
    assert run.diverged is not None
    again = back_to(run, run.step - 2)
    assert again.diverged is None
    again.tune({"rate": 0.01})
    assert walk(again, 20).step == run.step + 18
