"""Costs of one or two inputs whose whole ground can be seen at once."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from app.maths.arrays import Array

Window = tuple[float, float, float, float]  # left, right, bottom, top


class Number(NamedTuple):
    """A number that a surface is made with: its name, its range, and what makes it."""

    name: str
    low: float
    high: float
    usual: float
    make: Callable[[float], "Surface"]


class Surface(NamedTuple):
    """A cost C of one input x or of two inputs x and y, and its gradient ∇C.

    `cost` turns points, (…, dimension), into numbers, (…), and `gradient` into arrows
    like the points. `window` is the part worth drawing: left, right, bottom, top, where
    bottom and top bound y, or the cost if there is only x. `start` is a good place to
    begin, and `notes` a sentence on what there is to see. Far outside the window a cost
    may overflow, so whoever descends there has to expect ∞ and NaN.
    """

    title: str
    dimension: int
    cost: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    window: Window
    start: tuple[float, ...]
    notes: str
    number: Number | None = None


def parabola(points: Array) -> Array:
    """Return C = ½(x − 3)² + 2."""
    return 0.5 * (points[..., 0] - 3) ** 2 + 2


def parabola_gradient(points: Array) -> Array:
    """Return x − 3."""
    return points - 3


def three_valleys(points: Array) -> Array:
    """Return C = 0.05 ((x + 2)(x − 1)(x − 3))² + 2 + 0.3 (x − 3)."""
    x = points[..., 0]
    return 0.05 * ((x + 2) * (x - 1) * (x - 3)) ** 2 + 2 + 0.3 * (x - 3)


def three_valleys_gradient(points: Array) -> Array:
    """Return 0.1 q q′ + 0.3, where q = (x + 2)(x − 1)(x − 3) = x³ − 2x² − 5x + 6."""
    cubic = (points + 2) * (points - 1) * (points - 3)
    return 0.1 * cubic * (3 * points * points - 4 * points - 5) + 0.3


def bowl(points: Array) -> Array:
    """Return C = ½(x² + y²)."""
    x, y = split(points)
    return 0.5 * (x * x + y * y)


def bowl_gradient(points: Array) -> Array:
    """Return (x, y)."""
    return points.copy()


def three_to_one(points: Array) -> Array:
    """Return C = 3/2 x² + ½ y²."""
    x, y = split(points)
    return 1.5 * x * x + 0.5 * y * y


def three_to_one_gradient(points: Array) -> Array:
    """Return (3x, y)."""
    x, y = split(points)
    return join(3 * x, y)


def two_valleys(points: Array) -> Array:
    """Return C = (x² − 1)² + 0.3 x + y²."""
    x, y = split(points)
    return (x * x - 1) ** 2 + 0.3 * x + y * y


def two_valleys_gradient(points: Array) -> Array:
    """Return (4x(x² − 1) + 0.3, 2y)."""
    x, y = split(points)
    return join(4 * x * (x * x - 1) + 0.3, 2 * y)


def saddle(points: Array) -> Array:
    """Return C = ½(x² − y²)."""
    x, y = split(points)
    return 0.5 * (x * x - y * y)


def saddle_gradient(points: Array) -> Array:
    """Return (x, −y)."""
    x, y = split(points)
    return join(x, -y)


def monkey_saddle(points: Array) -> Array:
    """Return C = x³ − 3xy²."""
    x, y = split(points)
    return x * (x * x - 3 * y * y)


def monkey_saddle_gradient(points: Array) -> Array:
    """Return (3x² − 3y², −6xy)."""
    x, y = split(points)
    return join(3 * (x * x - y * y), -6 * x * y)


def hollow(x: Array, y: Array) -> Array:
    """Return how much the hollow near (−1, 1.3) takes away from the bent valley."""
    return 1.65 * np.exp(-((x + 1) ** 2 + (y - 1.3) ** 2) / 0.3)


def bent_valley(points: Array) -> Array:
    """Return C = 1 + ½(1 − x)² + 1.2 (y − x²)² (Rosenbrock, 1960) − the hollow."""
    x, y = split(points)
    return 1 + 0.5 * (1 - x) ** 2 + 1.2 * (y - x * x) ** 2 - hollow(x, y)


def bent_valley_gradient(points: Array) -> Array:
    """Return (x − 1 − 4.8 x(y − x²), 2.4 (y − x²)) + hollow · (x + 1, y − 1.3)/0.15."""
    x, y = split(points)
    side, depth = y - x * x, hollow(x, y) / 0.15
    along = x - 1 - 4.8 * x * side + (x + 1) * depth
    return join(along, 2.4 * side + (y - 1.3) * depth)


def himmelblau(points: Array) -> Array:
    """Return C = (x² + y − 11)² + (x + y² − 7)² (Himmelblau, 1972)."""
    x, y = split(points)
    return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2


def himmelblau_gradient(points: Array) -> Array:
    """Return (4xp + 2q, 2p + 4yq), where p and q are the two brackets."""
    x, y = split(points)
    p, q = x * x + y - 11, x + y * y - 7
    return join(4 * x * p + 2 * q, 2 * p + 4 * y * q)


def beale(points: Array) -> Array:
    """Return C = Σₖ (cₖ − x(1 − yᵏ))² for c = 1.5, 2.25, 2.625 (Beale, 1958)."""
    p, q, r = beale_errors(*split(points))
    return p * p + q * q + r * r


def beale_errors(x: Array, y: Array) -> tuple[Array, Array, Array]:
    """Return p, q and r, which are cₖ − x(1 − yᵏ) for k = 1, 2, 3."""
    square = y * y
    p, q = 1.5 - x * (1 - y), 2.25 - x * (1 - square)
    return p, q, 2.625 - x * (1 - square * y)


def beale_gradient(points: Array) -> Array:
    """Return 2 (p(y − 1) + q(y² − 1) + r(y³ − 1), x(p + 2yq + 3y²r))."""
    x, y = split(points)
    p, q, r = beale_errors(x, y)
    square = y * y
    along = p * (y - 1) + q * (square - 1) + r * (square * y - 1)
    return join(2 * along, 2 * x * (p + 2 * y * q + 3 * square * r))


def plateau(points: Array) -> Array:
    """Return C = 1 − exp(−½(x² + y²))."""
    return 1 - np.exp(-bowl(points))


def plateau_gradient(points: Array) -> Array:
    """Return exp(−½(x² + y²)) (x, y)."""
    return np.exp(-bowl(points))[..., None] * points


def egg_box(points: Array) -> Array:
    """Return C = 1 + 0.05 (x² + y²) − ½(cos 2x + cos 2y)."""
    x, y = split(points)
    return 1 + 0.05 * (x * x + y * y) - 0.5 * (np.cos(2 * x) + np.cos(2 * y))


def egg_box_gradient(points: Array) -> Array:
    """Return 0.1 (x, y) + (sin 2x, sin 2y)."""
    return 0.1 * points + np.sin(2 * points)


def ravine(points: Array) -> Array:
    """Return C = (1 + 3y²) ln(1 + e⁻ˣ) + 0.01 (x − 4)² + 0.05 y²."""
    x, y = split(points)
    wall = (1 + 3 * y * y) * np.logaddexp(0, -x)
    return wall + 0.01 * (x - 4) ** 2 + 0.05 * y * y


def ravine_gradient(points: Array) -> Array:
    """Return (0.02 (x − 4) − (1 + 3y²)/(1 + eˣ), 6y ln(1 + e⁻ˣ) + 0.1 y)."""
    x, y = split(points)
    fall = np.exp(-np.logaddexp(0, x))  # 1/(1 + eˣ) without a large eˣ
    along = 0.02 * (x - 4) - (1 + 3 * y * y) * fall
    return join(along, 6 * y * np.logaddexp(0, -x) + 0.1 * y)


def split(points: Array) -> tuple[Array, Array]:
    """Return all x and all y."""
    return points[..., 0], points[..., 1]


def join(x: Array, y: Array) -> Array:
    """Put each x beside its y."""
    return np.stack((x, y), axis=-1)


def ellipse(condition: float) -> Surface:
    """Make C = ½(x² + κy²), whose slopes differ by the condition number κ."""

    def cost(points: Array) -> Array:
        x, y = split(points)
        return 0.5 * (x * x + condition * y * y)

    def gradient(points: Array) -> Array:
        x, y = split(points)
        return join(x, condition * y)

    return Surface(
        "Narrow ellipse",
        2,
        cost,
        gradient,
        (-4, 4, -2, 2),
        (-3.5, 1.0),
        "The steep walls set the largest η, and then the way along the floor is slow.",
        Number("Condition number", 1, 1000, 10, ellipse),
    )


SURFACES: dict[str, Surface] = {
    "parabola": Surface(
        "Parabola",
        1,
        parabola,
        parabola_gradient,
        (-5, 7, 0, 36),
        (-4.0,),
        "One valley: η = 1 lands in one step, above 1 the steps swing from side to "
        "side, and above 2 they grow.",
    ),
    "three valleys": Surface(
        "Three valleys",
        1,
        three_valleys,
        three_valleys_gradient,
        (-2.8, 3.8, 0, 12),
        (-1.0,),
        "Three valleys of different depth: where you start decides where you end.",
    ),
    "bowl": Surface(
        "Round bowl",
        2,
        bowl,
        bowl_gradient,
        (-3, 3, -3, 3),
        (-2.0, 1.5),
        "Equally steep all round, so every fall line is straight.",
    ),
    "ellipse": ellipse(10),
    "three to one": Surface(
        "Gradient (3, 1)",
        2,
        three_to_one,
        three_to_one_gradient,
        (-3, 5, -3, 3),
        (1.0, 1.0),
        "At (1, 1) the gradient is (3, 1): x matters three times as much as y.",
    ),
    "two valleys": Surface(
        "Two valleys",
        2,
        two_valleys,
        two_valleys_gradient,
        (-2, 2, -1.5, 1.5),
        (1.6, 0.0),
        "The right valley is higher than the left, and a saddle lies between them.",
    ),
    "saddle": Surface(
        "Saddle",
        2,
        saddle,
        saddle_gradient,
        (-2, 2, -2, 2),
        (-1.6, 0.01),
        "Down one way and up the other: descent slows in the middle, then leaves.",
    ),
    "monkey saddle": Surface(
        "Monkey saddle",
        2,
        monkey_saddle,
        monkey_saddle_gradient,
        (-1.5, 1.5, -1.5, 1.5),
        (1.2, 0.02),
        "Three ways down and three ways up, with level ground in the middle.",
    ),
    "bent valley": Surface(
        "Bent valley",
        2,
        bent_valley,
        bent_valley_gradient,
        (-2, 2, -1, 3),
        (-1.25, 2.55),
        "A hollow (a local minimum) waits above the lowest point of a bent valley.",
    ),
    "Himmelblau": Surface(
        "Himmelblau",
        2,
        himmelblau,
        himmelblau_gradient,
        (-5, 5, -5, 5),
        (-0.5, -1.5),
        "Four lowest points of the same depth, and none is better than another.",
    ),
    "Beale": Surface(
        "Beale",
        2,
        beale,
        beale_gradient,
        (-0.5, 4.5, -1.5, 1.5),
        (1.0, -1.0),
        "A long, nearly flat valley below steep corners.",
    ),
    "plateau": Surface(
        "Plateau",
        2,
        plateau,
        plateau_gradient,
        (-4, 4, -4, 4),
        (-2.6, 1.6),
        "Far out there is hardly any slope, so steps in proportion to it are tiny.",
    ),
    "egg box": Surface(
        "Egg box",
        2,
        egg_box,
        egg_box_gradient,
        (-5, 5, -5, 5),
        (-3.8, 2.6),
        "Many hollows around one lowest point: turn up the noise to get out of them.",
    ),
    "ravine": Surface(
        "Ravine, then flat",
        2,
        ravine,
        ravine_gradient,
        (-4, 8, -3, 3),
        (-3.5, 1.5),
        "An η small enough for the walls of the ravine is too small for the flat part.",
    ),
}


@lru_cache(maxsize=64)
def surface_of(name: str, number: float | None = None) -> Surface:
    """Return a surface of the table, made with the given number if it has one."""
    surface = SURFACES[name]
    if number is None or surface.number is None:
        return surface
    return surface.number.make(number)
