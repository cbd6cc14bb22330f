"""Sessions that rest are kept as files, and come back when somebody asks for them."""

import hashlib
import os
import re
from pathlib import Path

NAME = re.compile(r"[A-Za-z0-9_-]{22}")
DIGEST = hashlib.sha256().digest_size
MOST_FILES = 500


class Shelf:
    """A folder with one file for each session at rest."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, name: str, snapshot: bytes) -> None:
        """Write a snapshot so that a crash leaves the old file or the new one."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(name)
        new = path.with_suffix(".new")
        with new.open("wb") as file:
            file.write(hashlib.sha256(snapshot).digest() + snapshot)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        self._thin()

    def load(self, name: str) -> bytes | None:
        """Read a snapshot back; a missing or damaged file is no snapshot."""
        if not NAME.fullmatch(name):
            return None
        try:
            written = self._path(name).read_bytes()
        except OSError:
            return None
        digest, snapshot = written[:DIGEST], written[DIGEST:]
        return snapshot if hashlib.sha256(snapshot).digest() == digest else None

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.session"

    def _thin(self) -> None:
        """Forget the oldest files when there are too many."""
        files = sorted(self._folder.glob("*.session"), key=_written, reverse=True)
        for path in files[MOST_FILES:]:
            path.unlink(missing_ok=True)


def _written(path: Path) -> float:
    """Tell when a file was written; one that has just gone counts as oldest."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
