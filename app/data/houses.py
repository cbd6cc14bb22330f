"""Houses, their sizes and prices: ten, 2,930 from Ames, or a person's own table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from math import isnan
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from app.data.cells import (
    MOST_ROWS,
    Row,
    TableError,
    decode,
    excerpt,
    is_number,
    split,
    style_of,
    tidy,
    unique,
)

Numbers = npt.NDArray[np.float64]

AMES = Path(__file__).parent / "houses" / "ames.csv"
LARGEST = 1e12
LEAST_SPREAD = 1e-9  # as a part of the largest number
NAMED = 5


class Fault(NamedTuple):
    """A row that was left out, by its number in a spreadsheet, and why."""

    row: int
    why: str


class Choice(NamedTuple):
    """The two columns to read, their places, and how many columns there are."""

    names: tuple[str, str]
    places: tuple[int, int]
    width: int

    def cells(self, row: Row) -> list[str]:
        """Return the two cells, tidy; what is missing is empty."""
        count = len(row.cells)
        return [tidy(row.cells[i]) if i < count else "" for i in self.places]

    def fault(self, row: Row, numbers: list[float]) -> str:
        """Say why a row cannot be used, or nothing."""
        if any(map(str.strip, row.cells[self.width :])):
            return f"it has more than {self.width} cells"
        for name, cell, number in zip(
            self.names, self.cells(row), numbers, strict=True
        ):
            if not abs(number) <= LARGEST:  # NaN is not
                return f"“{name}” is {_unusable(cell, number)}"
        return ""


def _unusable(cell: str, number: float) -> str:
    """Say what is wrong with a cell."""
    if not cell:
        return "empty"
    return f"{excerpt(cell)}, {'not a number' if isnan(number) else 'too large'}"


@dataclass(frozen=True, eq=False)
class Table:
    """Two columns of numbers, (n,) each, that a line can be drawn through."""

    names: tuple[str, str]
    x: Numbers
    y: Numbers
    faults: tuple[Fault, ...] = ()

    @property
    def report(self) -> str:
        """Say how many rows were left out, and name the first of them."""
        if not self.faults:
            return ""
        count = len(self.faults)
        named = "; ".join(f"row {row}: {why}" for row, why in self.faults[:NAMED])
        more = f"; and {count - NAMED:,} more" if count > NAMED else ""
        return f"{count:,} {'row' if count == 1 else 'rows'} left out. {named}{more}."


def table(
    names: tuple[str, str],
    houses: Iterable[Sequence[float]],
    faults: tuple[Fault, ...] = (),
) -> Table:
    """Make a table of (x, y) pairs, or raise `TableError` if no line suits them."""
    values = np.array(list(houses), np.float64).reshape(-1, 2)
    made = Table(names, values[:, 0].copy(), values[:, 1].copy(), faults)
    if wrong := _wrong(made):
        raise TableError(" ".join(filter(None, (f"{wrong}.", made.report))))
    return made


def _wrong(made: Table) -> str:
    """Say why no line can be learnt from a table, or nothing."""
    count = len(made.x)
    if count < 2:
        return f"a line needs two houses or more, and the table has {count or 'none'}"
    if count > MOST_ROWS:
        return f"the table has more than {MOST_ROWS:,} rows"
    for name, column in zip(made.names, (made.x, made.y), strict=True):
        if why := _unfit(column):
            return f"“{name}” {why}"
    return ""


def _unfit(column: Numbers) -> str:
    """Say what is wrong with the numbers of a column, or nothing."""
    largest = np.abs(column).max()
    if not largest <= LARGEST:  # NaN is not
        return "holds a number that is too large, or none"
    if np.ptp(column) <= LEAST_SPREAD * max(largest, 1):
        return f"is {column[0]:g} in every row, so nothing can be learnt from it"
    return ""


TEN = table(
    ("size", "price"),
    (
        (1100, 199_000),
        (1400, 245_000),
        (1425, 319_000),
        (1550, 240_000),
        (1600, 312_000),
        (1700, 279_000),
        (1700, 310_000),
        (1875, 308_000),
        (2350, 405_000),
        (2450, 324_000),
    ),
)


@cache
def ames(size: str = "living area") -> Table:
    """Return 2,930 sales in Ames by their "living area" or their "lot area"."""
    return read_csv(AMES.read_bytes(), size, "price")


def columns(data: bytes | str) -> tuple[str, ...]:
    """Return the names of a CSV's columns to choose from, or raise `TableError`."""
    rows, _ = split(decode(data))
    return _headed(rows)[0]


def read_csv(data: bytes | str, x_column: str, y_column: str) -> Table:
    """Read two columns of a CSV, or raise `TableError` in words for the person.

    Rows without two numbers are left out and listed in the table's faults.
    """
    rows, separator = split(decode(data))
    names, houses = _headed(rows)
    if len(houses) > MOST_ROWS:
        raise TableError(f"the table has more than {MOST_ROWS:,} rows")
    if x_column == y_column:
        raise TableError("choose two different columns")
    places = _place(names, x_column), _place(names, y_column)
    return _read(houses, Choice((x_column, y_column), places, len(names)), separator)


def _headed(rows: list[Row]) -> tuple[tuple[str, ...], list[Row]]:
    """Tell the header from the houses: the first row is one if it has no numbers."""
    first = rows[0].cells
    if any(map(is_number, first)):
        return unique("" for _ in first), rows
    return unique(first), rows[1:]


def _place(names: tuple[str, ...], name: str) -> int:
    """Return which column has a name."""
    if name not in names:
        raise TableError(f"there is no column {excerpt(name)}")
    return names.index(name)


def _read(houses: list[Row], choice: Choice, separator: str) -> Table:
    """Part the rows that hold two numbers from those that do not."""
    pairs = [choice.cells(row) for row in houses]
    written = style_of(list(chain.from_iterable(pairs)), separator)
    good: list[list[float]] = []
    faults: list[Fault] = []
    for row, pair in zip(houses, pairs, strict=True):
        numbers = [written.number(cell) for cell in pair]
        if why := choice.fault(row, numbers):
            faults.append(Fault(row.number, why))
        else:
            good.append(numbers)
    return table(choice.names, good, tuple(faults))
