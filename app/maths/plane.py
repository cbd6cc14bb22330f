"""The cost at many points of a plane through θ, with the first layer worked out once.

With directions u and v, the first layer's sums at θ + x·u + y·v are
X·W + x·X·U + y·X·V: three products with the images serve all points of the plane.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from app.maths.activations import ONE
from app.maths.arrays import Array, Bytes
from app.maths.costs import COSTS, OUTPUTS
from app.maths.network import WHITE, Layer, Network
from app.maths.tape import Operation, Tape, play

MOST_VALUES = 262_144  # a megabyte in single precision


class Script(NamedTuple):
    """What to fill, what then to play, and where the answer will be."""

    factors: Array  # (points, vectors): 1, x and y
    tape: Tape
    totals: Array  # (points,)


class Plane:
    """All θ + x·u + y·v; without `across` there is only the line θ + x·u.

    What lies above the first layer is put together in memory that the images of all
    parts use in turn: wide networks have millions of numbers there.
    """

    def __init__(
        self, network: Network, theta: Array, along: Array, across: Array | None
    ) -> None:
        self.network = network
        self.vectors = (theta, along) if across is None else (theta, along, across)
        above = network.bounds[0].stop
        self.above = np.stack([each[above:] for each in self.vectors])
        self._rooms: dict[int, Array] = {}

    def room(self, points: int) -> Array:
        """Set memory aside for the layers above the first at so many points."""
        shape = points, self.above.shape[1]
        return self._rooms.setdefault(points, np.empty(shape, self.above.dtype))


class PlaneCost:
    """Costs at points of a plane, summed over (n, 784) images of 0–255.

    Neurons come before images here: long rows are faster.
    """

    def __init__(self, plane: Plane, images: Bytes, targets: Array) -> None:
        """Work out what all points share: the products with the images."""
        network, dtype = plane.network, plane.above.dtype
        pixels = images.astype(dtype) / dtype.type(WHITE)
        self._plane, self._network = plane, network
        self._targets = np.ascontiguousarray(targets.T, dtype)  # (10, images)
        self._firsts = np.stack(
            [
                (pixels.dot(layer.weights) + layer.biases).T.ravel()
                for layer in (network.layers(vector)[0] for vector in plane.vectors)
            ]
        )  # (vectors, neurons · images)
        self._scripts: dict[int, Script] = {}
        values = len(targets) * max(network.sizes[1:])
        self._block = max(MOST_VALUES // values, 1)

    def totals(self, x: Array, y: Array) -> Array:
        """Return the cost at each point (x, y), summed over the images."""
        parts = range(0, len(x), self._block)
        return np.concatenate(
            [self._part(x[i : i + self._block], y[i : i + self._block]) for i in parts]
        )

    def _part(self, x: Array, y: Array) -> Array:
        """Return the costs at as many points as fit the processor's cache."""
        script = self._scripts.get(len(x)) or self._write(len(x))
        factors = (np.ones(len(x)), x, y)[: len(self._firsts)]
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
        """Fill z and a of all layers at all points, and the costs.

        One array of z and one of a serve all layers in turn.
        """
        points = len(factors)
        above = self._plane.room(points)
        z_room, a_room = (
            np.empty(
                points * self._targets.shape[1] * max(self._network.sizes[1:]),
                above.dtype,
            )
            for _ in range(2)
        )
        z = self._cut(z_room, points, self._network.sizes[1])
        yield factors.dot, (self._plane.above, above)
        yield factors.dot, (self._firsts, z.reshape(points, -1))
        *hidden, last = self._network.functions
        for value, layer in zip(hidden, self._layers(above), strict=True):
            a = self._cut(a_room, points, z.shape[1])
            yield from value(z, ONE, a)
            z = self._cut(z_room, points, layer.weights.shape[1])
            yield np.matmul, (layer.weights, a, z)
            yield np.add, (z, layer.biases, z)
        a = self._cut(a_room, points, z.shape[1])
        yield from last(rows(z), ONE, rows(a))
        yield from self._costs(z, a, totals)

    def _cut(self, block: Array, points: int, width: int) -> Array:
        """Cut the beginning of a block into (points, width, images)."""
        shape = (points, width, self._targets.shape[1])
        return block[: math.prod(shape)].reshape(shape)

    def _layers(self, above: Array) -> Iterator[Layer]:
        """Cut all layers but the first: (points, outputs, inputs) and biases."""
        start = 0
        for inputs, outputs in self._network.shapes[1:]:
            middle = start + inputs * outputs
            weights = above[:, start:middle].reshape(-1, inputs, outputs)
            yield Layer(rows(weights), above[:, middle : middle + outputs, None])
            start = middle + outputs

    def _costs(self, z: Array, a: Array, totals: Array) -> Iterator[Operation]:
        """Fill the summed cost of each point from (points, 10, images) arrays."""
        cost, output = COSTS[self._network.cost], OUTPUTS[self._network.output]
        error, targets = np.empty_like(a), self._targets.T
        yield np.subtract, (a, self._targets, error)
        for point in range(len(totals)):
            total = totals[point : point + 1].reshape(())
            yield from cost.total(output, z[point].T, targets, error[point].T, total)


def rows(array: Array) -> Array:
    """Swap the last two axes, as a view."""
    return array.swapaxes(-1, -2)
