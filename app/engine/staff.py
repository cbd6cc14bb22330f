"""The workers: hired, watched, and replaced by a spare one as soon as one is lost."""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from itertools import count
from typing import Any, NamedTuple, Protocol

from app.engine.executor import NoWorkers, WorkerStats
from app.engine.letters import Kind, Letter

SHORTEST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
SAID_NOTHING = "it ended without a word"

log = logging.getLogger("fallline.engine")


class Limits(NamedTuple):
    """How much there may be, and how long things may take."""

    sessions: int = 64
    unwatched_seconds: float = 30.0
    idle_seconds: float = 900.0
    silence_seconds: float = 3.0
    tick_seconds: float = 0.5
    start_seconds: float = 30.0


class Worker(Protocol):
    """Whatever takes turns: it reads letters, and its office hears from it."""

    @property
    def pid(self) -> int | None:
        """Give the process id, if it is a process of its own."""

    def post(self, letter: Letter) -> None:
        """Send a letter."""

    def kill(self) -> None:
        """End a worker that no longer answers; the office hears of its loss."""

    async def dismiss(self) -> None:
        """Let a worker end, and see it out."""

    def culprit(self) -> int | None:
        """Name the session that ended this worker, if one did."""


class Office(Protocol):
    """What a worker reports to."""

    def hear(self, worker: Worker, letter: Letter) -> None:
        """Take a letter from a worker."""

    def lose(self, worker: Worker) -> None:
        """Learn that a worker is gone."""


class Agency(Protocol):
    """Where workers come from."""

    async def hire(self, office: Office) -> Worker:
        """Begin a new worker."""


class Post:
    """One worker in employment: where it works, and when it was last heard of."""

    def __init__(self, worker: Worker, generation: int, now: float) -> None:
        self.worker = worker
        self.generation = generation
        self.desk: int | None = None
        self.ready = False
        self.trouble = SAID_NOTHING  # why it never was ready
        self.begun = asyncio.Event()  # ready, or gone before that
        self.heard_at = now
        self.work: dict[int, tuple[int, float]] = {}


class Staff:
    """One worker at each desk and one to spare, whatever happens to them."""

    def __init__(
        self,
        agency: Agency,
        desks: int,
        report: Callable[[Letter], None],
        replaced: Callable[[int, int | None], None],
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._agency = agency
        self._report = report
        self._replaced = replaced
        self._limits = limits
        self._clock = clock
        self._posts: dict[Worker, Post] = {}
        self._desks: list[Post | None] = [None] * desks
        self._spare: Post | None = None
        self._training: asyncio.Task[None] | None = None
        self._stillborn: set[Worker] = set()  # gone before they were entered here
        self._pause = 0.0  # before the next worker is hired, while none gets ready
        self._generations = count(1)
        self._tasks: set[asyncio.Task[None]] = set()
        self._looked_at = clock()
        self._closing = asyncio.Event()

    @property
    def desks(self) -> range:
        """Number the desks."""
        return range(len(self._desks))

    async def start(self) -> None:
        """Hire a worker for each desk, wait for them, and hire one to spare."""
        try:
            async with asyncio.timeout(self._limits.start_seconds):
                posts = await asyncio.gather(*map(self._fill, self.desks))
                for post in posts:
                    await post.begun.wait()
        except TimeoutError:
            raise NoWorkers("the workers took too long to start") from None
        except OSError as error:
            raise NoWorkers(f"no worker can be started: {error}") from None
        for post in posts:
            if not post.ready:
                raise NoWorkers(f"a worker could not start: {post.trouble}")
        self._want_spare(0.0)
        self._meanwhile(self._watch())

    async def close(self) -> None:
        """Let all workers go, those included that are only just beginning."""
        self._closing.set()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        posts, self._posts = self._posts, {}
        for post in posts.values():
            if not post.ready:  # it has nothing to save, and might be long in coming
                post.worker.kill()
        await asyncio.gather(*(post.worker.dismiss() for post in posts.values()))

    def post(self, desk: int, letter: Letter) -> bool:
        """Send a letter to the worker at a desk, or say that there is none just now."""
        post = self._desks[desk]
        if post is not None:
            post.worker.post(letter)
        return post is not None

    def work(self, desk: int, session: int) -> tuple[int, float]:
        """Tell a session's steps and seconds of work, as last reported."""
        post = self._desks[desk]
        return post.work.get(session, (0, 0.0)) if post else (0, 0.0)

    def stats(self, load: Callable[[int], int]) -> tuple[WorkerStats, ...]:
        """Tell how every worker stands."""
        return tuple(
            WorkerStats(desk, post.generation, post.worker.pid, load(desk))
            for desk, post in enumerate(self._desks)
            if post is not None
        )

    def hear(self, worker: Worker, letter: Letter) -> None:
        """Take a letter from a worker; one that was replaced is not listened to."""
        post = self._posts.get(worker)
        if post is None:
            return
        post.heard_at = self._clock()
        if letter.kind is Kind.READY:
            post.ready, self._pause = True, 0.0
            post.begun.set()
        elif letter.kind is Kind.FAILED and not post.ready:
            post.trouble = letter.body.decode()
        elif letter.kind is Kind.BEAT:
            post.work = {
                int(key): each for key, each in json.loads(letter.body).items()
            }
        else:
            self._report(letter)

    def lose(self, worker: Worker) -> None:
        """Replace a worker that is gone."""
        post = self._posts.pop(worker, None)
        if post is None:
            self._stillborn.add(worker)
            return
        post.begun.set()
        if not post.ready:
            self._slow_down(post.trouble)
        if not self._closing.is_set():
            self._meanwhile(self._replace(post))

    def _slow_down(self, trouble: str) -> None:
        """Hire ever more slowly while no worker gets ready, and say why for a while."""
        if self._pause < LONGEST_PAUSE_SECONDS:
            log.warning("a worker could not start: %s", trouble)
        longer = max(SHORTEST_PAUSE_SECONDS, 2 * self._pause)
        self._pause = min(LONGEST_PAUSE_SECONDS, longer)

    async def _fill(self, desk: int) -> Post:
        """Give a desk to the spare worker, or to a new one."""
        post, self._spare = self._spare, None
        if post is None or post.worker not in self._posts:
            return await self._hire(desk)
        post.desk = desk
        self._desks[desk] = post
        return post

    async def _hire(self, desk: int | None = None) -> Post:
        """Hire a worker for a desk, or to spare."""
        worker = await self._agency.hire(self)
        post = Post(worker, next(self._generations), self._clock())
        self._posts[worker] = post
        if desk is not None:
            post.desk = desk
            self._desks[desk] = post
        if worker in self._stillborn:
            self._stillborn.discard(worker)
            self.lose(worker)
        return post

    def _want_spare(self, delay: float) -> None:
        """See to it that there will be a spare worker."""
        if self._training is None or self._training.done():
            self._training = self._meanwhile(self._train_spare(delay))

    async def _train_spare(self, delay: float) -> None:
        """Have a worker ready, so that replacing another takes no time."""
        await self._nap(delay)
        missing = self._spare is None or self._spare.worker not in self._posts
        if missing and not self._closing.is_set():
            self._spare = await self._hire()

    async def _replace(self, lost: Post) -> None:
        """Put another worker in the place of one that is gone."""
        if lost.desk is not None:
            self._desks[lost.desk] = None
        await lost.worker.dismiss()
        if lost.desk is not None:
            log.warning("worker %d was lost and is replaced", lost.desk)
            await self._refill(lost, lost.desk)
        self._want_spare(max(SHORTEST_PAUSE_SECONDS, self._pause))

    async def _refill(self, lost: Post, desk: int) -> None:
        """Fill a desk again; not in a hurry if workers do not even come to work."""
        if not lost.ready:
            await self._nap(self._pause)
        while not self._closing.is_set():
            try:
                await self._fill(desk)
            except OSError as error:
                self._slow_down(str(error))
                await self._nap(self._pause)
            else:
                self._replaced(desk, lost.worker.culprit())
                return

    async def _watch(self) -> None:
        """End workers that have been silent for too long, for ever."""
        while not self._closing.is_set():
            await self._nap(self._limits.tick_seconds)
            now = self._clock()
            # If it was this process that slept, no worker is to blame.
            slept = now - self._looked_at > 2 * self._limits.tick_seconds + 1
            for post in list(self._posts.values()):
                self._check(post, now, slept)
            self._looked_at = now

    def _check(self, post: Post, now: float, excused: bool) -> None:
        """End one worker if it has been silent for too long."""
        limits = self._limits
        patience = limits.silence_seconds if post.ready else limits.start_seconds
        if excused:
            post.heard_at = now
        elif now - post.heard_at > patience:
            log.warning("worker %s is silent and is ended", post.desk)
            post.heard_at = now
            post.worker.kill()

    async def _nap(self, seconds: float) -> None:
        """Wait for so long, or until it all ends."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)

    def _meanwhile(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do something beside, and say so if it fails."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("looking after the workers failed: %s", task.exception())
