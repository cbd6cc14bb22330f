"""What a probe may look at: a run as it stands, and the digit on the pad."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.maths.arrays import Bytes
from app.maths.network import Answer, Layer
from app.training.run import Run

Tensors = Mapping[str, NDArray[Any]]
NO_LABEL = 10


class Pad(NamedTuple):
    """The digit on the pad, as it was drawn and as the network sees it."""

    drawn: Bytes  # (784,)
    input: Bytes  # (784,)
    label: int = NO_LABEL

    @property
    def blank(self) -> bool:
        """Say whether there is no ink on it."""
        return not self.input.any()

    def tensors(self) -> Tensors:
        """Give it all for the wire."""
        return {
            "drawn": self.drawn,
            "input": self.input,
            "input_label": np.array(self.label, np.uint32),
        }


class Kept(NamedTuple):
    """Something measured earlier; its version tells whether a viewer has it."""

    version: int
    tensors: Tensors


def empty_pad() -> Pad:
    """Return a pad without ink."""
    return Pad(np.zeros(784, np.uint8), np.zeros(784, np.uint8))


class Scene:
    """A run at one step with a digit on its pad; worked out once for all viewers."""

    def __init__(self, run: Run, pad: Pad, kept: Mapping[str, Kept]) -> None:
        self.run, self.pad, self.kept = run, pad, kept

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """Look at the weights and the biases of every layer."""
        return self.run.network.layers(self.run.theta)

    @cached_property
    def answer(self) -> Answer:
        """Work out z and a of every layer for the digit on the pad."""
        return self.run.network.answer(self.run.theta, self.pad.input)
