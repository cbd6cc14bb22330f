"""The gradient is the slope of the cost, whatever the network and the batch."""

import numpy as np
import pytest

from app.maths.arrays import Array
from app.maths.backpropagation import Backpropagation
from app.maths.network import Network
from tests.maths.examples import HIDDEN, KINDS, noise, small_network

NUDGE = 1e-6
# Kinks of ReLU and leaky ReLU that lie within a nudge would spoil a difference;
# with these images none does.


def differences(back: Backpropagation, batch: np.ndarray) -> Array:
    """Measure the slope of the cost along every axis."""
    theta, slopes = back.theta, np.empty_like(back.theta)
    for index in range(len(theta)):
        kept = theta[index]
        theta[index] = kept + NUDGE
        above = back.of(batch)
        theta[index] = kept - NUDGE
        slopes[index] = (above - back.of(batch)) / (2 * NUDGE)
        theta[index] = kept
    return slopes


def bound(network: Network, images: int, seed: int = 0) -> Backpropagation:
    """Bind a network with weights of useful size to random images, in float64."""
    theta = network.initial("Xavier", seed, np.float64)
    theta += 0.1 * np.random.default_rng(seed).standard_normal(len(theta))
    return Backpropagation(network, theta, *noise(images))


@pytest.mark.parametrize("hidden", HIDDEN, ids=len)
@pytest.mark.parametrize(("activation", "output", "cost"), KINDS)
def test_the_gradient_is_the_slope_along_every_axis(
    activation: str, output: str, cost: str, hidden: tuple[int, ...]
) -> None:
    back = bound(small_network(activation, output, cost, hidden), 7)
    batch = np.arange(7)
    slopes = differences(back, batch)
    back.of(batch)
    gap = np.linalg.norm(back.gradient - slopes) / np.linalg.norm(slopes)
    assert gap <= 1e-6


@pytest.mark.parametrize(("activation", "output", "cost"), KINDS)
def test_one_image_has_the_right_gradient_too(
    activation: str, output: str, cost: str
) -> None:
    back = bound(small_network(activation, output, cost), 7)
    batch = np.array([3])
    slopes = differences(back, batch)
    back.of(batch)
    gap = np.linalg.norm(back.gradient - slopes) / np.linalg.norm(slopes)
    assert gap <= 1e-6


@pytest.mark.parametrize("rows", [1, 2, 31, 1023, 1024, 1025, 2500])
def test_a_batch_is_the_mean_of_its_images(rows: int) -> None:
    back = bound(small_network("tanh", "softmax", "cross-entropy"), 2500)
    batch = np.arange(rows)
    costs, gradients = 0.0, np.zeros_like(back.gradient)
    for image in batch[:, None]:
        costs += back.of(image)
        gradients += back.gradient
    assert back.of(batch) == pytest.approx(costs / rows, rel=1e-12)
    assert np.allclose(back.gradient, gradients / rows, rtol=1e-9, atol=1e-13)


def test_batches_of_many_sizes_do_not_disturb_each_other() -> None:
    back = bound(small_network("sigmoid", "sigmoid", "squared error"), 50)
    back.of(np.arange(9))
    once = back.gradient.copy()
    for rows in range(1, 40):
        back.of(np.arange(rows))
    back.of(np.arange(9))
    assert np.array_equal(back.gradient, once)


def test_the_same_batches_give_the_same_bits() -> None:
    network = Network((784, 16, 16, 10))
    pictures, targets = noise(3000, 784)
    found = []
    for _ in range(2):
        theta = network.initial("1/√n", 5)
        back = Backpropagation(network, theta, pictures, targets)
        for start in range(0, 1500, 30):
            back.of(np.arange(start, start + 30))
            theta -= back.gradient
        back.of(np.arange(3000))
        found.append((theta.tobytes(), back.gradient.tobytes()))
    assert found[0] == found[1]


def test_a_large_network_takes_smaller_chunks() -> None:
    assert Network((784, 16, 16, 10)).chunk == 1024
    assert Network((784, 300, 300, 300, 10)).chunk == 256


def test_single_precision_follows_double() -> None:
    network = small_network("sigmoid", "sigmoid", "squared error")
    double = bound(network, 64)
    single = Backpropagation(network, double.theta.astype(np.float32), *noise(64))
    batch = np.arange(64)
    assert single.of(batch) == pytest.approx(double.of(batch), rel=1e-6)
    assert single.gradient.dtype == np.float32
    assert np.allclose(single.gradient, double.gradient, rtol=1e-4, atol=1e-6)
