"""Where a worker makes its sessions; all of them look at the same digits."""

import time
from pathlib import Path

from app.data.digits import load
from app.data.idx import Bytes
from app.engine.hosted import Maker
from app.session import Session
from app.settings import Settings

PAGE_BYTES = 4096


def touch(images: Bytes) -> None:
    """Bring every page of a mapped array in, so that no step waits for one."""
    images.reshape(-1)[::PAGE_BYTES].max(initial=0)


def open_studio(folder: Path) -> Maker:
    """Open the digits, and make sessions that learn them."""
    digits = load(folder)
    touch(digits.train_images)
    touch(digits.test_images)

    def make(name: str, snapshot: bytes | None) -> Session:
        if snapshot is None:
            return Session(name, Settings(), digits, time.monotonic)
        return Session.restore(name, snapshot, digits, time.monotonic)

    return make
