"""Executors of every kind, so that one suite of tests holds them all to their word."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Protocol

import pytest

from app.data.digits import MNIST
from app.engine.inline import InlineWorkers
from app.engine.process import Processes
from app.engine.shelf import Shelf
from app.engine.staff import Agency, Limits
from app.engine.supervisor import Supervisor
from tests.engine.troubled import STUDIO, open_studio

QUICK = Limits(tick_seconds=0.02)


def inline(folder: Path) -> Agency:
    """Take turns on the event loop."""
    return InlineWorkers(open_studio(MNIST))


def process(folder: Path) -> Agency:
    """Take turns in processes."""
    return Processes(folder, MNIST, STUDIO)


AGENCIES: dict[str, Callable[[Path], Agency]] = {"inline": inline, "process": process}


class Starter(Protocol):
    """Starts an executor that ends with the test."""

    def __call__(
        self, workers: int = 1, limits: Limits = QUICK
    ) -> Awaitable[Supervisor]:
        """Start it."""


@asynccontextmanager
async def running(
    kind: str,
    folder: Path,
    workers: int,
    limits: Limits,
    clock: Callable[[], float] = time.monotonic,
) -> AsyncIterator[Supervisor]:
    """Run an executor until the block ends."""
    shelf = Shelf(folder / "rest")
    executor = Supervisor(AGENCIES[kind](folder), workers, shelf, limits, clock)
    await executor.start()
    try:
        yield executor
    finally:
        await executor.close()


@pytest.fixture(params=sorted(AGENCIES))
def kind(request: pytest.FixtureRequest) -> str:
    """Go through the kinds of executors."""
    return str(request.param)


@pytest.fixture
async def start(kind: str, tmp_path: Path) -> AsyncIterator[Starter]:
    """Start executors of one kind, all with the same shelf."""
    async with AsyncExitStack() as stack:

        async def begin(workers: int = 1, limits: Limits = QUICK) -> Supervisor:
            opened = running(kind, tmp_path, workers, limits)
            return await stack.enter_async_context(opened)

        yield begin
