"""Workers that are no processes: they take their turns on the event loop itself."""

import asyncio
import time

from app.engine.hosted import Maker
from app.engine.letters import Kind, Letter
from app.engine.staff import Office
from app.engine.turns import Turns


class InlineWorker:
    """Turns taken between the other things that the event loop does."""

    def __init__(self, maker: Maker, office: Office) -> None:
        self._turns = Turns(maker, time.monotonic)
        self._office = office
        self._loop = asyncio.get_running_loop()
        self._inbox: list[Letter] = []
        self._next: asyncio.Handle | None = self._loop.call_soon(self._begin)
        self._gone = False

    @property
    def pid(self) -> int | None:
        """There is no process."""
        return None

    def post(self, letter: Letter) -> None:
        """Take a letter; it is read before the next turn."""
        self._inbox.append(letter)
        self._wake(0.0)

    def kill(self) -> None:
        """Stop at once, as a process that is killed."""
        if not self._gone:
            self._stop()
            self._loop.call_soon(self._office.lose, self)

    async def dismiss(self) -> None:
        """Stop."""
        self._stop()

    def culprit(self) -> int | None:
        """Nobody ends a worker of this kind but the supervisor."""
        return None

    def _begin(self) -> None:
        """Say that this worker is ready, and take the first turn."""
        self._office.hear(self, Letter(Kind.READY))
        self._turn()

    def _turn(self) -> None:
        """Read letters, take a turn, and come back when there is something to do."""
        letters, self._inbox = self._inbox, []
        for letter in letters:
            self._turns.receive(letter)
        for letter in self._turns.turn():
            self._office.hear(self, letter)
        self._wake(0.0 if self._inbox else self._turns.rest())

    def _wake(self, seconds: float) -> None:
        """Take the next turn after so long."""
        if self._next is not None:
            self._next.cancel()
        if not self._gone:
            self._next = self._loop.call_later(seconds, self._turn)

    def _stop(self) -> None:
        """Take no more turns."""
        self._gone = True
        if self._next is not None:
            self._next.cancel()


class InlineWorkers:
    """Begins workers on the event loop."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker

    async def hire(self, office: Office) -> InlineWorker:
        """Begin one."""
        return InlineWorker(self._maker, office)
