"""One run and its viewers: commands in, answers and frames out; no socket, no clock."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from app.data.digits import Digits
from app.release import release
from app.settings import Settings
from app.training.events import MOST_EVENTS, TUNABLE
from app.training.field import Field, Misfit
from app.training.measuring import Surveyor
from app.training.pace import Pacer
from app.training.pad import centred
from app.training.probes.scene import NO_LABEL, Pad, Scene, Tensors, empty_pad
from app.training.probes.table import PROBES, WATCHABLE, probe_of
from app.training.replay import Replay
from app.training.run import Divergence, Rest, Run
from app.training.snapshot import pack, unpack
from app.training.viewing import Part, Plan, Sight, Viewer
from app.wire import frames, messages
from app.wire.messages import Answer, Command

LONGEST_SILENCE = 1 / 32
URGENT_SECONDS = 0.01
MOST_WAITING = 64
PROGRESS_SECONDS = 1.0
RELEASE = release()


class Refused(Exception):
    """A command is out of place; the words say what is allowed."""


class Parked(NamedTuple):
    """An earlier line that undo brings back."""

    rest: Rest
    word: str


class Session:
    """What one person, or one class, works with."""

    def __init__(
        self,
        name: str,
        begin: Settings | Run,
        digits: Digits,
        clock: Callable[[], float],
    ) -> None:
        self.name, self.digits, self._clock = name, digits, clock
        self.line, self.steps, self.share = 0, 0, 1.0
        self._pacer = Pacer()
        self._surveyor = Surveyor(clock)
        self._field = Field()
        self._viewers: dict[int, Viewer] = {}
        self._answers: list[tuple[int | None, Answer]] = []
        self._replay: Replay | None = None
        self._after: list[tuple[int, Command]] = []
        run = begin if isinstance(begin, Run) else Run(begin, digits)
        self._chance = np.random.default_rng([run.origin.seed, 784])
        self._version = self._drawn = 0
        self._cached = (0, 0)
        self._pad = empty_pad()
        self._parts: dict[Part, Tensors] = {}
        self._frames: dict[Plan, bytes] = {}
        self._told: object = None
        self._tuned_at: float | None = None
        self._worked_at = self._shown_at = self._told_at = clock()
        self._take(run, None)

    # Viewers.

    def join(self, viewer: int, *, near: bool) -> None:
        """Let somebody look; they have seen nothing yet."""
        self._viewers[viewer] = Viewer(near, self._clock())
        self._answers.append((viewer, self.status()))

    def leave(self, viewer: int) -> None:
        """Forget a viewer."""
        self._viewers.pop(viewer, None)
        self._look_round()

    def answers(self) -> list[tuple[int | None, Answer]]:
        """Hand over what is to be said, to one viewer or to all (`None`)."""
        standing = self._standing()
        if standing != self._told:
            self._told = standing
            self._answers.append((None, self.status()))
        answers, self._answers = self._answers, []
        return answers

    def status(self) -> messages.Status:
        """Say how the session stands."""
        run = self.run
        return messages.Status(
            session=self.name,
            state=self.state,
            step=run.step,
            line=self.line,
            settings=run.settings,
            pace=self._pacer.steps,
            survey=self._surveyor.source,
            parameters=run.network.count,
            labels=self.digits.names,
            train_images=len(self.digits.train_images),
            test_images=len(self.digits.test_images),
            undo=self._parked.word if self._parked else None,
            diverged=_told(run.diverged),
            dead=run.dead,
            version=RELEASE,
        )

    def _standing(self) -> tuple[object, ...]:
        """Gather all whose change everybody is told."""
        run, pacer = self.run, self._pacer
        return (
            self.state,
            self.line,
            run.settings,
            pacer.steps,
            self._surveyor.source,
            self._parked and self._parked.word,
            run.diverged,
            run.dead,
        )

    @property
    def state(self) -> messages.State:
        """Say what the run is doing."""
        if self.run.diverged:
            return "diverged"
        if self.run.finished:
            return "finished"
        return "running" if self._pacer.playing else "paused"

    # Work.

    @property
    def urgent(self) -> bool:
        """Say whether somebody waits to see what a change does to the next step."""
        return (
            self._tuned_at is not None
            and self._pacer.flat_out
            and self._clock() - self._tuned_at < URGENT_SECONDS
        )

    def has_work(self) -> bool:
        """Say whether there is something to do at this moment."""
        now = self._clock()
        return (
            self._field.busy
            or self._replay is not None
            or self._pacer.ready(now)
            or self._may_measure(now)
        )

    def wake_at(self) -> float | None:
        """Tell when there will be something to do, if nothing is done until then."""
        return self._pacer.wake_at()

    def advance(self, seconds: float) -> None:
        """Train and measure for about so long, in pieces of at most 10 ms."""
        now = self._clock()
        end = now + seconds
        self._surveyor.earn((now - self._worked_at) * self.share)
        self._worked_at = now
        with np.errstate(all="ignore"):
            if self._pacer.flat_out and self._tuned_at is None:
                now = self._measure_until(now + seconds / 2)
            while now < end and self._work(now, end):
                now = self._clock()

    def _work(self, now: float, end: float) -> bool:
        """Do one piece of what is most pressing; say whether there was any."""
        if self._field.busy:
            self._work_out()
        elif self._replay is not None:
            self._go_back(self._replay, end)
        elif self._pacer.tick(now):
            self._train(now, end)
        else:
            return self._measure(now)
        return True

    def _work_out(self) -> None:
        """Do one piece of what was asked about known ground."""
        if self._field.work():
            self._show(at_once=True)

    def _may_measure(self, now: float) -> bool:
        """Say whether there is something to measure, within the budget."""
        return self._surveyor.ready(self.run, now, self._running)

    @property
    def _running(self) -> bool:
        """Say whether there are steps to take, now or at the next tick."""
        return self._pacer.playing or self._pacer.todo > 0

    def _measure_until(self, end: float) -> float:
        """Measure for so long at most, and return the time."""
        while (now := self._clock()) < end and self._measure(now):
            pass
        return now

    def _measure(self, now: float) -> bool:
        """Do one piece of a measurement, if there is one within the budget."""
        if not self._may_measure(now):
            return False
        if self._surveyor.work(self.run, now, self._running):
            self._show(at_once=not self._running)
        return True

    def _train(self, now: float, end: float) -> None:
        """Take steps until a tick is over or the time is up."""
        run, clock, before = self.run, self._clock, self.run.step
        left = todo = self._pacer.todo
        while left:
            if run.advance():
                left -= 1
            if run.stopped or clock() >= end:
                break
        self._pacer.todo = 0 if run.stopped else left
        self.steps += todo - left
        self._after_steps(run.step != before, now)

    def _after_steps(self, moved: bool, now: float) -> None:
        """Show what steps did if a tick is over, or nothing was shown for long."""
        pacer = self._pacer
        if self.run.stopped:
            pacer.pause()
        if moved:
            at_once = self._tuned_at is not None or not pacer.flat_out
            self._tuned_at = None
            if pacer.flat_out or not pacer.todo:
                self._show(at_once=at_once)
        if now - self._shown_at > LONGEST_SILENCE:
            self._show(at_once=False)

    def _show(self, *, at_once: bool) -> None:
        """Let frames leave that hold what is new."""
        self._version += 1
        self._shown_at = self._clock()
        if at_once:
            for viewer in self._viewers.values():
                viewer.hurry()

    def _go_back(self, replay: Replay, end: float) -> None:
        """Repeat steps until an earlier one is reached or the time is up."""
        while not (replay.advance() or replay.lost) and self._clock() < end:
            pass
        if replay.lost:
            self._give_up(replay)
        elif replay.left:
            self._tell_progress(replay)
        else:
            self._take(replay.run, Parked(self.run.rest(), "branch"))
            self._catch_up()

    def _give_up(self, replay: Replay) -> None:
        """Stay on this line, since the same steps do not lead to the same place."""
        reason = f"Step {replay.step} cannot be reached again: repeating it blew up."
        self._answers.append((None, messages.Refusal(reason=reason, command="branch")))
        self._catch_up()

    def _tell_progress(self, replay: Replay) -> None:
        """Say once a second how far it still is."""
        now = self._clock()
        if now - self._told_at >= PROGRESS_SECONDS:
            self._told_at = now
            text = f"Going back to step {replay.step}: {replay.left} more to repeat."
            self._answers.append((None, messages.Notice(kind="busy", text=text)))

    def _catch_up(self) -> None:
        """Do what was asked while earlier steps were repeated."""
        self._replay = None
        waiting, self._after = self._after, []
        for viewer, command in waiting:
            self.receive(viewer, command)

    def _take(self, run: Run, parked: Parked | None) -> None:
        """Go on with another run, on a new line."""
        if parked:
            parked.rest.history.park()
        self.run, self._parked = run, parked
        self.line += 1
        self._tuned_at = None
        self._pacer.pause()
        self._surveyor.forget()
        self._show(at_once=True)

    def snapshot(self) -> bytes:
        """Write down enough to go on elsewhere."""
        card, tensors = pack(self.run)
        card |= {
            "playing": self._pacer.playing,
            "pace": self._pacer.steps,
            "survey": self._surveyor.source,
            "line": self.line,
            "label": self._pad.label,
        }
        text = np.frombuffer(json.dumps(card).encode(), np.uint8)
        pad = {"drawn": self._pad.drawn, "input": self._pad.input}
        return frames.encode({**tensors, **pad, "card": text})

    @classmethod
    def restore(
        cls,
        name: str,
        snapshot: bytes,
        digits: Digits,
        clock: Callable[[], float],
    ) -> Self:
        """Go on from a snapshot, on a new line."""
        tensors = frames.decode(snapshot)
        card = json.loads(tensors["card"].tobytes())
        run = unpack(card, tensors, digits)
        session = cls(name, run, digits, clock)
        session.line = card["line"] + 1
        session._surveyor.choose(card["survey"])
        session._put(Pad(tensors["drawn"], tensors["input"], card["label"]))
        session._pacer.choose(card["pace"])
        if card["playing"]:
            session._pacer.play(clock())
        return session

    # Frames.

    def frame_due(self, viewer: int) -> float | None:
        """Tell when a viewer's next frame may leave; `None` if none is wanted."""
        return self._viewers[viewer].due(self._version)

    def frame(self, viewer: int) -> bytes | None:
        """Write what a viewer has not seen, if there is any and it may be sent."""
        now = self._clock()
        due = self._viewers[viewer].due(self._version)
        if due is None or due > now:
            return None
        if self._cached != (self._version, self.run.step):
            self._cached = (self._version, self.run.step)
            kept = self._surveyor.kept | self._field.kept
            self._scene = Scene(self.run, self._pad, kept)
            self._parts, self._frames = {}, {}
        plan = self._viewers[viewer].plan(self._sight(), now)
        if plan not in self._frames:
            with np.errstate(all="ignore"):
                self._frames[plan] = frames.encode(self._tensors(plan))
        self._viewers[viewer].weigh(len(self._frames[plan]), now)
        return self._frames[plan]

    def _sight(self) -> Sight:
        """Gather what there is to see, for a viewer to compare."""
        newest = self._surveyor.kept | self._field.kept
        kept = {key: each.version for key, each in newest.items()}
        kept["pad"] = self._drawn
        return Sight(
            version=self._version,
            line=self.line,
            step=self.run.step,
            pad=self._drawn,
            kept=kept,
            tested=self.run.history.tested,
        )

    def _tensors(self, plan: Plan) -> Mapping[str, NDArray[Any]]:
        """Gather the tensors of a frame."""
        run = self.run
        tensors: dict[str, NDArray[Any]] = {
            "step": np.array(run.step, np.uint32),
            "line": np.array(self.line, np.uint32),
            "rate": np.array(run.settings.rate, np.float32),
            "epoch": np.array(run.epoch, np.float32),
        }
        for part in plan:
            if part not in self._parts:
                key, arguments = part
                self._parts[part] = PROBES[key].measure(self._scene, *arguments)
            tensors |= self._parts[part]
        return tensors

    # Commands.

    def receive(self, viewer: int, command: Command) -> None:
        """Do what a viewer asks, or refuse it in words."""
        kind = type(command)
        try:
            if self._replay is not None and kind in WAITING:
                self._wait(viewer, command)
            else:
                COMMANDS[kind](self, viewer, command)
        except Refused as refused:
            refusal = messages.Refusal(reason=str(refused), command=command.type)
            self._answers.append((viewer, refusal))

    def _wait(self, viewer: int, command: Command) -> None:
        """Keep a command until the earlier step is reached."""
        if len(self._after) >= MOST_WAITING:
            raise Refused("Going back to an earlier step; wait until it is reached.")
        self._after.append((viewer, command))

    def _start(self, viewer: int, command: messages.Start) -> None:
        """Train from here on."""
        self._need_next_step()
        if self._pacer.playing:
            raise Refused("It is training already; it can be paused.")
        self.run.go_on()
        self._pacer.play(self._clock())

    def _pause(self, viewer: int, command: messages.Pause) -> None:
        """Stop training."""
        if not self._pacer.playing and not self._pacer.todo:
            raise Refused("It is not training; it can be started.")
        self._pacer.pause()
        self._show(at_once=True)

    def _step(self, viewer: int, command: messages.Step) -> None:
        """Take single steps."""
        self._need_next_step()
        if self._pacer.playing:
            raise Refused("It is training; pause it to take single steps.")
        self.run.go_on()
        self._pacer.todo += command.count

    def _need_next_step(self) -> None:
        """Refuse when there is no step to take."""
        blown = self.run.diverged
        if blown:
            raise Refused(
                f"The run blew up after step {blown.step} with η = {blown.rate:g}; "
                "go back some steps or reset."
            )

    def _reset(self, viewer: int, command: messages.Reset) -> None:
        """Begin again at step 0."""
        self._replay, self._after = None, []
        settings = command.settings or self.run.settings
        self._take(Run(settings, self.digits), Parked(self.run.rest(), "reset"))

    def _undo(self, viewer: int, command: messages.Undo) -> None:
        """Go on with the line before the last reset or branch."""
        if self._parked is None:
            raise Refused("There is no reset and no branch to take back.")
        self._take(Run.resumed(self._parked.rest, self.digits), None)

    def _branch(self, viewer: int, command: messages.Branch) -> None:
        """Go back to an earlier step and begin a new line there."""
        if command.step > self.run.step:
            raise Refused(f"This line goes from step 0 to step {self.run.step}.")
        self._pacer.pause()
        self._replay, self._told_at = Replay(self.run, command.step), self._clock()

    def _tune(self, viewer: int, command: messages.Tune) -> None:
        """Change what the next step uses."""
        changes = command.model_dump(exclude={"type"}, exclude_none=True)
        if not changes:
            raise Refused(f"Say what to change: {', '.join(TUNABLE)} or epochs.")
        if self.run.history.events.full:
            raise Refused(
                f"A run keeps {MOST_EVENTS} changes at most; reset to begin a new one."
            )
        self.run.tune(changes)
        if self._pacer.playing:
            self._tuned_at = self._clock()
        else:
            self._show(at_once=True)

    def _pace(self, viewer: int, command: messages.SetPace) -> None:
        """Choose how many steps a tick takes."""
        self._pacer.choose(command.steps)

    def _watch(self, viewer: int, command: messages.Watch) -> None:
        """Choose what a viewer sees."""
        probes = {name: probe_of(name) for name in command.tensors}
        unknown = [name for name, probe in probes.items() if probe is None]
        if unknown:
            raise Refused(
                f"There is no tensor {unknown[0]}; there are {', '.join(WATCHABLE)}."
            )
        keys = tuple(sorted({probe for probe in probes.values() if probe}))
        self._viewers[viewer].watch(keys, command.neurons)
        self._viewers[viewer].hurry()
        self._look_round()

    def _look_round(self) -> None:
        """Measure what somebody watches."""
        watched = {key for each in self._viewers.values() for key in each.watched}
        self._surveyor.want(watched)

    def _seen(self, viewer: int, command: messages.Seen) -> None:
        """Give a viewer credit for another frame."""
        waiting = self._viewers[viewer].waiting
        if not waiting:
            raise Refused("No frame waits to be acknowledged.")
        if waiting[0] != command.step:
            raise Refused(f"The oldest frame is that of step {waiting[0]}.")
        waiting.popleft()

    def _draw(self, viewer: int, command: messages.Draw) -> None:
        """Put a drawn digit on the pad."""
        drawn = np.array(command.pixels, np.uint8)
        self._put(Pad(drawn, centred(drawn) if command.centre else drawn))

    def _sample(self, viewer: int, command: messages.TakeSample) -> None:
        """Put a test image, or noise, on the pad."""
        self._put(SAMPLES[command.kind](self, command.label))

    def _test_digit(self, label: int | None) -> Pad:
        """Pick a test image, of one class if asked."""
        labels = self.digits.test_labels
        found = np.flatnonzero(labels == label) if label is not None else labels
        if not len(found):
            raise Refused(f"No test image has the label {label}.")
        choice = int(self._chance.integers(len(found)))
        index = choice if label is None else int(found[choice])
        image = self.digits.test_images[index].copy()
        return Pad(image, image, int(labels[index]))

    def _noise(self, label: int | None) -> Pad:
        """Make an image of noise."""
        if label is not None:
            raise Refused("Noise has no label; leave the label out.")
        image = self._chance.integers(0, 256, 784, np.uint8)
        return Pad(image, image, NO_LABEL)

    def _put(self, pad: Pad) -> None:
        """Put an image on the pad."""
        self._pad = pad
        self._drawn += 1
        self._show(at_once=True)

    def _choose_images(self, viewer: int, command: messages.Survey) -> None:
        """Choose the images that the map is measured on."""
        self._surveyor.choose(command.images)

    def _race(self, viewer: int, command: messages.Race) -> None:
        """Let racers go on known ground."""
        self._ask(self._field.race, command)

    def _scatter(self, viewer: int, command: messages.Scatter) -> None:
        """Let one racer go from many starts."""
        self._ask(self._field.scatter, command)

    def _feel(self, viewer: int, command: messages.Feel) -> None:
        """Find the cost and the slope at a point."""
        self._ask(self._field.feel, command)

    def _ask(self, question: Callable[..., None], command: Command) -> None:
        """Pass a question on to the field, or refuse what does not fit its ground."""
        try:
            question(**command.model_dump(exclude={"type"}))
        except Misfit as misfit:
            raise Refused(str(misfit)) from None


def _told(divergence: Divergence | None) -> messages.Divergence | None:
    """Say where a run blew up."""
    return divergence and messages.Divergence(**divergence._asdict())


COMMANDS: dict[type[Command], Callable[[Session, int, Any], None]] = {
    messages.Start: Session._start,
    messages.Pause: Session._pause,
    messages.Step: Session._step,
    messages.Reset: Session._reset,
    messages.Undo: Session._undo,
    messages.Branch: Session._branch,
    messages.Tune: Session._tune,
    messages.SetPace: Session._pace,
    messages.Watch: Session._watch,
    messages.Seen: Session._seen,
    messages.Draw: Session._draw,
    messages.TakeSample: Session._sample,
    messages.Survey: Session._choose_images,
    messages.Race: Session._race,
    messages.Scatter: Session._scatter,
    messages.Feel: Session._feel,
}
WAITING = (messages.Start, messages.Step, messages.Tune, messages.Branch, messages.Undo)
SAMPLES: dict[messages.Sample, Callable[[Session, int | None], Pad]] = {
    "test": Session._test_digit,
    "noise": Session._noise,
}
