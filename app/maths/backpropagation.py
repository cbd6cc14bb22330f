"""The slope of the cost in every direction at once, by going back through the layers.

Nielsen, Neural Networks and Deep Learning, chapter 2: δ = ∂C/∂z at the output,
δ ← (δ·Wᵀ) f′(z) in the layer below, ∂C/∂W = aᵀ·δ and ∂C/∂b = Σ δ over the images.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from app.maths.activations import ACTIVATIONS
from app.maths.arrays import Array, Bytes, Whole
from app.maths.costs import COSTS, OUTPUTS
from app.maths.network import WHITE, Network

MOST_CUTS = 16


class Room(NamedTuple):
    """Room for one chunk of images, used again for every batch."""

    bytes: Bytes
    images: Array
    targets: Array
    sums: Array
    activations: Array
    deltas: Array
    slopes: Array
    ones: Array


class Up(NamedTuple):
    """What one layer fills on the way to the outputs, and its way to the next."""

    biases: Array  # (1, outputs)
    sums: Array  # (rows, outputs)
    activations: Array  # (rows, outputs)
    value: Callable[[Array, Array], None]
    weights_above: Array | None
    sums_above: Array | None


class Down(NamedTuple):
    """What one layer fills on the way back."""

    delta: Array  # (rows, outputs)
    biases: Array  # (outputs,), of the gradient
    inputs: Array  # (inputs, rows)
    gradient: Array  # (inputs, outputs), of the weights
    weights: Array  # (outputs, inputs)
    below: Array  # (rows, inputs): the δ of the layer below
    slope: Array  # (rows, inputs): the f′ of the layer below


class Cut(NamedTuple):
    """The room as it is cut up for one number of images."""

    bytes: Bytes  # (rows, 784)
    images: Array  # (rows, 784)
    pixels: Array  # (784, rows)
    targets: Array  # (rows, 10)
    ones: Array  # (rows,)
    weights: Array  # (784, outputs), of the first layer
    sums: Array  # (rows, outputs), of the first layer
    up: tuple[Up, ...]
    z: Array  # (rows, 10), of the outputs
    outputs: Array  # (rows, 10)
    delta: Array  # (rows, 10)
    hidden: Array  # all hidden a, one layer after the other
    slopes: Array  # their f′
    down: tuple[Down, ...]  # from the outputs to the second layer
    first_delta: Array  # (rows, outputs)
    first_biases: Array  # (outputs,), of the gradient
    first_gradient: Array  # (784, outputs)


def room_for(network: Network, dtype: np.dtype[Any]) -> Room:
    """Make room for as many images as the network takes at once."""
    rows = network.chunk
    pixels, outputs = rows * network.sizes[0], rows * network.sizes[-1]
    neurons = rows * sum(network.sizes[1:])
    return Room(
        bytes=np.empty(pixels, np.uint8),
        images=np.empty(pixels, dtype),
        targets=np.empty(outputs, dtype),
        sums=np.empty(neurons, dtype),
        activations=np.empty(neurons, dtype),
        deltas=np.empty(neurons, dtype),
        slopes=np.empty(neurons, dtype),
        ones=np.ones(rows, dtype),
    )


def split(block: Array, rows: int, widths: tuple[int, ...]) -> tuple[Array, ...]:
    """Cut the beginning of a block into one (rows, width) array a layer."""
    ends = [rows * sum(widths[:count]) for count in range(len(widths) + 1)]
    return tuple(
        block[end - rows * width : end].reshape(rows, width)
        for end, width in zip(ends[1:], widths, strict=True)
    )


def cut_up(
    room: Room, network: Network, theta: Array, gradient: Array, rows: int
) -> Cut:
    """Lay all layers' arrays out for so many images, as views of the room."""
    widths = network.sizes[1:]
    neurons = rows * sum(widths[:-1])
    z, a, delta, slope = (
        split(block, rows, widths)
        for block in (room.sums, room.activations, room.deltas, room.slopes)
    )
    layers, parts = network.layers(theta), network.layers(gradient)
    images, targets = (
        block[: rows * width].reshape(rows, width)
        for block, width in (
            (room.images, network.sizes[0]),
            (room.targets, widths[-1]),
        )
    )
    above = [*(layer.weights for layer in layers[1:]), None]
    up = zip(
        (layer.biases[None] for layer in layers),
        z,
        a,
        network.functions,
        above,
        (*z[1:], None),
        strict=True,
    )
    down = (
        Down(
            delta[i],
            parts[i].biases,
            a[i - 1].T,
            parts[i].weights,
            layers[i].weights.T,
            delta[i - 1],
            slope[i - 1],
        )
        for i in reversed(range(1, len(layers)))
    )
    return Cut(
        bytes=room.bytes[: images.size].reshape(images.shape),
        images=images,
        pixels=images.T,
        targets=targets,
        ones=room.ones[:rows],
        weights=layers[0].weights,
        sums=z[0],
        up=tuple(Up(*each) for each in up),
        z=z[-1],
        outputs=a[-1],
        delta=delta[-1],
        hidden=room.activations[:neurons],
        slopes=room.slopes[:neurons],
        down=tuple(down),
        first_delta=delta[0],
        first_biases=parts[0].biases,
        first_gradient=parts[0].weights,
    )


class Backpropagation:
    """The mean cost of a batch and its gradient, for the θ that this is bound to.

    `theta` may change between batches, in place only. `images` is (n, 784) of 0–255
    and `targets` (n, 10). Call `begin`, then `add` with at most `network.chunk`
    indices at a time, as often as the batch needs, then `finish`: `gradient`, laid out
    like θ, then holds ∇C. The order of the chunks is part of the result's last bits.
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
        self._pixel = np.array(1 / WHITE, theta.dtype)
        self._slope = ACTIVATIONS[network.activation].slope
        self._cost, self._output = COSTS[network.cost], OUTPUTS[network.output]
        self._cuts: dict[tuple[int, bool], Cut] = {}
        self._count = 0

    def begin(self, count: int) -> None:
        """Start the sums of a batch of so many images."""
        if count != self._count:
            self._count = count
            self._scale = np.array(self._cost.factor / count, self.theta.dtype)
        self._total = 0.0
        self._first = True

    def add(self, indices: Whole) -> None:
        """Add the cost and the gradient of these images, one chunk at most."""
        key = (len(indices), self._first)
        cut = self._cuts.get(key) or self._make_cut(*key)
        self._images.take(indices, 0, cut.bytes, "clip")
        self._targets.take(indices, 0, cut.targets, "clip")
        self._forward(cut)
        self._total += self._backward(cut)
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

    def _forward(self, cut: Cut) -> None:
        """Fill all z and a: z = a·W + b, with the pixels' 1/255 put into z."""
        np.copyto(cut.images, cut.bytes)
        cut.images.dot(cut.weights, cut.sums)
        np.multiply(cut.sums, self._pixel, cut.sums)
        for biases, sums, activations, value, weights, sums_above in cut.up:
            np.add(sums, biases, sums)
            value(sums, activations)
            if weights is not None:
                activations.dot(weights, sums_above)

    def _backward(self, cut: Cut) -> float:
        """Fill all δ and the gradient, and return the summed cost."""
        np.subtract(cut.outputs, cut.targets, cut.delta)
        total = self._cost.total(self._output, cut.z, cut.targets, cut.delta)
        self._cost.pull(self._output, cut.outputs, cut.delta)
        np.multiply(cut.delta, self._scale, cut.delta)
        self._slope(cut.hidden, cut.slopes)
        for delta, biases, inputs, gradient, weights, below, slope in cut.down:
            cut.ones.dot(delta, biases)
            inputs.dot(delta, gradient)
            delta.dot(weights, below)
            np.multiply(below, slope, below)
        cut.ones.dot(cut.first_delta, cut.first_biases)
        np.multiply(cut.first_delta, self._pixel, cut.first_delta)
        cut.pixels.dot(cut.first_delta, cut.first_gradient)
        return total

    def _make_cut(self, rows: int, first: bool) -> Cut:
        """Cut the room up for so many images, and remember it."""
        if len(self._cuts) == MOST_CUTS:
            self._cuts.clear()
        into = self.gradient if first else self._later
        cut = cut_up(self._room, self.network, self.theta, into, rows)
        return self._cuts.setdefault((rows, first), cut)
