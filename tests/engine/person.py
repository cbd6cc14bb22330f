"""Somebody who watches a session and answers as a browser would."""

import asyncio
from collections.abc import Callable

from app.engine.executor import Channel
from app.wire.frames import decode
from app.wire.messages import (
    ANSWERS,
    COMMANDS,
    Notice,
    Refusal,
    Seen,
    SetPace,
    Start,
    Status,
    Watch,
)

PATIENCE_SECONDS = 20.0


class Person:
    """A viewer who acknowledges every frame, and remembers what came."""

    def __init__(self, channel: Channel, *, reads: bool = True) -> None:
        self.channel = channel
        self.status: Status | None = None
        self.notices: list[str] = []
        self.refusals: list[str] = []
        self.frames = 0
        self.step = 0
        self.line = 0
        self._reads = reads

    def train(self, *names: str) -> None:
        """Watch some tensors and train as fast as it goes."""
        self.watch(*names)
        self.channel.send(SetPace(type="pace", steps="max"))
        self.channel.send(Start(type="start"))

    def watch(self, *names: str) -> None:
        """Watch some tensors."""
        self.channel.send(Watch(type="watch", tensors=names or ("costs",)))

    def send(self, **command: object) -> None:
        """Send a command."""
        self.channel.send(COMMANDS.validate_python(command))

    async def until(self, happened: Callable[[], bool]) -> None:
        """Read what comes until something has happened."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not happened():
                self._read(await self.channel.receive())

    async def see(self, frames: int = 1) -> None:
        """Read until so many more frames have come."""
        wanted = self.frames + frames
        await self.until(lambda: self.frames >= wanted)

    def _read(self, item: str | bytes) -> None:
        """Take in one answer or frame."""
        if isinstance(item, bytes):
            self._look(item)
            return
        answer = ANSWERS.validate_json(item)
        if isinstance(answer, Status):
            self.status = answer
        elif isinstance(answer, Notice):
            self.notices.append(answer.kind)
        elif isinstance(answer, Refusal):
            self.refusals.append(answer.reason)

    def _look(self, frame: bytes) -> None:
        """Look at a frame, and say so."""
        tensors = decode(frame)
        self.frames += 1
        self.step, self.line = int(tensors["step"]), int(tensors["line"])
        if self._reads:
            self.channel.send(Seen(type="seen", step=self.step))
