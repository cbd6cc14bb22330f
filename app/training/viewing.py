"""What each viewer watches, what it has seen, and what its next frame must hold."""

from collections import deque
from collections.abc import Callable, Mapping
from typing import NamedTuple

from app.training.probes.table import PROBES, Kind

MOST_IN_FLIGHT = 2
FRAME_SECONDS = 1 / 30
PICTURE_SECONDS = {False: 1 / 4, True: 1 / 10}  # near: the viewer is on this machine
# Frames with pictures may take this much of the 1 Mbit/s that a viewer may have.
PICTURE_BYTES_A_SECOND = 45_000

Part = tuple[str, tuple[int, ...]]  # a probe and its arguments
Plan = tuple[Part, ...]


class Sight(NamedTuple):
    """What there is to see at a moment; a viewer compares it with what it has."""

    version: int  # changes with everything
    line: int
    step: int
    pad: int
    kept: Mapping[str, int]  # probe: version
    tested: int


class Viewer:
    """One pair of eyes on a session."""

    def __init__(self, near: bool, now: float) -> None:
        self.watched: tuple[str, ...] = ()
        self.neurons = (0, 16)
        self.waiting: deque[int] = deque()
        self.version = -1
        self._line = -1
        self._marks: dict[str, tuple[int, ...]] = {}
        self._gap = PICTURE_SECONDS[near]
        self._hurried = False
        self._owed = self._pictured = False
        self._next = self._pictures_at = now

    def watch(self, probes: tuple[str, ...], neurons: tuple[int, int]) -> None:
        """Look at these; what was not watched before has not been seen."""
        if neurons != self.neurons:
            self._pictures_at = 0.0
        self.watched, self.neurons = probes, neurons
        self._marks = {key: mark for key, mark in self._marks.items() if key in probes}
        self.version = -1

    def hurry(self) -> None:
        """Let the next frame leave at once."""
        self._hurried = True

    def due(self, version: int) -> float | None:
        """Tell when the next frame may leave; `None` if there is nothing to send."""
        if len(self.waiting) >= MOST_IN_FLIGHT or not self.watched:
            return None
        if self.version == version:
            return self._pictures_at if self._owed else None
        return 0.0 if self._hurried else self._next

    def plan(self, sight: Sight, now: float) -> Plan:
        """List what the next frame must hold, and take it as seen."""
        if sight.line != self._line:
            self._line, self._marks, self._pictures_at = sight.line, {}, now
        pictures = now >= self._pictures_at
        self._owed = False
        plan = tuple(
            (key, arguments)
            for key in self.watched
            if (arguments := WANTED[PROBES[key].kind](self, key, sight, pictures))
            is not None
        )
        self._sent(sight, now, pictures)
        return plan

    def _sent(self, sight: Sight, now: float, pictures: bool) -> None:
        """Note that a frame has left."""
        self.waiting.append(sight.step)
        self.version, self._hurried = sight.version, False
        self._next = max(self._next + FRAME_SECONDS, now)
        self._pictured = pictures
        if pictures:
            self._pictures_at = max(self._pictures_at + self._gap, now)

    def weigh(self, size: int, now: float) -> None:
        """Let the next pictures wait as long as so many bytes have to."""
        if self._pictured:
            rest = now + size / PICTURE_BYTES_A_SECOND
            self._pictures_at = max(self._pictures_at, rest)

    def _now(self, key: str, sight: Sight, pictures: bool) -> tuple[int, ...] | None:
        """Want what is in every frame."""
        return ()

    def _picture(
        self, key: str, sight: Sight, pictures: bool
    ) -> tuple[int, ...] | None:
        """Want a picture if it is time, and it is not the same as before."""
        mark = (sight.step, sight.pad if key == "strongest" else 0, *self.neurons)
        if self._marks.get(key) == mark:
            return None
        if not pictures:
            self._owed = True
            return None
        self._marks[key] = mark
        return self.neurons

    def _curve(self, key: str, sight: Sight, pictures: bool) -> tuple[int, ...] | None:
        """Want all of a curve that was not seen."""
        mark = self._marks.get(key, (0,))
        self._marks[key] = (sight.tested if key == "test_costs" else sight.step,)
        return mark

    def _kept(self, key: str, sight: Sight, pictures: bool) -> tuple[int, ...] | None:
        """Want a measurement if it is newer than the one seen."""
        version = sight.kept.get(key)
        if version is None or self._marks.get(key) == (version,):
            return None
        self._marks[key] = (version,)
        return (version,)


Wanted = Callable[[Viewer, str, Sight, bool], tuple[int, ...] | None]
WANTED: Mapping[Kind, Wanted] = {
    "now": Viewer._now,
    "picture": Viewer._picture,
    "curve": Viewer._curve,
    "kept": Viewer._kept,
}
