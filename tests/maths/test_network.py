"""A network is one vector, seen layer by layer, and answers with ten numbers."""

import numpy as np
import pytest

from app.maths.activations import ACTIVATIONS
from app.maths.initialisations import INITIALISATIONS
from app.maths.network import Network
from tests.maths.examples import KINDS, noise, small_network


@pytest.mark.parametrize(
    ("hidden", "count"), [((16, 16), 13_002), ((20, 20), 16_330), ((), 7_850)]
)
def test_the_weights_and_biases_are_counted_exactly(
    hidden: tuple[int, ...], count: int
) -> None:
    network = Network((784, *hidden, 10))
    assert network.count == count
    assert len(network.initial("He", 1)) == count


def test_layers_are_views_that_fill_the_vector_without_gaps() -> None:
    network = Network((784, 16, 16, 10))
    theta = np.zeros(network.count)
    for layer in network.layers(theta):
        layer.weights[:] += 1
        layer.biases[:] += 1
    assert np.array_equal(theta, np.ones(network.count))
    assert [layer.weights.shape for layer in network.layers(theta)] == list(
        network.shapes
    )


@pytest.mark.parametrize("name", INITIALISATIONS)
def test_the_same_seed_gives_the_same_start(name: str) -> None:
    network = Network((784, 16, 16, 10))
    assert np.array_equal(network.initial(name, 7), network.initial(name, 7))
    same = np.array_equal(network.initial(name, 7), network.initial(name, 8))
    assert same == (name == "zeros")


@pytest.mark.parametrize("name", INITIALISATIONS)
def test_weights_spread_as_their_table_says(name: str) -> None:
    network = Network((784, 300, 300, 10))
    layers = network.layers(network.initial(name, 1))
    for layer, (inputs, outputs) in zip(layers, network.shapes, strict=True):
        spread = INITIALISATIONS[name].weights(inputs, outputs)
        assert layer.weights.std() == pytest.approx(spread, rel=0.05)
        assert abs(layer.weights.mean()) <= spread / 10


@pytest.mark.parametrize(("activation", "output", "cost"), KINDS)
def test_many_images_are_answered_like_one_by_one(
    activation: str, output: str, cost: str
) -> None:
    network = small_network(activation, output, cost)
    theta = network.initial("He", 3, np.float64)
    images, targets = noise(9)
    outputs = network.answer(theta, images).outputs
    single = [network.answer(theta, image).outputs for image in images]
    assert np.allclose(outputs, single, rtol=1e-12)
    whole = network.tally(theta, images, targets)
    parts = [
        network.tally(theta, images[i : i + 3], targets[i : i + 3]) for i in (0, 3, 6)
    ]
    assert whole.cost == pytest.approx(sum(part.cost for part in parts), rel=1e-12)
    assert whole.correct == sum(part.correct for part in parts)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_each_layer_answers_to_the_sums_it_shows(activation: str) -> None:
    network = small_network(activation, "softmax", "cross-entropy", (6, 5, 4))
    theta = network.initial("He", 3, np.float64)
    images, _ = noise(1)
    answer = network.answer(theta, images[0])
    below = answer.activations[0]
    for layer, z, a in zip(
        network.layers(theta)[1:], answer.sums[1:], answer.activations[1:], strict=True
    ):
        assert np.allclose(z, below @ layer.weights + layer.biases)
        below = a
    assert answer.outputs.sum() == pytest.approx(1)


def test_a_right_answer_is_the_largest_output() -> None:
    network = Network((784, 10))
    theta = np.zeros(network.count)
    network.layers(theta)[0].biases[:] = np.arange(10)
    tally = network.tally(theta, np.zeros((3, 784), np.uint8), np.eye(10)[[9, 9, 1]])
    assert tally.correct == 2
