"""Counts the memory of a server and its workers, what they share counted once."""

from pathlib import Path

import psutil

MEGABYTE = 1024.0


def megabytes(pid: int) -> float:
    """Add up the proportional memory of a process and all its children."""
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    return sum(proportional(each.pid) for each in family) / MEGABYTE


def proportional(pid: int) -> int:
    """Read the kilobytes of one process, shared pages divided by their users."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
