"""Some runs die in silence: the cost stands still because the slope has vanished."""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from app.maths.arrays import Array

Death = Literal["0.1", "0"]


class Sign(NamedTuple):
    """What the mean cost of a dead run is, and how large ‖∇C‖ of a layer can be."""

    cost: float
    near: float
    slope: float


# Squared errors when all outputs are 0.1, 9 · 0.1² + 0.9², and when all are 0.
# Healthy runs wait at 0.9, with slopes of 0.005 and more; none waits at 1.
SIGNS: Mapping[Death, Sign] = {
    "0.1": Sign(cost=0.9, near=0.02, slope=1e-4),
    "0": Sign(cost=1.0, near=0.003, slope=3e-3),
}


def death(norms: Array, recent_cost: Callable[[], float]) -> Death | None:
    """Say how a run has died, from ‖∇C‖ of each layer and the mean cost of many steps.

    At outputs of 0.1 the last layer still follows the chance of each batch, so only
    the slopes of the hidden layers count.
    """
    slope = float((norms[:-1] if len(norms) > 1 else norms).max())
    flat = {name: sign for name, sign in SIGNS.items() if slope < sign.slope}
    if not flat:
        return None
    cost = recent_cost()
    near = (name for name, sign in flat.items() if abs(cost - sign.cost) < sign.near)
    return next(near, None)
