"""A cost that somebody drew: one smooth curve through all the points of a sketch."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from app.maths.arrays import Array, Whole
from app.maths.surfaces import Surface

FARTHEST = 1e6  # from zero, for a point of a sketch
NARROWEST = 1e-3  # width of a sketch
CLOSEST = 1e-6  # points nearer to each other than this part of the width are one
MARGIN = 0.1  # of the width and of the height, around a sketch


class SketchError(Exception):
    """What is wrong with a sketch, in words."""


class Piece(NamedTuple):
    """Where an x is: between which knots, how far apart, and how near to each."""

    one: Whole
    two: Whole
    width: Array  # h
    p: Array  # 1 at the first knot, 0 at the second
    q: Array  # 1 − p


class Curve(NamedTuple):
    """A natural cubic spline: through all knots, nowhere with a sudden bend.

    Between two knots C″ goes straight from one `bend` to the next; at both ends it is
    zero, and beyond them C goes straight on.
    """

    knots: Array  # (n,) x, from left to right
    costs: Array  # (n,) C
    bends: Array  # (n,) C″

    def cost(self, points: Array) -> Array:
        """Return C at points (…, 1), as (…)."""
        x = points[..., 0]
        inside = np.clip(x, self.knots[0], self.knots[-1])
        return self._heights(inside) + self._slopes(inside) * (x - inside)

    def gradient(self, points: Array) -> Array:
        """Return C′ at points (…, 1), in the same shape."""
        return self._slopes(np.clip(points, self.knots[0], self.knots[-1]))

    def _heights(self, x: Array) -> Array:
        """Return p C₁ + q C₂ + h²/6 ((p³ − p) C₁″ + (q³ − q) C₂″)."""
        one, two, h, p, q = self._pieces(x)
        bent: Array = (p**3 - p) * self.bends[one] + (q**3 - q) * self.bends[two]
        return p * self.costs[one] + q * self.costs[two] + h * h / 6 * bent

    def _slopes(self, x: Array) -> Array:
        """Return (C₂ − C₁)/h + h/6 ((1 − 3p²) C₁″ + (3q² − 1) C₂″)."""
        one, two, h, p, q = self._pieces(x)
        bent: Array = (1 - 3 * p * p) * self.bends[one]
        bent = bent + (3 * q * q - 1) * self.bends[two]
        return (self.costs[two] - self.costs[one]) / h + h / 6 * bent

    def _pieces(self, x: Array) -> Piece:
        """Find the piece that each x is in."""
        two = np.searchsorted(self.knots, x, side="right")
        two = np.clip(two, 1, len(self.knots) - 1)
        width = self.knots[two] - self.knots[two - 1]
        q = (x - self.knots[two - 1]) / width
        return Piece(two - 1, two, width, 1 - q, q)


def smooth(points: Iterable[tuple[float, float]]) -> Curve:
    """Lay a curve through points (x, C) in any order, or raise SketchError.

    Points with the same x become one, at their mean.
    """
    sketch = np.array(list(points), np.float64).reshape(-1, 2)
    if not (np.abs(sketch) <= FARTHEST).all():
        raise SketchError(f"Points lie at most {FARTHEST:,.0f} from zero.")
    if not len(sketch) or np.ptp(sketch[:, 0]) < NARROWEST:
        raise SketchError("Draw at least two points, one to the right of the other.")
    knots, costs = merged(sketch[np.argsort(sketch[:, 0], kind="stable")])
    return Curve(knots, costs, bends(knots, costs))


def merged(sketch: Array) -> tuple[Array, Array]:
    """Make points (n, 2), from left to right, into one where they share their x."""
    x, costs = sketch.T
    gaps = np.diff(x, prepend=-np.inf)
    firsts = np.flatnonzero(gaps > CLOSEST * np.ptp(x))
    counts = np.diff(firsts, append=len(x))
    return x[firsts], np.add.reduceat(costs, firsts) / counts


def bends(knots: Array, costs: Array) -> Array:
    """Return C″ at each knot so that C′ makes no jump there, and 0 at both ends.

    Each inner knot asks for h₁ C₁″ + 2(h₁ + h₂) C₂″ + h₂ C₃″ = 6 (s₂ − s₁), where s are
    the slopes of the straight lines between knots: rows to go down, then up (Thomas).
    """
    h = np.diff(knots)
    wanted = 6 * np.diff(np.diff(costs) / h)
    middle, result = 2 * (h[:-1] + h[1:]), np.zeros(len(knots))
    for row in range(1, len(middle)):
        share = h[row] / middle[row - 1]
        middle[row] -= share * h[row]
        wanted[row] -= share * wanted[row - 1]
    for row in reversed(range(len(middle))):
        result[row + 1] = (wanted[row] - h[row + 1] * result[row + 2]) / middle[row]
    return result


def surface_from_points(points: Iterable[tuple[float, float]]) -> Surface:
    """Make the ground of a drawn cost, or raise SketchError."""
    curve = smooth(points)
    ends = curve.knots[[0, -1]]
    left, right = widened(ends)
    line = np.linspace(left, right, 401)[:, None]
    bottom, top = widened(curve.cost(line))
    start = float(ends[0] + 0.9 * (ends[1] - ends[0]))
    return Surface(
        "Your sketch",
        1,
        curve.cost,
        curve.gradient,
        (left, right, bottom, top),
        (start,),
        "A cost drawn by hand, smooth everywhere and straight beyond its ends.",
    )


def widened(values: Array) -> tuple[float, float]:
    """Return the least and the greatest value with some room beyond them."""
    least, greatest = float(values.min()), float(values.max())
    room = MARGIN * (greatest - least) or 1.0
    return least - room, greatest + room
