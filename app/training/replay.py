"""Going back: start from the checkpoint below a step and take the same steps again."""

from app.training.run import Run


class Replay:
    """A new run on its way to an earlier step of another, bit by bit the same."""

    def __init__(self, run: Run, step: int) -> None:
        self.step = step
        self.run = Run(run.origin, run.digits)
        point = run.history.below(step) or self.run.now()
        self._later = run.history.until(step)
        self.run.settings = run.settings_at(point.step)
        self.run.go_to(point, run.history.until(point.step))
        self._events = iter(self._later.events.since(point.step))
        self._event = next(self._events, None)
        self._tune()

    @property
    def left(self) -> int:
        """Count the steps still to take."""
        return self.step - self.run.step

    @property
    def lost(self) -> bool:
        """Say whether the same steps blew up this time, as on another computer."""
        return self.run.diverged is not None

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
        while self._event and self._event.step == self.run.step:
            self.run.change({self._event.name: self._event.value})
            self._event = next(self._events, None)
