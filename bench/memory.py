"""Counts the memory of a server and its workers, what they share counted once."""

import time
from pathlib import Path
from typing import NamedTuple

import psutil

MEGABYTE = 1024.0  # of kilobytes


class Memory(NamedTuple):
    """Megabytes that processes made themselves, and those of files they look at."""

    own: float
    files: float


def memory(pid: int) -> Memory:
    """Add up the proportional memory of a process and all its children.

    Pages of files come and go as the system likes: compare `own` with `own`.
    """
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    parts = [proportional(each.pid) for each in family]
    return Memory(sum(each.own for each in parts), sum(each.files for each in parts))


def settled(pid: int) -> Memory:
    """Wait until the memory grows no more, for a spare worker takes its time."""
    while True:
        before = memory(pid)
        time.sleep(1.0)
        if memory(pid).own - before.own < 1:
            return before


def proportional(pid: int) -> Memory:
    """Read the megabytes of one process, shared pages divided by their users."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()[1:]
    sizes = {name: int(size.split()[0]) for name, size in map(halves, lines)}
    files = sizes["Pss_File"] / MEGABYTE
    return Memory(sizes["Pss"] / MEGABYTE - files, files)


def halves(line: str) -> tuple[str, str]:
    """Cut a line at its colon."""
    name, _, size = line.partition(":")
    return name, size
