"""Sessions that fail at bad moments, and the turns that go on regardless."""

import time
from collections.abc import Callable

import pytest

from app.data.digits import MNIST, load
from app.engine.letters import Kind, Letter, commanding, joining, opening
from app.engine.turns import Turns
from app.session import Session
from app.settings import Settings
from app.wire.messages import Start
from tests.engine.troubled import fail

DIGITS = load(MNIST)
BAD, GOOD = 1, 2


class Hurried(Session):
    """A session whose work fails while somebody waits for it."""

    urgent = True

    def has_work(self) -> bool:
        """Claim that there is work."""
        return True

    def advance(self, seconds: float) -> None:
        """Fail."""
        fail()


class Idle(Session):
    """A session that cannot even say whether there is work."""

    def has_work(self) -> bool:
        """Fail."""
        fail()
        return False


class Late(Session):
    """A session that cannot say when a frame is due."""

    def frame_due(self, viewer: int) -> float | None:
        """Fail."""
        fail()
        return None


class Lost(Session):
    """A session that cannot say when it will have work."""

    def wake_at(self) -> float | None:
        """Fail."""
        fail()
        return None


@pytest.mark.parametrize("bad", [Hurried, Idle, Late, Lost])
def test_a_session_that_fails_is_dropped_and_its_neighbour_goes_on(
    bad: Callable[..., Session],
) -> None:
    makers = {"bad": bad, "good": Session}
    marks: list[int] = []

    def make(name: str, snapshot: bytes | None) -> Session:
        return makers[name](name, Settings(), DIGITS, time.monotonic)

    turns = Turns(make, time.monotonic, marks.append)
    for number, name in ((BAD, "bad"), (GOOD, "good")):
        turns.receive(opening(number, name, None))
        turns.receive(joining(10 * number, number, True))
    turns.receive(commanding(10 * GOOD, Start(type="start")))
    posted: list[Letter] = []
    for _ in range(20):
        posted += turns.turn()
        turns.rest()
    failed = [letter.who for letter in posted if letter.kind is Kind.FAILED]
    assert failed == [BAD]
    assert BAD in marks
    assert marks[-1] == 0
    assert any(letter[:2] == (Kind.SNAPSHOT, GOOD) for letter in posted)
