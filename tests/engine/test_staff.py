"""Workers that do not even come to work, and the office that copes with it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.data.digits import MNIST
from app.engine.executor import NoWorkers
from app.engine.inline import InlineWorker, InlineWorkers
from app.engine.process import Processes
from app.engine.shelf import Shelf
from app.engine.staff import LONGEST_PAUSE_SECONDS, Agency, Limits, Office, Staff
from app.engine.supervisor import Supervisor
from tests.engine.conftest import QUICK, inline
from tests.engine.test_contract import eventually
from tests.engine.troubled import open_studio

pytestmark = pytest.mark.anyio


class Fickle(InlineWorkers):
    """An agency whose workers, from one to another, do not come to work."""

    def __init__(self, gone: range, leave: Callable[[InlineWorker], None]) -> None:
        super().__init__(open_studio(MNIST))
        self._gone = gone
        self._leave = leave
        self.hired = 0

    async def hire(self, office: Office) -> InlineWorker:
        """Begin a worker, who may be gone again at once."""
        worker = await super().hire(office)
        if self.hired in self._gone:
            self._leave(worker)
        self.hired += 1
        return worker


def vanish(worker: InlineWorker) -> None:
    """Be gone before anybody has written the worker's name down."""
    worker._stop()
    worker._office.lose(worker)


def sleep_in(worker: InlineWorker) -> None:
    """Never say that the worker is ready."""
    if worker._next is not None:
        worker._next.cancel()


@asynccontextmanager
async def staffed(agency: Agency, desks: int, limits: Limits) -> AsyncIterator[Staff]:
    """Have an office that ends with the block."""
    staff = Staff(agency, desks, print, lambda desk, culprit: None, limits)
    try:
        yield staff
    finally:
        await staff.close()


@pytest.mark.parametrize("leave", [InlineWorker.kill, vanish])
async def test_a_start_without_one_of_the_workers_is_no_start(
    leave: Callable[[InlineWorker], None],
) -> None:
    async with staffed(Fickle(range(1), leave), 2, QUICK) as staff:
        with pytest.raises(NoWorkers, match="without a word"):
            await staff.start()


async def test_workers_who_never_get_ready_are_not_waited_for_for_ever() -> None:
    limits = QUICK._replace(start_seconds=0.05)
    async with staffed(Fickle(range(1), sleep_in), 1, limits) as staff:
        with pytest.raises(NoWorkers, match="too long"):
            await staff.start()


async def test_a_spare_worker_who_never_gets_ready_is_replaced() -> None:
    agency = Fickle(range(1, 2), sleep_in)
    async with staffed(agency, 1, QUICK._replace(start_seconds=0.05)) as staff:
        await staff.start()
        await eventually(lambda: agency.hired == 3)


async def test_many_losses_at_once_end_in_one_spare_worker(tmp_path: Path) -> None:
    async with staffed(inline(tmp_path), 4, QUICK) as staff:
        await staff.start()
        await eventually(lambda: len(staff._posts) == 5)
        for post in list(staff._posts.values()):
            post.worker.kill()
        await eventually(lambda: len(staff._posts) >= 5)
        assert len(staff._tasks) <= 2
        assert len(staff._posts) == 5


async def test_workers_are_hired_ever_more_slowly_while_none_gets_ready(
    tmp_path: Path,
) -> None:
    async with staffed(inline(tmp_path), 1, QUICK) as staff:
        pauses = []
        for _ in range(7):
            staff._slow_down("no room")
            pauses.append(staff._pause)
        assert pauses == [1, 2, 4, 8, 16, 30, LONGEST_PAUSE_SECONDS]
        await staff.start()
        assert staff._pause == 0


async def test_a_process_that_cannot_start_says_why(tmp_path: Path) -> None:
    workers = Processes(tmp_path, tmp_path / "no digits here")
    executor = Supervisor(workers, 1, Shelf(tmp_path / "rest"))
    with pytest.raises(NoWorkers, match="no digits here"):
        await executor.start()
    await executor.close()
