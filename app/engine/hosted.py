"""What a worker needs of a session, whatever it is that the session does."""

from typing import Protocol

from app.wire.messages import Answer, Command


class Hosted(Protocol):
    """A session as its worker sees it: work to do, answers and frames to send."""

    share: float  # of the core that is this session's, for measuring within its means

    @property
    def steps(self) -> int:
        """Count all steps ever taken."""

    @property
    def urgent(self) -> bool:
        """Say whether somebody waits for the next step."""

    def join(self, viewer: int, *, near: bool) -> None:
        """Let a viewer in; near ones are on this machine."""

    def leave(self, viewer: int) -> None:
        """Let a viewer go."""

    def receive(self, viewer: int, command: Command) -> None:
        """Carry out a command, or refuse it."""

    def answers(self) -> list[tuple[int | None, Answer]]:
        """Hand over what there is to say, to one viewer or to all."""

    def advance(self, seconds: float) -> None:
        """Work for about so long."""

    def has_work(self) -> bool:
        """Say whether there is anything to do now."""

    def wake_at(self) -> float | None:
        """Tell when there will be something to do."""

    def frame_due(self, viewer: int) -> float | None:
        """Tell when a viewer's next frame is due, if it may have one."""

    def frame(self, viewer: int) -> bytes | None:
        """Measure what a viewer has not seen."""

    def snapshot(self) -> bytes:
        """Write down all that is needed to go on from here."""


class Maker(Protocol):
    """Makes a session: a new one, or the one that a snapshot was taken of."""

    def __call__(self, name: str, snapshot: bytes | None) -> Hosted:
        """Make it."""
