"""The cost of every step so far, in at most 65,536 buckets that widen with age."""

from typing import NamedTuple, Self

import numpy as np

from app.maths.arrays import Array, Whole

CAPACITY = 65_536
FRESH = 8_192
CROWDED = CAPACITY * 3 // 4


class Buckets(NamedTuple):
    """Costs between steps: minimum, mean and maximum of each bucket."""

    edges: Whole  # (n + 1,)
    values: Array  # (n, 3)


class Series:
    """A growing record of one number a step; the newest are kept one by one."""

    def __init__(self) -> None:
        self._edges = np.zeros(CAPACITY + 1, np.int64)
        self._values = np.empty((CAPACITY, 3), np.float32)
        self._count = 0
        self._width = 1
        self._new: list[float] = []
        self.append = self._new.append

    @property
    def end(self) -> int:
        """Give the step after the newest one recorded."""
        return int(self._edges[self._count]) + len(self._new)

    def since(self, step: int, limit: int) -> Buckets:
        """Return all costs from a step on, in at most so many buckets."""
        self.settle()
        edges, values = self._slice(step)
        span = max(int(edges[-1]) - step, 1)
        if len(values) > limit:
            return _merged(edges, values, (edges[:-1] - step) * limit // span)
        return Buckets(edges.astype(np.int64), values.copy())

    def until(self, step: int) -> Self:
        """Return a copy that ends before a step."""
        self.settle()
        other = type(self)()
        count = int(np.searchsorted(self._edges[: self._count], step))
        other._load(self._edges[: count + 1], self._values[:count])
        other._edges[count] = min(step, self.end)
        other._width = self._width
        return other

    @classmethod
    def of(cls, buckets: Buckets) -> Self:
        """Build a record from buckets saved earlier."""
        series = cls()
        series._load(buckets.edges, buckets.values)
        return series

    def _load(self, edges: Whole, values: Array) -> None:
        """Take over buckets, which must be fewer than the capacity."""
        self._count = len(values)
        self._edges[: self._count + 1] = edges
        self._values[: self._count] = values

    def _slice(self, step: int) -> Buckets:
        """Cut out the buckets from a step on; the first may be cut short."""
        edges = self._edges[: self._count + 1]
        first = max(int(np.searchsorted(edges, step, "right")) - 1, 0)
        cut = edges[first:].copy()
        cut[0] = max(cut[0], min(step, cut[-1]))
        return Buckets(cut, self._values[first : self._count])

    def settle(self) -> None:
        """Move the newest costs into buckets, so that the waiting list stays short."""
        while self._new:
            room = min(CAPACITY - self._count, len(self._new))
            self._add(np.array(self._new[:room], np.float32))
            del self._new[:room]
            if self._count == CAPACITY:
                self._thin()

    def _add(self, costs: Array) -> None:
        """Write one bucket for each cost."""
        start, stop = self._count, self._count + len(costs)
        self._values[start:stop] = costs[:, None]
        self._edges[start + 1 : stop + 1] = self._edges[start] + np.arange(
            1, len(costs) + 1
        )
        self._count = stop

    def _thin(self) -> None:
        """Merge old buckets until a quarter of the room is free again."""
        self._merge()
        while self._count > CROWDED:
            self._width *= 2
            self._merge()

    def _merge(self) -> None:
        """Merge the buckets older than the fresh ones to the present width."""
        old = self._count - FRESH
        edges, values = self._edges[: self._count + 1], self._values[: self._count]
        merged = _merged(edges[: old + 1], values[:old], edges[:old] // self._width)
        fresh = edges[old:].copy(), values[old:].copy()
        self._load(
            np.concatenate([merged.edges[:-1], fresh[0]]),
            np.concatenate([merged.values, fresh[1]]),
        )


def _merged(edges: Whole, values: Array, groups: Whole) -> Buckets:
    """Join neighbouring buckets that belong to the same group."""
    starts = np.flatnonzero(np.diff(groups, prepend=groups[:1] - 1))
    widths = np.diff(edges)
    totals = np.add.reduceat(values[:, 1].astype(np.float64) * widths, starts)
    joined = np.empty((len(starts), 3), np.float32)
    joined[:, 0] = np.minimum.reduceat(values[:, 0], starts)
    joined[:, 1] = totals / np.add.reduceat(widths, starts)
    joined[:, 2] = np.maximum.reduceat(values[:, 2], starts)
    return Buckets(np.append(edges[starts], edges[-1]), joined)
