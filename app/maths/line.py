"""A line y = a + b x through houses: how wrong it is, and which line is the best.

Errors are squared and summed, so the cost is a bowl over (a, b). With its lowest point
p* and its Hessian H it is C(p) = C(p*) + ½ (p − p*)ᵀ H (p − p*), so that many houses
cost no more time than few.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from app.maths.arrays import Array
from app.maths.surfaces import Surface, Window

START = (0.45, 0.75)  # of min-max numbers; the same line starts in every scaling
NEAR = 0.5


class Scale(NamedTuple):
    """Where a column of numbers gets its zero, and how long its unit is."""

    zero: float
    unit: float

    def scaled(self, values: Array) -> Array:
        """Return (v − zero) / unit."""
        return (values - self.zero) / self.unit

    def original(self, values: Array) -> Array:
        """Return zero + unit · v, such as dollars."""
        return self.zero + self.unit * values


def raw(values: Array) -> Scale:
    """Leave the numbers as they are."""
    return Scale(0.0, 1.0)


def min_max(values: Array) -> Scale:
    """Make the least number 0 and the largest 1."""
    return Scale(float(values.min()), float(np.ptp(values)))


def z_score(values: Array) -> Scale:
    """Make the mean 0 and the standard deviation 1."""
    return Scale(float(values.mean()), float(values.std()))


def whole(houses: int) -> float:
    """Sum the squares."""
    return 1.0


def half(houses: int) -> float:
    """Halve the sum, so that no 2 is left in the gradient."""
    return 0.5


def mean(houses: int) -> float:
    """Divide the sum by the number of houses."""
    return 1 / houses


class Scaling(NamedTuple):
    """A way to find a column's scale, and whether a and b are alike afterwards."""

    scale: Callable[[Array], Scale]
    alike: bool = True


SCALINGS = {
    "raw": Scaling(raw, alike=False),
    "min-max": Scaling(min_max),
    "z-score": Scaling(z_score),
}
CONVENTIONS: dict[str, Callable[[int], float]] = {
    "Σ": whole,
    "½Σ": half,
    "mean": mean,
}


@dataclass(frozen=True, eq=False)
class Line:
    """The cost of every line (a, b) through the same houses, scaled; x, y are (n,).

    There must be two different x and two different y. `factor` is what the sum of
    squares is multiplied by; `alike` tells that a and b can be drawn to one scale.
    """

    x: Array
    y: Array
    across: Scale
    up: Scale
    factor: float
    alike: bool

    @cached_property
    def best(self) -> Array:
        """Find the lowest point (a*, b*): b* = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)²."""
        x, y = self.x - self.x.mean(), self.y - self.y.mean()
        b = x.dot(y) / x.dot(x)
        return np.array([self.y.mean() - b * self.x.mean(), b])

    @cached_property
    def least(self) -> float:
        """Work out the cost of the best line."""
        errors = self.errors(self.best)
        return self.factor * float(errors.dot(errors))

    @cached_property
    def hessian(self) -> Array:
        """Return how the gradient changes, (2, 2): 2 · factor · Σ (1, x)ᵀ(1, x)."""
        rows = np.stack([np.ones_like(self.x), self.x])
        hessian: Array = 2 * self.factor * rows.dot(rows.T)
        return hessian

    @cached_property
    def curvatures(self) -> tuple[float, float]:
        """Return how much the bowl bends at least and at most: H's eigenvalues.

        The smaller one comes from det H = 4 · factor² · n Σ(x − x̄)²; subtracting large
        numbers would lose it when sizes are raw.
        """
        (n, total), (_, squares) = self.hessian
        most = (n + squares + np.hypot(n - squares, 2 * total)) / 2
        apart = self.x - self.x.mean()
        determinant = n * 2 * self.factor * apart.dot(apart)
        return float(determinant / most), float(most)

    @property
    def condition(self) -> float:
        """Tell how many times more the bowl bends one way than another."""
        least, most = self.curvatures
        return most / least

    @property
    def largest_rate(self) -> float:
        """Return the η below which descent converges: 2 / largest curvature."""
        return 2 / self.curvatures[1]

    @property
    def start(self) -> Array:
        """Return the (a, b) of the line that everybody starts with."""
        rise = np.ptp(self.y)
        height, slope = START[0] * rise, START[1] * rise / np.ptp(self.x)
        return np.array([self.y.min() + height - slope * self.x.min(), slope])

    @property
    def window(self) -> Window:
        """Frame the lowest point and the start on a map over (a, b)."""
        away = 1.5 * np.abs(self.start - self.best)
        rise = np.ptp(self.y)
        wide = np.array([rise, rise / np.ptp(self.x)])
        reach = max(*away, NEAR) if self.alike else np.maximum(away, wide)
        (left, bottom), (right, top) = self.best - reach, self.best + reach
        return float(left), float(right), float(bottom), float(top)

    @property
    def surface(self) -> Surface:
        """Return the cost as ground to descend on."""
        a, b = map(float, self.start)
        note = "Every point is a line, and the lowest one fits the houses best."
        return Surface("houses", 2, self.cost, self.gradient, self.window, (a, b), note)

    def cost(self, points: Array) -> Array:
        """Return the cost at points (…, 2), as (…)."""
        away = points - self.best
        rise: Array = np.sum(away * self.gradient(points), axis=-1) / 2
        return self.least + rise

    def gradient(self, points: Array) -> Array:
        """Return (∂C/∂a, ∂C/∂b) at points (…, 2), shaped alike: H (p − p*)."""
        gradient: Array = (points - self.best).dot(self.hessian)
        return gradient

    def errors(self, point: Array) -> Array:
        """Return how far houses are above the line: y − (a + b x), as (n,)."""
        return self.y - at(point, self.x)

    def terms(self, point: Array) -> Array:
        """Return what each house adds to the gradient at (a, b), as (n, 2).

        ∂/∂a and ∂/∂b of factor · (y − a − b x)²; their sum over the houses is ∇C.
        """
        error = -2 * self.factor * self.errors(point)
        return np.stack([error, error * self.x], axis=1)

    def predict(self, point: Array, sizes: Array) -> Array:
        """Return the prices, in dollars, that the line (a, b) gives to sizes, (k,)."""
        return self.up.original(at(point, self.across.scaled(sizes)))

    def through(self, sizes: Array, prices: Array) -> Array:
        """Return the (a, b) of the line through two different sizes and their prices.

        With `predict` it takes a line from one scaling to another.
        """
        (left, right), (low, high) = self.across.scaled(sizes), self.up.scaled(prices)
        slope = (high - low) / (right - left)
        return np.array([low - slope * left, slope])


def at(point: Array, x: Array) -> Array:
    """Return how high the line (a, b) is: a + b x."""
    a, b = point
    height: Array = a + b * x
    return height


def line(x: Array, y: Array, scaling: str, convention: str) -> Line:
    """Put the cost of lines together by the names of scaling and convention."""
    scale, alike = SCALINGS[scaling]
    across, up = scale(x), scale(y)
    factor = CONVENTIONS[convention](len(x))
    return Line(across.scaled(x), up.scaled(y), across, up, factor, alike)


def settled(costs: Array, small: float) -> int | None:
    """Find the first step that changes the cost by less than a part of it, if any."""
    before, after = costs[:-1], costs[1:]
    quiet = np.abs(after - before) <= small * np.abs(before)
    return int(quiet.argmax()) + 1 if quiet.any() else None
