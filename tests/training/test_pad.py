"""A drawn digit reaches the network as the digits it learnt from were prepared."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.maths.arrays import Bytes
from app.training.pad import centred
from tests.training.examples import few_digits


def block(top: int, left: int, height: int, width: int) -> Bytes:
    """Draw a filled rectangle."""
    image = np.zeros((28, 28), np.uint8)
    image[top : top + height, left : left + width] = 255
    return image


def test_an_empty_pad_stays_empty() -> None:
    assert not centred(np.zeros(784, np.uint8)).any()


@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 8), st.integers(1, 8))
def test_the_place_of_the_ink_does_not_matter(
    top: int, left: int, height: int, width: int
) -> None:
    moved = centred(block(top, left, height, width))
    assert np.array_equal(moved, centred(block(3, 5, height, width)))


@given(st.integers(0, 14), st.integers(0, 14), st.integers(1, 14), st.integers(1, 14))
def test_the_ink_fills_a_box_of_20_with_its_shape_kept(
    top: int, left: int, height: int, width: int
) -> None:
    image = centred(block(top, left, height, width)).reshape(28, 28)
    tall, wide = (int(image.any(axis).sum()) for axis in (1, 0))
    assert max(tall, wide) == 20
    assert min(tall, wide) == pytest.approx(
        20 * min(height, width) / max(height, width), abs=1
    )


@pytest.mark.parametrize("number", range(20))
def test_the_centre_of_mass_is_at_the_centre(number: int) -> None:
    digit = few_digits().test_images[number].reshape(28, 28)
    corner = np.zeros((28, 28), np.uint8)
    corner[:14, :14] = digit[::2, ::2]
    image = centred(corner).reshape(28, 28).astype(float)
    for axis in (0, 1):
        mass = image.sum(axis)
        assert abs(mass @ np.arange(28) / mass.sum() - 14) <= 0.6


@pytest.mark.parametrize("number", range(20))
def test_a_digit_of_the_training_set_hardly_changes(number: int) -> None:
    digit = few_digits().train_images[number]
    shifts = np.abs(centred(digit).astype(int) - digit).sum() / digit.sum(dtype=int)
    assert shifts < 0.15
