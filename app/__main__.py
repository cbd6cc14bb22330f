"""The `fallline` command; spawned workers read this file too, so it imports little."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.engine.interrupts import interrupts_held

if TYPE_CHECKING:
    from app.config import Config


BAD_DIGITS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and give the exit code."""
    try:
        with interrupts_held():  # libraries that load do not bear to be interrupted
            from app.config import read
        return serve(read(arguments))
    except KeyboardInterrupt:
        return 0


def serve(config: "Config") -> int:
    """Check the digits before anything else, then serve."""
    with interrupts_held():
        from app.data.digits import MNIST, load
        from app.data.idx import DigitsError
        from app.engine import memory
        from app.main import serve as open_server

    digits = config.digits or MNIST
    try:
        load(digits)
    except DigitsError as error:
        print(f"fallline: {error}", file=sys.stderr)
        return BAD_DIGITS
    memory.give_back()
    return open_server(config, digits)


if __name__ == "__main__":
    sys.exit(main())
