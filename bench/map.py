"""The map of the ground: its time alone, against the plain loop, and its pieces."""

from collections.abc import Generator
from statistics import median
from time import perf_counter, thread_time
from typing import Any

import numpy as np

from app.data.digits import load
from app.maths.arrays import Array
from app.settings import Settings
from app.training import ground
from app.training.ground import Profile, Sample, Spot
from app.training.run import Run
from bench.table import Row, at_least, at_most

LARGE = (300, 300, 300)
STEPS = 500
ROUNDS = 5
PIECES = 200


def rows() -> list[Row]:
    """Measure the map of a run in the middle of its first epoch."""
    with np.errstate(all="ignore"):
        run, at, line, sample = prepared(Settings())
        sliced, plain = [], []
        for _ in range(ROUNDS):
            sliced.append(seconds(ground.surface(at, line, sample, run.start, [])))
            plain.append(loop(at, line, sample, run.start))
        longest = max(seconds_of_pieces(Settings()))
        large = max(seconds_of_pieces(Settings(hidden=LARGE)))
    ours, theirs = median(sliced), median(plain)
    return [
        at_most("41 × 41 map over 1,000 images", ours * 1e3, 150, "ms", 0),
        at_least("the same map against the plain loop", theirs / ours, 5, "×", 1),
        at_most("longest piece of a map, default network", longest * 1e3, 10, "ms", 1),
        at_most("longest piece of a map, 300-300-300", large * 1e3, 10, "ms", 1),
    ]


def prepared(settings: Settings) -> tuple[Run, Spot, Profile, Sample]:
    """Train for a while, and measure all that the map needs."""
    run = Run(settings, load())
    while run.step < (STEPS if settings.hidden != LARGE else 5):
        run.advance()
    at = whole(ground.spot(run))
    few = Sample(run.digits.test_images, run.digits.test_targets, np.arange(10))
    line = whole(ground.profile(at, settings.rate, len(few.chosen)))
    return run, at, line, ground.test_sample(at, ground.MOST_IMAGES)


def whole(pieces: Generator[Any, None, Any]) -> Any:
    """Do all pieces of a measurement and return its result."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return end.value


def seconds(pieces: Generator[Any, None, Any]) -> float:
    """Time all pieces of a measurement together."""
    began = perf_counter()
    whole(pieces)
    return perf_counter() - began


def seconds_of_pieces(settings: Settings) -> list[float]:
    """Time the first pieces of a map one by one, without what others take."""
    run, at, line, sample = prepared(settings)
    pieces = ground.surface(at, line, sample, run.start, [])
    times = [thread_time()]
    for _ in zip(range(PIECES), pieces, strict=False):
        times.append(thread_time())
    return list(np.diff(times))


def loop(at: Spot, line: Profile, sample: Sample, start: Array) -> float:
    """Time the map as one would write it first: a whole forward pass at each point."""
    across = ground.sideways(at, start, float(line.columns[-1]))
    images = sample.images[sample.chosen]
    targets = sample.targets[sample.chosen]
    began = perf_counter()
    for y in ground.ROWS * (ground.LOWEST_Y / ground.ROWS[0]):
        for x in line.columns:
            theta = at.theta + np.float32(x) * at.direction + np.float32(y) * across
            at.network.tally(theta, images, targets)
    return perf_counter() - began
