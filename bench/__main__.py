"""Measures every promise, prints one table and keeps it in bench/RESULTS.md."""

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from bench.machine import description
from bench.table import Row, markdown, measure

RESULTS = Path(__file__).with_name("RESULTS.md")
BENCHES = {
    "step": "One training step",
    "map": "The ground around a run",
    "descent": "Balls on known ground",
    "reach": "How far training gets",
    "latency": "From a command to its effect",
    "load": "A class of forty",
    "faults": "When a worker is killed",
    "browser": "The Lab page",
}


def alone(name: str) -> list[Row]:
    """Run one measurement in a fresh process, so that none disturbs the next."""
    print(f"Measuring: {BENCHES[name].lower()}", flush=True)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(measure, name).result()


def report(machine: str, tables: dict[str, list[Row]]) -> str:
    """Write the results down, the misses first by name."""
    missed = [row.what for rows in tables.values() for row in rows if row.held is False]
    verdict = (
        "Missed: " + "; ".join(missed) + "." if missed else "Every promise was held."
    )
    sections = [
        f"## {BENCHES[name]}\n\n{markdown(rows)}" for name, rows in tables.items()
    ]
    when = datetime.now(UTC).strftime("%d %B %Y")
    head = f"# Results\n\nMeasured on {when} by `make bench` on this machine: "
    return "\n\n".join([head + machine, verdict, *sections]) + "\n"


def main(names: list[str]) -> None:
    """Measure all promises, or the named ones without writing them down."""
    machine = description()
    tables = {name: alone(name) for name in names or BENCHES}
    words = report(machine, tables)
    print(words)
    if not names:
        RESULTS.write_text(words, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
