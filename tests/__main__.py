"""Runs every check and says at the end what held, and whether in time."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

ROOT = Path(__file__).parents[1]
PYTHON = (sys.executable, "-m")
MOST_MINUTES = 12  # on two cores

CHECKS = {
    "lint": ((*PYTHON, "ruff", "check", "."),),
    "format": (
        (*PYTHON, "ruff", "format", "--check", "."),
        ("prettier", "--check", "--log-level", "warn", "."),
    ),
    "types": ((*PYTHON, "mypy"), ("tsc",)),
    "javascript": (("node", "--test", "--test-reporter=dot", "tests/js/**/*.test.js"),),
    "python": ((*PYTHON, "pytest", "--ignore", "tests/browser"),),
    "browser": ((*PYTHON, "pytest", "tests/browser"),),
}
# Done beside all others, since half of the time it waits; it is shown at its end.
ASIDE = "browser"


class Result(NamedTuple):
    """How one check went, and how long it took."""

    name: str
    held: bool
    seconds: float


def run(command: tuple[str, ...], later: bool) -> bool:
    """Run one command from the top of the project and say whether it succeeded."""
    print(f"\n$ {' '.join(command).replace(sys.executable, 'python')}", flush=True)
    program = shutil.which(command[0])
    if program is None:
        print(f"{command[0]} is missing: run make install", flush=True)
        return False
    with shown(later) as output:
        done = subprocess.run(
            (program, *command[1:]),
            cwd=ROOT,
            check=False,
            stdout=output,
            stderr=subprocess.STDOUT if later else None,
        )
    return done.returncode == 0


@contextmanager
def shown(later: bool) -> Iterator[IO[bytes] | None]:
    """Give a place for output: that of this program, or one to be shown at the end."""
    if not later:
        yield None
        return
    with TemporaryFile() as file:
        yield file
        file.seek(0)
        sys.stdout.buffer.write(file.read())
        sys.stdout.flush()


def check(name: str) -> Result:
    """Run every command of one check, also after one of them failed."""
    began = time.monotonic()
    held = all([run(command, name == ASIDE) for command in CHECKS[name]])
    return Result(name, held, time.monotonic() - began)


def verdict(results: list[Result], minutes: float, whole: bool) -> list[str]:
    """Say what did not hold; a whole run that takes too long does not hold either."""
    faults = [f"FAILED: {name}." for name, held, _ in results if not held]
    if whole and minutes > MOST_MINUTES:
        faults.append(
            f"FAILED: it took {minutes:.1f} minutes; a whole run has {MOST_MINUTES}."
        )
    return faults


def main(names: list[str]) -> int:
    """Run the named checks, or all of them, and return 1 if any did not hold."""
    began, chosen = time.monotonic(), names or list(CHECKS)
    with ThreadPoolExecutor() as pool:
        aside = [pool.submit(check, name) for name in chosen if name == ASIDE]
        results = [check(name) for name in chosen if name != ASIDE]
        results += [each.result() for each in aside]
    minutes = (time.monotonic() - began) / 60
    print()
    for name, held, seconds in results:
        print(f"{name:12} {'ok' if held else 'FAILED':6} {seconds:6.1f} s")
    print(f"{'in all':19} {60 * minutes:6.1f} s")
    faults = verdict(results, minutes, whole=not names)
    print("\n".join(faults or ["All held."]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
