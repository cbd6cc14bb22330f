"""A table as people save or paste it: bytes or text made into rows, cells into numbers.

Whatever comes in, the answer is rows and numbers, or a `TableError` in one line.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from math import nan
from typing import NamedTuple

MOST_BYTES = 10_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 1_000
SEPARATORS = ("\t", ";", ",")  # whoever uses the first two has commas for other things
SAMPLE = 20  # rows that must agree before a separator is believed

# Files that are no text, by how they begin.
STRANGERS = {
    b"PK\x03\x04": "this is a spreadsheet; save it as CSV first",
    b"\xd0\xcf\x11\xe0": "this is an old spreadsheet; save it as CSV first",
    b"%PDF": "this is a PDF, not a CSV",
    b"\xff\xfe": "this text is in UTF-16; save it as CSV in UTF-8",
    b"\xfe\xff": "this text is in UTF-16; save it as CSV in UTF-8",
}
ENCODINGS = ("utf-8-sig", "cp1252")
NOT_TEXT = "this is not a text; save the table as CSV in UTF-8"

Cells = list[str]


class TableError(Exception):
    """One line that tells a person what is wrong with a table."""


class Row(NamedTuple):
    """The cells of a row, and its number as a spreadsheet shows it."""

    number: int
    cells: Cells


class Style(NamedTuple):
    """A way to write numbers: what they look like, and which letters to exchange."""

    pattern: re.Pattern[str]
    letters: dict[int, str | None]

    def reads(self, cell: str) -> bool:
        """Tell whether this is how the cell is written."""
        return self.pattern.fullmatch(cell) is not None

    def number(self, cell: str) -> float:
        """Return the number in a cell, or NaN if there is none."""
        return float(cell.translate(self.letters)) if self.reads(cell) else nan


BLANKS = "' \N{RIGHT SINGLE QUOTATION MARK}\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


def style(decimal: str, other: str) -> Style:
    """Describe numbers such as 1,234.5 or 1.234,5."""
    grouped = f"[1-9][0-9]{{0,2}}(?:[{other}{BLANKS}][0-9]{{3}})+"
    mark = re.escape(decimal)
    digits = f"(?:(?:[0-9]+|{grouped})(?:{mark}[0-9]*)?|{mark}[0-9]+)"
    pattern = f"[+-]?{digits}(?:[eE][+-]?[0-9]{{1,3}})?"
    letters = dict.fromkeys(map(ord, f"{other}{BLANKS}")) | {ord(decimal): "."}
    return Style(re.compile(pattern), letters)


POINT = style(".", ",")
COMMA = style(",", ".")


def tidy(cell: str) -> str:
    """Take away what stands around a number, and make a minus sign a hyphen."""
    return cell.strip().strip("$€£").strip().replace("−", "-")


def is_number(cell: str) -> bool:
    """Tell whether a cell holds a number in any style."""
    return POINT.reads(tidy(cell)) or COMMA.reads(tidy(cell))


def style_of(cells: Cells, separator: str) -> Style:
    """Find out how tidy cells are written, or refuse when it cannot be known.

    Between commas, 199,000 has a group. Elsewhere it may be 199 to three decimals or
    199 thousand, and only another number can tell.
    """
    marked = [cell for cell in cells if not cell.isalnum()]
    points = sum(map(POINT.reads, marked))
    commas = sum(map(COMMA.reads, marked))
    if points != commas or separator == ",":
        return COMMA if commas > points else POINT
    for cell in filter(is_number, marked):
        if POINT.number(cell) != COMMA.number(cell):
            raise TableError(
                f"{excerpt(cell)} may be thousands or decimals: write the numbers "
                "without thousands separators"
            )
    return POINT


def decode(data: bytes | str) -> str:
    """Return the text of a file or of the clipboard, or refuse it."""
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if len(raw) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise TableError(f"the table is larger than {most} MB; keep two columns of it")
    for start, why in STRANGERS.items():
        if raw.startswith(start):
            raise TableError(why)
    text = _text(raw)
    if "\0" in text:
        raise TableError(NOT_TEXT)
    return text


def _text(raw: bytes) -> str:
    """Decode UTF-8, or else what older spreadsheets write."""
    for encoding in ENCODINGS:
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    raise TableError(NOT_TEXT)


def split(text: str) -> tuple[list[Row], str]:
    """Return the rows that hold anything, and what separates their cells."""
    separator = _separator(text)
    rows = list(islice(_rows(text, separator), MOST_ROWS + 2))
    if not rows:
        raise TableError("the table is empty")
    if len(rows[0].cells) < 2:
        raise TableError(
            "only one column was found; two are needed, separated by commas, "
            "semicolons or tabs"
        )
    if len(rows[0].cells) > MOST_COLUMNS:
        raise TableError(f"the table has more than {MOST_COLUMNS:,} columns")
    return rows, separator


def _separator(text: str) -> str:
    """Return the first separator that cuts most of the first rows alike."""
    for separator in SEPARATORS:
        with suppress(TableError):
            rows = islice(_rows(text, separator), SAMPLE)
            widths = [len(row.cells) for row in rows]
            if widths and widths[0] > 1 and widths.count(widths[0]) * 2 >= len(widths):
                return separator
    return ","


def _rows(text: str, separator: str) -> Iterator[Row]:
    """Cut the text into rows, leaving out those without any content."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(map(str.strip, cells)):
                yield Row(number, cells)
    except csv.Error as error:
        raise TableError(
            f"row {number + 1} has a quotation mark that is not closed, or text "
            "after the closing one, or too long a cell"
        ) from error


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Make the names of columns printable, not empty and different."""
    taken: dict[str, None] = {}
    for place, name in enumerate(names, 1):
        plain = printable(name) or f"column {place}"
        taken[plain if plain not in taken else _other(plain, place, taken)] = None
    return tuple(taken)


def _other(name: str, place: int, taken: dict[str, None]) -> str:
    """Number a name that is taken."""
    while name in taken:
        name = f"{name} ({place})"
    return name


def printable(text: str, longest: int = 40) -> str:
    """Keep what can be shown of the beginning of a text."""
    beginning = " ".join(text[: 4 * longest].split())
    shown = "".join(letter for letter in beginning if letter.isprintable())
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def excerpt(cell: str) -> str:
    """Quote the beginning of a cell."""
    return f"“{printable(cell, 20)}”"
