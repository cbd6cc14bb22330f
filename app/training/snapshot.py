"""A run packed small, so that another process can go on with it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.data.digits import Digits
from app.maths.arrays import Array
from app.maths.optimisers import OPTIMISERS, Memory
from app.settings import Settings
from app.training.events import EventLog
from app.training.history import Checkpoint, History, Trial
from app.training.run import Divergence, Rest, Run
from app.training.series import Buckets, Series

MOST_BUCKETS = 1_024
Card = dict[str, Any]
Tensors = Mapping[str, NDArray[Any]]


def pack(run: Run) -> tuple[Card, Tensors]:
    """Return what JSON can hold of a run, and the arrays beside it."""
    point, history = run.now(), run.history
    costs = history.costs.since(0, MOST_BUCKETS)
    tests = history.tests[:: len(history.tests) // MOST_BUCKETS + 1]
    card = {
        "origin": run.origin.model_dump(),
        "settings": run.settings.model_dump(),
        "step": point.step,
        "place": point.place,
        "stopped": run.stopped,
        "diverged": run.diverged,
        "dead": run.dead,
        "tests": tests,
        "epochs": history.epochs,
    }
    tensors = {
        "theta": point.theta,
        "memory": _bytes(*point.memory),
        "costs": costs.values.astype(np.float32),
        "costs_steps": costs.edges.astype(np.uint32),
        "events": np.frombuffer(history.events.packed(), np.uint8),
    }
    return card, tensors


def unpack(card: Card, tensors: Tensors, digits: Digits) -> Run:
    """Build the run again; it goes on from the step at which it was packed."""
    settings, theta = _settings(card["settings"]), np.array(tensors["theta"])
    memory = _memory(settings, theta, tensors["memory"].tobytes())
    epoch, used = card["place"]
    rest = Rest(
        origin=_settings(card["origin"]),
        settings=settings,
        point=Checkpoint(card["step"], theta, memory, (epoch, used)),
        history=_history(card, tensors),
        stopped=card["stopped"],
        diverged=card["diverged"] and Divergence(*card["diverged"]),
        dead=card["dead"],
    )
    return Run.resumed(rest, digits)


def _history(card: Card, tensors: Tensors) -> History:
    """Build what was kept of the run, but for its checkpoints."""
    edges = tensors["costs_steps"].astype(np.int64)
    costs = Series.of(Buckets(edges, tensors["costs"]))
    events = EventLog.unpacked(tensors["events"].tobytes())
    history = History(costs=costs, events=events)
    for test in card["tests"]:
        history.add_test(Trial(*test))
    history.epochs = card["epochs"]
    return history


def _settings(fields: Card) -> Settings:
    """Read settings, whose tuple JSON has made a list."""
    return Settings.model_validate({**fields, "hidden": tuple(fields["hidden"])})


def _bytes(*arrays: Array) -> NDArray[np.uint8]:
    """Join arrays of any kind as bytes."""
    return np.frombuffer(b"".join(each.tobytes() for each in arrays), np.uint8)


def _memory(settings: Settings, theta: Array, packed: bytes) -> Memory:
    """Cut the bytes up again, as the optimiser's memory is made."""
    memory, start = [], 0
    for like in OPTIMISERS[settings.optimiser].init(theta):
        part = np.frombuffer(packed, like.dtype, like.size, start)
        memory.append(part.reshape(like.shape).copy())
        start += like.nbytes
    return tuple(memory)
