"""Known ground under a session: its shape, the paths of the racers, many starts."""

from collections.abc import Generator, Mapping, Sequence
from functools import lru_cache
from math import isqrt
from typing import Any, NamedTuple

import numpy as np

from app.maths.arrays import Array
from app.maths.critical import Critical, critical_points
from app.maths.descent import Racer, descend, descend_many
from app.maths.expressions import FormulaError
from app.maths.fates import fates, valleys
from app.maths.grounds import Recipe, ground_of
from app.maths.pieces import Result, Steps
from app.maths.splines import SketchError
from app.maths.surfaces import Surface
from app.training.probes.scene import Kept, Tensors

MOST_KEPT = 32
KINDS = ("minimum", "maximum", "saddle")

Found = tuple[str, Tensors]
Work = Generator[Found | None, None, None]


class Shape(NamedTuple):
    """How finely a surface is drawn: costs, and the arrows of its gradient."""

    columns: int
    rows: int
    across: int
    up: int


# By the number of inputs.
SHAPES: Mapping[int, Shape] = {1: Shape(401, 1, 13, 1), 2: Shape(81, 81, 13, 11)}


class Race(NamedTuple):
    """Racers on a surface, and all that decides where they get to."""

    surface: Surface
    racers: tuple[Racer, ...]
    start: tuple[float, ...]
    steps: int
    noise: float
    seed: int

    def starts(self) -> tuple[tuple[float, ...], ...]:
        """Give each racer's start: its own, or that of all."""
        return tuple(racer.start or self.start for racer in self.racers)


class Starts(NamedTuple):
    """Many starts of one racer: on a grid, or at random."""

    racer: int
    many: int
    random: bool
    seed: int


class Misfit(Exception):
    """What is asked does not fit the ground; the words are for the person."""


class Field:
    """Works out what is asked about a surface, a piece at a time, the newest first."""

    def __init__(self) -> None:
        self.kept: dict[str, Kept] = {}
        self._race: Race | None = None
        self._version = 0
        self._work: dict[str, Work] = {}
        self._paths: dict[Race, Tensors] = {}

    @property
    def busy(self) -> bool:
        """Say whether there is something to work out."""
        return bool(self._work)

    def race(
        self,
        ground: str,
        number: float | None,
        formula: str,
        points: tuple[tuple[float, float], ...],
        racers: Sequence[Mapping[str, Any]],
        **rest: Any,
    ) -> None:
        """Let racers go; what was asked about another ground is forgotten."""
        surface = _surface(ground, Recipe(number, formula, points))
        race = Race(surface, tuple(Racer(**each) for each in racers), **rest)
        for start in race.starts():
            _need_inputs(start, surface)
        if self._race is None or surface != self._race.surface:
            self._work, self.kept = {"ground": _ground(surface)}, {}
        self._race = race
        self._work["paths"] = self._go(race)

    def scatter(self, racer: int, many: int, random: bool, seed: int) -> None:
        """Let one racer of the newest race go from many starts."""
        race = self._newest()
        if racer >= len(race.racers):
            raise Misfit(f"The racers are numbered from 0 to {len(race.racers) - 1}.")
        self._work["starts"] = _scatter(race, Starts(racer, many, random, seed))

    def feel(self, point: tuple[float, ...]) -> None:
        """Find the cost and the slope at a point of the newest race's ground."""
        surface = self._newest().surface
        _need_inputs(point, surface)
        self._work["feel"] = _feel(surface, point)

    def _newest(self) -> Race:
        """Give the newest race, without which there is no ground."""
        if self._race is None:
            raise Misfit("There is no ground yet; a race chooses one.")
        return self._race

    def work(self) -> bool:
        """Do one piece of what was asked first; say whether something is new."""
        key, work = next(iter(self._work.items()))
        try:
            found = next(work)
        except StopIteration:
            del self._work[key]
            return False
        if found is None:
            return False
        self._version += 1
        self.kept[found[0]] = Kept(self._version, found[1])
        return True

    def _go(self, race: Race) -> Work:
        """Find the paths of a race, or remember them."""
        if race not in self._paths:
            if len(self._paths) >= MOST_KEPT:
                self._paths.clear()
            self._paths[race] = yield from _each(_paths(race))
        yield "paths", self._paths[race]


def _surface(ground: str, recipe: Recipe) -> Surface:
    """Make the ground, or say what is wrong with it and where."""
    try:
        return ground_of(ground, recipe)
    except FormulaError as error:
        where = f"(character {error.position + 1})"
        raise Misfit(f"{error.message} {where}") from None
    except SketchError as error:
        raise Misfit(str(error)) from None


def _need_inputs(point: tuple[float, ...], surface: Surface) -> None:
    """Refuse a point that has not one number for each input."""
    if len(point) != surface.dimension:
        need = "one number, x" if surface.dimension == 1 else "two numbers, x and y"
        raise Misfit(f"A point of this ground has {need}.")


def _each(way: Steps[Result]) -> Generator[None, None, Result]:
    """Go on with something until it is done; nothing is new meanwhile."""
    return (yield from way)


@lru_cache(maxsize=64)
def level(surface: Surface) -> tuple[Critical, ...]:
    """List the level points of a surface, worked out once."""
    return critical_points(surface)


def _ground(surface: Surface) -> Work:
    """Measure a surface all over its window."""
    shape = SHAPES[surface.dimension]
    yield None
    points = _grid(surface, shape.columns, shape.rows)
    with np.errstate(all="ignore"):
        costs = surface.cost(points).reshape(shape.rows, shape.columns)
        arrows = surface.gradient(_inside(surface, shape.across, shape.up))
    yield None
    yield (
        "ground",
        {
            "ground": costs.astype(np.float32),
            "ground_axes": np.array(surface.window, np.float32),
            "ground_arrows": arrows.reshape(shape.up, shape.across, -1).astype(
                np.float32
            ),
            "ground_points": _points(level(surface)),
        },
    )


def _grid(surface: Surface, columns: int, rows: int) -> Array:
    """Spread points over the window, its edges included; row after row upwards."""
    left, right, bottom, top = surface.window
    x, y = np.linspace(left, right, columns), np.linspace(bottom, top, rows)
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)[:, : surface.dimension]


def _inside(surface: Surface, columns: int, rows: int) -> Array:
    """Spread points over the window, each in the middle of a cell of its own."""
    left, right, bottom, top = surface.window
    x = left + (np.arange(columns) + 0.5) * (right - left) / columns
    y = bottom + (np.arange(rows) + 0.5) * (top - bottom) / rows
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)[:, : surface.dimension]


def _points(found: tuple[Critical, ...]) -> Array:
    """Write level points as rows of x, y, cost, kind and the largest η."""
    rows = [
        (*_both(each.x), each.cost, KINDS.index(each.kind), each.limit)
        for each in found
    ]
    return np.array(rows, np.float32).reshape(-1, 5)


def _both(point: tuple[float, ...]) -> tuple[float, float]:
    """Write a point of a curve as one of a plane."""
    x, y, *_ = *point, 0.0
    return x, y


def _paths(race: Race) -> Steps[Tensors]:
    """Find all paths, and what becomes of each racer at each step."""
    surface, rows, ends, words = race.surface, [], [], []
    for racer, start in zip(race.racers, race.starts(), strict=True):
        path = yield from descend(
            surface, racer, start, race.steps, race.noise, race.seed
        )
        yield
        rows.append(np.column_stack([_flat(path.points), path.costs]))
        words.append(fates(surface, level(surface), path))
        ends.append(path.end)
        yield
    return {
        "paths": np.array(rows, np.float32),
        "paths_ends": np.array(ends, np.uint32),
        "paths_fates": np.array(words, np.uint8),
    }


def _flat(points: Array) -> Array:
    """Write points of a curve, (…, 1), as points of a plane, (…, 2)."""
    return np.concatenate([points, np.zeros_like(points)], axis=-1)[..., :2]


def _scatter(race: Race, starts: Starts) -> Work:
    """Let one racer go from many places, and see in which valleys they end."""
    surface, racer = race.surface, race.racers[starts.racer]
    begins = _begins(surface, starts)
    ends = yield from _each(
        descend_many(
            surface, racer, begins, race.steps, race.noise, race.seed, tracks=True
        )
    )
    yield (
        "starts",
        {
            "starts": _flat(begins).astype(np.float32),
            "starts_ends": np.column_stack([_flat(ends.points), ends.costs]).astype(
                np.float32
            ),
            "starts_valleys": valleys(surface, level(surface), ends.points),
            "starts_tracks": _flat(ends.tracks).astype(np.float32),
        },
    )


def _begins(surface: Surface, starts: Starts) -> Array:
    """Choose where to start: in even cells, or anywhere in the window."""
    left, right, bottom, top = surface.window
    if starts.random:
        chance = np.random.default_rng(starts.seed).random((starts.many, 2))
        places = np.array([left, bottom]) + chance * [right - left, top - bottom]
        return places[:, : surface.dimension]
    up = 1 if surface.dimension == 1 else max(isqrt(starts.many * 3 // 4), 1)
    return _inside(surface, starts.many // up, up)


def _feel(surface: Surface, point: tuple[float, ...]) -> Work:
    """Find the cost and the slope at one point."""
    place = np.array([point], np.float64)
    with np.errstate(all="ignore"):
        cost, slope = surface.cost(place)[0], surface.gradient(place)
    row = (*_both(point), cost, *_flat(slope)[0])
    yield "feel", {"felt": np.array(row, np.float32)}
