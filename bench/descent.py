"""Balls on known ground: a thousand at once, three racers, and the longest piece."""

from collections.abc import Callable, Iterable
from statistics import median
from time import thread_time
from typing import Any, TypeVar

import numpy as np

from app.maths.critical import critical_points, half, middle
from app.maths.descent import Path, Racer, descend, descend_many
from app.maths.fates import fates
from app.maths.optimisers import OPTIMISERS
from app.maths.pieces import Steps
from app.maths.surfaces import SURFACES, Surface
from bench.map import whole
from bench.table import Row, at_most

Each = TypeVar("Each")

BALLS, STEPS = 1000, 200
RACERS = (Racer(rate=0.08), Racer("momentum", 0.03), Racer("Adam", 0.12))
RACE = 150
ROUNDS = 5
CRITICAL = {each.title: critical_points(each) for each in SURFACES.values()}


def rows() -> list[Row]:
    """Measure all surfaces and optimisers, and report the slowest."""
    crowds = [
        (surface, Racer(optimiser, 0.01))
        for surface in SURFACES.values()
        for optimiser in OPTIMISERS
    ]
    crowd = slowest(lambda each: whole(thousand(*each)), crowds)
    race = slowest(raced, SURFACES.values())
    piece = max(longest(thousand(*each)) for each in crowds)
    return [
        at_most("1,000 starts × 200 steps, slowest of all", crowd * 1e3, 50, "ms", 1),
        Row("three racers × 150 steps with words", f"{race * 1e3:.1f} ms"),
        at_most("longest piece of 1,000 starts", piece * 1e3, 10, "ms", 1),
    ]


def thousand(surface: Surface, racer: Racer) -> Steps[Any]:
    """Roll a thousand balls from all over the window, with their tracks."""
    random = np.random.default_rng(0).uniform(-1, 1, (BALLS, surface.dimension))
    starts = middle(surface) + half(surface) * random
    return descend_many(surface, racer, starts, STEPS, tracks=True)


def raced(surface: Surface) -> None:
    """Roll three racers and find their sentences for every step."""
    critical = CRITICAL[surface.title]
    for racer in RACERS:
        path: Path = whole(descend(surface, racer, surface.start, RACE))
        fates(surface, critical, path)


def slowest(work: Callable[[Each], object], cases: Iterable[Each]) -> float:
    """Return the usual seconds of the case that takes longest."""
    return max(median(seconds(work, case) for _ in range(ROUNDS)) for case in cases)


def seconds(work: Callable[[Each], object], case: Each) -> float:
    """Time one piece of work, without what others take."""
    began = thread_time()
    work(case)
    return thread_time() - began


def longest(pieces: Steps[Any]) -> float:
    """Return the most seconds that one piece takes, without what others take."""
    times = [thread_time()]
    for _ in pieces:
        times.append(thread_time())
    return float(np.diff(times).max())
