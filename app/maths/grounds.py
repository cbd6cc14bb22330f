"""Every ground that can be asked for: the known surfaces, and a cost of one's own."""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from app.maths.expressions import surface_from_formula
from app.maths.splines import surface_from_points
from app.maths.surfaces import SURFACES, Surface, surface_of


class Recipe(NamedTuple):
    """What a ground is made of; each kind uses the part that it needs."""

    number: float | None = None
    formula: str = ""
    points: tuple[tuple[float, float], ...] = ()


def known(name: str, recipe: Recipe) -> Surface:
    """Take a surface of the table, with the number that it is made with."""
    number, surface = recipe.number, SURFACES[name]
    if surface.number is None or number is None:
        return surface
    return surface_of(name, min(max(number, surface.number.low), surface.number.high))


def typed(recipe: Recipe) -> Surface:
    """Read a formula."""
    return surface_from_formula(recipe.formula)


def drawn(recipe: Recipe) -> Surface:
    """Lay a smooth curve through points."""
    return surface_from_points(recipe.points)


GROUNDS: Mapping[str, Callable[[Recipe], Surface]] = {
    **{name: partial(known, name) for name in SURFACES},
    "typed": typed,
    "drawn": drawn,
}


@lru_cache(maxsize=64)
def ground_of(name: str, recipe: Recipe) -> Surface:
    """Make a ground, once; FormulaError and SketchError say what is wrong with one."""
    return GROUNDS[name](recipe)
