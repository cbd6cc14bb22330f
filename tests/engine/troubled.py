"""Real sessions that go wrong on cue, for trying out what looks after them."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from app.data.digits import load
from app.engine.hosted import Maker
from app.session import Session
from app.settings import Settings
from app.wire.messages import Command, TakeSample

STUDIO = "tests.engine.troubled:open_studio"


def fail() -> None:
    """Raise an error that nobody expects."""
    raise LookupError("trouble on cue")


def run_out_of_memory() -> None:
    """Ask for more memory than any worker may have."""
    bytearray(1 << 50)


def hang() -> None:
    """Never come back."""
    while True:
        time.sleep(1)


# Noise has no label, so a label asks for trouble instead.
TROUBLES: dict[int, Callable[[], None]] = {
    0: fail,
    1: run_out_of_memory,
    2: hang,
    3: os.abort,
}


def trouble(kind: Callable[[], None]) -> TakeSample:
    """Make the command that causes a trouble."""
    label = next(cue for cue, each in TROUBLES.items() if each is kind)
    return TakeSample(type="sample", kind="noise", label=label)


class Troubled(Session):
    """A session that does what any other does, until it is asked for trouble."""

    def receive(self, viewer: int, command: Command) -> None:
        """Carry out a command, or cause trouble."""
        if isinstance(command, TakeSample) and command.kind == "noise":
            TROUBLES.get(command.label or 0, fail)()
        super().receive(viewer, command)


def open_studio(folder: Path) -> Maker:
    """Open the digits, and make sessions that go wrong on cue."""
    digits = load(folder)

    def make(name: str, snapshot: bytes | None) -> Troubled:
        if snapshot is None:
            return Troubled(name, Settings(), digits, time.monotonic)
        return Troubled.restore(name, snapshot, digits, time.monotonic)

    return make
