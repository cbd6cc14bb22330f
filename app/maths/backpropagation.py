"""The slope of the cost in every direction at once, by going back through the layers.

Nielsen, Neural Networks and Deep Learning, chapter 2: δ = ∂C/∂z at the output,
δ ← (δ·Wᵀ) f′(z) in the layer below, ∂C/∂W = aᵀ·δ and ∂C/∂b = Σ δ over the images.
"""

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np

from app.maths.activations import ACTIVATIONS
from app.maths.arrays import Array, Bytes, Whole
from app.maths.costs import COSTS, OUTPUTS
from app.maths.network import WHITE, Network
from app.maths.tape import Operation, Tape, number

MOST_SCRIPTS = 16


class Numbers(NamedTuple):
    """Arrays of one number each, which the tapes read or fill."""

    one: Array
    pixel: Array  # 1/255: pixels stay 0–255, and z and δ of the first layer shrink
    scale: Array  # what a − y counts in the mean over the batch
    total: Array  # the summed cost of the newest chunk


class Room(NamedTuple):
    """Memory for one chunk of images, cut up anew for each number of images."""

    bytes: Bytes
    images: Array
    targets: Array
    z: Array
    a: Array
    delta: Array
    slope: Array
    ones: Array


class Part(NamedTuple):
    """The arrays of one layer for one number of images.

    The first layer's bias is the weight of one more pixel, which is always white: one
    product then does for both.
    """

    inputs: Array  # (rows, inputs)
    weights: Array  # (inputs, outputs)
    biases: Array  # (1, outputs)
    z: Array  # (rows, outputs)
    a: Array  # (rows, outputs)
    delta: Array  # (rows, outputs)
    slope: Array  # (rows, outputs)
    weights_gradient: Array  # (inputs, outputs)
    biases_gradient: Array  # (outputs,)


class Script(NamedTuple):
    """What to fill, and what then to play, for one number of images."""

    bytes: Bytes  # (rows, 784)
    targets: Array  # (rows, 10)
    tape: Tape


class Backpropagation:
    """The mean cost of a batch and its gradient, for the θ that this is bound to.

    `theta` may change between batches, but only in place. `images` is (n, 784) of
    0–255 and `targets` (n, 10). Call `begin`, then `add` with at most `network.chunk`
    indices at a time, as often as the batch needs, then `finish`: `gradient`, laid out
    like θ, then holds ∇C. The cut into chunks is part of the last bits of the result.
    """

    def __init__(
        self, network: Network, theta: Array, images: Bytes, targets: Array
    ) -> None:
        """Bind to these arrays once, so that a step only fills what is there."""
        self.network, self.theta = network, theta
        self.gradient = np.zeros_like(theta)
        self._later = np.zeros_like(theta)  # what a chunk after the first adds
        self._images = np.asarray(images)
        self._targets = targets.astype(theta.dtype, copy=False)
        self._room = room_for(network, theta.dtype)
        self._numbers = Numbers(
            *(number(value, theta.dtype) for value in (1, 1 / WHITE, 1, 0))
        )
        self._factor = COSTS[network.cost].factor
        self._scripts: dict[tuple[int, bool], Script] = {}
        self._count = 0

    def begin(self, count: int) -> None:
        """Start the sums of a batch of so many images."""
        if count != self._count:
            self._count = count
            self._numbers.scale[...] = self._factor / count
        self._total = 0.0
        self._first = True

    def add(self, indices: Whole) -> None:
        """Add the cost and the gradient of these images, one chunk at most."""
        key = (len(indices), self._first)
        pixels, targets, tape = self._scripts.get(key) or self.script(*key)
        self._images.take(indices, 0, pixels, "clip")
        self._targets.take(indices, 0, targets, "clip")
        for function, arrays in tape:
            function(*arrays)
        self._total += float(self._numbers.total)
        if not self._first:
            np.add(self.gradient, self._later, self.gradient)
        self._first = False

    def finish(self) -> float:
        """Return the mean cost of the batch; `gradient` is complete."""
        return self._total / self._count

    def of(self, indices: Whole) -> float:
        """Take a whole batch at once and return its mean cost."""
        chunk = self.network.chunk
        self.begin(len(indices))
        for start in range(0, len(indices), chunk):
            self.add(indices[start : start + chunk])
        return self.finish()

    def script(self, rows: int, first: bool = True) -> Script:
        """Write the script for so many images, the first of a batch or later ones."""
        if len(self._scripts) == MOST_SCRIPTS:
            self._scripts.clear()
        into = self.gradient if first else self._later
        script = write(self.network, self.theta, into, self._room, self._numbers, rows)
        return self._scripts.setdefault((rows, first), script)


def room_for(network: Network, dtype: np.dtype[Any]) -> Room:
    """Set memory aside for as many images as the network takes at once."""
    rows, outputs = network.chunk, network.sizes[-1]
    neurons = rows * sum(network.sizes[1:])
    return Room(
        bytes=np.empty(rows * network.sizes[0], np.uint8),
        images=np.full(rows * (network.sizes[0] + 1), WHITE, dtype),
        targets=np.empty(rows * outputs, dtype),
        z=np.empty(neurons, dtype),
        a=np.empty(neurons, dtype),
        delta=np.empty(neurons, dtype),
        slope=np.empty(neurons, dtype),
        ones=np.ones(rows, dtype),
    )


def cut(block: Any, rows: int, *widths: int) -> tuple[Any, ...]:
    """Cut the beginning of a block into (rows, width) arrays."""
    ends = pairwise(accumulate(widths, initial=0))
    return tuple(block[rows * a : rows * b].reshape(rows, b - a) for a, b in ends)


def write(
    network: Network,
    theta: Array,
    gradient: Array,
    room: Room,
    numbers: Numbers,
    rows: int,
) -> Script:
    """Write down one chunk's way up to the cost and back down to the gradient."""
    pixels = network.sizes[0]
    (chunk,) = cut(room.bytes, rows, pixels)
    (images,) = cut(room.images, rows, pixels + 1)
    (targets,) = cut(room.targets, rows, network.sizes[-1])
    parts = parts_of(network, theta, gradient, room, images)
    tape = (
        (np.copyto, (images[:, :pixels], chunk)),
        *forward(network, parts, numbers),
        *error(network, parts[-1], targets, numbers),
        *slopes(network, parts[-1], room, rows),
        *backward(parts, room.ones[:rows], numbers),
    )
    return Script(chunk, targets, tape)


def parts_of(
    network: Network, theta: Array, gradient: Array, room: Room, images: Array
) -> list[Part]:
    """Lay the arrays of all layers out for as many images as there are rows.

    The gradient of the biases sums δ over the images: for a single one it is δ.
    """
    rows = len(images)
    z, a, delta, slope = (
        cut(block, rows, *network.sizes[1:])
        for block in (room.z, room.a, room.delta, room.slope)
    )
    layers, gradients = network.layers(theta), network.layers(gradient)
    if rows == 1:
        delta = tuple(layer.biases[None] for layer in gradients)
    parts = [
        Part(x, w, b[None], *arrays, *into)
        for x, (w, b), *arrays, into in zip(
            (images, *a), layers, z, a, delta, slope, gradients, strict=False
        )
    ]
    first, shape = network.bounds[0], (-1, network.sizes[1])
    parts[0] = parts[0]._replace(
        weights=theta[first].reshape(shape),
        weights_gradient=gradient[first].reshape(shape),
        delta=cut(room.delta, rows, network.sizes[1])[0],
    )
    return parts


def forward(
    network: Network, parts: list[Part], numbers: Numbers
) -> Iterator[Operation]:
    """Fill z = a·W + b and a = f(z), layer by layer."""
    scale = numbers.pixel
    for part, value in zip(parts, network.functions, strict=True):
        yield part.inputs.dot, (part.weights, part.z)
        if part is not parts[0]:
            yield np.add, (part.z, part.biases, part.z)
        elif part is parts[-1]:
            yield np.multiply, (part.z, scale, part.z)
            scale = numbers.one
        yield from value(part.z, scale, part.a)
        scale = numbers.one


def error(
    network: Network, last: Part, targets: Array, numbers: Numbers
) -> Iterator[Operation]:
    """Fill δ = (a − y)·scale at the outputs, and the summed cost."""
    output = OUTPUTS[network.output]
    cost = COSTS[network.cost]
    yield np.subtract, (last.a, targets, last.delta)
    yield from cost.total(output, last.z, targets, last.delta, numbers.total)
    yield np.multiply, (last.delta, numbers.scale, last.delta)


def slopes(network: Network, last: Part, room: Room, rows: int) -> Iterator[Operation]:
    """Fill f′ of all layers at once, and pull δ back through the outputs' f′."""
    output, activation = OUTPUTS[network.output], ACTIVATIONS[network.activation]
    neurons = rows * sum(network.sizes[1:])
    if output.slope is not activation.slope:
        neurons -= last.a.size
        yield from output.slope(last.a, last.slope)
    yield from activation.slope(room.a[:neurons], room.slope[:neurons])
    yield from COSTS[network.cost].pull(output, last.a, last.slope, last.delta)


def backward(parts: list[Part], ones: Array, numbers: Numbers) -> Iterator[Operation]:
    """Fill the gradient, layer by layer from the outputs back."""
    for below, part in reversed(tuple(pairwise(parts))):
        if len(ones) > 1:
            yield ones.dot, (part.delta, part.biases_gradient)
        yield part.inputs.T.dot, (part.delta, part.weights_gradient)
        yield part.delta.dot, (part.weights.T, below.delta)
        yield np.multiply, (below.delta, below.slope, below.delta)
    first = parts[0]
    yield np.multiply, (first.delta, numbers.pixel, first.delta)
    yield first.inputs.T.dot, (first.delta, first.weights_gradient)
