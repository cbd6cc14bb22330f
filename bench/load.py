"""Forty people train at once on two cores, each watching the whole Lab."""

import json
import multiprocessing
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from itertools import groupby
from typing import Any, NamedTuple, cast
from urllib.request import urlopen

import numpy as np

from app.data.digits import load
from app.settings import Settings
from app.training.run import Run
from bench.memory import memory, settled
from bench.swarm import Notes, Plan
from bench.table import Row, at_least, at_most
from tests.serving import Server, serving

SESSIONS = 40
BARE_SECONDS = 5.0
AGEING_SECONDS = 10.0
# Twenty epochs, the usual end, are over in seconds when a session is alone.
FLAT_OUT: list[dict[str, Any]] = [
    {"type": "tune", "epochs": 1000},
    {"type": "pace", "steps": "max"},
    {"type": "start"},
]
HEAVY: dict[str, dict[str, Any]] = {
    "a batch of 60,000": {"batch": 60_000},
    "a 300-300-300 network": {"hidden": [300, 300, 300]},
}


class Crowd(NamedTuple):
    """A swarm's notes, and where the server ran each viewer's session."""

    notes: list[Notes]
    workers: dict[str, int]
    seconds: float

    def steps(self, each: Notes) -> int:
        """Count the steps that one session took while it was watched."""
        return each["last"][1] - each["first"][1]

    def speeds(self) -> list[float]:
        """Give the frames per second of every viewer."""
        return [each["frames"] / self.seconds for each in self.notes]

    def latencies(self) -> list[float]:
        """Give the milliseconds from every turn of η to its first frame."""
        return [1000 * each for note in self.notes for each in note["latencies"]]

    def megabits(self) -> float:
        """Give the megabits per second of the busiest viewer."""
        return max(each["bytes"] for each in self.notes) * 8e-6 / self.seconds


def open_to_all() -> AbstractContextManager[Server]:
    """Serve to other machines too, and tell where sessions run."""
    return serving("--host", "0.0.0.0", "--stats")  # noqa: S104


def settings(**changes: Any) -> dict[str, Any]:
    """Ask for a new run with some settings changed."""
    return {"type": "reset", "settings": {**Settings().model_dump(), **changes}}


def lan_address() -> str:
    """Find the address by which other machines see this one, else the loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def watch(server: Server, openings: list[list[dict[str, Any]]], **how: Any) -> Crowd:
    """Let a swarm watch a server, in a process of its own."""
    plan: Plan = {
        "host": "127.0.0.1",
        "port": server.port,
        "openings": openings,
        "warm_seconds": 6.0,
        "seconds": 20.0,
        "tune_every": 1.0,
    }
    plan.update(cast("Plan", how))
    swarm = subprocess.Popen(
        [sys.executable, "-m", "bench.swarm"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert swarm.stdin is not None
    swarm.stdin.write(json.dumps(plan).encode())
    swarm.stdin.close()
    time.sleep(plan["warm_seconds"] + plan["seconds"] / 2)
    workers = placements(server)
    assert swarm.stdout is not None
    notes = json.loads(swarm.stdout.read())
    assert swarm.wait() == 0
    return Crowd(notes, workers, plan["seconds"])


def placements(server: Server) -> dict[str, int]:
    """Ask the server which worker runs which session."""
    with urlopen(f"{server.url}/debug/stats", timeout=5) as answer:  # noqa: S310
        stats = json.load(answer)
    return {each["name"]: each["worker"] for each in stats["sessions"]}


def train_bare(seconds: float) -> int:
    """Train one run as fast as the engine can, with nobody watching."""
    run = Run(Settings(), load())
    until, steps = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        steps += sum(run.advance() for _ in range(50))
    return steps


def bare_steps_a_second() -> float:
    """Train one run on each core at once, and add their speeds."""
    cores, spawn = os.cpu_count() or 1, multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, mp_context=spawn) as pool:
        list(pool.map(train_bare, [0.5] * cores))
        return sum(pool.map(train_bare, [BARE_SECONDS] * cores)) / BARE_SECONDS


def spread(steps: list[int]) -> float:
    """Say how many times as far the fastest got as the slowest."""
    return max(steps) / max(1, min(steps))


def within_a_worker(crowd: Crowd) -> float:
    """Give the widest spread among sessions of one worker."""
    placed = sorted((crowd.workers[n["session"]], crowd.steps(n)) for n in crowd.notes)
    groups = groupby(placed, key=lambda pair: pair[0])
    return max(spread([steps for _, steps in group]) for _, group in groups)


def class_rows(crowd: Crowd, bare: float) -> Iterator[Row]:
    """Compare a class of forty with what was promised to it."""
    steps = [crowd.steps(each) for each in crowd.notes]
    ages = [age for each in crowd.notes for age in each["map_ages"]]
    share = sum(steps) / crowd.seconds / bare
    yield at_least("slowest viewer", min(crowd.speeds()), 12, "frames/s", 1)
    yield late("η → effect, p99 of forty", crowd.latencies(), 30)
    yield at_most("steps max/min within a worker", within_a_worker(crowd), 1.25, "")
    yield at_most("steps max/min of all", spread(steps), 1.5, "")
    yield at_most("oldest map on show", max(ages, default=np.inf), 2.5, "s")
    yield at_least("steps as a share of the bare engine", 100 * share, 50, "%", 1)
    yield Row("the bare engine on all cores", f"{bare:,.0f} steps/s")
    yield at_most("wire, busiest of forty", crowd.megabits(), 1, "Mbit/s")


def late(what: str, latencies: list[float], goal: float) -> Row:
    """Compare the 99th percentile of some latencies with what was promised."""
    worst = float(np.percentile(latencies, 99)) if latencies else np.inf
    row = at_most(what, worst, goal, "ms", 1)
    middle = float(np.median(latencies)) if latencies else np.inf
    return row._replace(measured=f"{row.measured} (median {middle:.1f})")


def heavy_rows(name: str, crowd: Crowd) -> Iterator[Row]:
    """Compare one heavy session, the first, and its neighbours with their promises."""
    own, *others = crowd.speeds()
    neighbours = crowd._replace(notes=crowd.notes[1:])
    yield at_least(f"{name}: its own", own, 10, "frames/s", 1)
    yield at_least(f"{name}: slowest neighbour", min(others), 12, "frames/s", 1)
    yield late(f"{name}: neighbours' η → effect, p99", neighbours.latencies(), 30)


def measure_class() -> Iterator[Row]:
    """Measure forty equal sessions, and the memory before and with them.

    Files count with all the pages that training has brought in. The bare engine is
    measured before and after, for the machine's own speed comes and goes.
    """
    host, bare = lan_address(), bare_steps_a_second()
    with open_to_all() as server:
        before = settled(server.process.pid)
        crowd = watch(server, [FLAT_OUT] * SESSIONS, host=host)
        after = memory(server.process.pid)
    idle, more = before.own + after.files, (after.own - before.own) / SESSIONS
    yield at_most("memory of the idle server", idle, 200, "MB", 0)
    yield at_most("memory of one more session", more, 40, "MB", 1)
    yield from class_rows(crowd, (bare + bare_steps_a_second()) / 2)


def measure_age() -> Iterator[Row]:
    """Measure what one session takes when all that is kept of it is full."""
    with open_to_all() as server:
        before = settled(server.process.pid)
        crowd = watch(server, [FLAT_OUT], seconds=AGEING_SECONDS)
        more = memory(server.process.pid).own - before.own
        steps = crowd.notes[0]["last"][1]
        yield at_most(f"memory of a session after {steps:,} steps", more, 40, "MB", 1)


def measure_heavy(name: str) -> Iterator[Row]:
    """Measure forty sessions of which one is heavy."""
    openings = [[settings(**HEAVY[name]), *FLAT_OUT], *[FLAT_OUT] * (SESSIONS - 1)]
    with open_to_all() as server:
        crowd = watch(server, openings, host=lan_address(), warm_seconds=8.0)
    yield from heavy_rows(name, crowd)


def rows() -> list[Row]:
    """Measure a class of forty, and two classes with a heavy session in them."""
    return [
        *measure_class(),
        *measure_age(),
        *(row for name in HEAVY for row in measure_heavy(name)),
    ]


if __name__ == "__main__":
    for each in rows():
        print(*each)
