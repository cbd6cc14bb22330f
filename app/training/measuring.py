"""Chooses what to measure next, and keeps measuring within a budget."""

from collections.abc import Callable, Mapping, Set
from math import inf
from typing import NamedTuple

from app.settings import FIRST_IMAGES, Images
from app.training.probes.measurements import (
    LANDING,
    MEASUREMENTS,
    News,
    Order,
    Pieces,
    Place,
)
from app.training.probes.scene import Kept
from app.training.run import Run

SHARE = 0.15  # of what the session may have of its core, a quarter at most
MOST_SAVED = 0.02
MOST_OWED = 0.02  # what is begun may be finished soon, and paid for afterwards
LEVELS = (1_000, 300, 100)
OLDEST = 2.3
FORGOTTEN = 10.0
OVER = News("", {})
# The measurement that each probe needs.
NEEDS: Mapping[str, str] = {
    "accuracy": "accuracy",
    "test_costs": "accuracy",
    "profile": "profile",
    "map": "map",
}


class Basis(NamedTuple):
    """What a measurement depends on; when this changes, the measurement is old."""

    step: int
    batch: int
    optimiser: str
    beta: float
    beta2: float


class Job(NamedTuple):
    """A measurement under way, and how things stood when it began."""

    name: str
    pieces: Pieces[object]
    images: int
    running: bool
    began: float
    gap: float  # since the last of its kind began
    basis: Basis
    rate: float
    source: Images


class Surveyor:
    """Keeps the newest measurements, and measures the most overdue one next."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.source: Images = FIRST_IMAGES
        self._clock = clock
        self._wanted: Set[str] = frozenset()
        self._level = LEVELS[-1]
        self._saved = MOST_SAVED
        self._version = 0
        self.forget()

    def forget(self) -> None:
        """Keep nothing of another line."""
        self.kept: dict[str, Kept] = {}
        self._job: Job | None = None
        self._place: Place | None = None
        self._began: dict[str, float] = {}
        self._done: dict[str, tuple[object, ...]] = {}

    def choose(self, source: Images) -> None:
        """Measure the map on other images."""
        self.source = source
        self._began.pop("map", None)

    def want(self, watched: Set[str]) -> None:
        """Measure these, as long as somebody watches them."""
        self._wanted = {NEEDS[probe] for probe in watched if probe in NEEDS}
        if self._job and self._job.name not in self._wanted | {LANDING}:
            self._job = None

    def earn(self, seconds: float) -> None:
        """Be given so much of the core."""
        self._saved = min(self._saved + seconds * SHARE, MOST_SAVED)

    def ready(self, run: Run, now: float, running: bool) -> bool:
        """Say whether there is something to measure now."""
        if not self._wanted or (running and self._saved <= -MOST_OWED):
            return False
        return self._job is not None or self._next(run, now, running) is not None

    def work(self, run: Run, now: float, running: bool) -> bool:
        """Do one piece; say whether a measurement is new."""
        job = self._job
        if job and not running and (job.running or job.basis != _basis(run)):
            self._job = None
        job = self._job or self._begin(run, now, running)
        if job is None:
            return False
        before = self._clock()
        news = next(job.pieces, OVER)
        after = self._clock()
        self._saved -= after - before if running else 0
        if news is OVER:
            self._finish(job, after)
        elif news:
            self._publish(job, news)
        return news is not None and news is not OVER

    def _next(self, run: Run, now: float, running: bool) -> str | None:
        """Name what should be measured next, if anything."""
        if self._lands_elsewhere(run, running):
            return LANDING
        if running and self._saved <= 0:
            return None
        wanted = [name for name in MEASUREMENTS if name in self._wanted]
        if not running:
            old = (
                name for name in wanted if self._done.get(name) != self._now(name, run)
            )
            return next(old, None)
        late = [name for name in wanted if self._lateness(name, now) >= 1]
        return max(late, key=lambda name: self._pressure(name, now), default=None)

    def _lateness(self, name: str, now: float) -> float:
        """Count the periods since a measurement last began."""
        return (now - self._began.get(name, -inf)) / MEASUREMENTS[name].seconds

    def _pressure(self, name: str, now: float) -> float:
        """Say how much a measurement presses."""
        return self._lateness(name, now) * MEASUREMENTS[name].presses

    def _lands_elsewhere(self, run: Run, running: bool) -> bool:
        """Say whether η has changed since the profile was measured."""
        place, done = self._place, self._done.get("profile", (None,))
        if place is None or place.rate == run.settings.rate:
            return False
        return bool(self._wanted & {"profile", "map"}) and (
            running or done[0] == _basis(run)
        )

    def _begin(self, run: Run, now: float, running: bool) -> Job | None:
        """Begin the next measurement."""
        name = self._next(run, now, running)
        if name is None:
            return None
        images = self._level if running else LEVELS[0]
        order = Order(run, images, self.source, self._place)
        self._job = Job(
            name=name,
            pieces=MEASUREMENTS[name].measure(order),
            images=images,
            running=running,
            began=now,
            gap=now - self._began.get(name, -inf),
            basis=_basis(run),
            rate=run.settings.rate,
            source=self.source,
        )
        self._began |= dict.fromkeys((name, *MEASUREMENTS[name].refreshes), now)
        return self._job

    def _publish(self, job: Job, news: News) -> None:
        """Keep something new, and note what it depends on."""
        self._version += 1
        self.kept[news.probe] = Kept(self._version, news.tensors)
        self._place = news.place or self._place
        if job.name != LANDING:
            self._done[news.probe] = self._facts(
                news.probe, job.basis, job.rate, job.source, job.images
            )

    def _finish(self, job: Job, now: float) -> None:
        """Choose the images of the next map so that it does not become too old."""
        self._job = None
        if job.name == "map" and job.running and job.gap < FORGOTTEN:
            took = now - job.began
            self._level = _level(took / job.images, job.gap - took)

    def _now(self, name: str, run: Run) -> tuple[object, ...]:
        """Gather what a measurement made now would depend on."""
        return self._facts(name, _basis(run), run.settings.rate, self.source, LEVELS[0])

    def _facts(
        self, name: str, basis: Basis, rate: float, source: Images, images: int
    ) -> tuple[object, ...]:
        """Gather what a measurement depends on."""
        widest = max(rate, self._place.profile.lowest[0]) if self._place else rate
        return {
            "accuracy": (basis.step,),
            "profile": (basis, widest, images),
            "map": (basis, widest, images, source),
        }[name]


def _basis(run: Run) -> Basis:
    """Gather what the direction of the next step depends on."""
    settings = run.settings
    return Basis(
        run.step, settings.batch, settings.optimiser, settings.beta, settings.beta2
    )


def _level(seconds_an_image: float, rest: float) -> int:
    """Take the most images that keep a map young enough."""
    period = MEASUREMENTS["map"].seconds

    def age(images: int) -> float:
        took = images * seconds_an_image
        return took + max(took + rest, period)

    return next((each for each in LEVELS if age(each) < OLDEST), LEVELS[-1])
