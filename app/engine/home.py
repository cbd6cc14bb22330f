"""What the front knows of a session, whichever worker it runs on at the moment."""

from collections import deque
from enum import Enum, auto

from app.engine.letters import Letter
from app.engine.viewer import Viewer

STRIKES = 3
STRIKE_SECONDS = 60.0
MOST_WAITING = 64


class Stage(Enum):
    """Where a session is in its life."""

    CLOSED = auto()  # at rest: nothing runs, the snapshot is all there is
    OPEN = auto()  # on a worker
    CLOSING = auto()  # its last snapshot is on the way
    ASIDE = auto()  # it brought its worker down too often


class Home:
    """One session: its name, its viewers, its newest snapshot, and where it runs."""

    def __init__(
        self, number: int, name: str, snapshot: bytes | None, now: float
    ) -> None:
        self.number = number
        self.name = name
        self.snapshot = snapshot
        self.stage = Stage.CLOSED
        self.desk: int | None = None
        self.viewers: dict[int, Viewer] = {}
        self.commanded_at = now
        self.unwatched_since = now
        self.paused = False
        self.saving = 0  # how often it is being written to the shelf
        self.wanted = False  # while closing: somebody wants it back
        self._strikes: deque[float] = deque(maxlen=STRIKES)
        self._waiting: deque[Letter] = deque(maxlen=MOST_WAITING)

    def unwatched(self, now: float) -> float:
        """Tell for how many seconds nobody has watched."""
        return 0.0 if self.viewers else now - self.unwatched_since

    def hold(self, letter: Letter) -> None:
        """Keep a letter until there is a worker to send it to."""
        self._waiting.append(letter)

    def held(self) -> list[Letter]:
        """Hand over the letters kept, once."""
        letters = list(self._waiting)
        self._waiting.clear()
        return letters

    def strike(self, now: float) -> None:
        """Note that this session brought its worker down; three a minute are enough."""
        self._strikes.append(now)
        if len(self._strikes) == STRIKES and now - self._strikes[0] < STRIKE_SECONDS:
            self.stage = Stage.ASIDE

    def begin_again(self) -> None:
        """Forget the past, so that the session may be opened as a new one."""
        self._strikes.clear()
        self._waiting.clear()
        self.stage, self.snapshot = Stage.CLOSED, None
