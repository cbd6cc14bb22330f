"""Balls that roll down ground known everywhere: one with its path, or many at once."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from app.maths.arrays import Array, Whole
from app.maths.critical import half, middle
from app.maths.optimisers import OPTIMISERS, Numbers
from app.maths.pieces import Steps
from app.maths.surfaces import Surface

Flags = npt.NDArray[np.bool_]

TRACK = 21  # points of a track, start and end included
FAR = 20  # half windows from the middle: farther is nowhere
HIGH = 1e30  # of a cost, which is sent in single precision
PIECE_STEPS = 100  # of one ball: about a millisecond
PIECE_POINTS = 5_000


class Racer(NamedTuple):
    """An optimiser with its numbers; `fixed`: every step is η long, however steep."""

    optimiser: str = "gradient descent"
    rate: float = 0.05
    beta: float = 0.9
    beta2: float = 0.999
    fixed: bool = False
    start: tuple[float, ...] | None = None


class Path(NamedTuple):
    """Where one ball was at every step; from step `end` on it stays where it is.

    `end` is smaller than the number of steps when the ball diverged at step end + 1.
    """

    points: Array  # (steps + 1, d)
    costs: Array  # (steps + 1,)
    end: int


class Ends(NamedTuple):
    """Where many balls came to, at which step each stopped, and points on the way."""

    points: Array  # (n, d)
    costs: Array  # (n,)
    steps: Whole  # (n,)
    tracks: Array  # (n, 21, d), or (n, 0, d) when not asked for


def descend(
    surface: Surface,
    racer: Racer,
    start: tuple[float, ...],
    steps: int,
    noise: float = 0.0,
    seed: int = 0,
) -> Steps[Path]:
    """Roll one ball, some steps at a time; σ = `noise` is added to each slope."""
    points = np.empty((steps + 1, len(start)))
    way = _walk(surface, racer, np.array([start], np.float64), noise, seed)
    for step, place in zip(range(steps + 1), way, strict=False):
        points[step] = place
        if step % PIECE_STEPS == PIECE_STEPS - 1:
            yield
    return _cut(points, *_measured(surface, points))


def descend_many(
    surface: Surface,
    racer: Racer,
    starts: Array,
    steps: int,
    noise: float = 0.0,
    seed: int = 0,
    tracks: bool = False,
) -> Steps[Ends]:
    """Roll many balls side by side from `starts`, (n, d), some steps at a time."""
    marks = list(np.linspace(0, steps, TRACK).round()) if tracks else []
    piece = min(max(PIECE_POINTS // max(len(starts), 1), 1), PIECE_STEPS)
    way = _walk(surface, racer, np.array(starts, np.float64), noise, seed)
    ends, track = _begin(surface, next(way)), []
    for step in range(steps + 1):
        if step:
            ends = _carried(ends, surface, next(way), step)
        track += [ends.points] * marks.count(step)
        if step % piece == piece - 1:
            yield
    shape = (len(track), *ends.points.shape)
    return Ends(
        ends.points,
        ends.costs,
        np.maximum(ends.steps, 0),
        np.reshape(track, shape).swapaxes(0, 1),
    )


def _walk(
    surface: Surface, racer: Racer, points: Array, noise: float, seed: int
) -> Iterator[Array]:
    """Give all points at each step, without end, also when they are no numbers."""
    optimiser, random = OPTIMISERS[racer.optimiser], np.random.default_rng(seed)
    numbers, rate = Numbers(racer.beta, racer.beta2), racer.rate
    memory = optimiser.init(points)
    while True:
        yield points
        with np.errstate(all="ignore"):
            gradient = surface.gradient(points)
            if noise:
                gradient = gradient + noise * random.standard_normal(points.shape)
            move, memory = optimiser.step(gradient, memory, numbers, rate)
            points = points + (_as_long(move, rate) if racer.fixed else move)


def _as_long(moves: Array, rate: float) -> Array:
    """Make every move η long that has a direction: Δ = η·d/‖d‖."""
    lengths = np.hypot.reduce(moves, axis=1, keepdims=True)
    return moves * (rate / np.where(lengths > 0, lengths, np.inf))


@np.errstate(all="ignore")
def _measured(surface: Surface, points: Array) -> tuple[Array, Flags]:
    """Return the costs, and which points are near enough and have one."""
    costs = surface.cost(points)
    near = np.abs(points - middle(surface)) <= FAR * half(surface)
    both = near[:, 0] & near[:, -1]  # much faster than all(axis=1)
    return costs, np.logical_and(both, np.abs(costs) < HIGH)


def _cut(points: Array, costs: Array, sane: Flags) -> Path:
    """Let a path stop at the last point before the first that is not sane."""
    end = len(sane) - 1 if sane.all() else max(int(np.argmin(sane)) - 1, 0)
    points[end + 1 :], costs[end + 1 :] = points[end], costs[end]
    return Path(points, costs, end)


def _begin(surface: Surface, points: Array) -> Ends:
    """Put every ball on its start; one without a cost there has stopped before."""
    costs, sane = _measured(surface, points)
    return Ends(points, costs, np.where(sane, 0, -1), points[:, None][:, :0])


def _carried(ends: Ends, surface: Surface, points: Array, step: int) -> Ends:
    """Move the balls that have not stopped before, and do not stop now."""
    costs, sane = _measured(surface, points)
    moved = sane & (ends.steps == step - 1)
    return Ends(
        np.where(moved[:, None], points, ends.points),
        np.where(moved, costs, ends.costs),
        np.where(moved, step, ends.steps),
        ends.tracks,
    )
