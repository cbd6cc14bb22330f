"""Going back: start from the checkpoint below a step and take the same steps again."""

from collections import deque

from app.training.run import Run


class Replay:
    """A new run on its way to an earlier step of another, bit by bit the same."""

    def __init__(self, run: Run, step: int) -> None:
        self.step = step
        self.run = Run(run.origin, run.digits)
        point = run.history.below(step) or self.run.now()
        self._later = run.history.until(step)
        settings = run.history.events.settings(run.origin, point.step)
        self.run.settings = settings.changed(epochs=run.settings.epochs)
        self.run.go_to(point, run.history.until(point.step))
        self._events = deque(
            each for each in self._later.events.since(point.step) if each.step < step
        )
        self._tune()

    @property
    def left(self) -> int:
        """Count the steps still to take."""
        return self.step - self.run.step

    def advance(self) -> bool:
        """Take one chunk of a step; say whether the run has arrived."""
        if self.left and self.run.advance():
            self._tune()
        if not self.left:
            self.run.go_on()
            self.run.history.tests = self._later.tests
            self.run.history.tested = self._later.tested
        return not self.left

    def _tune(self) -> None:
        """Repeat the changes that were made before the next step."""
        while self._events and self._events[0].step == self.run.step:
            event = self._events.popleft()
            self.run.tune({event.name: event.value})
