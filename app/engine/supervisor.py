"""Keeps sessions alive: places, restores, pauses, saves and wakes them."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count

from app.engine.executor import Full, SessionStats, Stats
from app.engine.home import Home, Stage
from app.engine.letters import CHATTER, Kind, Letter, commanding, joining, opening
from app.engine.shelf import Shelf
from app.engine.staff import Agency, Limits, Staff
from app.engine.viewer import Viewer
from app.wire.messages import Command, Notice, Refusal, Reset

LAST_WORDS_SECONDS = 1.0
FULL = (
    "All {sessions} places on this server are taken. "
    "Please try again in a few minutes, or close a tab that you no longer need."
)
RESTORED = Notice(
    kind="restored",
    text="The part of the server that trains this network stopped and was replaced. "
    "The run goes on from where it was at most two seconds before.",
)
RESTED = Notice(
    kind="idle",
    text="Nothing was changed here for a while, so this run was saved and stopped. "
    "It goes on from the same step as soon as you do something.",
)
SET_ASIDE = Refusal(
    reason="This run stopped its part of the server three times within a minute, so it "
    "was set aside. Reset begins again from step 0."
)
USUAL = Limits()

log = logging.getLogger("fallline.engine")


class Supervisor:
    """An executor whose sessions run on workers that may be lost at any moment."""

    def __init__(
        self,
        agency: Agency,
        workers: int,
        shelf: Shelf,
        limits: Limits = USUAL,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._staff = Staff(agency, workers, self._hear, self._replaced, limits)
        self._shelf = shelf
        self._limits = limits
        self._clock = clock
        self._homes: dict[int, Home] = {}
        self._dwellers: dict[int, Home] = {}
        self._numbers = count(1)
        self._restored = 0
        self._watching: asyncio.Task[None] | None = None
        self._closing = False
        self._shelving = asyncio.Lock()
        self._savings: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Get the workers ready."""
        await self._staff.start()
        self._watching = asyncio.get_running_loop().create_task(self._watch())
        self._watching.add_done_callback(say_why)

    async def connect(self, session: str | None, near: bool) -> Viewer:
        """Join a session as a viewer; an unknown name or none begins a new one."""
        home = self._find(session)
        if home.stage is Stage.CLOSED:
            self._make_room()
        number = next(self._numbers)
        viewer = Viewer(number, home.name, near, self._forward, self._leave)
        self._homes[home.number] = self._dwellers[number] = home
        home.viewers[number] = viewer
        home.paused = False
        self._welcome(home, viewer)
        return viewer

    def stats(self) -> Stats:
        """Tell how everything stands."""
        sessions = tuple(map(self._session_stats, self._homes.values()))
        return Stats(self._staff.stats(self._load), sessions, self._restored)

    async def close(self) -> None:
        """Save every session and let the workers go."""
        self._closing = True
        if self._watching is not None:
            self._watching.cancel()
        for home in self._all():
            self._rest(home)
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                while any(each.stage is Stage.CLOSING for each in self._all()):
                    await asyncio.sleep(0.005)
        for home in self._all():
            if home.stage is Stage.CLOSING:
                self._put_away(home)
        await asyncio.gather(*self._savings)
        await self._staff.close()

    # What workers report.

    def _hear(self, letter: Letter) -> None:
        """Deal with a letter from a worker."""
        REPORTS[letter.kind](self, letter)

    def _answered(self, letter: Letter) -> None:
        viewer = self._viewer(letter.who)
        if viewer is not None:
            viewer.put_answer(letter.body.decode())

    def _framed(self, letter: Letter) -> None:
        viewer = self._viewer(letter.who)
        if viewer is not None:
            viewer.put_frame(letter.body)

    def _photographed(self, letter: Letter) -> None:
        home = self._homes.get(letter.who)
        if home is not None:
            home.snapshot = letter.body

    def _failed(self, letter: Letter) -> None:
        """Go on from the snapshot when a session failed and its worker did not."""
        home = self._homes.get(letter.who)
        if home is not None:
            log.error("a session failed: %s", letter.body.decode())
            home.strike(self._clock())
            self._restore(home)

    def _closed(self, letter: Letter) -> None:
        home = self._homes.get(letter.who)
        if home is not None and home.stage is Stage.CLOSING:
            self._put_away(home)

    def _replaced(self, desk: int, culprit: int | None) -> None:
        """Go on with all that a lost worker was doing."""
        guilty = self._homes.get(culprit or 0)
        if guilty is not None:
            guilty.strike(self._clock())
        for home in self._all():
            if home.desk == desk:
                RECOVERIES[home.stage](self, home)

    # The life of a session.

    def _find(self, name: str | None) -> Home:
        """Find a session by its name, at work or on the shelf, or begin a new one."""
        for home in self._homes.values():
            if home.name == name:
                return home
        snapshot = self._shelf.load(name) if name else None
        kept = name if name and snapshot else secrets.token_urlsafe(16)
        return Home(next(self._numbers), kept, snapshot, self._clock())

    def _make_room(self) -> None:
        """Rest the session that was unwatched longest if there is room for no more."""
        at_work = [home for home in self._homes.values() if home.stage is Stage.OPEN]
        if len(at_work) < self._limits.sessions:
            return
        now = self._clock()
        longest = max(at_work, key=lambda home: home.unwatched(now))
        if longest.viewers:
            raise Full(FULL.format(sessions=self._limits.sessions))
        self._rest(longest)

    def _welcome(self, home: Home, viewer: Viewer) -> None:
        """Let a viewer into a session, and open it if need be."""
        if home.stage is Stage.ASIDE:
            viewer.tell(SET_ASIDE)
        elif home.stage is Stage.CLOSED:
            self._open(home)
        elif home.stage is Stage.CLOSING:
            home.wanted = True
        else:
            self._post(home, joining(viewer.number, home.number, viewer.near))

    def _open(self, home: Home) -> None:
        """Open a session on the worker with the fewest, and let its viewers in."""
        try:
            self._make_room()
        except Full as full:
            self._tell(home, Refusal(reason=str(full)))
            return
        home.desk = min(self._staff.desks, key=self._load)
        home.commanded_at = self._clock()
        self._settle(home)

    def _settle(self, home: Home) -> None:
        """Begin a session at its desk from its snapshot, with its viewers."""
        home.stage = Stage.OPEN
        home.wanted = home.paused = False
        waiting = home.held()
        self._post(home, opening(home.number, home.name, home.snapshot))
        for viewer in home.viewers.values():
            viewer.forget_frames()
            self._post(home, joining(viewer.number, home.number, viewer.near))
            if viewer.watch is not None:
                self._post(home, commanding(viewer.number, viewer.watch))
        for letter in waiting:
            self._post(home, letter)

    def _restore(self, home: Home) -> None:
        """Let a session go on from its snapshot, and tell its viewers so."""
        if home.stage is Stage.ASIDE:
            self._tell(home, SET_ASIDE)
            home.desk = None
            return
        self._restored += 1
        self._settle(home)
        self._tell(home, RESTORED)

    def _rest(self, home: Home) -> None:
        """Save a session and stop it."""
        if home.stage is Stage.OPEN:
            self._post(home, Letter(Kind.CLOSE, home.number))
            home.stage, home.wanted = Stage.CLOSING, False

    def _put_away(self, home: Home) -> None:
        """Put a session that has stopped on the shelf, unless it is wanted again."""
        home.stage = Stage.CLOSED
        if home.wanted and not self._closing:
            self._open(home)
        elif home.snapshot is not None:
            home.saving += 1
            work = self._save(home, home.snapshot)
            saving = asyncio.get_running_loop().create_task(work)
            self._savings.add(saving)
            saving.add_done_callback(self._savings.discard)
        else:
            self._forget(home)

    async def _save(self, home: Home, snapshot: bytes) -> None:
        """Write a session down, and forget it if nobody is there."""
        async with self._shelving:
            try:
                await asyncio.to_thread(self._shelf.save, home.name, snapshot)
            except OSError as error:
                log.error("a session could not be saved: %s", error)
        home.saving -= 1
        self._forget(home)

    def _forget(self, home: Home) -> None:
        """Forget a session that rests, when nobody is there and it is written down."""
        rests = home.stage in (Stage.CLOSED, Stage.ASIDE)
        if rests and not home.viewers and not home.saving:
            self._homes.pop(home.number, None)

    def _leave_be(self, home: Home) -> None:
        """Do nothing for a session that does not run."""

    async def _watch(self) -> None:
        """Look after the sessions, for ever."""
        while True:
            await asyncio.sleep(self._limits.tick_seconds)
            now = self._clock()
            for home in self._all():
                if home.stage is Stage.OPEN:
                    self._check(home, now)

    def _check(self, home: Home, now: float) -> None:
        """Pause a session that nobody watches, and rest one that nobody commands."""
        if now - home.commanded_at > self._limits.idle_seconds:
            self._rest(home)
            self._tell(home, RESTED)
        elif home.unwatched(now) > self._limits.unwatched_seconds and not home.paused:
            home.paused = True
            self._post(home, Letter(Kind.PAUSE, home.number))

    # What viewers do.

    def _forward(self, viewer: Viewer, command: Command) -> None:
        """Pass a command on to its session, and wake that if it rests."""
        home = self._dwellers[viewer.number]
        if isinstance(command, CHATTER):
            if home.stage is Stage.OPEN:
                self._post(home, commanding(viewer.number, command))
            return
        home.commanded_at = self._clock()
        if home.stage is Stage.ASIDE and isinstance(command, Reset):
            home.begin_again()
        if home.stage is Stage.ASIDE:
            viewer.tell(SET_ASIDE)
            return
        if home.stage is Stage.CLOSED:
            self._open(home)
        if home.stage is not Stage.CLOSED:
            home.wanted = True
            self._post(home, commanding(viewer.number, command))

    def _leave(self, viewer: Viewer) -> None:
        """Let a viewer go."""
        home = self._dwellers.pop(viewer.number)
        home.viewers.pop(viewer.number, None)
        home.unwatched_since = self._clock()
        if home.stage is Stage.OPEN:
            self._post(home, Letter(Kind.LEAVE, viewer.number))
        self._forget(home)

    # Small things.

    def _post(self, home: Home, letter: Letter) -> None:
        """Post a letter to a session's worker; a command waits until there is one."""
        at_work = home.stage is Stage.OPEN and home.desk is not None
        posted = at_work and self._staff.post(home.desk or 0, letter)
        if not posted and letter.kind is Kind.COMMAND:
            home.hold(letter)

    def _tell(self, home: Home, answer: Notice | Refusal) -> None:
        """Tell all viewers of a session."""
        for viewer in list(home.viewers.values()):  # telling may end one
            viewer.tell(answer)

    def _viewer(self, number: int) -> Viewer | None:
        """Find a viewer that is still there."""
        home = self._dwellers.get(number)
        return None if home is None else home.viewers.get(number)

    def _all(self) -> list[Home]:
        """List the sessions as they are now."""
        return list(self._homes.values())

    def _load(self, desk: int) -> int:
        """Count the sessions at work at a desk."""
        homes = self._homes.values()
        return sum(each.desk == desk and each.stage is Stage.OPEN for each in homes)

    def _session_stats(self, home: Home) -> SessionStats:
        """Tell how one session stands."""
        desk = home.desk if home.stage is Stage.OPEN else None
        work = (0, 0.0) if desk is None else self._staff.work(desk, home.number)
        return SessionStats(home.name, desk, len(home.viewers), *work)


def say_why(task: asyncio.Task[None]) -> None:
    """Say why something that should go on for ever ended, unless it was told to."""
    if not task.cancelled() and task.exception() is not None:
        log.error("looking after the sessions failed: %s", task.exception())


REPORTS: dict[Kind, Callable[[Supervisor, Letter], None]] = {
    Kind.ANSWER: Supervisor._answered,
    Kind.FRAME: Supervisor._framed,
    Kind.SNAPSHOT: Supervisor._photographed,
    Kind.FAILED: Supervisor._failed,
    Kind.CLOSED: Supervisor._closed,
}
# What becomes of a session whose worker was lost.
RECOVERIES: dict[Stage, Callable[[Supervisor, Home], None]] = {
    Stage.OPEN: Supervisor._restore,
    Stage.CLOSING: Supervisor._put_away,
    Stage.CLOSED: Supervisor._leave_be,
    Stage.ASIDE: Supervisor._restore,
}
