"""What only worker processes can do: be stopped, crash, hang, and be alone."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from app.engine.process import NICENESS
from app.engine.supervisor import Supervisor
from tests.engine.conftest import QUICK, running
from tests.engine.person import PATIENCE_SECONDS
from tests.engine.test_contract import arrive, cause, eventually, session
from tests.engine.troubled import hang

pytestmark = pytest.mark.anyio
IMPATIENT = QUICK._replace(silence_seconds=1.5)


@pytest.fixture
async def executor(tmp_path: Path) -> AsyncIterator[Supervisor]:
    """Run sessions in one worker process, and a spare one."""
    async with running("process", tmp_path, 1, IMPATIENT) as opened:
        yield opened


def pid(executor: Supervisor) -> int:
    """Give the process id of the only worker."""
    found = executor.stats().workers[0].pid
    assert found is not None
    return found


async def test_a_worker_that_is_stopped_is_ended_and_replaced(
    executor: Supervisor,
) -> None:
    person = await arrive(executor)
    person.train()
    await person.see()
    os.kill(pid(executor), signal.SIGSTOP)
    await person.until(lambda: person.notices == ["restored"])
    person.send(type="step", count=1)
    await person.see()


async def test_a_session_that_hangs_is_found_out_and_its_neighbour_is_not_blamed(
    executor: Supervisor,
) -> None:
    neighbour, person = await arrive(executor), await arrive(executor)
    neighbour.train()
    await neighbour.see()
    await cause(person, hang)
    await person.until(lambda: bool(person.refusals))
    await neighbour.until(lambda: len(neighbour.notices) == 3)
    await neighbour.see()


async def test_a_crash_is_held_against_the_session_that_caused_it(
    executor: Supervisor,
) -> None:
    person = await arrive(executor)
    await cause(person, os.abort)
    assert "set aside" in person.refusals[-1]


async def test_the_old_worker_is_gone_and_the_new_one_is_another(
    executor: Supervisor,
) -> None:
    old = executor.stats().workers[0]
    person = await arrive(executor)
    os.kill(pid(executor), signal.SIGKILL)
    await person.until(lambda: person.notices == ["restored"])
    new = executor.stats().workers[0]
    assert new.generation > old.generation
    assert not psutil.pid_exists(old.pid or 0)


async def test_workers_let_other_programs_go_first(executor: Supervisor) -> None:
    nice = psutil.Process(pid(executor)).nice()
    assert nice - psutil.Process().nice() == NICENESS


async def test_workers_use_one_blas_thread(executor: Supervisor) -> None:
    assert psutil.Process(pid(executor)).num_threads() == 1


async def test_a_worker_with_nothing_to_do_does_nothing(executor: Supervisor) -> None:
    person = await arrive(executor)
    person.watch("costs", "outputs")
    worker = psutil.Process(pid(executor))
    name = person.channel.session
    await eventually(lambda: session(executor, name).worker is not None)
    async with asyncio.timeout(PATIENCE_SECONDS):
        quiet = 0
        while quiet < 2:
            quiet = quiet + 1 if await busy_for_a_second(worker) <= 0.05 else 0


async def busy_for_a_second(worker: psutil.Process) -> float:
    """Tell how much of the next second a process keeps its core busy."""
    before = worker.cpu_times()
    await asyncio.sleep(1)
    after = worker.cpu_times()
    return float(after.user + after.system - before.user - before.system)


async def test_workers_end_with_the_front(tmp_path: Path) -> None:
    async with running("process", tmp_path, 1, QUICK) as executor:
        worker = pid(executor)
    await eventually(lambda: not psutil.pid_exists(worker))
