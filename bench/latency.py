"""One person turns η while the network trains as fast as it can."""

from collections.abc import Iterator

from bench.load import FLAT_OUT, lan_address, late, open_to_all, watch
from bench.table import Row, at_most


def measure() -> Iterator[Row]:
    """Measure one viewer who drags η, on the same machine and over the network."""
    with open_to_all() as server:
        alone = watch(server, [FLAT_OUT], seconds=20.0, tune_every=0.05)
        yield late("tune → first frame with it, p99", alone.latencies(), 20)
        yield Row("frames", f"{alone.speeds()[0]:.1f} frames/s")
        yield at_most("wire, on the same machine", alone.megabits(), 1, "Mbit/s")
        away = watch(server, [FLAT_OUT], host=lan_address(), tune_every=0.05)
        yield at_most("wire, over the network", away.megabits(), 1, "Mbit/s")


def rows() -> list[Row]:
    """Measure the time from a command to its effect, and what frames weigh."""
    return list(measure())


if __name__ == "__main__":
    for each in rows():
        print(*each)
