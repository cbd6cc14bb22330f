"""Measures what takes longer than a frame, a piece at a time and within a budget."""

from collections.abc import Callable, Set
from typing import Literal

from app.data.digits import Digits
from app.training.probes.scene import Kept
from app.training.run import Run

Images = Literal["batch", "test"]


class Surveyor:
    """Keeps the newest measurements, and measures the most overdue one next."""

    def __init__(self, digits: Digits, clock: Callable[[], float]) -> None:
        self.kept: dict[str, Kept] = {}
        self.source: Images = "batch"
        self._wanted: Set[str] = frozenset()

    def choose(self, source: Images) -> None:
        """Measure the map on other images."""
        self.source = source

    def want(self, watched: Set[str]) -> None:
        """Measure these, as long as somebody watches them."""
        self._wanted = watched

    def forget(self) -> None:
        """Keep nothing of another line."""
        self.kept = {}

    def earn(self, seconds: float) -> None:
        """Be given so much of the core."""

    def ready(self, run: Run, now: float, running: bool) -> bool:
        """Say whether there is something to measure now."""
        return False

    def work(self, run: Run, now: float, running: bool) -> bool:
        """Do one piece; say whether a measurement is new."""
        return False
