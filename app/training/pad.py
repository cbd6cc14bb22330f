"""A drawn digit is scaled and placed as the digits of the training set were."""

from math import ceil

import numpy as np

from app.maths.arrays import Array, Bytes

SIDE = 28
BOX = 20


def centred(drawn: Bytes) -> Bytes:
    """Fit the ink into 20 × 20 and put its centre of mass at the centre of 28 × 28."""
    ink = _cropped(drawn.reshape(SIDE, SIDE))
    if not ink.size:
        return np.zeros(SIDE * SIDE, np.uint8)
    height, width = ink.shape
    scale = BOX / max(height, width)
    tall = _resampling(height, max(round(height * scale), 1))
    wide = _resampling(width, max(round(width * scale), 1))
    return _placed(tall @ ink @ wide.T).ravel()


def _cropped(image: Bytes) -> Bytes:
    """Cut away the empty rows and columns around the ink."""
    rows, columns = np.flatnonzero(image.any(1)), np.flatnonzero(image.any(0))
    if not rows.size:
        return image[:0, :0]
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _resampling(size: int, target: int) -> Array:
    """Return the matrix (target, size) that takes weighted means of neighbours."""
    ratio = size / target
    middles = (np.arange(target)[:, None] + 0.5) * ratio
    distances = np.abs(np.arange(size)[None, :] + 0.5 - middles)
    weights = np.maximum(0, 1 - distances / max(ratio, 1))
    return np.asarray(weights / weights.sum(1, keepdims=True), np.float64)


def _placed(ink: Array) -> Bytes:
    """Shift the ink so that its centre of mass is at the centre, whole pixels only."""
    image = np.zeros((SIDE, SIDE), np.uint8)
    top, left = (_offset(ink.sum(axis), len(ink.sum(axis))) for axis in (1, 0))
    height, width = ink.shape
    image[top : top + height, left : left + width] = np.rint(ink.clip(0, 255))
    return image


def _offset(mass: Array, size: int) -> int:
    """Find where the ink must begin so that its mass is centred, inside the image."""
    middle = float(np.dot(mass, np.arange(size) + 0.5) / mass.sum())
    return int(np.clip(ceil(SIDE / 2 - middle), 0, SIDE - size))
