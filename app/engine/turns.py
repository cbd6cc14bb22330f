"""Gives many sessions on one core their turns, so that none waits long for another."""

import json
import traceback
from collections.abc import Callable, Iterator
from time import thread_time
from types import TracebackType

from app.engine.hosted import Hosted, Maker
from app.engine.letters import CHATTER, JOINING, Kind, Letter
from app.wire.messages import COMMANDS, Pause

SLICE_SECONDS = 0.002
# Frames of one worker are so far apart at least, so that steps have most of its time;
# twenty viewers then get fifteen frames a second each, and ten or fewer all they want.
FRAME_GAP_SECONDS = 1 / 300
BEAT_SECONDS = 1.0
SNAPSHOT_SECONDS = 1.5
COMMAND_SNAPSHOT_SECONDS = 0.05
SNAPSHOT_SHARE = 0.05  # of the time, at most, for snapshots while commands pour in
LONGEST_REST_SECONDS = 1.0
NOBODY = 0


class Seat:
    """One session at work here, who watches it, and what it has had of the core."""

    def __init__(self, number: int, session: Hosted, now: float) -> None:
        self.number = number
        self.session = session
        self.viewers: set[int] = set()
        self.used = 0.0
        self.spent = 0.0
        self.running = False
        self.urgent = False
        self.changed = True
        self.commanded = False
        self.saved_at = now - SNAPSHOT_SECONDS
        self.saving = 0.0

    def moments(self) -> Iterator[float]:
        """List the moments at which something will be due."""
        dues = [self.session.frame_due(viewer) for viewer in self.viewers]
        for moment in (self.session.wake_at(), self.snapshot_due(), *dues):
            if moment is not None:
                yield moment

    def snapshot_due(self) -> float | None:
        """Tell when the next snapshot should be taken; sooner after a command."""
        if not self.changed:
            return None
        after_command = max(COMMAND_SNAPSHOT_SECONDS, self.saving / SNAPSHOT_SHARE)
        wait = min(SNAPSHOT_SECONDS, after_command)
        return self.saved_at + (wait if self.commanded else SNAPSHOT_SECONDS)

    def saved(self, began: float, now: float) -> None:
        """Note that a snapshot has just been taken, and how long it took."""
        self.changed, self.commanded = False, False
        self.saving, self.saved_at = now - began, now


class Guard:
    """Says which session is at work, and takes note if it fails.

    It is entered some fifty times a turn; a generator would take three times as long.
    """

    __slots__ = ("_fail", "_seat", "_working_on")

    def __init__(
        self,
        seat: Seat,
        working_on: Callable[[int], None],
        fail: Callable[[Seat, Exception], None],
    ) -> None:
        self._seat, self._working_on, self._fail = seat, working_on, fail

    def __enter__(self) -> None:
        """Begin the work of a session."""
        self._working_on(self._seat.number)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """End it; an error of its own goes no further."""
        failed = isinstance(error, Exception)
        if isinstance(error, Exception):
            self._fail(self._seat, error)
        self._working_on(NOBODY)
        return failed


class Turns:
    """All sessions of one worker: letters in, slices of work, letters out."""

    def __init__(
        self,
        maker: Maker,
        clock: Callable[[], float],
        working_on: Callable[[int], None] = lambda session: None,
    ) -> None:
        self._maker = maker
        self._clock = clock
        self._working_on = working_on
        self._seats: dict[int, Seat] = {}
        self._homes: dict[int, Seat] = {}
        self._newcomers: dict[int, None] = {}  # viewers, in the order they came
        self._pressing: dict[int, None] = {}  # viewers, in the order they pressed
        self._floor = 0.0
        self._beat_at = self._frame_at = clock()
        self._out: list[Letter] = []

    def receive(self, letter: Letter) -> None:
        """Do what a letter from the front asks."""
        HANDLERS[letter.kind](self, letter)

    def turn(self) -> list[Letter]:
        """Work for one slice, send one frame, and hand over all letters to post.

        Newcomers have their first frames before anybody works again.
        """
        seat = self._next()
        if seat is not None and not self._greeting():
            self._work(seat)
        self._send_frame(idle=seat is None)
        self._take_snapshot()
        self._beat()
        letters, self._out = self._out, []
        return letters

    def rest(self) -> float:
        """Say for how many seconds there is nothing to do."""
        now = self._clock()
        moments = [self._beat_at, now + LONGEST_REST_SECONDS]
        for seat in list(self._seats.values()):
            with self._guard(seat):
                if seat.session.has_work():
                    return 0.0
                moments += seat.moments()
        return max(0.0, min(moments) - now)

    def _next(self) -> Seat | None:
        """Choose a tuned session, or else the one that has had least of the core."""
        able = [seat for seat in list(self._seats.values()) if self._able(seat)]
        for seat in able:
            seat.session.share = 1 / len(able)
        return min(able, key=_claim, default=None)

    def _able(self, seat: Seat) -> bool:
        """Say whether a session has work; one just woken claims no time from before."""
        running, seat.running = seat.running, False
        with self._guard(seat):
            seat.urgent = seat.session.urgent
            seat.running = seat.session.has_work()
        if seat.running and not running:
            seat.used = max(seat.used, self._floor)
        return seat.running

    def _work(self, seat: Seat) -> None:
        """Let one session work for a slice."""
        began = thread_time()  # the core's time, not that of whoever came between
        with self._guard(seat):
            seat.session.advance(SLICE_SECONDS)
            self._answer(seat)
        seconds = thread_time() - began
        self._floor = seat.used
        seat.used += seconds
        seat.spent += seconds
        seat.changed = True
        if seat.urgent:
            self._pressing |= dict.fromkeys(seat.viewers)

    def _greeting(self) -> bool:
        """Say whether somebody who has just come waits for a first frame."""
        now = self._clock()
        newcomers = list(self._newcomers)
        return any(self._due(viewer, now) is not None for viewer in newcomers)

    def _send_frame(self, idle: bool) -> None:
        """Send one frame: to newcomers, to who tuned just now, to the most overdue."""
        now = self._clock()
        for viewer in (*self._newcomers, *self._pressing):
            if self._due(viewer, now) is not None:
                self._frame(viewer)
                return
        if idle or now >= self._frame_at:
            self._send_most_overdue(now)

    def _send_most_overdue(self, now: float) -> None:
        """Send the frame that has been waited for longest, if any is due."""
        dues = ((self._due(viewer, now), viewer) for viewer in list(self._homes))
        late = [(due, viewer) for due, viewer in dues if due is not None]
        if late:
            self._frame_at = max(self._frame_at, now - FRAME_GAP_SECONDS)
            self._frame_at += FRAME_GAP_SECONDS
            self._frame(min(late)[1])

    def _due(self, viewer: int, now: float) -> float | None:
        """Tell since when a viewer's frame is due, if it is."""
        seat = self._homes.get(viewer)
        if seat is None:  # its session has failed just now
            return None
        with self._guard(seat):
            due = seat.session.frame_due(viewer)
            return due if due is not None and due <= now else None
        return None

    def _frame(self, viewer: int) -> None:
        """Measure one viewer's frame and post it."""
        seat = self._homes[viewer]
        self._newcomers.pop(viewer, None)
        self._pressing.pop(viewer, None)
        with self._guard(seat):
            frame = seat.session.frame(viewer)
            if frame is not None:
                self._out.append(Letter(Kind.FRAME, viewer, frame))

    def _take_snapshot(self) -> None:
        """Take the most overdue snapshot, if any is due."""
        now = self._clock()
        dues = [(seat.snapshot_due(), seat.number) for seat in self._seats.values()]
        late = [(due, number) for due, number in dues if due is not None and due <= now]
        if late:
            self._snapshot(self._seats[min(late)[1]])

    def _snapshot(self, seat: Seat) -> None:
        """Post a snapshot of one session."""
        began = self._clock()
        with self._guard(seat):
            self._out.append(
                Letter(Kind.SNAPSHOT, seat.number, seat.session.snapshot())
            )
            seat.saved(began, self._clock())

    def _beat(self) -> None:
        """Show once a second that this worker is alive, and what its sessions do."""
        now = self._clock()
        if now < self._beat_at:
            return
        self._beat_at = now + BEAT_SECONDS
        steps = {}
        for seat in list(self._seats.values()):
            with self._guard(seat):
                steps[seat.number] = (seat.session.steps, seat.spent)
        self._out.append(Letter(Kind.BEAT, NOBODY, json.dumps(steps).encode()))

    def _answer(self, seat: Seat) -> None:
        """Post what a session has to say, to one viewer or to all."""
        for viewer, answer in seat.session.answers():
            body = answer.model_dump_json().encode()
            for each in seat.viewers if viewer is None else {viewer} & seat.viewers:
                self._out.append(Letter(Kind.ANSWER, each, body))

    def _guard(self, seat: Seat) -> "Guard":
        """Watch over what a session does."""
        return Guard(seat, self._working_on, self._fail)

    def _fail(self, seat: Seat, error: Exception) -> None:
        """Drop a session that failed, and tell the front; the others go on."""
        place = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{type(error).__name__}: {error} ({place.name}:{place.lineno})"
        self._drop(seat)
        self._out.append(Letter(Kind.FAILED, seat.number, reason.encode()))

    def _drop(self, seat: Seat) -> None:
        """Forget a session and its viewers."""
        self._seats.pop(seat.number, None)
        for viewer in seat.viewers:
            self._forget(viewer)
        seat.viewers.clear()

    def _forget(self, viewer: int) -> None:
        """Forget a viewer."""
        for place in (self._homes, self._newcomers, self._pressing):
            place.pop(viewer, None)

    def _open(self, letter: Letter) -> None:
        """Seat a new session, or one that goes on from its snapshot."""
        name, _, snapshot = letter.body.partition(b"\n")
        self._working_on(letter.who)
        try:
            session = self._maker(name.decode(), snapshot or None)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".encode()
            self._out.append(Letter(Kind.FAILED, letter.who, reason))
            return
        finally:
            self._working_on(NOBODY)
        self._seats[letter.who] = Seat(letter.who, session, self._clock())

    def _close(self, letter: Letter) -> None:
        """Take a last snapshot of a session and let it go."""
        seat = self._seats.get(letter.who)
        if seat is not None:
            self._snapshot(seat)
            self._drop(seat)
        self._out.append(Letter(Kind.CLOSED, letter.who))

    def _pause(self, letter: Letter) -> None:
        """Pause a session that nobody watches."""
        seat = self._seats.get(letter.who)
        if seat is not None:
            with self._guard(seat):
                seat.session.receive(NOBODY, Pause(type="pause"))
                seat.changed = True

    def _join(self, letter: Letter) -> None:
        """Let a viewer into a session."""
        number, near = JOINING.unpack(letter.body)
        seat = self._seats.get(number)
        if seat is None:
            return
        self._homes[letter.who] = seat
        self._newcomers[letter.who] = None
        seat.viewers.add(letter.who)
        with self._guard(seat):
            seat.session.join(letter.who, near=near)
            self._answer(seat)

    def _leave(self, letter: Letter) -> None:
        """Let a viewer go."""
        seat = self._homes.get(letter.who)
        self._forget(letter.who)
        if seat is not None:
            seat.viewers.discard(letter.who)
            with self._guard(seat):
                seat.session.leave(letter.who)

    def _command(self, letter: Letter) -> None:
        """Give a viewer's command to its session."""
        seat = self._homes.get(letter.who)
        if seat is None:
            return
        command = COMMANDS.validate_json(letter.body)
        if not isinstance(command, CHATTER):
            seat.changed = seat.commanded = True
        with self._guard(seat):
            seat.session.receive(letter.who, command)
            self._answer(seat)


HANDLERS: dict[Kind, Callable[[Turns, Letter], None]] = {
    Kind.OPEN: Turns._open,
    Kind.CLOSE: Turns._close,
    Kind.PAUSE: Turns._pause,
    Kind.JOIN: Turns._join,
    Kind.LEAVE: Turns._leave,
    Kind.COMMAND: Turns._command,
}


def _claim(seat: Seat) -> tuple[bool, float]:
    """Order sessions for their turns."""
    return (not seat.urgent, seat.used)
