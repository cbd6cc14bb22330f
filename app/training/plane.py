"""The cost at many points of a plane through θ; the first layer is done once."""

import numpy as np

from app.maths.arrays import Array, Bytes
from app.maths.costs import COSTS, OUTPUTS
from app.maths.network import WHITE, Network
from app.maths.tape import number, play


class PlaneCost:
    """Costs at θ + x·u + y·v: X·W + x·X·U + y·X·V gives the first layer's sums."""

    def __init__(
        self,
        network: Network,
        theta: Array,
        along: Array,
        across: Array | None,
        images: Bytes,
        targets: Array,
    ) -> None:
        vectors = (theta, along) if across is None else (theta, along, across)
        self._network, self._targets = network, targets
        self._layers = [network.layers(vector) for vector in vectors]
        pixels = images.astype(theta.dtype)
        self._firsts = [
            pixels.dot(layers[0].weights) / np.float32(WHITE) + layers[0].biases
            for layers in self._layers
        ]

    def totals(self, x: Array, y: Array) -> Array:
        """Return the cost summed over images at each point."""
        return np.array([self._total(*point) for point in zip(x, y, strict=True)])

    def _total(self, *point: float) -> float:
        """Return the summed cost at one point."""
        network = self._network
        factors = [np.float32(each) for each in point]
        z = _mixed(self._firsts, factors)
        for index, value in enumerate(network.functions):
            a = np.empty_like(z)
            play(value(z, number(1), a))
            if index + 1 < len(network.functions):
                above = [layers[index + 1] for layers in self._layers]
                z = a.dot(_mixed([each.weights for each in above], factors))
                z += _mixed([each.biases for each in above], factors)
        output, cost = OUTPUTS[network.output], COSTS[network.cost]
        total = number(0)
        play(cost.total(output, z, self._targets, a - self._targets, total))
        return float(total)


def _mixed(parts: list[Array], factors: list[np.float32]) -> Array:
    """Add up first + x·second + y·third."""
    mixed = parts[0] + factors[0] * parts[1]
    return mixed + factors[1] * parts[2] if len(parts) == 3 else mixed
