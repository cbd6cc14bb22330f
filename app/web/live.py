"""The live socket: commands come up, answers and frames go down."""

import math
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

import anyio
from anyio.lowlevel import checkpoint
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.engine.executor import Channel, ChannelClosed, Executor, Full
from app.web.doors import near
from app.web.refusals import parse
from app.wire.messages import Alive, Refusal, Seen

MOST_SOCKETS = 400
COMMANDS_PER_SECOND = 120.0
COMMANDS_AT_ONCE = 240
FORGIVEN_PER_SECOND = 12.0
BURST_SECONDS = 2.0
LONGEST_SEEN = 64
QUIET_SECONDS = 1.0
ALIVE = Alive()
NOT_TEXT = (1003, "commands are JSON text")
FLOOD = (1008, "too many commands")
STALLED = (1008, "too slow")
NO_ROOM = 4503
TOO_FAST = Refusal(
    reason="That was too much at once: at most 120 commands a second are carried out."
)
NO_PLACE = (
    "This server already serves as many browsers as it can. "
    "Please try again in a few minutes."
)

# What sending raises when the browser has gone away meanwhile.
GONE = (WebSocketDisconnect, RuntimeError, OSError)

Farewell = tuple[int, str]


class Bucket:
    """Lets so many commands through at once and so many a second; counts the rest.

    The count fades with time, so that it takes a flood to make it large.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._full_at = clock()
        self._refused_at = -math.inf
        self.excess = 0.0
        self.burst = False  # whether the newest refusal is the first for a while

    def take(self) -> bool:
        """Let one command through, or not."""
        now = self._clock()
        full_at = max(self._full_at, now) + 1 / COMMANDS_PER_SECOND
        if full_at - now > COMMANDS_AT_ONCE / COMMANDS_PER_SECOND:
            self._refuse(now)
            return False
        self._full_at = full_at
        return True

    def _refuse(self, now: float) -> None:
        """Count one command that was too much."""
        quiet = now - self._refused_at
        self.excess = max(0.0, self.excess - quiet * FORGIVEN_PER_SECOND) + 1
        self.burst = quiet > BURST_SECONDS
        self._refused_at = now


class Conversation:
    """One browser's socket and its channel to a session."""

    def __init__(self, socket: WebSocket, channel: Channel) -> None:
        self._socket = socket
        self._channel = channel
        self._bucket = Bucket()
        self._unseen = 0
        self._spoken = 0
        self._farewell: Farewell | None = None

    async def hold(self) -> Farewell | None:
        """Talk until one side ends it, and say how to close the socket, if we do."""
        async with anyio.create_task_group() as tasks:
            for part in (self._listen, self._speak, self._break_silence):
                tasks.start_soon(_first_to_end, part, tasks.cancel_scope)
        return self._farewell

    async def _listen(self) -> None:
        """Read commands for as long as they come."""
        while self._farewell is None:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            text = message.get("text")
            if text is None:
                self._farewell = NOT_TEXT
            else:
                self._hear(text)
            await checkpoint()  # so that a flood here holds nobody else up

    def _hear(self, text: str) -> None:
        """Pass one command on, or refuse it; what is long counts before it is read."""
        counted = len(text) > LONGEST_SEEN
        if counted and not self._bucket.take():
            self._slow_down()
            return
        command = parse(text)
        if isinstance(command, Seen) and self._unseen:
            self._unseen -= 1
            self._channel.send(command)
        elif not counted and not self._bucket.take():
            self._slow_down()
        elif isinstance(command, Refusal):
            self._channel.tell(command)
        else:
            self._channel.send(command)

    def _slow_down(self) -> None:
        """Refuse once a burst, and end it with somebody who goes on regardless."""
        if self._bucket.excess > COMMANDS_AT_ONCE:
            self._farewell = FLOOD
        elif self._bucket.burst:
            self._channel.tell(TOO_FAST)

    async def _speak(self) -> None:
        """Send whatever there is to say; nobody else writes to the socket."""
        try:
            while True:
                await self._send(await self._channel.receive())
        except ChannelClosed:
            self._farewell = STALLED

    async def _break_silence(self) -> None:
        """Give a sign of life when nothing was said for a while."""
        while True:
            spoken = self._spoken
            await anyio.sleep(QUIET_SECONDS)
            if self._spoken == spoken:
                self._channel.tell(ALIVE)

    async def _send(self, item: str | bytes) -> None:
        """Send an answer or a frame."""
        self._spoken += 1
        if isinstance(item, str):
            await self._socket.send_text(item)
        else:
            self._unseen += 1
            await self._socket.send_bytes(item)


async def _first_to_end(
    part: Callable[[], Awaitable[None]], scope: anyio.CancelScope
) -> None:
    """Run one part of a conversation; when it ends, all do."""
    with suppress(*GONE):
        await part()
    scope.cancel()


class Live:
    """Lets browsers in, as many as there is room for."""

    def __init__(self, executor: Executor, most: int = MOST_SOCKETS) -> None:
        self._executor = executor
        self._most = most
        self._sockets = 0

    async def visit(self, socket: WebSocket) -> None:
        """Serve one socket from its opening to its end."""
        await socket.accept()
        self._sockets += 1
        try:
            await self._serve(socket)
        finally:
            self._sockets -= 1

    async def _serve(self, socket: WebSocket) -> None:
        """Join a session, talk, and leave it again."""
        try:
            channel = await self._channel(socket)
        except Full as full:
            await _close(socket, (NO_ROOM, "full"), Refusal(reason=str(full)))
            return
        try:
            farewell = await Conversation(socket, channel).hold()
        finally:
            channel.close()
        if farewell is not None:
            await _close(socket, farewell)

    async def _channel(self, socket: WebSocket) -> Channel:
        """Find a channel for a socket, if there is room for it."""
        if self._sockets > self._most:
            raise Full(NO_PLACE)
        session = socket.query_params.get("session")
        return await self._executor.connect(session, near(socket.scope))


async def _close(
    socket: WebSocket, farewell: Farewell, word: Refusal | None = None
) -> None:
    """Close a socket with a reason, which may come too late."""
    with suppress(*GONE):
        if word is not None:
            await socket.send_text(word.model_dump_json())
        await socket.close(*farewell)
