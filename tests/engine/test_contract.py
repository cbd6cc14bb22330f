"""What every executor promises, whatever its sessions run on."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from app.engine.executor import ChannelClosed, Full, SessionStats
from app.engine.staff import Limits
from app.engine.supervisor import Supervisor
from app.engine.viewer import MOST_WAITING
from tests.engine.conftest import QUICK, Starter
from tests.engine.person import PATIENCE_SECONDS, Person
from tests.engine.troubled import fail, run_out_of_memory, trouble

pytestmark = pytest.mark.anyio


async def arrive(
    executor: Supervisor, name: str | None = None, *, reads: bool = True
) -> Person:
    """Join a session and wait to be told how it stands."""
    person = Person(await executor.connect(name, near=True), reads=reads)
    await person.until(lambda: person.status is not None)
    return person


async def eventually(happened: Callable[[], bool]) -> None:
    """Wait until something has happened elsewhere."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not happened():
            await asyncio.sleep(0.005)


def session(executor: Supervisor, name: str) -> SessionStats:
    """Find a session's numbers."""
    return next(each for each in executor.stats().sessions if each.name == name)


def steps(executor: Supervisor) -> list[int]:
    """List how many steps every session has taken."""
    return [each.steps for each in executor.stats().sessions]


async def cause(person: Person, kind_of_trouble: Callable[[], None]) -> None:
    """Cause trouble, and again as soon as the session is back, until it is enough."""
    while not person.refusals:
        heard = len(person.notices)
        person.channel.send(trouble(kind_of_trouble))
        await person.until(lambda: len(person.notices) > heard or bool(person.refusals))  # noqa: B023
    assert person.notices == ["restored", "restored"]


async def kill_workers(executor: Supervisor) -> None:
    """End every worker that has a desk, as the system would."""
    for post in list(executor._staff._posts.values()):
        if post.desk is not None:
            post.worker.kill()


async def test_a_new_viewer_is_told_the_name_of_the_session(start: Starter) -> None:
    person = await arrive(await start())
    assert person.status is not None
    assert person.status.session == person.channel.session


async def test_a_session_trains_and_shows_it(start: Starter) -> None:
    person = await arrive(await start())
    person.train("costs")
    await person.until(lambda: person.step > 0)
    await person.see(3)


async def test_a_second_viewer_joins_the_same_session(start: Starter) -> None:
    executor = await start()
    first = await arrive(executor)
    second = await arrive(executor, first.channel.session)
    second.send(type="tune", rate=0.5)
    await first.until(
        lambda: first.status is not None and first.status.settings.rate == 0.5
    )
    assert session(executor, first.channel.session).viewers == 2


async def test_an_unknown_name_begins_a_new_session(start: Starter) -> None:
    executor = await start()
    for unknown in ("nonsense", "../../etc/passwd", "A" * 22, "", "€"):
        person = await arrive(executor, unknown)
        assert person.channel.session != unknown


async def test_sessions_are_spread_over_the_workers(start: Starter) -> None:
    executor = await start(workers=2)
    for _ in range(4):
        await arrive(executor)
    assert [worker.sessions for worker in executor.stats().workers] == [2, 2]


async def test_sessions_on_one_worker_have_equal_shares(start: Starter) -> None:
    executor = await start()
    people = [await arrive(executor) for _ in range(4)]
    for person in people:
        person.train()
    readers = [asyncio.create_task(person.until(lambda: False)) for person in people]
    await eventually(lambda: min(steps(executor)) > 0)
    before = steps(executor)
    await eventually(lambda: min(steps(executor)) > max(before) + 1500)
    for reader in readers:
        reader.cancel()
    taken = [now - then for now, then in zip(steps(executor), before, strict=True)]
    assert max(taken) / min(taken) <= 1.25


async def test_who_does_not_acknowledge_gets_two_frames_and_no_more(
    start: Starter,
) -> None:
    executor = await start()
    lazy = await arrive(executor, reads=False)
    eager = await arrive(executor, lazy.channel.session)
    eager.train()
    lazy.watch("costs")
    await eager.see(12)
    reading = asyncio.create_task(lazy.until(lambda: lazy.frames > 2))
    await eager.see(6)
    reading.cancel()
    assert lazy.frames == 2


async def test_who_leaves_is_missed_by_nobody(start: Starter) -> None:
    executor = await start()
    first = await arrive(executor)
    second = await arrive(executor, first.channel.session)
    first.train()
    second.watch("costs")
    await second.see()
    second.channel.close()
    await first.see(5)
    assert session(executor, first.channel.session).viewers == 1


async def test_who_left_hears_nothing_more(start: Starter) -> None:
    person = await arrive(await start())
    person.channel.close()
    with pytest.raises(ChannelClosed):
        await person.until(lambda: False)


async def test_who_reads_nothing_at_all_is_let_go(start: Starter) -> None:
    executor = await start()
    stuck = await arrive(executor)
    other = await arrive(executor, stuck.channel.session)
    for _ in range(MOST_WAITING + 1):
        stuck.send(type="undo")
    other.watch("costs")
    await other.see()
    stuck.send(type="undo")
    with pytest.raises(ChannelClosed):
        await stuck.until(lambda: False)
    await eventually(lambda: session(executor, stuck.channel.session).viewers == 1)


async def test_who_reads_nothing_keeps_nobody_else_from_being_looked_after(
    start: Starter,
) -> None:
    executor = await start(limits=QUICK._replace(idle_seconds=0.4))
    stuck, other = await arrive(executor), await arrive(executor)
    for _ in range(MOST_WAITING):
        stuck.send(type="undo")
    await other.until(lambda: "idle" in other.notices)
    await eventually(lambda: not session(executor, stuck.channel.session).viewers)


async def test_a_killed_worker_is_replaced_and_the_run_goes_on(start: Starter) -> None:
    executor = await start()
    people = [await arrive(executor) for _ in range(3)]
    for person in people:
        person.send(type="tune", rate=0.75)
        person.train()
        await person.until(lambda person=person: person.step > 20)  # type: ignore[misc]
    await eventually(lambda: all(home.snapshot for home in executor._all()))
    for person in people:
        await person.see(40)
    await kill_workers(executor)
    for person in people:
        line = person.line
        await person.until(lambda: person.line > line)  # noqa: B023
        assert person.notices == ["restored"]
        assert person.status is not None
        assert person.status.settings.rate == 0.75
        assert person.status.state == "running"
        await person.see(5)
        assert not person.refusals


async def test_a_session_that_has_just_begun_survives_its_worker_too(
    start: Starter,
) -> None:
    executor = await start()
    person = Person(await executor.connect(None, near=True))
    person.train()
    await kill_workers(executor)
    await person.until(lambda: "restored" in person.notices)
    person.send(type="start")
    await person.see(3)


async def test_workers_may_be_killed_again_and_again(start: Starter) -> None:
    executor = await start()
    person = await arrive(executor)
    person.watch("costs")
    for times in range(1, 4):
        await kill_workers(executor)
        await person.until(lambda times=times: len(person.notices) == times)  # type: ignore[misc]
        person.send(type="step", count=1)
        await person.see(2)
    assert set(person.notices) == {"restored"}
    assert not person.refusals


@pytest.mark.parametrize("kind_of_trouble", [fail, run_out_of_memory])
async def test_a_session_that_fails_goes_on_and_so_do_the_others(
    start: Starter, kind_of_trouble: Callable[[], None]
) -> None:
    executor = await start()
    neighbour, person = await arrive(executor), await arrive(executor)
    neighbour.train()
    person.watch("costs")
    await person.see()
    person.channel.send(trouble(kind_of_trouble))
    await person.until(lambda: person.notices == ["restored"])
    await person.see()
    await neighbour.see(3)
    assert not neighbour.notices


async def test_a_session_that_fails_three_times_is_set_aside_until_reset(
    start: Starter,
) -> None:
    executor = await start()
    person = await arrive(executor)
    await cause(person, fail)
    assert "Reset" in person.refusals[-1]
    person.send(type="start")
    await person.until(lambda: len(person.refusals) == 2)
    person.watch("costs")
    person.send(type="reset")
    person.send(type="start")
    await person.until(lambda: person.step > 0)


async def test_a_session_that_nobody_watches_pauses(start: Starter) -> None:
    executor = await start(limits=QUICK._replace(unwatched_seconds=0.05))
    person = await arrive(executor)
    person.train()
    await person.see()
    person.channel.close()
    home = executor._find(person.channel.session)
    await eventually(lambda: home.paused)
    again = await arrive(executor, person.channel.session)
    await again.until(
        lambda: again.status is not None and again.status.state == "paused"
    )


async def test_an_idle_session_is_saved_and_a_command_wakes_it(start: Starter) -> None:
    executor = await start(limits=QUICK._replace(idle_seconds=0.4))
    person = await arrive(executor)
    person.watch("costs")
    person.send(type="step", count=7)
    await person.until(lambda: person.step == 7)
    await person.until(lambda: "idle" in person.notices)
    await eventually(lambda: session(executor, person.channel.session).worker is None)
    assert person.notices == ["idle"]
    line = person.line
    person.send(type="tune", rate=0.5)
    await person.until(lambda: person.line > line)
    assert person.step == 7
    assert person.status is not None
    assert person.status.settings.rate == 0.5


async def test_whoever_comes_back_finds_the_run_where_it_was(start: Starter) -> None:
    executor = await start()
    person = await arrive(executor)
    person.watch("costs")
    person.send(type="step", count=7)
    await person.until(lambda: person.step == 7)
    await executor.close()
    again = await arrive(await start(), person.channel.session)
    assert again.channel.session == person.channel.session
    again.watch("costs")
    await again.until(lambda: again.step == 7)


async def test_a_full_server_says_so_and_gives_away_what_nobody_watches(
    start: Starter,
) -> None:
    executor = await start(limits=QUICK._replace(sessions=2))
    first, second = await arrive(executor), await arrive(executor)
    with pytest.raises(Full, match="2 places"):
        await executor.connect(None, near=True)
    first.channel.close()
    third = await arrive(executor)
    assert third.channel.session not in (first.channel.session, second.channel.session)
    again = first.channel.session
    second.channel.close()
    back = await arrive(executor, again)
    assert back.channel.session == again


async def test_a_full_server_wakes_no_session_until_there_is_room(
    start: Starter,
) -> None:
    executor = await start(limits=QUICK._replace(sessions=1))
    first = await arrive(executor)
    executor._rest(executor._find(first.channel.session))
    await eventually(lambda: executor.stats().sessions[0].worker is None)
    second = await arrive(executor)
    first.watch("costs")
    first.send(type="step", count=1)
    await first.until(lambda: bool(first.refusals))
    assert "1 places" in first.refusals[0]
    second.channel.close()
    first.send(type="step", count=2)
    await first.until(lambda: first.step == 2)


async def test_a_session_goes_on_where_nothing_can_be_written(
    start: Starter, tmp_path: Path
) -> None:
    (tmp_path / "rest").write_text("no folder")
    executor = await start(limits=QUICK._replace(idle_seconds=0.4))
    person = await arrive(executor)
    person.watch("costs")
    person.send(type="step", count=3)
    await person.until(lambda: "idle" in person.notices and person.step == 3)
    await eventually(lambda: session(executor, person.channel.session).worker is None)
    line = person.line
    person.send(type="step", count=4)
    await person.until(lambda: person.step == 7 and person.line > line)


async def test_a_session_is_saved_though_its_worker_says_nothing_at_the_end(
    start: Starter,
) -> None:
    executor = await start()
    person = await arrive(executor)
    person.watch("costs")
    person.send(type="step", count=7)
    await person.until(lambda: person.step == 7)
    home = executor._find(person.channel.session)
    await eventually(lambda: home.snapshot is not None)
    for post in list(executor._staff._posts.values()):
        await post.worker.dismiss()
    await executor.close()
    again = await arrive(await start(), person.channel.session)
    assert again.channel.session == person.channel.session


async def test_a_viewer_of_a_set_aside_session_is_told(start: Starter) -> None:
    executor = await start()
    person = await arrive(executor)
    await cause(person, fail)
    newcomer = Person(await executor.connect(person.channel.session, near=False))
    await newcomer.until(lambda: bool(newcomer.refusals))


def test_the_usual_limits_are_those_that_people_were_promised() -> None:
    assert Limits()[:4] == (64, 30.0, 900.0, 3.0)
