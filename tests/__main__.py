"""Runs every check in turn and says at the end what held, and whether in time."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

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
    "python": ((*PYTHON, "pytest"),),
}


class Result(NamedTuple):
    """How one check went, and how long it took."""

    name: str
    held: bool
    seconds: float


def run(command: tuple[str, ...]) -> bool:
    """Run one command from the top of the project and say whether it succeeded."""
    print(f"\n$ {' '.join(command).replace(sys.executable, 'python')}", flush=True)
    program = shutil.which(command[0])
    if program is None:
        print(f"{command[0]} is missing: run make install", flush=True)
        return False
    return (
        subprocess.run((program, *command[1:]), cwd=ROOT, check=False).returncode == 0
    )


def check(name: str) -> Result:
    """Run every command of one check, also after one of them failed."""
    began = time.monotonic()
    held = all([run(command) for command in CHECKS[name]])
    return Result(name, held, time.monotonic() - began)


def verdict(results: list[Result], whole: bool) -> list[str]:
    """Say what did not hold; a whole run that takes too long does not hold either."""
    faults = [f"FAILED: {name}." for name, held, _ in results if not held]
    minutes = sum(result.seconds for result in results) / 60
    if whole and minutes > MOST_MINUTES:
        faults.append(
            f"FAILED: it took {minutes:.1f} minutes; a whole run has {MOST_MINUTES}."
        )
    return faults


def main(names: list[str]) -> int:
    """Run the named checks, or all of them, and return 1 if any did not hold."""
    results = [check(name) for name in names or CHECKS]
    print()
    for name, held, seconds in results:
        print(f"{name:12} {'ok' if held else 'FAILED':6} {seconds:6.1f} s")
    print(f"{'in all':19} {sum(result.seconds for result in results):6.1f} s")
    faults = verdict(results, whole=not names)
    print("\n".join(faults or ["All held."]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
