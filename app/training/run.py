"""A run goes down the cost one step at a time, and stops before numbers blow up."""

from collections.abc import Mapping
from math import isfinite
from typing import NamedTuple, Self

import numpy as np

from app.data.digits import Digits
from app.maths.arrays import Array, Whole
from app.maths.backpropagation import Backpropagation
from app.maths.network import Network
from app.maths.optimisers import OPTIMISERS, Numbers
from app.settings import Settings
from app.training.death import Death, death
from app.training.events import TUNABLE, Event, Value, changed
from app.training.history import MOST_BYTES, SPACING, Checkpoint, History
from app.training.order import Order

LARGEST_WEIGHT = 1e6
OWN_VECTORS = 13  # as long as θ, in a run and its measurements


class Divergence(NamedTuple):
    """The last step with finite numbers, and the rate that left them."""

    step: int
    rate: float


class Rest(NamedTuple):
    """A run that does not move: all that is needed to go on with it."""

    origin: Settings
    settings: Settings
    point: Checkpoint
    history: History
    stopped: bool
    diverged: Divergence | None
    dead: Death | None


class Run:
    """A network in training; a function of its settings and its event log."""

    def __init__(self, settings: Settings, digits: Digits) -> None:
        self.origin = self.settings = settings
        self.digits = digits
        self.network = Network(
            settings.sizes, settings.activation, settings.output, settings.cost
        )
        self.theta = self.network.initial(settings.initialisation, settings.seed)
        self.start = self.theta.copy()
        self.order = Order(
            settings.seed, min(settings.images, len(digits.train_images))
        )
        self.history = History(MOST_BYTES - OWN_VECTORS * self.theta.nbytes)
        self.diverged: Divergence | None = None
        self.dead: Death | None = None
        self.stopped = False
        self.step = 0
        self._begin()

    def _begin(self) -> None:
        """Make room for the sums, and keep the first checkpoint."""
        digits = self.digits
        self._back = Backpropagation(
            self.network, self.theta, digits.train_images, digits.train_targets
        )
        self._chunk = self.network.chunk
        self._done = self._size = 0
        self._norms: Array | None = None
        self._known = False
        self._use(self.settings)
        self.memory = self._optimiser.init(self.theta)
        self._theta_before, self._memory_before = self.theta.copy(), self.memory
        self._change = np.empty_like(self.theta)
        self._step_before, self._place_before = 0, self.order.place
        self.history.keep(self.now())

    @property
    def epoch(self) -> float:
        """Give the passes over the data, the step under way included."""
        return self.order.passes + self._done / self.order.images

    @property
    def batch(self) -> Whole:
        """Give the indices of the images that the next step uses."""
        return self._batch

    @property
    def finished(self) -> bool:
        """Say whether the epochs asked for are over."""
        return self.stopped and self.diverged is None

    def go_on(self) -> None:
        """Go past the end of the epochs that were asked for."""
        self.stopped = self.diverged is not None

    def rest(self) -> Rest:
        """Put the run aside; it takes up less room then."""
        return Rest(
            self.origin,
            self.settings,
            self.now(),
            self.history,
            self.stopped,
            self.diverged,
            self.dead,
        )

    @classmethod
    def resumed(cls, rest: Rest, digits: Digits) -> Self:
        """Go on with a run that was put aside."""
        run = cls(rest.origin, digits)
        run.settings = rest.settings
        rest.history.limit = run.history.limit
        run.go_to(rest.point, rest.history)
        run.history.keep(rest.point)
        run.stopped, run.diverged, run.dead = rest.stopped, rest.diverged, rest.dead
        return run

    def now(self) -> Checkpoint:
        """Copy all that is needed to go on from this step."""
        return Checkpoint(self.step, self.theta.copy(), self.memory, self.order.place)

    def advance(self) -> bool:
        """Take one chunk of the step under way; say whether that completed it."""
        back, start = self._back, self._done
        stop = start + self._chunk
        if not start:
            back.begin(self._size)
        if stop < self._size:
            back.add(self._batch[start:stop])
            self._done = stop
            return False
        back.add(self._batch[start:] if start else self._batch)
        self._done = 0
        cost = back.finish()
        if not isfinite(cost):
            self._retreat()
            return False
        return self._descend(cost)

    def _descend(self, cost: float) -> bool:
        """Move by Δθ = η·d, unless a weight would leave the bounds."""
        theta, before = self.theta, self._theta_before
        change, memory = self._optimiser.step(
            self._back.gradient, self.memory, self._numbers, self._rate, self._change
        )
        np.copyto(before, theta)
        np.add(theta, change, theta)
        if not theta.dot(theta) <= LARGEST_WEIGHT**2 and self._too_large():
            np.copyto(theta, before)
            self._blow_up(self.step)
            return False
        self._memory_before, self.memory = self.memory, memory
        self._step_before = self.step
        self.history.costs.append(cost)
        self.step += 1
        self._move()
        return True

    def _too_large(self) -> bool:
        """Say whether a weight is out of bounds, or no number at all."""
        return not float(np.abs(self.theta).max()) <= LARGEST_WEIGHT

    def _move(self) -> None:
        """Go on to the next batch, and keep what has to be kept on the way."""
        self._known = True
        self._norms = self._measure_norms() if self._size > self._chunk else None
        self._place_before = self.order.place
        if self.order.move(self._size):
            self.history.add_epoch(self.step)
            self.stopped = self.order.epoch % self.settings.epochs == 0
        self._batch = self.order.batch(self.settings.batch)
        self._size = len(self._batch)
        if self.step % SPACING == 0:
            self._keep()

    def _keep(self) -> None:
        """Put costs and a checkpoint into the history; see whether learning died."""
        self.history.costs.settle()
        self.history.keep(self.now())
        norms = self.gradient_norms()
        if norms is not None and self.step:
            self.dead = death(norms, self._recent_cost)

    def _recent_cost(self) -> float:
        """Return the mean cost of the steps since the last checkpoint."""
        start = self.step - SPACING
        return float(self.history.costs.since(start, SPACING).values[:, 1].mean())

    def _retreat(self) -> None:
        """Go back to the last step whose cost was a number."""
        before = Checkpoint(
            self._step_before,
            self._theta_before,
            self._memory_before,
            self._place_before,
        )
        self.settings = self.settings_at(before.step)
        self.go_to(before, self.history.until(before.step))
        self._blow_up(before.step)

    def _blow_up(self, step: int) -> None:
        """Stop, and remember the last finite step and the rate that left it."""
        self.diverged = Divergence(step, self.settings.rate)
        self.stopped = True

    def go_to(self, point: Checkpoint, history: History) -> None:
        """Stand where a checkpoint was taken, with what had been kept by then."""
        np.copyto(self.theta, point.theta)
        self.step, self.memory, self.history = point.step, point.memory, history
        self.order = Order(self.settings.seed, self.order.images, *point.place)
        self._done, self._norms, self._known = 0, None, False
        np.copyto(self._theta_before, point.theta)
        self._step_before, self._memory_before = point.step, point.memory
        self._place_before = point.place
        self._use(self.settings)

    def settings_at(self, step: int) -> Settings:
        """Return the settings that a step was begun with."""
        settings = self.history.events.settings(self.origin, step)
        return settings.changed(epochs=self.settings.epochs)

    def tune(self, changes: Mapping[str, object]) -> None:
        """Change settings from the next step on."""
        self.change(changed(self.settings, changes))

    def change(self, new: Mapping[str, Value]) -> None:
        """Take settings as new, also if they are the same, and write that down.

        An optimiser that was changed there and back has forgotten the past.
        """
        for name, value in new.items():
            if name in TUNABLE:
                self.history.events.add(Event(self.step, name, value))
        self._use(self.settings.changed(**new))
        if "optimiser" in new:
            self.memory = self._optimiser.init(self.theta)

    def _use(self, settings: Settings) -> None:
        """Take the next step with these settings."""
        self.settings = settings
        self._optimiser = OPTIMISERS[settings.optimiser]
        self._numbers = Numbers(settings.beta, settings.beta2)
        self._rate = np.float32(settings.rate)
        batch = self.order.batch(settings.batch)
        if len(batch) != self._size:
            self._done = 0
        self._batch, self._size = batch, len(batch)

    def gradient_norms(self) -> Array | None:
        """Return ‖∇C‖ of each layer for the newest batch, if it is known."""
        if self._norms is None and not self._done:
            if not self._known and self._size <= self._chunk:
                self._back.of(self._batch)
                self._known = True
            if self._known:
                self._norms = self._measure_norms()
        return self._norms

    def next_gradient(self) -> Array | None:
        """Return ∇C of the next batch, if that is one piece of work at this moment."""
        if self._done or self._size > self._chunk:
            return None
        self.gradient_norms()
        self._back.of(self._batch)
        return self._back.gradient.copy()

    def _measure_norms(self) -> Array:
        """Work out ‖∇C‖ of each layer, weights and biases together."""
        parts = [self._back.gradient[part] for part in self.network.bounds]
        return np.sqrt([part.dot(part) for part in parts]).astype(np.float32)
