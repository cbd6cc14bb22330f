"""What was changed during a run, and before which step."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from app.maths.arrays import Array, Whole
from app.maths.optimisers import OPTIMISERS
from app.settings import Settings

MOST_EVENTS = 50_000
Value = float | int | str
TUNABLE: tuple[str, ...] = ("rate", "batch", "optimiser", "beta", "beta2")


class Event(NamedTuple):
    """One setting that took a new value before a step was taken."""

    step: int
    name: str
    value: Value


class EventLog:
    """The changes of a run in order; with the settings it began with it is the run."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._steps, self._names = array("Q"), array("B")
        self._values = array("d")
        for event in events:
            self.add(event)

    def __len__(self) -> int:
        return len(self._steps)

    def __iter__(self) -> Iterator[Event]:
        return (self._event(index) for index in range(len(self)))

    @property
    def full(self) -> bool:
        """Say whether no more changes fit."""
        return len(self) >= MOST_EVENTS

    def add(self, event: Event) -> None:
        """Write down a change, in place of an earlier one of the same step."""
        self._forget(event)
        self._steps.append(event.step)
        self._names.append(TUNABLE.index(event.name))
        self._values.append(_number(event.value))

    def _forget(self, event: Event) -> None:
        """Drop what the same setting was changed to before the same step."""
        index = len(self) - 1
        while index >= 0 and self._steps[index] == event.step:
            if TUNABLE[self._names[index]] == event.name:
                del self._steps[index], self._names[index], self._values[index]
            index -= 1

    def until(self, step: int) -> "EventLog":
        """Return the changes made up to a step, those at that step included."""
        return self._part(0, bisect_right(self._steps, step))

    def since(self, step: int) -> "EventLog":
        """Return the changes made from a step on."""
        return self._part(bisect_left(self._steps, step), len(self))

    def _part(self, start: int, stop: int) -> "EventLog":
        """Copy some of the changes, many at once."""
        parts = [each[start:stop].tobytes() for each in self._columns]
        return self.unpacked(b"".join(parts))

    def of(self, name: str, step: int) -> tuple[Whole, Array]:
        """Return from which steps on a setting was new, and its values there."""
        first = bisect_left(self._steps, step)
        chosen = np.array(self._names[first:]) == TUNABLE.index(name)
        steps, values = np.array(self._steps[first:]), np.array(self._values[first:])
        return steps[chosen], values[chosen]

    def settings(self, origin: Settings, step: int) -> Settings:
        """Return the settings that a step was begun with."""
        names = self._names[: bisect_right(self._steps, step)].tobytes()
        newest = (names.rfind(number) for number in range(len(TUNABLE)))
        events = [self._event(index) for index in newest if index >= 0]
        return origin.changed(**{each.name: each.value for each in events})

    def packed(self) -> bytes:
        """Write all changes as bytes: the steps, then the names, then the values."""
        return b"".join(each.tobytes() for each in self._columns)

    @classmethod
    def unpacked(cls, packed: bytes) -> "EventLog":
        """Read all changes back."""
        log, start = cls(), 0
        count = len(packed) // sum(each.itemsize for each in log._columns)
        for column in log._columns:
            stop = start + count * column.itemsize
            column.frombytes(packed[start:stop])
            start = stop
        return log

    @property
    def _columns(self) -> "tuple[array[int], array[int], array[float]]":
        """Give the three columns of the log."""
        return self._steps, self._names, self._values

    def _event(self, index: int) -> Event:
        """Read one change back."""
        name = TUNABLE[self._names[index]]
        return Event(self._steps[index], name, _value(name, self._values[index]))


def changed(settings: Settings, changes: Mapping[str, object]) -> dict[str, Value]:
    """Return the changes that really change the settings."""
    present = settings.model_dump()
    return {
        name: value
        for name, value in changes.items()
        if present[name] != value and isinstance(value, float | int | str)
    }


def _number(value: Value) -> float:
    """Write a value as a number; an optimiser as its place in the table."""
    return tuple(OPTIMISERS).index(value) if isinstance(value, str) else float(value)


def _value(name: str, number: float) -> Value:
    """Read a value back from its number."""
    if name == "optimiser":
        return tuple(OPTIMISERS)[int(number)]
    return int(number) if name == "batch" else number
