"""Small pictures of the known grounds, for the page where one is chosen."""

from base64 import b64encode
from collections.abc import Mapping

import numpy as np

from app.maths.arrays import Array
from app.maths.surfaces import SURFACES, Surface

SIDE = 24  # points each way of a map
ACROSS = 48  # points of a curve
HIGHEST = 255
FLOOR = 0.1  # the lowest part of a map is drawn nearly as it is


def thumbnails() -> Mapping[str, str]:
    """Draw every known ground in bytes, written as base64."""
    return {name: drawn(surface) for name, surface in SURFACES.items()}


def drawn(surface: Surface) -> str:
    """Draw one ground: a curve from the left, or a map row by row from its foot."""
    shares = curve(surface) if surface.dimension == 1 else heights(surface)
    return b64encode(np.rint(HIGHEST * shares).astype(np.uint8).tobytes()).decode()


def curve(surface: Surface) -> Array:
    """Say how high a curve is in its window, from 0 to 1."""
    left, right, bottom, top = surface.window
    costs = surface.cost(np.linspace(left, right, ACROSS)[:, None])
    shares: Array = np.clip((costs - bottom) / (top - bottom), 0, 1)
    return shares


def heights(surface: Surface) -> Array:
    """Say how high a surface is all over its window, by the logarithm, from 0 to 1."""
    left, right, bottom, top = surface.window
    x, y = np.linspace(left, right, SIDE), np.linspace(bottom, top, SIDE)
    costs = surface.cost(np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2))
    rise = costs - costs.min()
    height = np.log1p(rise / np.quantile(rise, FLOOR))
    shares: Array = height / height.max()
    return shares
