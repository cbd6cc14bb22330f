"""Sessions that nobody needs pause and rest in time, by a clock that the tests move."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.engine.home import Home
from app.engine.shelf import Shelf
from app.engine.supervisor import Supervisor
from tests.engine.conftest import QUICK, running
from tests.engine.person import Person
from tests.engine.test_contract import arrive, eventually, session

pytestmark = pytest.mark.anyio
MINUTE = 60.0


class Clock:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Begin at no time in particular."""
    return Clock()


@pytest.fixture
async def executor(tmp_path: Path, clock: Clock) -> AsyncIterator[Supervisor]:
    """Run sessions for as long as people were promised, by this clock."""
    async with running("inline", tmp_path, 1, QUICK, clock) as opened:
        yield opened


async def training(executor: Supervisor) -> tuple[Person, Home]:
    """Let somebody train a session that will not be over soon, and watch it."""
    person = await arrive(executor)
    person.send(type="tune", epochs=1000)
    person.train("costs")
    await person.until(lambda: person.step > 0)
    return person, executor._find(person.channel.session)


async def test_frames_that_are_seen_are_no_reason_to_go_on_after_15_minutes(
    executor: Supervisor, clock: Clock, tmp_path: Path
) -> None:
    person, home = await training(executor)
    for _ in range(14):
        clock.now += MINUTE
        await person.see(2)
        person.watch("costs", "outputs")
    assert not person.notices
    clock.now += MINUTE + 1
    await person.until(lambda: "idle" in person.notices)
    await eventually(lambda: session(executor, home.name).worker is None)
    await eventually(lambda: Shelf(tmp_path / "rest").load(home.name) is not None)
    assert person.notices == ["idle"]


async def test_a_command_buys_a_run_another_15_minutes(
    executor: Supervisor, clock: Clock
) -> None:
    person, _ = await training(executor)
    clock.now += 14 * MINUTE
    person.send(type="tune", rate=0.5)
    clock.now += 14 * MINUTE
    await person.see(5)
    assert not person.notices
    clock.now += 2 * MINUTE
    await person.until(lambda: "idle" in person.notices)


async def test_a_run_that_nobody_watches_for_30_seconds_pauses(
    executor: Supervisor, clock: Clock
) -> None:
    neighbour, _ = await training(executor)
    person, home = await training(executor)
    person.channel.close()
    clock.now += 29
    await neighbour.see(5)
    assert not home.paused
    clock.now += 2
    await eventually(lambda: home.paused)
    again = await arrive(executor, home.name)
    assert again.status is not None
    assert again.status.state == "paused"
    assert again.status.step >= person.step
    await neighbour.see(5)


async def test_whoever_looks_in_keeps_a_run_going_for_another_30_seconds(
    executor: Supervisor, clock: Clock
) -> None:
    neighbour, _ = await training(executor)
    person, home = await training(executor)
    person.channel.close()
    clock.now += 20
    (await arrive(executor, home.name)).channel.close()
    clock.now += 20
    await neighbour.see(5)
    assert not home.paused


async def test_a_run_that_nobody_watches_is_put_away_after_15_minutes_too(
    executor: Supervisor, clock: Clock, tmp_path: Path
) -> None:
    person, home = await training(executor)
    person.channel.close()
    clock.now += 15 * MINUTE + 1
    await eventually(lambda: not executor.stats().sessions)
    assert Shelf(tmp_path / "rest").load(home.name) is not None
    again = await arrive(executor, home.name)
    assert again.status is not None
    assert again.status.step >= person.step
