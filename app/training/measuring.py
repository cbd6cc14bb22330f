"""Chooses what to measure next, and keeps measuring within a budget."""

from collections.abc import Callable, Iterator, Mapping, Set
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

MOST_SAVED = 0.02
MOST_OWED = 0.2  # what is begun may be finished soon, and paid for afterwards
LEVELS = (1_000, 300, 100)
OLDEST = 2.3
FORGOTTEN = 10.0
OVER = News({})
# What is measured one after the other, and its part of what the session may have of
# its core, all together a quarter at most. Each part is used for its own measurements
# only, so that a map is not late because a test was long.
PURSES: Mapping[str, float] = {"ground": 0.20, "accuracy": 0.05}
# The measurement that each probe needs.
NEEDS: Mapping[str, str] = {
    "accuracy": "accuracy",
    "test_costs": "accuracy",
    "profile": "profile",
    "landing": "profile",
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
    """Keeps the newest measurements, and measures what is due next."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.source: Images = FIRST_IMAGES
        self._clock = clock
        self._wanted: Set[str] = frozenset()
        self._level = LEVELS[-1]
        self._saved = dict.fromkeys(PURSES, MOST_SAVED)
        self._version = 0
        self.forget()

    def forget(self) -> None:
        """Keep nothing of another line."""
        self.kept: dict[str, Kept] = {}
        self._jobs: dict[str, Job] = {}
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
        goes_on = self._wanted | {LANDING}
        self._jobs = {
            purse: job for purse, job in self._jobs.items() if job.name in goes_on
        }

    def earn(self, seconds: float) -> None:
        """Be given so much of the core."""
        saved = self._saved
        for purse, part in PURSES.items():
            saved[purse] = min(saved[purse] + seconds * part, MOST_SAVED)

    def ready(self, run: Run, now: float, running: bool) -> bool:
        """Say whether there is something to measure now."""
        return bool(self._wanted) and any(
            self._may(purse, running)
            and (purse in self._jobs or self._next(purse, run, now, running))
            for purse in PURSES
        )

    def work(self, run: Run, now: float, running: bool) -> bool:
        """Do one piece; say whether a measurement is new."""
        if not running:
            self._drop_old(run)
        for purse in PURSES:
            if self._may(purse, running):
                job = self._jobs.get(purse) or self._begin(purse, run, now, running)
                if job:
                    return self._go_on(purse, job, running)
        return False

    def _may(self, purse: str, running: bool) -> bool:
        """Say whether a purse can pay; nothing costs while the run waits anyway."""
        return not running or self._saved[purse] > -MOST_OWED

    def _go_on(self, purse: str, job: Job, running: bool) -> bool:
        """Do one piece of what is under way; say whether a measurement is new."""
        before = self._clock()
        news = next(job.pieces, OVER)
        after = self._clock()
        self._saved[purse] -= after - before if running else 0
        if news is OVER:
            self._finish(purse, job, after)
        elif news:
            self._publish(job, news)
        return news is not None and news is not OVER

    def _drop_old(self, run: Run) -> None:
        """Give up what was begun while the run was elsewhere."""
        basis = _basis(run)
        self._jobs = {
            purse: job
            for purse, job in self._jobs.items()
            if not job.running and job.basis == basis
        }

    def _next(self, purse: str, run: Run, now: float, running: bool) -> str | None:
        """Name what should be measured next from a purse, if anything."""
        if MEASUREMENTS[LANDING].purse == purse and self._lands_elsewhere(run, running):
            return LANDING
        if running and self._saved[purse] <= 0:
            return None
        old = self._late(now) if running else self._changed(run)
        return next((name for name in old if MEASUREMENTS[name].purse == purse), None)

    def _late(self, now: float) -> Iterator[str]:
        """List what was last begun a period ago or longer."""
        for name, (seconds, *_) in MEASUREMENTS.items():
            if name in self._wanted and now - self._began.get(name, -inf) >= seconds:
                yield name

    def _changed(self, run: Run) -> Iterator[str]:
        """List what would come out differently now."""
        for name in MEASUREMENTS:
            if name in self._wanted and self._done.get(name) != self._now(name, run):
                yield name

    def _lands_elsewhere(self, run: Run, running: bool) -> bool:
        """Say whether η has changed since the profile was measured."""
        place, done = self._place, self._done.get("profile", (None,))
        if place is None or place.rate == run.settings.rate:
            return False
        return bool(self._wanted & {"profile", "map"}) and (
            running or done[0] == _basis(run)
        )

    def _begin(self, purse: str, run: Run, now: float, running: bool) -> Job | None:
        """Begin the next measurement."""
        name = self._next(purse, run, now, running)
        if name is None:
            return None
        images = self._level if running else LEVELS[0]
        order = Order(run, images, self.source, self._place)
        job = self._jobs[purse] = Job(
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
        return job

    def _publish(self, job: Job, news: News) -> None:
        """Keep something new, and note what it depends on."""
        self._version += 1
        self._place = news.place or self._place
        for probe, tensors in news.parts.items():
            self.kept[probe] = Kept(self._version, tensors)
            self._done[probe] = self._facts(
                probe, job.basis, job.rate, job.source, job.images
            )

    def _finish(self, purse: str, job: Job, now: float) -> None:
        """Choose the images of the next map so that it does not become too old."""
        del self._jobs[purse]
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
            LANDING: (),
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
