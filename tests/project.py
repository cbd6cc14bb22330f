"""The project's own files, as the tests about them read them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURES = {".gz", ".png", ".safetensors"}


def text(name: str) -> str:
    """Read one file of the project."""
    return (ROOT / name).read_text("utf-8")


def tracked() -> list[Path]:
    """List the files that belong to the project."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = filter(None, listing.stdout.decode().split("\0"))
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def written() -> list[Path]:
    """List the files of the project that hold text."""
    return [path for path in tracked() if path.suffix not in PICTURES]


def makefile_targets() -> set[str]:
    """List what can be made, from the line that names it."""
    lines = text("Makefile").splitlines()
    phony = next(line for line in lines if line.startswith(".PHONY:"))
    return set(phony.split()[1:])
