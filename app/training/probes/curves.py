"""Curves: all that a viewer has not seen yet."""

import numpy as np

from app.training.probes.scene import Scene, Tensors

MOST_BUCKETS = 64
FEWEST_BUCKETS = 16
STEPS_A_BUCKET = 64
MOST_RATES = 1_024


def costs(scene: Scene, since: int) -> Tensors:
    """Give minimum, mean and maximum of the cost in at most 64 buckets."""
    new = (scene.run.step - since) // STEPS_A_BUCKET
    limit = max(FEWEST_BUCKETS, min(new, MOST_BUCKETS))
    buckets = scene.run.history.costs.since(since, limit)
    return {
        "costs": buckets.values.astype(np.float32),
        "costs_steps": buckets.edges.astype(np.uint32),
    }


def test_costs(scene: Scene, known: int) -> Tensors:
    """Give the costs on the test images, but for the first so many."""
    tests = scene.run.history.newest_tests(known)
    if not tests:
        return {}
    return {
        "test_costs": np.array([each.cost for each in tests], np.float32),
        "test_steps": np.array([each.step for each in tests], np.uint32),
    }


def epoch_steps(scene: Scene, since: int) -> Tensors:
    """Give the steps at which epochs began."""
    new = [each for each in scene.run.history.epochs if each > since]
    return {"epoch_steps": np.array(new, np.uint32)} if new else {}


def rates(scene: Scene, since: int) -> Tensors:
    """Give the changes of the learning rate; of too many a part, with the newest."""
    steps, values = scene.run.history.events.of("rate", since)
    if not len(steps):
        return {}
    every = (len(steps) - 1) // MOST_RATES + 1
    kept = slice((len(steps) - 1) % every, None, every)
    return {
        "rate_steps": steps[kept].astype(np.uint32),
        "rate_values": values[kept].astype(np.float32),
    }
