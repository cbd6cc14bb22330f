"""Measurements that take longer than a frame: each is done a piece at a time."""

from collections.abc import Callable, Generator, Mapping
from typing import NamedTuple, TypeVar

import numpy as np

from app.maths.examination import Examination
from app.settings import Images
from app.training import ground
from app.training.ground import Map, Profile, Spot
from app.training.history import Trial
from app.training.probes.scene import Tensors
from app.training.run import Run

BLOCK = 64  # images whose floats stay in the cache
SOURCES: tuple[Images, ...] = ("batch", "test")


class Place(NamedTuple):
    """Where a profile was measured, so that another η can be tried from there."""

    spot: Spot
    profile: Profile
    rate: float


class News(NamedTuple):
    """Something measured: what it gives, by the probes that this belongs to."""

    parts: Mapping[str, Tensors]
    place: Place | None = None


Result = TypeVar("Result")
Pieces = Generator[News | None, None, Result]  # a piece may have nothing to show


class Order(NamedTuple):
    """What is to be measured: on which run, and on which images."""

    run: Run
    images: int
    source: Images
    place: Place | None  # of the newest profile


class Measurement(NamedTuple):
    """How often something should be measured, from which purse, and how."""

    seconds: float
    purse: str
    refreshes: tuple[str, ...]
    measure: Callable[[Order], Pieces[object]]


def accuracy(order: Order) -> Pieces[None]:
    """Test the network on all test images."""
    run, digits = order.run, order.run.digits
    step, examination = run.step, Examination(run.network, run.theta.copy())
    images, total = np.asarray(digits.test_images), len(digits.test_images)
    cost, correct = 0.0, 0
    for start in range(0, total, BLOCK):
        part = slice(start, start + BLOCK)
        tally = examination.tally(images[part], digits.test_targets[part])
        cost, correct = cost + tally.cost, correct + tally.correct
        yield None
    run.history.add_test(Trial(step, cost / total, correct / total))
    tensors = {
        "test_accuracy": np.array(correct / total, np.float32),
        "test_accuracy_step": np.array(step, np.uint32),
    }
    yield News({"accuracy": tensors})


def profile(order: Order) -> Pieces[Place]:
    """Measure the cost along the next step, and where it lands."""
    rate = order.run.settings.rate
    spot = yield from ground.spot(order.run)
    found = yield from ground.profile(spot, rate, order.images)
    lands = yield from ground.landing(spot, rate, order.images)
    place = Place(spot, found, rate)
    parts = {"profile": _profile_tensors(place), LANDING: {"landing": lands}}
    yield News(parts, place)
    return place


def landing(order: Order) -> Pieces[None]:
    """Find where the next step lands with the present η; the curve stays as it is."""
    place, rate = order.place, order.run.settings.rate
    if place is None:
        return
    lands = yield from ground.landing(place.spot, rate, order.images)
    yield News({LANDING: {"landing": lands}}, place._replace(rate=rate))


def surroundings(order: Order) -> Pieces[None]:
    """Measure the profile, and then the plane around it on the same images."""
    run = order.run
    trail = [each.theta for each in run.history.checkpoints if each.step < run.step]
    place = yield from profile(order)
    sample = SAMPLES[order.source](place.spot, order.images)
    found = yield from ground.surface(
        place.spot, place.profile, sample, run.start, trail
    )
    yield News({"map": _map_tensors(found, place.spot.step, order.source)})


def _profile_tensors(place: Place) -> Tensors:
    """Write a profile for the wire."""
    found = place.profile
    curves = np.array([found.rates, found.batch, found.test])
    return {
        "profile": curves.astype(np.float32),
        "profile_step": np.array(place.spot.step, np.uint32),
        "profile_slope": np.array(place.spot.slope, np.float32),
        "profile_lowest": np.array(found.lowest, np.float32),
        "profile_images": np.array(found.images, np.uint32),
    }


def _map_tensors(found: Map, step: int, source: Images) -> Tensors:
    """Write a map for the wire."""
    return {
        "map": found.costs.astype(np.float32),
        "map_axes": np.array(found.axes, np.float32),
        "map_lengths": np.array(found.lengths, np.float32),
        "map_step": np.array(step, np.uint32),
        "map_images": np.array(found.images, np.uint32),
        "map_source": np.array(SOURCES.index(source), np.uint32),
        "path": found.path,
    }


SAMPLES: Mapping[Images, Callable[[Spot, int], ground.Sample]] = {
    "batch": ground.batch_sample,
    "test": ground.test_sample,
}
LANDING = "landing"
MEASUREMENTS: Mapping[str, Measurement] = {
    "map": Measurement(1.0, "ground", ("profile", "map"), surroundings),
    "profile": Measurement(0.5, "ground", ("profile",), profile),
    "accuracy": Measurement(1.0, "accuracy", ("accuracy",), accuracy),
    LANDING: Measurement(0.0, "ground", (), landing),
}
