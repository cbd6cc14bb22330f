"""Somebody in front of a session, with a clock that only they move."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.data.digits import Digits
from app.session import Session
from app.settings import Settings
from app.wire.frames import decode
from app.wire.messages import COMMANDS, Notice, Refusal, Status
from tests.training.examples import few_digits

Frame = dict[str, NDArray[Any]]
LAB = (
    "costs",
    "test_costs",
    "test_accuracy",
    "epoch_steps",
    "rate_steps",
    "gradient_norms",
    "weight_images",
    "strongest_pixels",
    "weights",
    "biases",
    "z",
    "activations",
    "outputs",
    "input",
    "drawn",
    "profile",
    "landing",
    "map",
)


class Clock:
    """A clock that moves a little whenever somebody looks at it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        self.now += 100e-6
        return self.now


class Person:
    """A viewer who acknowledges frames, and turns the session's crank."""

    def __init__(
        self,
        settings: Settings | None = None,
        digits: Digits | None = None,
        session: Session | None = None,
        watch: Sequence[str] = LAB,
        number: int = 1,
    ) -> None:
        self.clock = Clock()
        self.session = session or Session(
            "a1", settings or Settings(epochs=1000), digits or few_digits(), self.clock
        )
        self.number = number
        self.frames: list[Frame] = []
        self.refusals: list[Refusal] = []
        self.statuses: list[Status] = []
        self.notices: list[Notice] = []
        self.session.join(number, near=False)
        if watch:
            self.say("watch", tensors=tuple(watch))

    def say(self, command: str, /, **fields: Any) -> bool:
        """Give a command; say whether it was carried out."""
        refused = len(self.refusals)
        asked = COMMANDS.validate_python({"type": command, **fields})
        self.session.receive(self.number, asked)
        self.listen()
        return len(self.refusals) == refused

    def listen(self) -> None:
        """Hear what the session says."""
        for viewer, answer in self.session.answers():
            if viewer in (None, self.number):
                if isinstance(answer, Refusal):
                    self.refusals.append(answer)
                elif isinstance(answer, Status):
                    self.statuses.append(answer)
                elif isinstance(answer, Notice):
                    self.notices.append(answer)

    def look(self, *, acknowledge: bool = True) -> Frame | None:
        """Take the next frame, if one is due."""
        data = self.session.frame(self.number)
        if data is None:
            return None
        frame = decode(data)
        self.frames.append(frame)
        if acknowledge:
            self.say("seen", step=int(frame["step"]))
        return frame

    def wait(self, seconds: float) -> None:
        """Let time pass: the session works when it has to, and frames arrive."""
        end = self.clock.now + seconds
        while self.clock.now < end:
            if self.session.has_work():
                self.session.advance(0.002)
            else:
                self.clock.now += 0.001
            self.listen()
            self.look()

    def settle(self) -> None:
        """Wait until the session has nothing more to do."""
        while self.session.has_work():
            self.session.advance(0.002)
        self.listen()
        self.clock.now += 1
        while self.look():
            self.clock.now += 1

    def newest(self, name: str) -> NDArray[Any]:
        """Return the newest values of a tensor."""
        return next(frame[name] for frame in reversed(self.frames) if name in frame)

    def first(self, name: str) -> NDArray[Any]:
        """Return the values of a tensor when it first came."""
        return next(frame[name] for frame in self.frames if name in frame)

    @property
    def status(self) -> Status:
        """Return the newest status."""
        return self.session.status()


def drawing(value: int = 255) -> tuple[int, ...]:
    """Draw a bar."""
    image = np.zeros((28, 28), int)
    image[4:20, 6:9] = value
    return tuple(int(each) for each in image.ravel())
