"""Workers are killed again and again: how soon is everybody back, and what is lost?"""

import asyncio
import json
import os
import random
import signal
import time
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any, NamedTuple
from urllib.request import urlopen

import numpy as np

from bench.load import FLAT_OUT, SESSIONS, lan_address, open_to_all
from bench.swarm import Viewer, fresh, number, offsets
from bench.table import Row, at_most
from tests.serving import Server

# A worker has a spare again by then, and a snapshot of any age up to the oldest.
SHORTEST_REST_SECONDS, LONGEST_REST_SECONDS = 3.0, 4.5
PATIENCE_SECONDS = 10.0
LOOK_SECONDS = 0.005


class Plan(NamedTuple):
    """Who watches, and how often a worker is killed."""

    what: str
    sessions: int
    viewers: int  # of each session
    kills: int


PLANS = (
    Plan("three sessions with two viewers each", 3, 2, 10),
    Plan("a class of forty", SESSIONS, 1, 6),
)


class Witness(Viewer):
    """A viewer who notes when frames of a new line begin."""

    def __init__(self, host: str, opening: list[dict[str, Any]], session: str) -> None:
        super().__init__(host, opening, session)
        self.line = 0
        self.begun_at = 0  # which of the frames is the first of this line
        self.closed = False

    def connection_lost(self, error: Exception | None) -> None:
        """Note that the socket closed, which it should not."""
        self.closed = True

    def _note(self, frame: bytes) -> None:
        """Note the line of a frame too."""
        super()._note(frame)
        start = 8 + int.from_bytes(frame[:8], "little")
        line = number(frame, start, offsets(frame[8:start])["line"])
        if line != self.line:
            self.line, self.begun_at = line, len(self.frames) - 1

    def back(self, killed: float) -> float:
        """Tell how many seconds after the kill the first frame of a new line came."""
        return self.frames[self.begun_at][0] - killed

    def lost(self, killed: float) -> tuple[float, int]:
        """Tell how many seconds, and how many steps, of work were lost."""
        times, steps = np.array(self.frames[: self.begun_at]).T
        _, resumed = self.frames[self.begun_at]
        return killed - float(np.interp(resumed, steps, times)), int(
            steps[-1]
        ) - resumed


class Blow(NamedTuple):
    """What one kill did to those who watched."""

    back: list[float]
    lost: list[float]
    steps: list[int]


async def stats(server: Server) -> dict[str, Any]:
    """Ask the server how it stands."""

    def ask() -> dict[str, Any]:
        with urlopen(f"{server.url}/debug/stats", timeout=5) as answer:  # noqa: S310
            found: dict[str, Any] = json.load(answer)
        return found

    return await asyncio.to_thread(ask)


async def arrive(
    server: Server, opening: list[dict[str, Any]], session: str = ""
) -> Witness:
    """Join a session, or begin one, and wait for a first frame."""
    host = lan_address()
    witness = Witness(f"{host}:{server.port}", opening, session)
    loop = asyncio.get_running_loop()
    await loop.create_connection(fresh(witness), host, server.port)
    while not witness.frames:
        await asyncio.sleep(LOOK_SECONDS)
    return witness


async def gather(server: Server, plan: Plan) -> list[Witness]:
    """Fill sessions with viewers."""
    found = []
    for _ in range(plan.sessions):
        first = await arrive(server, FLAT_OUT)
        more = range(plan.viewers - 1)
        found += [first, *[await arrive(server, [], first.session) for _ in more]]
    return found


async def strike(server: Server, witnesses: list[Witness], desk: int) -> Blow:
    """Kill the worker at a desk, and wait until all who watched it are back."""
    for each in witnesses:
        each.frames, each.begun_at = each.frames[-1:], 0
    await asyncio.sleep(random.uniform(SHORTEST_REST_SECONDS, LONGEST_REST_SECONDS))
    now = await stats(server)
    hit = {each["name"] for each in now["sessions"] if each["worker"] == desk}
    struck = [each for each in witnesses if each.session in hit]
    os.kill(now["workers"][desk]["pid"], signal.SIGKILL)
    killed = time.perf_counter()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not all(each.begun_at for each in struck):
            await asyncio.sleep(LOOK_SECONDS)
    lost = [each.lost(killed) for each in struck]
    return Blow(
        [each.back(killed) for each in struck],
        [seconds for seconds, _ in lost],
        [steps for _, steps in lost],
    )


async def fight(server: Server, plan: Plan) -> tuple[list[Blow], int]:
    """Kill the workers in turn, and count the sockets that closed."""
    witnesses = await gather(server, plan)
    desks = sorted({each["worker"] for each in (await stats(server))["sessions"]})
    blows = [
        await strike(server, witnesses, desk)
        for desk in islice(cycle(desks), plan.kills)
    ]
    return blows, sum(each.closed for each in witnesses)


def plan_rows(plan: Plan) -> Iterator[Row]:
    """Compare what kills did with what was promised."""
    with open_to_all() as server:
        blows, closed = asyncio.run(fight(server, plan))
    back = [1000 * each for blow in blows for each in blow.back]
    kills = f"worst of {plan.kills} kills"
    row = at_most(f"{plan.what}: kill → first frame, {kills}", max(back), 500, "ms", 0)
    yield row._replace(measured=f"{row.measured} (median {np.median(back):.0f})")
    lost = max(each for blow in blows for each in blow.lost)
    yield at_most(f"{plan.what}: oldest snapshot gone on from", lost, 2, "s")
    steps = max(each for blow in blows for each in blow.steps)
    yield Row(f"{plan.what}: steps lost at most", f"{steps:,}")
    yield at_most(f"{plan.what}: sockets that closed", closed, 0, "", 0)


def rows() -> list[Row]:
    """Kill workers of a few sessions with several viewers, and of a whole class."""
    return [row for plan in PLANS for row in plan_rows(plan)]


if __name__ == "__main__":
    for each in rows():
        print(*each)
