"""The front's end of a viewer's channel: what waits to be sent, and what was seen."""

import asyncio
from collections import deque
from collections.abc import Callable

from app.engine.executor import ChannelClosed
from app.wire.messages import Answer, Command, Seen, Watch

MOST_WAITING = 64
STATUS = '{"type":"status"'
TOO_SLOW = "This browser did not read what was sent to it."


class Viewer:
    """One viewer of a session; outlives the worker that the session runs on."""

    def __init__(
        self,
        number: int,
        session: str,
        near: bool,
        forward: Callable[["Viewer", Command], None],
        leave: Callable[["Viewer"], None],
    ) -> None:
        self.number = number
        self.near = near
        self.watch: Watch | None = None
        self._session = session
        self._forward = forward
        self._leave = leave
        self._box: deque[str | bytes] = deque()
        self._arrived = asyncio.Event()
        self._reason: str | None = None
        self._unseen = 0
        self._stale = 0

    @property
    def session(self) -> str:
        """Name the session."""
        return self._session

    def send(self, command: Command) -> None:
        """Pass a command on, except an acknowledgement of a lost worker's frame."""
        if self._reason is not None:
            return
        if isinstance(command, Seen) and self._stale:
            self._stale -= 1
            return
        if isinstance(command, Seen):
            self._unseen = max(0, self._unseen - 1)
        if isinstance(command, Watch):
            self.watch = command
        self._forward(self, command)

    async def receive(self) -> str | bytes:
        """Wait for the next answer or frame."""
        while not self._box:
            if self._reason is not None:
                raise ChannelClosed(self._reason)
            self._arrived.clear()
            await self._arrived.wait()
        return self._box.popleft()

    def close(self) -> None:
        """Leave the session."""
        if self._reason is None:
            self.end("")
            self._leave(self)

    def tell(self, answer: Answer) -> None:
        """Tell this viewer something that does not come from its session."""
        self.put_answer(answer.model_dump_json())

    def put_answer(self, answer: str) -> None:
        """Add an answer; of two waiting states only the newer one matters."""
        newest = self._box[-1] if self._box else b""
        if isinstance(newest, str) and {answer[:16], newest[:16]} == {STATUS}:
            self._box.pop()
        self._put(answer)

    def put_frame(self, frame: bytes) -> None:
        """Add a frame, which the browser will acknowledge."""
        self._unseen += 1
        self._put(frame)

    def forget_frames(self) -> None:
        """Expect acknowledgements that the session's next worker knows nothing of."""
        self._stale += self._unseen
        self._unseen = 0

    def end(self, reason: str) -> None:
        """Let this viewer hear what waits and nothing more."""
        self._reason = reason
        self._arrived.set()

    def _put(self, item: str | bytes) -> None:
        """Add something to send, or end it all if nothing is ever taken out."""
        if len(self._box) >= MOST_WAITING:
            self._box.clear()
            self.end(TOO_SLOW)
            self._leave(self)
        if self._reason is None:
            self._box.append(item)
            self._arrived.set()
