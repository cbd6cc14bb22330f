"""The letters that the front and a worker send each other, as bytes on a pipe."""

import struct
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from app.wire.messages import Command, Seen, Watch

HEADER = struct.Struct("<IBI")
JOINING = struct.Struct("<I?")
# Chatter between machines: it neither changes a run nor shows that a person is there.
CHATTER = (Seen, Watch)


class Kind(IntEnum):
    """What a letter is about; the first six go to the worker, the others come back."""

    OPEN = 1
    CLOSE = 2
    PAUSE = 3
    JOIN = 4
    LEAVE = 5
    COMMAND = 6
    READY = 10
    BEAT = 11
    ANSWER = 12
    FRAME = 13
    SNAPSHOT = 14
    FAILED = 15
    CLOSED = 16


class Letter(NamedTuple):
    """One message: what about, which session or viewer, and the contents."""

    kind: Kind
    who: int = 0
    body: bytes = b""


def pack(letter: Letter) -> bytes:
    """Write a letter with its length in front."""
    return HEADER.pack(len(letter.body), letter.kind, letter.who) + letter.body


def opening(session: int, name: str, snapshot: bytes | None) -> Letter:
    """Ask for a new session, or for one to go on from a snapshot."""
    return Letter(Kind.OPEN, session, name.encode() + b"\n" + (snapshot or b""))


def joining(viewer: int, session: int, near: bool) -> Letter:
    """Let a viewer into a session."""
    return Letter(Kind.JOIN, viewer, JOINING.pack(session, near))


def commanding(viewer: int, command: Command) -> Letter:
    """Pass a viewer's command on."""
    body = command.model_dump_json(exclude_none=True).encode()
    return Letter(Kind.COMMAND, viewer, body)


class Unpacker:
    """Cuts a stream of bytes back into letters."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, received: bytes) -> Iterator[Letter]:
        """Give every letter that is now complete."""
        self._bytes += received
        start = 0
        while (end := self._end(start)) is not None:
            size, kind, who = HEADER.unpack_from(self._bytes, start)
            yield Letter(Kind(kind), who, bytes(self._bytes[end - size : end]))
            start = end
        del self._bytes[:start]

    def _end(self, start: int) -> int | None:
        """Find the end of the letter that begins here, if it has all come."""
        if len(self._bytes) < start + HEADER.size:
            return None
        end = start + HEADER.size + int(HEADER.unpack_from(self._bytes, start)[0])
        return end if end <= len(self._bytes) else None
