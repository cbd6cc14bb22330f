"""A session stays small, however long it runs and however large its network is."""

import tracemalloc

import pytest

from app.settings import Settings
from app.training.events import MOST_EVENTS, Event, EventLog
from tests.training.examples import few_digits, mnist
from tests.training.person import Person, drawing

MEGABYTE = 1e6


def full_log() -> EventLog:
    """Return a log with room for no more changes."""
    size = len(EventLog([Event(0, "rate", 1.0)]).packed())
    return EventLog.unpacked(bytes(size * MOST_EVENTS))


def grow_old(person: Person) -> None:
    """Fill all that is kept of a run up to its bounds."""
    run = person.session.run
    for number in range(500):
        run.history.keep(run.now()._replace(step=64 * number))
    for _ in range(9_000):
        run.history.costs.append(1.0)
    run.history.costs.settle()
    run.history.events = full_log()


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(hidden=(128, 64), optimiser="Adam", rate=0.001),
        Settings(hidden=(300, 300, 300), batch=512),
    ],
)
def test_a_session_takes_40_megabytes_at_most(settings: Settings) -> None:
    mnist(), few_digits()
    tracemalloc.start()
    person = Person(settings, mnist())
    person.say("draw", pixels=drawing())
    person.say("pace", steps="max")
    person.say("start")
    for _ in range(40):
        person.session.advance(0.002)
        person.look()
    grow_old(person)
    person.say("reset")
    person.say("step", count=2)
    grow_old(person)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert used <= 40 * MEGABYTE


def test_a_run_with_too_many_changes_refuses_more() -> None:
    person = Person()
    person.session.run.history.events = full_log()
    assert not person.say("tune", rate=5.0)
    assert f"{MOST_EVENTS}" in person.refusals[0].reason


def test_a_snapshot_is_small_however_old_the_run_is() -> None:
    person = Person()
    grow_old(person)
    assert len(person.session.snapshot()) < 2 * MEGABYTE
