"""How many test digits are read after five epochs, by networks of two sizes."""

from statistics import mean

import numpy as np

from app.data.digits import load
from app.settings import Settings
from app.training.run import Run
from bench.table import Row, at_least

SEEDS = range(1, 11)
LARGE = Settings(
    hidden=(128, 64),
    activation="ReLU",
    output="softmax",
    cost="cross-entropy",
    initialisation="He",
    rate=0.1,
    epochs=5,
)
POOR = Settings(initialisation="N(0,1)", epochs=5)


def never(limit: float, what: str, settings: Settings) -> Row:
    """Show that a network does not get as far as another."""
    found = accuracy(settings)
    return Row(what, f"{found:.2f} %", f"< {limit} %", found < limit)


def rows() -> list[Row]:
    """Train the default network with ten seeds, and a large one with one."""
    found = [accuracy(Settings(seed=seed, epochs=5)) for seed in SEEDS]
    lowest, highest = min(found), max(found)
    return [
        Row(
            "784-16-16-10 after five epochs, ten seeds",
            f"{lowest:.2f}–{highest:.2f} %, mean {mean(found):.2f} %",
            "93.6–94.7 %",
            lowest >= 93.6 and highest <= 94.7,
        ),
        never(94, "784-16-16-10 from N(0,1) weights, five epochs", POOR),
        at_least("784-16-16-10 after five epochs, seed 6", found[5], 94, "%"),
        at_least("784-128-64-10 after five epochs", accuracy(LARGE), 97.5, "%"),
    ]


def accuracy(settings: Settings) -> float:
    """Train to the end and return the percentage of test digits read rightly."""
    run = Run(settings, load())
    with np.errstate(all="ignore"):
        while not run.stopped:
            run.advance()
    digits = run.digits
    tally = run.network.tally(run.theta, digits.test_images, digits.test_targets)
    return 100 * tally.correct / len(digits.test_images)
