"""One row a promise: what was measured, what was promised, and whether it held."""

from collections.abc import Iterable
from importlib import import_module
from typing import NamedTuple

HEADINGS = ("what", "measured", "promised", "")


class Row(NamedTuple):
    """A promise and its measurement, in words, and whether it held (None: no goal)."""

    what: str
    measured: str
    promised: str = ""
    held: bool | None = None

    @property
    def verdict(self) -> str:
        """Say in one word whether the promise held."""
        return {True: "held", False: "MISSED", None: ""}[self.held]


def measure(name: str) -> list[Row]:
    """Run one measurement; each is a module with a function `rows`."""
    rows: list[Row] = import_module(f"bench.{name}").rows()
    return rows


def at_least(what: str, value: float, goal: float, unit: str, digits: int = 2) -> Row:
    """Compare a value with the least that was promised."""
    words = f"{value:,.{digits}f} {unit}".strip()
    return Row(what, words, f"≥ {goal:,g} {unit}".strip(), value >= goal)


def at_most(what: str, value: float, goal: float, unit: str, digits: int = 2) -> Row:
    """Compare a value with the most that was promised."""
    words = f"{value:,.{digits}f} {unit}".strip()
    return Row(what, words, f"≤ {goal:,g} {unit}".strip(), value <= goal)


def markdown(rows: Iterable[Row]) -> str:
    """Lay rows out as a table that reads well as plain text too."""
    cells = [HEADINGS, *((*row[:3], row.verdict) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in cells]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])
