"""The places of a surface where the ground is level, found from its slope alone."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from app.maths.arrays import Array
from app.maths.surfaces import Surface

TINY = float(np.finfo(np.float64).tiny)
CELLS = 2000  # that the window of a curve is divided into
BISECTIONS = 60
STARTS = 20  # of Newton's method, along each side of the window
NEWTON_STEPS = 60
REACH = 0.1  # the longest step of Newton's method, as a share of half a window
NUDGE = 1e-5  # for second derivatives, as a share of the window
LEVEL = 1e-8  # a slope this small, compared with the usual one, is none
CLOSE = 1e-3  # points nearer than this share of the window are one
POLE = 1e6  # a cost this large, compared with the usual one, has no end
RING = 64  # directions in which to look from a point of unclear kind
MOST = 64  # points that are worth a mark; whole lines can be level


class Critical(NamedTuple):
    """A point x with ∇C = 0, and the largest η that settles there if it is a minimum.

    `kind` is minimum, maximum or saddle; a level stretch of a curve that goes on in the
    same direction counts as a saddle. `limit` is 2/λ for the largest curvature λ, and
    NaN where nothing settles.
    """

    x: tuple[float, ...]
    cost: float
    kind: str
    limit: float


def critical_points(surface: Surface) -> tuple[Critical, ...]:
    """List the points inside the window with ∇C = 0: a curve's by x, others by cost."""
    with np.errstate(all="ignore"):
        points = FINDERS[surface.dimension](surface)
        return tuple(describe(surface, point) for point in points[:MOST])


def describe(surface: Surface, point: Array) -> Critical:
    """Say what a point is."""
    curvatures = np.linalg.eigvalsh(hessians(surface, point[None])[0])
    kind = kind_of(surface, point, curvatures)
    limit = 2 / max(curvatures[-1], TINY) if kind == "minimum" else np.nan
    cost = float(surface.cost(point[None])[0])
    return Critical(tuple(point.tolist()), cost, kind, float(limit))


def kind_of(surface: Surface, point: Array, curvatures: Array) -> str:
    """Tell by the curvatures, or by looking around if one of them is next to none."""
    size = np.abs(curvatures)
    clear = size.min() > LEVEL**0.5 * size.max()
    rises = curvatures if clear and surface.dimension > 1 else around(surface, point)
    if np.all(rises >= 0):
        return "minimum"
    return "maximum" if np.all(rises <= 0) else "saddle"


def around(surface: Surface, point: Array) -> Array:
    """Return how much higher the ground is on a small ring around a point."""
    angles = np.arange(RING) * (2 * np.pi / RING)
    ring = np.stack((np.cos(angles), np.sin(angles)), axis=-1)[:, : surface.dimension]
    height = surface.cost(point)
    rises = surface.cost(point + CLOSE * half(surface) * ring) - height
    rounding = max(1e-13 * float(np.abs(height)), 1e-6 * float(np.abs(rises).max()))
    return np.where(np.abs(rises) > rounding, rises, 0.0)


def half(surface: Surface) -> Array:
    """Return half the width, and half the height if there are two inputs."""
    left, right, bottom, top = surface.window
    return 0.5 * np.array((right - left, top - bottom)[: surface.dimension])


def middle(surface: Surface) -> Array:
    """Return the point in the middle of the window."""
    left, right, bottom, top = surface.window
    return 0.5 * np.array((left + right, bottom + top)[: surface.dimension])


def hessians(surface: Surface, points: Array) -> Array:
    """Return the second derivatives, (n, d, d), as differences of the gradient."""
    nudges = np.diag(NUDGE * half(surface))
    rows = [
        (surface.gradient(points + nudge) - surface.gradient(points - nudge))
        / (2 * nudge.sum())
        for nudge in nudges
    ]
    matrices: Array = np.nan_to_num(np.stack(rows, axis=-2))
    return 0.5 * (matrices + np.swapaxes(matrices, -1, -2))


def along_curve(surface: Surface) -> Array:
    """Find where the slope changes its sign, and where it only just touches 0."""
    left, right = surface.window[:2]
    grid = np.linspace(left, right, CELLS + 1)

    def slope(x: Array) -> Array:
        return surface.gradient(x[:, None])[:, 0]

    def bend(x: Array) -> Array:
        return hessians(surface, x[:, None])[:, 0, 0]

    usual = typical(slope(grid))
    bends = sign_changes(bend, grid)
    touching = bends[np.abs(slope(bends)) < LEVEL * usual]
    found = np.sort(np.concatenate((sign_changes(slope, grid), touching)))
    return apart(surface, without_poles(surface, found[:, None], grid[:, None]))


def without_poles(surface: Surface, points: Array, grid: Array) -> Array:
    """Leave out where the cost of a curve has no end."""
    usual = typical(surface.cost(grid))
    return points[np.abs(surface.cost(points)) < POLE * (1 + usual)]


def typical(values: Array) -> float:
    """Return the median size of all finite values, or 0 if there are none."""
    finite = np.abs(values[np.isfinite(values)])
    return float(np.median(finite)) if finite.size else 0.0


def sign_changes(function: Callable[[Array], Array], grid: Array) -> Array:
    """Find by bisection all x between which a function of the grid changes its sign."""
    signs = np.nan_to_num(np.sign(function(grid)))
    grid, signs = grid[signs != 0], signs[signs != 0]
    turns = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    low, high, sign = grid[turns], grid[turns + 1], signs[turns]
    for _ in range(BISECTIONS):
        x = 0.5 * (low + high)
        side = np.sign(function(x)) * sign
        low, high = np.where(side >= 0, x, low), np.where(side <= 0, x, high)
    return 0.5 * (low + high)


def on_plane(surface: Surface) -> Array:
    """Walk from a grid of starts to level ground, and list it from the lowest up."""
    scale, centre = half(surface), middle(surface)
    steps = (np.arange(STARTS) + 0.5) * (2 / STARTS) - 1
    starts = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    points = centre + scale * starts
    usual = typical(scale * surface.gradient(points))
    for _ in range(NEWTON_STEPS):
        points = points + newton_step(surface, points, scale)
    level = np.abs(scale * surface.gradient(points)).max(axis=-1) < LEVEL * usual
    inside = (np.abs(points - centre) <= scale).all(axis=-1)
    found = points[level & inside]
    return apart(surface, found[np.argsort(surface.cost(found), kind="stable")])


def newton_step(surface: Surface, points: Array, scale: Array) -> Array:
    """Return −H⁺∇C, measured in half windows and no longer than `REACH`, or no step."""
    matrices = hessians(surface, points) * scale[:, None] * scale
    gradients = surface.gradient(points) * scale
    (a, b), (_, c) = np.moveaxis(matrices, 0, -1)
    x, y = gradients.T
    size, area = a * a + 2 * b * b + c * c, a * c - b * b
    full = np.stack((c * x - b * y, a * y - b * x)) / area
    thin = np.stack((a * x + b * y, b * x + c * y)) / size  # for one level direction
    step = np.where(np.abs(area) > 1e-12 * size, full, thin).T
    step *= np.minimum(1, REACH / np.hypot(*step.T))[:, None]
    safe: Array = np.nan_to_num(step, nan=0.0, posinf=0.0, neginf=0.0)
    return -scale * safe


def apart(surface: Surface, points: Array) -> Array:
    """Keep the first of all points that lie close together."""
    kept: list[Array] = []
    for point in points:
        gaps = (np.abs(point - other) / half(surface) for other in kept)
        if all(gap.max() > CLOSE for gap in gaps):
            kept.append(point)
    return np.array(kept).reshape(-1, surface.dimension)


FINDERS: dict[int, Callable[[Surface], Array]] = {1: along_curve, 2: on_plane}
