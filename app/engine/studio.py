"""Where a worker makes its sessions; all of them look at the same digits."""

import time
from pathlib import Path

from app.data.digits import load
from app.engine.hosted import Maker
from app.session import Session
from app.settings import Settings


def open_studio(folder: Path) -> Maker:
    """Open the digits, and make sessions that learn them."""
    digits = load(folder)

    def make(name: str, snapshot: bytes | None) -> Session:
        if snapshot is None:
            return Session(name, Settings(), digits, time.monotonic)
        return Session.restore(name, snapshot, digits, time.monotonic)

    return make
