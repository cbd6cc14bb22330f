"""All that is kept of a run: its costs, its changes, and points to start again from."""

from typing import NamedTuple, Self

from app.maths.arrays import Array
from app.maths.optimisers import Memory
from app.training.events import EventLog
from app.training.series import Series

SPACING = 64
MOST_BYTES = 24_000_000
PARKED_BYTES = 2_000_000
MOST_TESTS = 4_096
MOST_EPOCHS = 1_024


class Checkpoint(NamedTuple):
    """All that a run needs to go on from a step."""

    step: int
    theta: Array
    memory: Memory
    place: tuple[int, int]  # epoch, images used in it

    @property
    def size(self) -> int:
        """Count the bytes it takes."""
        return self.theta.nbytes + sum(each.nbytes for each in self.memory)


class Trial(NamedTuple):
    """Cost and accuracy on the test images at a step."""

    step: int
    cost: float
    accuracy: float


class History:
    """What a run leaves behind, within fixed bounds however long it becomes."""

    def __init__(
        self,
        limit: int = MOST_BYTES,
        costs: Series | None = None,
        events: EventLog | None = None,
    ) -> None:
        self.limit = limit
        self.costs = costs or Series()
        self.events = events or EventLog()
        self.tests: list[Trial] = []
        self.tested = 0
        self.epochs: list[int] = []
        self.checkpoints: list[Checkpoint] = []
        self._spacing = SPACING
        self._bytes = 0

    def keep(self, checkpoint: Checkpoint) -> None:
        """Add a checkpoint, and thin the older ones when they grow too many."""
        self.checkpoints.append(checkpoint)
        self._bytes += checkpoint.size
        if self._bytes > self.limit:
            self.thin(self.limit * 3 // 4)

    def add_test(self, test: Trial) -> None:
        """Add a test; when there are too many, drop every second old one."""
        self.tests.append(test)
        self.tested += 1
        if len(self.tests) > MOST_TESTS:
            half = MOST_TESTS // 2
            self.tests = self.tests[:half:2] + self.tests[half:]

    def add_epoch(self, step: int) -> None:
        """Note the step at which an epoch began; of too many keep every second."""
        self.epochs.append(step)
        if len(self.epochs) > MOST_EPOCHS:
            self.epochs = self.epochs[1::2]

    def newest_tests(self, known: int) -> list[Trial]:
        """Return the tests that come after the first so many."""
        new = self.tested - known
        return self.tests[-new:] if new > 0 else []

    def below(self, step: int) -> Checkpoint | None:
        """Return the newest checkpoint not after a step, if any is left."""
        return max(
            (each for each in self.checkpoints if each.step <= step),
            key=lambda each: each.step,
            default=None,
        )

    def until(self, step: int) -> Self:
        """Return what had been kept when a step was reached."""
        costs, events = self.costs.until(step), self.events.until(step)
        other = type(self)(self.limit, costs, events)
        other.tests = [each for each in self.tests if each.step <= step]
        other.tested = len(other.tests)
        other.epochs = [each for each in self.epochs if each <= step]
        other._take([each for each in self.checkpoints if each.step <= step])
        other._spacing = self._spacing
        return other

    def park(self) -> None:
        """Take up little room while another line goes on."""
        self.thin(PARKED_BYTES)
        if self._bytes > PARKED_BYTES:
            self._take([])

    def thin(self, limit: int) -> None:
        """Drop checkpoints until the rest fit, keeping the first and the newest."""
        while self._bytes > limit and len(self.checkpoints) > 2:
            before = len(self.checkpoints)
            self._take(self._spread())
            if len(self.checkpoints) == before:
                self._spacing *= 2

    def _spread(self) -> list[Checkpoint]:
        """Keep the newest quarter, and of the others one in each stretch of steps."""
        fresh = self.checkpoints[-max(len(self.checkpoints) // 4, 1) :]
        kept: dict[int, Checkpoint] = {}
        for each in self.checkpoints[: -len(fresh)]:
            kept.setdefault(each.step // self._spacing, each)
        return [*kept.values(), *fresh]

    def _take(self, checkpoints: list[Checkpoint]) -> None:
        """Hold these checkpoints instead of the present ones."""
        self.checkpoints = checkpoints
        self._bytes = sum(each.size for each in checkpoints)
