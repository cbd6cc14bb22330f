"""Some runs die in silence: the cost stands still because the slope has vanished."""

from collections.abc import Mapping
from typing import Literal

from app.maths.arrays import Array

Death = Literal["0.1", "0"]

FLAT = 1e-4  # healthy runs that wait at 0.9 have 100 times this slope, or more
NEAR = 0.02
# What every output is when nothing is learnt any more, and the squared error then:
# 9 · 0.1² + 0.9², or 1² for the output that should be 1.
COSTS: Mapping[Death, float] = {"0.1": 0.9, "0": 1.0}


def death(costs: Array, norms: Array) -> Death | None:
    """Say how a run has died, from the costs of many steps and ‖∇C‖ of each layer.

    At outputs of 0.1 the last layer still follows the chance of each batch, so only
    the slopes of the hidden layers count.
    """
    hidden = norms[:-1] if len(norms) > 1 else norms
    if not (hidden < FLAT).all():
        return None
    mean = float(costs.mean())
    return next((each for each, cost in COSTS.items() if abs(mean - cost) < NEAR), None)
