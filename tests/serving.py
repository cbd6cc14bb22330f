"""Starts the real server as a person would, and stops it again."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

PATIENCE_SECONDS = 60.0
FALLLINE = (sys.executable, "-m", "app")


class Server(NamedTuple):
    """A running server: where it is, what it is and what it has said."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def port(self) -> int:
        """Read the port from the address."""
        return int(self.url.rsplit(":", 1)[1])

    def said(self) -> str:
        """Read all that the server has printed so far."""
        return self.log.read_text("utf-8", errors="replace")


@contextmanager
def serving(
    *flags: str,
    command: Sequence[str] = FALLLINE,
    port: int = 0,
    cwd: Path | None = None,
) -> Iterator[Server]:
    """Run `fallline serve` on a free port until the block ends, then stop it.

    It leads a group of its own, as what is started from a terminal does.
    """
    with TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*command, "serve", "--host", "127.0.0.1", "--port", str(port), *flags],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                process_group=0,
            )
        try:
            yield Server(address(process, log), process, log)
        finally:
            stop(process)


def address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Wait for the line that tells a person where to look."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(r"http://[\w.]+:\d+", log.read_text("utf-8")):
            return found[0]
        time.sleep(0.02)
    raise AssertionError("the server did not start:\n" + log.read_text("utf-8")[-2000:])


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to end, as Ctrl-C does, and insist after a while."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
