"""What becomes of a ball, in one plain sentence for every step of its path."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from app.maths.arrays import Array, Bytes, Whole
from app.maths.critical import Critical, half, middle
from app.maths.descent import Flags, Path
from app.maths.surfaces import Surface

# Lengths as parts of the window's diagonal, and numbers of steps.
AT, AT_STEPS = 0.015, 4
AROUND, AROUND_STEPS = 0.1, 16
PASSING = 0.06
CREEPING, CREEPING_STEPS = 0.0005, 4
VISIBLE = 0.002
TURNS = 4
SAME = 1e-6
NOWHERE = 255


class Near(NamedTuple):
    """When a ball is near the places of one sort."""

    at: Flags  # for some steps in a row
    around: Flags  # for many steps in a row, less near, and up and down


class Story(NamedTuple):
    """A path as its sentences need it: one entry a step, lengths in windows."""

    steps: Whole
    end: int
    costs: Array
    rise: Array
    moves: Array
    turns: Flags  # each of the last few steps went back against the one before
    outside: Flags
    lowest: Near
    hollow: Near
    saddle: Near
    top: Near
    past: Flags  # was in a hollow before, and is lower than its floor now


class Fate(NamedTuple):
    """A sentence, and how to see in a path at which steps it is true."""

    words: str
    holds: Callable[[Story], Flags]


def has_no_ground(story: Story) -> Flags:
    """Tell whether there is no cost at all where the ball stands."""
    return ~np.isfinite(story.costs)


def diverged(story: Story) -> Flags:
    """Tell whether the next step led out of all bounds."""
    return np.greater(story.steps, story.end)


def begins(story: Story) -> Flags:
    """Tell whether no step has been taken."""
    return np.equal(story.steps, 0)


def swings(story: Story) -> Flags:
    """Tell whether the ball goes to and fro."""
    return np.logical_and(story.turns, np.greater(story.moves, VISIBLE))


def swings_wider(story: Story) -> Flags:
    """Tell whether the ball goes to and fro, farther each time."""
    before = np.roll(story.moves, 1)
    return np.logical_and(swings(story), story.moves > before * (1 + SAME))


def leaves(story: Story) -> Flags:
    """Tell whether the ball is where no picture shows it."""
    return story.outside


def arrives(story: Story) -> Flags:
    """Tell whether the ball rests in the lowest valley."""
    return story.lowest.at


def is_stuck(story: Story) -> Flags:
    """Tell whether the ball rests or circles in a valley that is not the lowest."""
    return story.hollow.at | story.hollow.around


def waits_at_saddle(story: Story) -> Flags:
    """Tell whether the ball hardly moves because a saddle is level."""
    return story.saddle.at


def waits_on_top(story: Story) -> Flags:
    """Tell whether the ball hardly moves because a top is level."""
    return story.top.at


def stays_near(story: Story) -> Flags:
    """Tell whether the ball goes up and down in the lowest valley."""
    return story.lowest.around


def creeps(story: Story) -> Flags:
    """Tell whether the ball hardly moves far from any level point."""
    return _lasting(story.moves < CREEPING, CREEPING_STEPS)


def has_passed(story: Story) -> Flags:
    """Tell whether the ball has left a hollow behind and goes on down."""
    return story.past & np.less(story.rise, 0)


def climbs(story: Story) -> Flags:
    """Tell whether the newest step led up."""
    return np.greater(story.rise, 0)


def goes_down(story: Story) -> Flags:
    """Tell the rest: the ball does what balls do."""
    return np.greater_equal(story.steps, 0)


# The first that is true is said; {step} is the first step that could not be taken.
FATES: dict[str, Fate] = {
    "no ground": Fate("no cost to stand on here", has_no_ground),
    "diverged": Fate("diverged at step {step}", diverged),
    "start": Fate("at the start", begins),
    "swinging wider": Fate("oscillating, wider each step", swings_wider),
    "outside": Fate("outside the picture", leaves),
    "oscillating": Fate("oscillating from side to side", swings),
    "lowest": Fate("at the lowest point", arrives),
    "stuck": Fate("stuck in the hollow", is_stuck),
    "saddle": Fate("at a saddle, where the ground is level", waits_at_saddle),
    "top": Fate("on a top, where the ground is level", waits_on_top),
    "around": Fate("settling around the lowest point", stays_near),
    "creeping": Fate("creeping", creeps),
    "past": Fate("past the hollow, heading down", has_passed),
    "climbing": Fate("going uphill", climbs),
    "down": Fate("heading down", goes_down),
}


def fates(surface: Surface, critical: Sequence[Critical], path: Path) -> Bytes:
    """Return the place in FATES of what the ball does, for every step."""
    story = told(surface, critical, path)
    holds = np.array([fate.holds(story) for fate in FATES.values()])
    return np.asarray(holds.argmax(axis=0), np.uint8)


def fate(surface: Surface, critical: Sequence[Critical], path: Path, step: int) -> str:
    """Say what the ball does at one step."""
    kind = list(FATES)[fates(surface, critical, path)[step]]
    return FATES[kind].words.format(step=path.end + 1)


def told(surface: Surface, critical: Sequence[Critical], path: Path) -> Story:
    """Read a path as a story: how it moves, and what it comes near to."""
    scale = float(np.hypot.reduce(2 * half(surface)))
    moves = np.diff(path.points, axis=0, prepend=path.points[:1]) / scale
    aside = np.abs(path.points - middle(surface)) > half(surface)
    lowest, hollows = _valleys(critical)
    return Story(
        steps=np.arange(len(moves)),
        end=path.end,
        costs=path.costs,
        rise=_rise(path),
        moves=np.hypot.reduce(moves, axis=1),
        turns=_turns(moves),
        outside=np.asarray(aside.any(axis=1)),
        lowest=_near(path, lowest, scale),
        hollow=_near(path, hollows, scale),
        saddle=_near(path, _of_kind(critical, "saddle"), scale),
        top=_near(path, _of_kind(critical, "maximum"), scale),
        past=_past(path, hollows, PASSING * scale),
    )


def valleys(surface: Surface, critical: Sequence[Critical], ends: Array) -> Bytes:
    """Return which of the critical points each end, (n, d), belongs to, or NOWHERE.

    On a curve a valley reaches from top to top; else it is what is near its bottom.
    """
    found = np.full(len(ends), NOWHERE, np.uint8)
    near = AROUND * float(np.hypot.reduce(2 * half(surface)))
    best = np.full(len(ends), np.inf if surface.dimension == 1 else near)
    for place, each in enumerate(critical[:NOWHERE]):
        away = _distances(ends, each)
        nearer = (away < best) & ~_parted(critical, each, ends)
        if each.kind == "minimum":
            found[nearer], best[nearer] = place, away[nearer]
    return found


def _parted(critical: Sequence[Critical], valley: Critical, ends: Array) -> Flags:
    """Tell whether a top lies between a valley of a curve and each end."""
    x, parted = ends[:, 0], np.zeros(len(ends), np.bool_)
    for top in _of_kind(critical, "maximum") if len(valley.x) == 1 else ():
        parted |= (x - top.x[0]) * (valley.x[0] - top.x[0]) < 0
    return parted


def _of_kind(critical: Sequence[Critical], kind: str) -> list[Critical]:
    """Keep the critical points of one kind."""
    return [each for each in critical if each.kind == kind]


def _valleys(critical: Sequence[Critical]) -> tuple[list[Critical], list[Critical]]:
    """Return the minima that are lowest, and those that are not."""
    minima = _of_kind(critical, "minimum")
    floor = min((each.cost for each in minima), default=0.0)
    edge = floor + SAME * (1 + abs(floor))
    lowest = [each for each in minima if each.cost <= edge]
    return lowest, [each for each in minima if each.cost > edge]


def _distances(points: Array, place: Critical) -> Array:
    """Return how far each point is from a place."""
    return np.asarray(np.hypot.reduce(points - place.x, axis=1))


def _near(path: Path, places: Sequence[Critical], scale: float) -> Near:
    """Tell when the ball is at one of some places, or at least around it."""
    away = np.full(len(path.points), np.inf)
    for place in places:
        away = np.minimum(away, _distances(path.points, place) / scale)
    at = _lasting(away < AT, AT_STEPS) | (away < SAME)
    restless = ~_lasting(_rise(path) <= 0, AROUND_STEPS)
    return Near(at, _lasting(away < AROUND, AROUND_STEPS) & restless)


def _past(path: Path, hollows: Sequence[Critical], near: float) -> Flags:
    """Tell whether the ball has been in a hollow and is lower than its floor now."""
    past = np.zeros(len(path.points), np.bool_)
    for hollow in hollows:
        been = np.logical_or.accumulate(_distances(path.points, hollow) < near)
        past |= been & (path.costs < hollow.cost)
    return past


def _rise(path: Path) -> Array:
    """Return by how much each step changed the cost."""
    return np.diff(path.costs, prepend=path.costs[:1])


def _turns(moves: Array) -> Flags:
    """Tell whether each of the last few moves went back against the one before."""
    back = np.zeros(len(moves), np.bool_)
    back[1:] = np.sum(moves[1:] * moves[:-1], axis=1) < 0
    return _lasting(back, TURNS)


def _lasting(flags: Flags, count: int) -> Flags:
    """Tell whether something has been true for some steps in a row."""
    lasting = np.zeros_like(flags)
    if len(flags) >= count:
        lasting[count - 1 :] = sliding_window_view(flags, count).all(axis=1)
    return lasting
