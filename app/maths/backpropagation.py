"""The slope of the cost in every direction at once, by going back through the layers.

Nielsen, Neural Networks and Deep Learning, chapter 2: δ = ∂C/∂z at the output,
δ ← (δ·Wᵀ) f′(z) in the layer below, ∂C/∂W = aᵀ·δ and ∂C/∂b = Σ δ over the images.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, pairwise
from operator import setitem
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
    """Memory for a number of images, cut up anew for each smaller number."""

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

    In the first layer the bias is the weight of one more pixel, which is always white,
    so that one product does for both. A single image does the same in all layers;
    more of them would make rows of an odd length, which cost more than they save.
    """

    inputs: Array  # (rows, inputs), or one more
    weights: Array  # (inputs, outputs), or one more
    biases: Array | None  # (1, outputs)
    z: Array  # (rows, outputs)
    a: Array  # (rows, outputs)
    delta: Array  # (rows, outputs)
    slope: Array  # (rows, outputs)
    back: Array  # (outputs, inputs): the weights, turned round
    weights_gradient: Array  # (inputs, outputs), or one more
    biases_gradient: Array | None  # (outputs,)


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
        self._take_images = np.asarray(images).take
        self._take_targets = targets.astype(theta.dtype, copy=False).take
        self._room = room_for(network, 1, theta.dtype)
        self._numbers = numbers(theta.dtype)
        self._read_total = self._numbers.total.item
        self._factor = COSTS[network.cost].factor
        self._firsts: dict[int, Script] = {}
        self._laters: dict[int, Script] = {}
        self._count = 0

    def begin(self, count: int) -> None:
        """Start the sums of a batch of so many images."""
        if count != self._count:
            self._count = count
            self._numbers.scale[...] = self._factor / count
        self._total = 0.0
        self._scripts = self._firsts

    def add(self, indices: Whole) -> None:
        """Add the cost and the gradient of these images, one chunk at most."""
        rows = len(indices)
        pixels, targets, tape = self._scripts.get(rows) or self.script(rows)
        self._take_images(indices, 0, pixels, "clip")
        self._take_targets(indices, 0, targets, "clip")
        for function, arrays in tape:
            function(*arrays)
        self._total += self._read_total()
        self._scripts = self._laters

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

    @cached_property
    def _later(self) -> Array:
        """Set memory aside for what a chunk after the first adds."""
        return np.zeros_like(self.theta)

    def script(self, rows: int) -> Script:
        """Write the next script for so many images, and keep it."""
        scripts, first = self._scripts, self._scripts is self._firsts
        if len(scripts) == MOST_SCRIPTS:
            scripts.clear()
        into = self.gradient if first else self._later
        if rows == 1 or rows > len(self._room.ones):
            self._room = room_for(self.network, rows, into.dtype)
        script = write(self.network, self.theta, into, self._room, self._numbers, rows)
        if not first:
            add = np.add, (self.gradient, self._later, self.gradient)
            script = script._replace(tape=(*script.tape, add))
        return scripts.setdefault(rows, script)


def numbers(dtype: np.dtype[Any]) -> Numbers:
    """Return the numbers of a tape, each in an array of its own."""
    return Numbers(*(number(value, dtype) for value in (1, 1 / WHITE, 1, 0)))


def room_for(network: Network, rows: int, dtype: np.dtype[Any]) -> Room:
    """Set memory aside for so many images; what is never filled stays 1 or white."""
    pixels, *neurons = network.sizes
    width = sum(neurons) + len(neurons)
    return Room(
        bytes=np.empty(rows * pixels, np.uint8),
        images=np.full(rows * (pixels + 1), WHITE, dtype),
        targets=np.empty(rows * neurons[-1], dtype),
        z=np.empty(rows * width, dtype),
        a=np.ones(rows * width, dtype),
        delta=np.empty(rows * width, dtype),
        slope=np.empty(rows * width, dtype),
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
    (targets,) = cut(room.targets, rows, network.sizes[-1])
    parts = parts_of(network, theta, gradient, room, rows)
    convert: Operation = setitem, (parts[0].inputs[:, :pixels], ..., chunk)
    tape = (
        convert,
        *forward(network, parts, numbers),
        *error(network, parts[-1], targets, numbers),
        *slopes(network, parts, room),
        *backward(parts, room.ones[:rows], numbers),
    )
    return Script(chunk, targets, tape)


def parts_of(
    network: Network, theta: Array, gradient: Array, room: Room, rows: int
) -> list[Part]:
    """Lay the arrays of all layers out for so many images."""
    widths = network.sizes[1:]
    wider = [width + (rows == 1) for width in widths]
    inputs = *cut(room.images, rows, network.sizes[0] + 1), *cut(room.a, rows, *wider)
    slopes = cut(room.slope, rows, *wider)
    sums, deltas = cut(room.z, rows, *widths), cut(room.delta, rows, *widths)
    layers, gradients = network.layers(theta), network.layers(gradient)
    parts = []
    for i, (width, bounds) in enumerate(zip(widths, network.bounds, strict=True)):
        joined = i == 0 or rows == 1
        weights, into = (each[bounds].reshape(-1, width) for each in (theta, gradient))
        part = Part(
            inputs=inputs[i],
            weights=weights if joined else layers[i].weights,
            biases=None if joined else layers[i].biases[None],
            z=sums[i],
            a=inputs[i + 1][:, :width],
            delta=deltas[i],
            slope=slopes[i][:, :width],
            back=layers[i].weights.T,
            weights_gradient=into if joined else gradients[i].weights,
            biases_gradient=None if joined else gradients[i].biases,
        )
        parts.append(part)
    return parts


def forward(
    network: Network, parts: list[Part], numbers: Numbers
) -> Iterator[Operation]:
    """Fill z = a·W + b and a = f(z), layer by layer."""
    scale = numbers.pixel
    for part, value in zip(parts, network.functions, strict=True):
        yield part.inputs.dot, (part.weights, part.z)
        if part.biases is not None:
            yield np.add, (part.z, part.biases, part.z)
        if len(parts) == 1:
            yield np.multiply, (part.z, scale, part.z)
            scale = numbers.one
        yield from value(part.z, scale, part.a)
        scale = numbers.one


def error(
    network: Network, last: Part, targets: Array, numbers: Numbers
) -> Iterator[Operation]:
    """Fill δ = (a − y)·scale at the outputs, and the summed cost."""
    output, cost = OUTPUTS[network.output], COSTS[network.cost]
    yield np.subtract, (last.a, targets, last.delta)
    yield from cost.total(output, last.z, targets, last.delta, numbers.total)
    yield np.multiply, (last.delta, numbers.scale, last.delta)


def slopes(network: Network, parts: list[Part], room: Room) -> Iterator[Operation]:
    """Fill f′ of all layers at once, and pull δ back through the outputs' f′."""
    output, activation = OUTPUTS[network.output], ACTIVATIONS[network.activation]
    *below, last = parts
    hidden = sum(part.a.size + (len(part.a) == 1) for part in below)
    if output.slope is activation.slope:
        hidden += last.a.size
    else:
        yield from output.slope(last.a, last.slope)
    yield from activation.slope(room.a[:hidden], room.slope[:hidden])
    yield from COSTS[network.cost].pull(output, last.a, last.slope, last.delta)


def backward(parts: list[Part], ones: Array, numbers: Numbers) -> Iterator[Operation]:
    """Fill the gradient, layer by layer from the outputs back."""
    for below, part in reversed(tuple(pairwise(parts))):
        if part.biases_gradient is not None:
            yield ones.dot, (part.delta, part.biases_gradient)
        yield part.inputs.T.dot, (part.delta, part.weights_gradient)
        yield part.delta.dot, (part.back, below.delta)
        yield np.multiply, (below.delta, below.slope, below.delta)
    first = parts[0]
    yield np.multiply, (first.delta, numbers.pixel, first.delta)
    yield first.inputs.T.dot, (first.delta, first.weights_gradient)
