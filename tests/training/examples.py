"""Digits and runs that several tests begin with."""

from functools import cache
from typing import Any

import numpy as np

from app.data.digits import Digits, load
from app.settings import Settings
from app.training.replay import Replay
from app.training.run import Run


@cache
def mnist() -> Digits:
    """Read the real digits, once for all tests."""
    return load()


@cache
def few_digits(train: int = 600, test: int = 200) -> Digits:
    """Take the first of the real digits."""
    digits = mnist()
    return Digits(
        np.asarray(digits.train_images[:train]),
        np.asarray(digits.train_labels[:train]),
        np.asarray(digits.test_images[:test]),
        np.asarray(digits.test_labels[:test]),
        digits.names,
    )


def begin(digits: Digits | None = None, **settings: Any) -> Run:
    """Begin a run, on few digits unless others are given."""
    return Run(Settings(**settings), digits or few_digits())


def walk(run: Run, steps: int) -> Run:
    """Take steps, or as many as there are."""
    last = run.step + steps
    with np.errstate(all="ignore"):
        while run.step < last and not run.stopped:
            run.advance()
    return run


def back_to(run: Run, step: int) -> Run:
    """Go back to an earlier step by repeating it."""
    replay = Replay(run, step)
    while not replay.advance():
        pass
    return replay.run
