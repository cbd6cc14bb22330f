"""Sends files and pages: compressed once, and not at all to who has them already."""

import gzip
import hashlib
import mimetypes
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

SMALLEST_GZIP = 512
PACKED = {"text", "application/json", "image/svg+xml"}
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


class File(NamedTuple):
    """Something to send: its kind, its bytes as they are and compressed, its mark."""

    kind: str
    plain: bytes
    packed: bytes | None
    mark: str


@lru_cache(maxsize=512)
def pack(contents: bytes, kind: str) -> File:
    """Compress contents if that makes them smaller, and mark them by their hash."""
    mark = f'"{hashlib.sha256(contents).hexdigest()[:20]}"'
    packable = kind.split("/")[0] == "text" or kind in PACKED
    if not packable or len(contents) < SMALLEST_GZIP:
        return File(kind, contents, None, mark)
    return File(kind, contents, gzip.compress(contents, 9, mtime=0), mark)


def respond(request: Request, file: File, status: int = 200) -> Response:
    """Answer with a file, compressed if the browser can, or say it is unchanged."""
    headers = {
        "ETag": file.mark,
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
    }
    if status == 200 and file.mark in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    body = file.plain
    if file.packed and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["Content-Encoding"] = file.packed, "gzip"
    return Response(body, status, headers, file.kind)


class Folder:
    """A folder of files that are read and compressed once, until they change."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._read: Callable[[Path, int], File] = lru_cache(maxsize=512)(read)

    def find(self, name: str) -> File | None:
        """Find a file in the folder; nothing outside it is ever found."""
        with suppress(OSError, ValueError):  # names that no system can have
            path = (self._root / name).resolve()
            if path.is_relative_to(self._root) and path.is_file():
                return self._read(path, path.stat().st_mtime_ns)
        return None


def read(path: Path, changed: int) -> File:
    """Read a file as it was when it was last changed."""
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path)[0]
    return pack(path.read_bytes(), kind or "application/octet-stream")
