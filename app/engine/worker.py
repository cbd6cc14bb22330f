"""A worker process: it reads letters, gives sessions their turns, and posts letters."""

import mmap
import os
import select
import signal
import socket
import struct
import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from pkgutil import resolve_name
from typing import NamedTuple

from app.engine import memory
from app.engine.letters import Kind, Letter, Unpacker, pack
from app.engine.turns import Turns

RECEIVE_BYTES = 262_144
TIDY_SECONDS = 20.0
MARK = struct.Struct("<I")


class Brief(NamedTuple):
    """What a worker is told when it begins."""

    mark: Path  # a small file that says which session is being worked on
    digits: Path
    studio: str  # what makes sessions, as module:function; the front never imports it
    niceness: int
    memory_bytes: int = 4 << 30


class Gone(Exception):
    """The front has closed its end of the pipe."""


class Pipe:
    """A worker's end of the pipe: it never waits to write, only for something to do."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        self._unpacker = Unpacker()
        self._waiting: deque[memoryview] = deque()
        end.setblocking(False)

    def wait(self, seconds: float) -> list[Letter]:
        """Wait for letters for so long at most, and write what could not go before."""
        writers = [self._socket] if self._waiting else []
        readable, writable, _ = select.select([self._socket], writers, [], seconds)
        if writable:
            self._write()
        return self._read() if readable else []

    def post(self, letters: Iterable[Letter]) -> None:
        """Write letters, and keep what the pipe cannot take yet."""
        self._waiting.extend(memoryview(pack(letter)) for letter in letters)
        self._write()

    def _read(self) -> list[Letter]:
        """Read the letters that are there."""
        try:
            received = self._socket.recv(RECEIVE_BYTES)
        except BlockingIOError:
            return []
        except OSError:
            raise Gone from None
        if not received:
            raise Gone
        return list(self._unpacker.feed(received))

    def _write(self) -> None:
        """Write until all is written or the pipe is full."""
        try:
            while self._waiting:
                sent = self._socket.send(self._waiting[0])
                rest = self._waiting.popleft()[sent:]
                if rest:
                    self._waiting.appendleft(rest)
        except BlockingIOError:
            return
        except OSError:
            raise Gone from None


class Mark:
    """Notes in a shared file which session is being worked on, in case it is fatal."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._bytes = mmap.mmap(file.fileno(), MARK.size)

    def __call__(self, session: int) -> None:
        """Note the session; 0 when nothing is being worked on."""
        MARK.pack_into(self._bytes, 0, session)


def work(end: socket.socket, brief: Brief) -> None:
    """Run a worker until the front closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(Gone), end:
        pipe = Pipe(end)
        try:
            turns = begin(brief)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".encode()
            pipe.post([Letter(Kind.FAILED, body=reason)])
            return
        serve(pipe, turns)


def begin(brief: Brief) -> Turns:
    """Get all that is needed for work."""
    memory.cap(brief.memory_bytes)
    open_studio = resolve_name(brief.studio)
    turns = Turns(open_studio(brief.digits), time.monotonic, Mark(brief.mark))
    memory.give_back()
    memory.tidy()
    be_nice(brief.niceness)
    return turns


def serve(pipe: Pipe, turns: Turns) -> None:
    """Take turns for ever, reading letters between them."""
    pipe.post([Letter(Kind.READY)])
    tidied_at = time.monotonic()
    while True:
        for letter in pipe.wait(turns.rest()):
            turns.receive(letter)
        pipe.post(turns.turn())
        if time.monotonic() - tidied_at > TIDY_SECONDS:
            memory.tidy()
            tidied_at = time.monotonic()


def be_nice(niceness: int) -> None:
    """Let the front and the person's other programs go first, where the system can."""
    if hasattr(os, "nice"):
        os.nice(niceness)
