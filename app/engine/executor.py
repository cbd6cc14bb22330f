"""What the rest of the server may ask of whatever runs the sessions."""

from typing import NamedTuple, Protocol

from app.wire.messages import Answer, Command


class ChannelClosed(Exception):
    """This viewer hears nothing more; the reason is in words for the person."""


class Full(Exception):
    """There is no room for another session; says so in words for the person."""


class NoWorkers(Exception):
    """Nothing can run here; the reason is in words for whoever started it."""


class WorkerStats(NamedTuple):
    """One worker: which it is, how often it was replaced, and its load."""

    number: int
    generation: int
    pid: int | None
    sessions: int


class SessionStats(NamedTuple):
    """One session: where it runs, who watches, and what it has done."""

    name: str
    worker: int | None
    viewers: int
    steps: int
    seconds: float


class Stats(NamedTuple):
    """How everything stands at this moment."""

    workers: tuple[WorkerStats, ...]
    sessions: tuple[SessionStats, ...]
    restored: int


class Channel(Protocol):
    """One viewer's way to a session and back."""

    @property
    def session(self) -> str:
        """Name the session, for coming back to it."""

    def send(self, command: Command) -> None:
        """Pass a command on; never waits."""

    def tell(self, answer: Answer) -> None:
        """Say something to this viewer alone, in turn with what its session says."""

    async def receive(self) -> str | bytes:
        """Wait for the next answer (text) or frame (bytes)."""

    def close(self) -> None:
        """Leave the session."""


class Executor(Protocol):
    """Runs sessions somewhere, and keeps them alive."""

    async def start(self) -> None:
        """Get ready to run sessions."""

    async def connect(self, session: str | None, near: bool) -> Channel:
        """Join a session as a viewer; an unknown name or none begins a new one."""

    def stats(self) -> Stats:
        """Tell how everything stands."""

    async def close(self) -> None:
        """Save what can be saved and stop."""
