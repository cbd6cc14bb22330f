"""Which training images each step uses: a new shuffle for every pass."""

from functools import lru_cache

import numpy as np

from app.maths.arrays import Whole


@lru_cache(maxsize=4)
def shuffle(seed: int, epoch: int, images: int) -> Whole:
    """Return the order of all images in one epoch, a function of seed and epoch."""
    order = np.random.default_rng([seed, epoch]).permutation(images)
    order.setflags(write=False)
    return order


class Order:
    """The place in the data where the next batch begins."""

    def __init__(
        self, seed: int, images: int, epoch: int = 0, position: int = 0
    ) -> None:
        self.seed, self.images = seed, images
        self.epoch, self.position = epoch, position
        self._shuffled = shuffle(seed, epoch, images)

    @property
    def place(self) -> tuple[int, int]:
        """Give the epoch and the number of its images already used."""
        return self.epoch, self.position

    @property
    def passes(self) -> float:
        """Give the number of passes over the data, with its fraction."""
        return self.epoch + self.position / self.images

    def batch(self, size: int) -> Whole:
        """Return the indices of the next batch; the last of an epoch may be short."""
        return self._shuffled[self.position : self.position + size]

    def move(self, count: int) -> bool:
        """Go on by some images; say whether this ended the epoch."""
        self.position += count
        if self.position < self.images:
            return False
        self.epoch, self.position = self.epoch + 1, 0
        self._shuffled = shuffle(self.seed, self.epoch, self.images)
        return True
