"""The two kinds of numbers that everything is made of."""

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating[Any]]
Bytes = npt.NDArray[np.uint8]
Whole = npt.NDArray[np.integer[Any]]
