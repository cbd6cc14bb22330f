"""The ground around θ: the cost along the next step, and on a plane that holds it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from app.data.digits import Digits
from app.maths.arrays import Array, Bytes, Whole
from app.maths.backpropagation import Backpropagation
from app.maths.network import Network
from app.maths.optimisers import OPTIMISERS, Numbers
from app.maths.pieces import Steps
from app.maths.plane import Plane, PlaneCost
from app.training.run import Run

MOST_IMAGES = 1_000
RATES = np.concatenate([[0.0], np.geomspace(0.001, 100, 36)])  # seven a decade
SIDE = 41
COLUMNS = np.arange(SIDE) - 16  # η = 0 is a column of its own
ROWS = np.arange(SIDE) - 27  # and so is y = 0, of the rows
LOWEST_Y = -1.25
WIDER = 2.2
NARROWEST, WIDEST = 0.004, 150.0
REFINEMENTS = (9, 9)
MOST_POINTS = 128
PIECE_PRODUCTS = 4_000_000  # about half a millisecond
PIECE_POINTS = 32  # so that the sums of few images stay in the cache
FIRST_PRODUCTS = 40_000_000  # of larger matrices, which are faster
FAR_ENOUGH = 1e-3


class Spot(NamedTuple):
    """Where a measurement is made: all that it needs of the run, copied."""

    network: Network
    digits: Digits
    step: int
    theta: Array
    direction: Array
    slope: float  # dC/dη at η = 0, on the batch
    batch: Whole


class Sample(NamedTuple):
    """Images that a cost is measured on, picked from many."""

    images: Bytes  # (many, 784)
    targets: Array  # (many, 10)
    chosen: Whole  # (n,)

    def parts(self, size: int) -> Iterator[tuple[Bytes, Array]]:
        """Gather images and targets, some at a time."""
        for start in range(0, len(self.chosen), size):
            part = self.chosen[start : start + size]
            yield self.images[part], self.targets[part]


class Profile(NamedTuple):
    """The cost along the next step, on the batch and on test images."""

    rates: Array
    batch: Array
    test: Array
    lowest: tuple[float, float]  # η and cost
    images: tuple[int, int]  # of the batch, and for testing
    columns: Array  # the map's η, (41,)


class Map(NamedTuple):
    """The cost on a plane: row i is y, column j is η."""

    costs: Array  # (41, 41)
    axes: tuple[float, float, float, float]
    lengths: tuple[float, float]
    path: Array  # (n, 2)
    images: int


def spot(run: Run) -> Steps[Spot]:
    """Copy θ and find the direction of the next step, a chunk at a time."""
    network, digits, batch = run.network, run.digits, run.batch
    step, theta, memory = run.step, run.theta.copy(), run.memory
    settings = run.settings
    gradient = run.next_gradient()
    if gradient is None:
        gradient = yield from _gradient(network, digits, theta, batch)
    yield
    direction, _ = OPTIMISERS[settings.optimiser].direction(
        gradient, memory, Numbers(settings.beta, settings.beta2)
    )
    slope = float(gradient.dot(direction))
    return Spot(network, digits, step, theta, direction, slope, batch)


def _gradient(
    network: Network, digits: Digits, theta: Array, batch: Whole
) -> Steps[Array]:
    """Work out ∇C of a large batch beside the run, which goes on meanwhile."""
    back = Backpropagation(network, theta, digits.train_images, digits.train_targets)
    back.begin(len(batch))
    for start in range(0, len(batch), network.chunk):
        back.add(batch[start : start + network.chunk])
        yield
    return back.gradient


def batch_sample(at: Spot, most: int) -> Sample:
    """Take the images of the next batch, or the first of them if they are many."""
    digits = at.digits
    return Sample(digits.train_images, digits.train_targets, at.batch[:most])


def test_sample(at: Spot, count: int) -> Sample:
    """Take test images spread over the whole set, always the same."""
    digits = at.digits
    every = max(len(digits.test_images) // count, 1)
    chosen = np.arange(0, len(digits.test_images), every)[:count]
    return Sample(digits.test_images, digits.test_targets, chosen)


def cost_at(at: Spot, theta: Array, sample: Sample) -> Steps[float]:
    """Return the mean cost of a sample at another θ."""
    total = 0.0
    for images, targets in sample.parts(at.network.chunk):
        total += at.network.tally(theta, images, targets).cost
        yield
    return total / len(sample.chosen)


def landing(at: Spot, rate: float, most: int) -> Steps[Array]:
    """Return η and the costs after a step with it: on the whole batch, and in tests."""
    theta = at.theta + np.float32(rate) * at.direction
    batch = yield from cost_at(at, theta, batch_sample(at, len(at.batch)))
    test = yield from cost_at(at, theta, test_sample(at, most))
    return np.array([rate, batch, test], np.float32)


def planes(at: Spot, across: Array | None, sample: Sample) -> Steps[list[PlaneCost]]:
    """Work out what all points of a line or a plane share, some images at a time."""
    plane, found = Plane(at.network, at.theta, at.direction, across), []
    for images, targets in sample.parts(room(at.network)):
        found.append(PlaneCost(plane, images, targets))
        yield
    return found


def costs(
    at: Spot,
    along: Sequence[PlaneCost],
    sample: Sample,
    x: Array,
    y: Array | None = None,
) -> Steps[Array]:
    """Return the mean costs at the points θ + x·d + y·v, a few at a time."""
    totals, count = np.zeros(len(x)), len(sample.chosen)
    y = np.zeros_like(x) if y is None else y
    most = min(room(at.network), count)
    points = PIECE_PRODUCTS // (most * products(at.network))
    points = min(max(points, 1), PIECE_POINTS)
    for plane in along:
        for start in range(0, len(x), points):
            part = slice(start, start + points)
            totals[part] += plane.totals(x[part], y[part])
            yield
    return totals / count


def products(network: Network) -> int:
    """Count what one image costs at one point: products, and functions as 20 each."""
    inner = sum(inputs * outputs for inputs, outputs in network.shapes[1:])
    return inner + 20 * sum(network.sizes[1:])


def room(network: Network) -> int:
    """Count the images whose first-layer sums make one piece."""
    first = network.sizes[0] * network.sizes[1]
    return min(max(FIRST_PRODUCTS // (3 * first), 16), MOST_IMAGES)


def profile(at: Spot, rate: float, most: int) -> Steps[Profile]:
    """Measure the cost along the next step; find its lowest point on the batch."""
    batch, test = batch_sample(at, most), test_sample(at, most)
    line = yield from planes(at, None, batch)
    rates = RATES
    found = yield from costs(at, line, batch, rates)
    for count in REFINEMENTS:
        finer = _around(rates, found, count)
        more = yield from costs(at, line, batch, finer)
        rates, found = _merged(rates, found, finer, more)
    columns = _columns(rate, float(rates[_lowest(found)]))
    here = columns[columns > 0]
    more = yield from costs(at, line, batch, here)
    rates, found = _merged(rates, found, here, more)
    del line  # of a wide network it is large
    line = yield from planes(at, None, test)
    tests = yield from costs(at, line, test, rates)
    lowest = _lowest(found)
    point = float(rates[lowest]), float(found[lowest])
    images = len(batch.chosen), len(test.chosen)
    return Profile(rates, found, tests, point, images, columns)


def _lowest(found: Array) -> int:
    """Return the place of the lowest cost that is a number."""
    return int(np.argmin(np.where(np.isfinite(found), found, np.inf)))


def _around(rates: Array, found: Array, count: int) -> Array:
    """Spread points evenly between the neighbours of the lowest one."""
    lowest = _lowest(found)
    low, high = rates[max(lowest - 1, 0)], rates[min(lowest + 1, len(rates) - 1)]
    return np.linspace(low, high, count + 2)[1:-1]


def _merged(
    rates: Array, found: Array, more: Array, costs: Array
) -> tuple[Array, Array]:
    """Join two sets of points in the order of η, each η once."""
    joined, first = np.unique(np.concatenate([rates, more]), return_index=True)
    return joined, np.concatenate([found, costs])[first]


def _columns(rate: float, lowest: float) -> Array:
    """Choose the map's η so that the landing point and the lowest one are on it."""
    widest = min(max(WIDER * max(rate, lowest), NARROWEST), WIDEST)
    return np.asarray(COLUMNS * (widest / COLUMNS[-1]), np.float64)


def surface(
    at: Spot, along: Profile, sample: Sample, start: Array, trail: Sequence[Array]
) -> Steps[Map]:
    """Measure the cost on the plane of the next step and of the way from the start."""
    across = sideways(at, start, float(along.columns[-1]))
    heights = ROWS * (LOWEST_Y / ROWS[0])
    x, y = np.tile(along.columns, SIDE), np.repeat(heights, SIDE)
    plane = yield from planes(at, across, sample)
    found = yield from costs(at, plane, sample, x, y)
    path = yield from projected(at, across, trail)
    return Map(
        found.reshape(SIDE, SIDE),
        (along.columns[0], along.columns[-1], heights[0], heights[-1]),
        (_length(at.direction), _length(across)),
        path,
        len(sample.chosen),
    )


def sideways(at: Spot, start: Array, widest: float) -> Array:
    """Return the way from the start without its part along d, or else chance."""
    way = at.theta - start
    across = _without(way, at.direction)
    if _length(across) > FAR_ENOUGH * _length(at.direction):
        return across
    random = np.random.default_rng(len(way)).standard_normal(len(way))
    across = _without(random.astype(way.dtype), at.direction)
    wanted = widest * _length(at.direction) or 1.0
    return across * np.float32(wanted / _length(across))


def projected(at: Spot, across: Array, trail: Sequence[Array]) -> Steps[Array]:
    """Return where earlier θ lie on the plane, the newest last at (0, 0)."""
    every = len(trail) // MOST_POINTS + 1
    axes = [axis / (axis.dot(axis) or 1.0) for axis in (at.direction, across)]
    lengths, path = np.stack(axes), []
    for theta in trail[::every][: MOST_POINTS - 1]:
        path.append(lengths.dot(theta - at.theta))
        yield
    return np.array([*path, [0.0, 0.0]], np.float32)


def _without(vector: Array, axis: Array) -> Array:
    """Remove the part of a vector along an axis."""
    part: Array = axis * (vector.dot(axis) / (axis.dot(axis) or 1.0))
    return vector - part


def _length(vector: Array) -> float:
    """Return ‖v‖."""
    return float(np.sqrt(vector.dot(vector)))
