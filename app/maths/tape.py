"""A sum written down once, operation by operation, and played as often as needed.

NumPy spends longer on finding out what to do than on a small batch itself. With the
arrays cut and the operations listed beforehand, a step only fills what is there.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from app.maths.arrays import Array

Operation = tuple[Callable[..., object], tuple[Any, ...]]
Tape = tuple[Operation, ...]


def play(tape: Iterable[Operation]) -> None:
    """Do all that is on a tape."""
    for function, arrays in tape:
        function(*arrays)


def number(value: float, dtype: Any = np.float32) -> Array:
    """Return an array of one number: NumPy takes it twice as fast as a plain one."""
    return np.array(value, dtype)
