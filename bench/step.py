"""One training step: how much of it is matrix products, and how others compare."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from app.data.digits import Digits, load
from app.maths.arrays import Whole
from app.maths.backpropagation import Backpropagation
from app.maths.network import Network
from app.maths.optimisers import OPTIMISERS, Numbers
from bench.rivals import RIVALS, Rival, at_once
from bench.table import Row

SHARES = {1: 0.33, 32: 0.42, 128: 0.57, 1024: 0.66}
WISHED = {1: 0.37, 32: 0.46, 128: 0.62, 1024: 0.72}
SIZES = (784, 16, 16, 10)
RATE = 2.0
ROUNDS = 200
BATCHES = 20
OURS, PRODUCTS = "this project", "products"


def rows() -> list[Row]:
    """Measure the step against its own matrix products, and against others' steps."""
    with suppress(AttributeError, OSError):  # one core, where that can be asked for
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    digits, found = load(), rivals()
    with np.errstate(all="ignore"):
        return [
            *(share(digits, batch) for batch in SHARES),
            *(row for name in RIVALS for row in races(digits, name, found)),
        ]


def share(digits: Digits, batch: int) -> Row:
    """Compare a step with the matrix products in it, on the very same arrays."""
    back = bound(digits)
    steps = {OURS: ours(back), PRODUCTS: products(back, batch)}
    times = interleaved(steps, batches(batch))
    part = times[PRODUCTS] / times[OURS]
    return Row(
        f"matrix products' share of a step, batch {batch:,}",
        f"{part:.2f} ({times[PRODUCTS]:.1f} of {times[OURS]:.1f} µs)",
        f"≥ {SHARES[batch]} (wished {WISHED[batch]})",
        part >= SHARES[batch],
    )


def races(digits: Digits, name: str, found: Mapping[str, bool]) -> Iterator[Row]:
    """Compare a step with another's, in turns, for small and middling batches."""
    if not found[name]:
        yield Row(f"a step against {name}", "not installed here")
        return
    for batch in (1, 32, 128):
        steps = {OURS: ours(bound(digits)), name: RIVALS[name](digits, SIZES, RATE)}
        times = interleaved(steps, batches(batch))
        ratio = times[name] / times[OURS]
        yield Row(
            f"a step against {name}, batch {batch}",
            f"{ratio:.1f} × as fast ({times[OURS]:.1f} against {times[name]:.1f} µs)",
            "> 1 ×",
            ratio > 1,
        )


def rivals() -> dict[str, bool]:
    """Tell which of the others are installed."""
    modules = ("jax", "sklearn", "torch")
    return {
        name: find_spec(module) is not None
        for name, module in zip(RIVALS, modules, strict=True)
    }


def interleaved(steps: Mapping[str, Rival], given: list[Whole]) -> dict[str, float]:
    """Return the median µs of each kind of step, all taking turns."""
    prepared = {name: [r.prepare(each) for each in given] for name, r in steps.items()}
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(ROUNDS):
        for name, rival in steps.items():
            times[name].append(timed(rival, prepared[name]))
    return {name: median(each[ROUNDS // 10 :]) * 1e6 for name, each in times.items()}


def timed(rival: Rival, given: list[Any]) -> float:
    """Return the seconds of one step, from taking all of them in a row."""
    step, result = rival.step, None
    begin = perf_counter()
    for each in given:
        result = step(each)
    rival.wait(result)
    return (perf_counter() - begin) / len(given)


def batches(size: int) -> list[Whole]:
    """Draw batches without replacement, as an epoch does."""
    order = np.random.default_rng(size).permutation(60_000)
    return [order[i * size : (i + 1) * size] for i in range(BATCHES)]


def bound(digits: Digits) -> Backpropagation:
    """Bind the Lab's own network to the training images."""
    network = Network(SIZES)
    theta = network.initial("1/√n", 1)
    return Backpropagation(network, theta, digits.train_images, digits.train_targets)


def ours(back: Backpropagation) -> Rival:
    """Gather and convert the batch, go forward and backward, and move θ."""
    step, numbers, theta = OPTIMISERS["gradient descent"].step, Numbers(), back.theta
    rate, change = np.float32(RATE), np.empty_like(theta)

    def take(batch: Whole) -> float:
        back.begin(len(batch))
        back.add(batch)
        step(back.gradient, (), numbers, rate, change)
        np.add(theta, change, theta)
        return back.finish()

    return Rival(np.asarray, take, at_once)


def products(back: Backpropagation, batch: int) -> Rival:
    """Do the eight matrix products of a step and nothing else."""
    (
        (x, (w1, z1)),
        (a1, (w2, z2)),
        (a2, (w3, z3)),
        (a2t, (d3, g3)),
        (d3, (w3t, d2)),
        (a1t, (d2, g2)),
        (d2, (w2t, d1)),
        (xt, (d1, g1)),
    ) = matrix_products(back, batch)

    def take(batch: Whole) -> None:
        x.dot(w1, z1)
        a1.dot(w2, z2)
        a2.dot(w3, z3)
        a2t.dot(d3, g3)
        d3.dot(w3t, d2)
        a1t.dot(d2, g2)
        d2.dot(w2t, d1)
        xt.dot(d1, g1)

    return Rival(np.asarray, take, at_once)


def matrix_products(back: Backpropagation, batch: int) -> Iterator[tuple[Any, Any]]:
    """Find the products of two matrices on the step's own tape, in their order."""
    back.begin(batch)
    for function, arrays in back.script(batch).tape:
        matrix = getattr(function, "__self__", None)
        if isinstance(matrix, np.ndarray) and matrix.ndim == 2:
            yield matrix, arrays
