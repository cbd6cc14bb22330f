"""Whatever people do in whatever order, a session is what a simple model says."""

from typing import Any

import numpy as np
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from app.session import Session
from app.settings import Settings
from tests.training.examples import few_digits
from tests.training.person import Person, drawing

CALM = Settings(hidden=(6,), batch=100, epochs=1000)
EARLIER = st.integers(0, 40)


class Using(RuleBasedStateMachine):
    """One person plays, steps, tunes, draws, leaves and comes back.

    The model is the state, the step where it is certain, and the settings.
    """

    @initialize()
    def sit_down(self) -> None:
        """Begin with a paused run at step 0."""
        self.person = Person(CALM, few_digits(200, 50))
        self.playing = False
        self.step: int | None = 0
        self.rate = CALM.rate
        self.undo: str | None = None
        self.line = self.person.status.line

    @property
    def session(self) -> Session:
        """Return the session that the person uses."""
        return self.person.session

    def certain(self) -> int:
        """Return the step, once training has stopped."""
        return self.session.run.step if self.step is None else self.step

    def new_line(self, step: int | None, undo: str | None) -> None:
        """Expect another line, paused."""
        self.playing, self.step, self.undo = False, step, undo
        line = self.person.status.line
        assert line > self.line
        self.line = line

    @rule()
    def play(self) -> None:
        """Press Play, which is refused while it trains."""
        assert self.person.say("start") is not self.playing
        self.playing, self.step = True, None

    @rule()
    def pause(self) -> None:
        """Press Pause, which is refused while it is paused."""
        assert self.person.say("pause") is self.playing
        self.step, self.playing = self.certain(), False

    @rule(count=st.integers(1, 9))
    def take_steps(self, count: int) -> None:
        """Press Step, which is refused while it trains."""
        assert self.person.say("step", count=count) is not self.playing
        if not self.playing:
            self.person.settle()
            self.step = self.certain() + count

    @rule(pace=st.sampled_from([1, 4, 16, 64, "max"]), seconds=st.floats(0.001, 0.08))
    def let_time_pass(self, pace: Any, seconds: float) -> None:
        """Choose a pace and wait."""
        assert self.person.say("pace", steps=pace)
        self.person.wait(seconds)
        assert self.person.status.pace == pace

    @rule(rate=st.sampled_from([0.001, 0.5, 2.0, 5.0]))
    def tune(self, rate: float) -> None:
        """Move the slider."""
        assert self.person.say("tune", rate=rate)
        self.rate = rate

    @rule()
    def reset(self) -> None:
        """Press Reset, which keeps the rate."""
        assert self.person.say("reset")
        self.new_line(0, "reset")

    @rule(step=EARLIER)
    def branch(self, step: int) -> None:
        """Go back, which is refused when that step was not reached yet."""
        can = step <= self.session.run.step
        assert self.person.say("branch", step=step) is can
        if can:
            self.playing = False
            while self.session.run.step != step or self.session.line == self.line:
                self.session.advance(0.002)
            self.rate = self.person.status.settings.rate
            self.new_line(step, "branch")

    @rule()
    def take_back(self) -> None:
        """Press Undo, which is refused when there is nothing to take back."""
        assert self.person.say("undo") is (self.undo is not None)
        if self.undo:
            self.rate = self.person.status.settings.rate
            self.new_line(None, None)
            self.step = self.certain()

    @rule(value=st.integers(0, 255), centre=st.booleans())
    def draw(self, value: int, centre: bool) -> None:
        """Draw, which is always possible and seen at once."""
        assert self.person.say("draw", pixels=drawing(value), centre=centre)
        frame = self.person.look()
        assert frame is not None
        assert frame["drawn"].max() == value

    @rule()
    def come_back(self) -> None:
        """Lose the line and join again, having seen nothing."""
        self.session.leave(self.person.number)
        clock, number = self.person.clock, self.person.number + 1
        self.person = Person(session=self.session, number=number)
        self.person.clock = clock
        assert self.person.look() is not None

    @rule()
    def restore(self) -> None:
        """Go on in another process."""
        clock = self.person.clock
        other = Session.restore(
            "a1", self.session.snapshot(), self.session.digits, clock
        )
        assert np.array_equal(other.run.theta, self.session.run.theta)
        self.person = Person(session=other)
        self.person.clock = clock
        assert other.line > self.line
        self.line, self.undo = other.line, None

    @precondition(lambda self: self.step is not None)
    @invariant()
    def stands_where_it_should(self) -> None:
        """A run that does not train stays where it is."""
        assert self.session.run.step == self.step

    @invariant()
    def says_what_it_does(self) -> None:
        """The status is what the model says."""
        status = self.person.status
        assert status.state == ("running" if self.playing else "paused")
        assert status.settings.rate == self.rate
        assert status.line == self.line
        assert status.undo == self.undo

    @invariant()
    def gives_what_was_asked_for(self) -> None:
        """Frames agree with the run, and two at most are on their way."""
        waiting = self.session._viewers[self.person.number].waiting
        assert len(waiting) <= 2
        for frame in self.person.frames[-1:]:
            if int(frame["line"]) == self.line:
                assert int(frame["step"]) <= self.session.run.step
            assert np.isfinite(frame["outputs"]).all()


Using.TestCase.settings = hypothesis_settings(
    max_examples=20, stateful_step_count=20, deadline=None
)
TestUsing = Using.TestCase
