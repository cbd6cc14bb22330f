"""The same training step as others do it: JAX, scikit-learn and PyTorch."""

import os
from collections.abc import Callable
from functools import partial
from importlib import import_module
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from app.data.digits import Digits
from app.maths.arrays import Whole

ONE_THREAD = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"


class Rival(NamedTuple):
    """A way to take a step: what to give it, the step, and waiting for its result."""

    prepare: Callable[[Whole], Any]
    step: Callable[[Any], Any]
    wait: Callable[[Any], object]


def at_once(result: Any) -> None:
    """Wait for nothing: the result is already there."""


def jax_jit(digits: Digits, sizes: tuple[int, ...], rate: float) -> Rival:
    """Compile the whole step, gathering included, with every array where JAX is."""
    os.environ.setdefault("XLA_FLAGS", ONE_THREAD)
    jax, jnp = import_module("jax"), import_module("jax.numpy")
    images = jnp.asarray(np.asarray(digits.train_images))
    targets = jnp.asarray(digits.train_targets)

    def cost(layers: Any, images: Any, targets: Any, batch: Any) -> Any:
        a = images[batch].astype(jnp.float32) / 255
        for weights, biases in layers:
            a = jax.nn.sigmoid(a @ weights + biases)
        return jnp.sum((a - targets[batch]) ** 2) / len(batch)

    @partial(jax.jit, donate_argnums=0)
    def step(layers: Any, images: Any, targets: Any, batch: Any) -> Any:
        total, slopes = jax.value_and_grad(cost)(layers, images, targets, batch)
        return jax.tree.map(lambda x, slope: x - rate * slope, layers, slopes), total

    state = [jax.tree.map(jnp.asarray, start(sizes))]

    def take(batch: Any) -> Any:
        state[0], total = step(state[0], images, targets, batch)
        return total

    return Rival(jnp.asarray, take, jax.block_until_ready)


def scikit_learn(digits: Digits, sizes: tuple[int, ...], rate: float) -> Rival:
    """Fit a classifier partially; its cost can only be softmax's cross-entropy."""
    module = import_module("sklearn.neural_network")
    model = module.MLPClassifier(
        hidden_layer_sizes=sizes[1:-1],
        activation="logistic",
        solver="sgd",
        alpha=0,
        momentum=0,
        learning_rate_init=rate / 20,
    )
    images, labels = np.asarray(digits.train_images), digits.train_labels
    model.partial_fit(images[:10].astype(np.float32), labels[:10], classes=range(10))

    def take(batch: Whole) -> Any:
        pixels = images.take(batch, 0).astype(np.float32)
        pixels /= 255
        return model.partial_fit(pixels, labels[batch])

    return Rival(np.asarray, take, at_once)


def pytorch(digits: Digits, sizes: tuple[int, ...], rate: float) -> Rival:
    """Take the step eagerly, as PyTorch's own tutorials do."""
    torch = import_module("torch")
    torch.set_num_threads(1)
    images = torch.from_numpy(np.array(digits.train_images))
    targets = torch.from_numpy(digits.train_targets)
    parts = [
        part
        for pair in pairwise(sizes)
        for part in (torch.nn.Linear(*pair), torch.nn.Sigmoid())
    ]
    model = torch.nn.Sequential(*parts)
    optimiser = torch.optim.SGD(model.parameters(), lr=rate)

    def take(batch: Any) -> Any:
        optimiser.zero_grad()
        outputs = model(images[batch].float() / 255)
        cost = ((outputs - targets[batch]) ** 2).sum() / len(batch)
        cost.backward()
        optimiser.step()
        return cost

    return Rival(torch.from_numpy, take, at_once)


def start(sizes: tuple[int, ...]) -> list[tuple[Any, Any]]:
    """Return weights of size 1/√n and biases of zero."""
    generator = np.random.default_rng(1)
    return [
        (
            (generator.standard_normal(shape) / shape[0] ** 0.5).astype(np.float32),
            np.zeros(shape[1], np.float32),
        )
        for shape in pairwise(sizes)
    ]


RIVALS = {
    "JAX jit": jax_jit,
    "scikit-learn partial_fit": scikit_learn,
    "PyTorch eager": pytorch,
}
