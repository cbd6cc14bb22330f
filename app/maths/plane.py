"""The cost at many points of a plane through θ, with the first layer worked out once.

With directions u and v, the first layer's sums at θ + x·u + y·v are
X·W + x·X·U + y·X·V: three products with the images serve all points of the plane.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from app.maths.activations import ONE
from app.maths.arrays import Array, Bytes
from app.maths.costs import COSTS, OUTPUTS
from app.maths.network import WHITE, Layer, Network
from app.maths.tape import Operation, Tape, play


class Script(NamedTuple):
    """What to fill, what then to play, and where the answer will be."""

    factors: Array  # (points, vectors): 1, x and y
    tape: Tape
    totals: Array  # (points,)


class PlaneCost:
    """Costs at θ + x·u + y·v, summed over (n, 784) images of 0–255.

    Without `across` there is only the line θ + x·u. Neurons come before images here:
    adding biases is faster along long rows.
    """

    def __init__(
        self,
        network: Network,
        theta: Array,
        along: Array,
        across: Array | None,
        images: Bytes,
        targets: Array,
    ) -> None:
        """Work out what all points share: the products with the images."""
        vectors = (theta, along) if across is None else (theta, along, across)
        pixels = images.astype(theta.dtype).T / theta.dtype.type(WHITE)
        self._network, self._targets = network, targets.astype(theta.dtype)
        self._firsts = np.stack(
            [
                (layer.weights.T.dot(pixels) + layer.biases[:, None]).ravel()
                for layer in (network.layers(vector)[0] for vector in vectors)
            ]
        )  # (vectors, neurons · images)
        self._above = np.stack([each[network.bounds[0].stop :] for each in vectors])
        self._scripts: dict[int, Script] = {}

    def totals(self, x: Array, y: Array) -> Array:
        """Return the cost at each point (x, y), summed over the images."""
        points = len(x)
        script = self._scripts.get(points) or self._write(points)
        factors = (np.ones(points), x, y)[: len(self._firsts)]
        np.copyto(script.factors, np.stack(factors, axis=1))
        play(script.tape)
        return script.totals.astype(np.float64)

    def _write(self, points: int) -> Script:
        """Write down the way to the costs of so many points, and keep it."""
        dtype = self._firsts.dtype
        factors = np.empty((points, len(self._firsts)), dtype)
        totals = np.empty(points, dtype)
        tape = tuple(self._operations(factors, totals))
        return self._scripts.setdefault(points, Script(factors, tape, totals))

    def _operations(self, factors: Array, totals: Array) -> Iterator[Operation]:
        """Fill z and a of all layers at all points, and the costs."""
        points, dtype = len(factors), factors.dtype
        above = np.empty((points, self._above.shape[1]), dtype)
        z = np.empty((points, self._network.sizes[1], len(self._targets)), dtype)
        yield factors.dot, (self._above, above)
        yield factors.dot, (self._firsts, z.reshape(points, -1))
        *hidden, last = self._network.functions
        for value, layer in zip(hidden, self._layers(above), strict=True):
            a = np.empty_like(z)
            yield from value(z, ONE, a)
            z = np.empty((points, layer.weights.shape[1], len(self._targets)), dtype)
            yield np.matmul, (layer.weights, a, z)
            yield np.add, (z, layer.biases, z)
        a = np.empty_like(z)
        yield from last(rows(z), ONE, rows(a))
        yield from self._costs(rows(z), rows(a), totals)

    def _layers(self, above: Array) -> Iterator[Layer]:
        """Cut all layers but the first: (points, outputs, inputs) and biases."""
        start = 0
        for inputs, outputs in self._network.shapes[1:]:
            middle = start + inputs * outputs
            weights = above[:, start:middle].reshape(-1, inputs, outputs)
            yield Layer(rows(weights), above[:, middle : middle + outputs, None])
            start = middle + outputs

    def _costs(self, z: Array, a: Array, totals: Array) -> Iterator[Operation]:
        """Fill the summed cost of each point from (points, images, 10) arrays."""
        cost, output = COSTS[self._network.cost], OUTPUTS[self._network.output]
        error = rows(np.empty_like(rows(a)))
        yield np.subtract, (a, self._targets, error)
        for point in range(len(totals)):
            total = totals[point : point + 1].reshape(())
            yield from cost.total(output, z[point], self._targets, error[point], total)


def rows(array: Array) -> Array:
    """Swap the last two axes, as a view."""
    return array.swapaxes(-1, -2)
