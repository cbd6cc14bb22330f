"""Workers that are processes of their own, one for each core."""

import asyncio
import multiprocessing
import signal
import socket
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import cast

from app.engine.interrupts import interrupts_held
from app.engine.letters import Letter, Unpacker, pack
from app.engine.staff import Office, Worker
from app.engine.worker import MARK, Brief, work

PIPE_BYTES = 1_048_576
NICENESS = 10
FAREWELL_SECONDS = 1.0
SPAWN = multiprocessing.get_context("spawn")


class ProcessWorker(asyncio.Protocol):
    """The front's end of one worker process."""

    def __init__(self, process: SpawnProcess, mark: Path, office: Office) -> None:
        self._process = process
        self._mark = mark
        self._office = office
        self._unpacker = Unpacker()
        self._transport: asyncio.WriteTransport | None = None
        self._killed = False

    @property
    def pid(self) -> int | None:
        """Give the process id."""
        return self._process.pid

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the pipe to write on."""
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        """Hand over every letter that has arrived."""
        for letter in self._unpacker.feed(data):
            self._office.hear(self, letter)

    def connection_lost(self, error: Exception | None) -> None:
        """Tell that this worker is gone; its end of the pipe closed."""
        self._office.lose(self)

    def post(self, letter: Letter) -> None:
        """Send a letter; what the pipe cannot take yet waits here."""
        if self._transport is not None:
            self._transport.write(pack(letter))

    def kill(self) -> None:
        """End a worker that no longer answers."""
        self._killed = True
        self._process.kill()

    async def dismiss(self) -> None:
        """Close the pipe, at which a worker ends by itself, and see it out."""
        if self._transport is not None:
            self._transport.close()
        await asyncio.to_thread(self._see_out)

    def culprit(self) -> int | None:
        """Name the session that ended this worker, unless somebody else did."""
        outside = self._process.exitcode == -signal.SIGTERM or (
            self._process.exitcode == -getattr(signal, "SIGKILL", 9)
            and not self._killed
        )
        session = MARK.unpack(self._mark.read_bytes())[0]
        return None if outside else session or None

    def _see_out(self) -> None:
        """Wait for the process to end, and insist if it does not."""
        self._process.join(FAREWELL_SECONDS)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()


class Processes:
    """Hires workers: spawned, never forked, so that no BLAS thread is copied."""

    def __init__(
        self,
        folder: Path,
        digits: Path,
        studio: str = "app.engine.studio:open_studio",
    ) -> None:
        self._folder = folder
        self._digits = digits
        self._studio = studio
        self._hired = 0

    async def hire(self, office: Office) -> Worker:
        """Start a process and connect a pipe to it."""
        self._hired += 1
        mark = self._folder / f"worker-{self._hired}.mark"
        mark.write_bytes(bytes(MARK.size))
        here, there = pipe()
        brief = Brief(mark, self._digits, self._studio, NICENESS)
        process = SPAWN.Process(target=work, args=(there, brief), daemon=True)
        with there:
            await asyncio.to_thread(start, process)
        worker = ProcessWorker(process, mark, office)
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: worker, sock=here)
        return worker


def start(process: SpawnProcess) -> None:
    """Start a process that Ctrl-C in the terminal does not reach."""
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # its first start would let Ctrl-C through
    with interrupts_held():
        process.start()


def pipe() -> tuple[socket.socket, socket.socket]:
    """Make the two ends of a pipe that holds a few frames."""
    ends = socket.socketpair()
    for end in ends:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, PIPE_BYTES)
    return ends
