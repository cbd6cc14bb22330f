"""How many steps to take, and when: a tick thirty times a second, or no rest at all."""

from app.settings import FIRST_PACE, Pace

TICK_SECONDS = 1 / 30
WITHOUT_END = 1 << 62


class Pacer:
    """The steps that are to be taken at this moment."""

    def __init__(self, steps: Pace = FIRST_PACE) -> None:
        self.steps: Pace = steps
        self.playing = False
        self.todo = 0
        self._next_tick = 0.0

    @property
    def flat_out(self) -> bool:
        """Say whether steps are taken as fast as the core allows."""
        return self.playing and self.steps == "max"

    def play(self, now: float) -> None:
        """Let ticks begin."""
        self.playing, self.todo, self._next_tick = True, 0, now

    def pause(self) -> None:
        """Take no more steps."""
        self.playing, self.todo = False, 0

    def choose(self, steps: Pace) -> None:
        """Take so many steps a tick from now on."""
        self.steps = steps
        if self.playing:
            self.todo = 0

    def wake_at(self) -> float | None:
        """Tell when there will be steps to take, if there are none now."""
        return self._next_tick if self.playing else None

    def ready(self, now: float) -> bool:
        """Say whether there are steps to take."""
        return bool(self.todo) or (self.playing and now >= self._next_tick)

    def tick(self, now: float) -> int:
        """Begin a tick if it is time, and return the number of steps to take."""
        if not self.todo and self.playing and now >= self._next_tick:
            self.todo = WITHOUT_END if self.steps == "max" else self.steps
            self._next_tick = max(self._next_tick + TICK_SECONDS, now)
        return self.todo
