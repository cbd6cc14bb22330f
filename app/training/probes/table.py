"""The table of all that a viewer may watch, by kind and by name."""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from app.training.probes import curves, pictures, readings
from app.training.probes.scene import Scene, Tensors

Kind = Literal["now", "picture", "curve", "kept"]


class Probe(NamedTuple):
    """Tensors that travel together, and how they are had.

    Kinds: *now* is in every frame, a *picture* in a few a second, a *curve* is what
    was not seen yet, and what is *kept* travels when it has changed.
    """

    kind: Kind
    names: tuple[str, ...]
    measure: Callable[..., Tensors]


def nothing(scene: Scene) -> Tensors:
    """Give nothing more than what every frame holds."""
    return {}


def pad(scene: Scene, version: int) -> Tensors:
    """Give the digit on the pad, drawn and as the network sees it, and its label."""
    return scene.pad.tensors()


def kept(key: str) -> Callable[[Scene, int], Tensors]:
    """Give what was measured earlier."""
    return lambda scene, version: scene.kept[key].tensors


ALWAYS = ("step", "line", "rate", "epoch")
PROBES: Mapping[str, Probe] = {
    "always": Probe("now", ALWAYS, nothing),
    "gradient_norms": Probe("now", ("gradient_norms",), readings.gradient_norms),
    "z": Probe("now", ("z",), readings.sums),
    "activations": Probe("now", ("activations",), readings.activations),
    "outputs": Probe("now", ("outputs",), readings.outputs),
    "weight_images": Probe(
        "picture",
        ("weight_images", "weight_scale", "weight_neurons"),
        pictures.weight_images,
    ),
    "strongest": Probe(
        "picture",
        ("strongest_pixels", "strongest_weights"),
        pictures.strongest_pixels,
    ),
    "weights": Probe(
        "picture", ("weights", "weight_peaks"), pictures.connection_weights
    ),
    "biases": Probe("picture", ("biases",), pictures.biases),
    "costs": Probe("curve", ("costs", "costs_steps"), curves.costs),
    "test_costs": Probe("curve", ("test_costs", "test_steps"), curves.test_costs),
    "epochs": Probe("curve", ("epoch_steps",), curves.epoch_steps),
    "rates": Probe("curve", ("rate_steps", "rate_values"), curves.rates),
    "pad": Probe("kept", ("input", "drawn", "input_label"), pad),
    "accuracy": Probe(
        "kept", ("test_accuracy", "test_accuracy_step"), kept("accuracy")
    ),
    "profile": Probe(
        "kept",
        (
            "profile",
            "profile_step",
            "profile_slope",
            "profile_lowest",
            "profile_images",
        ),
        kept("profile"),
    ),
    "landing": Probe("kept", ("landing",), kept("landing")),
    "map": Probe(
        "kept",
        (
            "map",
            "map_axes",
            "map_step",
            "map_images",
            "map_source",
            "map_lengths",
            "path",
        ),
        kept("map"),
    ),
    "ground": Probe(
        "kept",
        ("ground", "ground_axes", "ground_arrows", "ground_points"),
        kept("ground"),
    ),
    "paths": Probe("kept", ("paths", "paths_ends", "paths_fates"), kept("paths")),
    "starts": Probe(
        "kept",
        ("starts", "starts_ends", "starts_valleys", "starts_tracks"),
        kept("starts"),
    ),
    "feel": Probe("kept", ("felt",), kept("feel")),
}
WATCHABLE = {name: key for key, probe in PROBES.items() for name in probe.names}
FAMILIES = ("weights", "biases", "z", "activations")
MOST_LAYERS = 4


def probe_of(name: str) -> str | None:
    """Find the probe that gives a tensor; `weights` and `weights.2` are the same."""
    family, dot, layer = name.partition(".")
    if dot:
        known = family in FAMILIES and layer.isdecimal() and len(layer) == 1
        return WATCHABLE[family] if known and 1 <= int(layer) <= MOST_LAYERS else None
    return WATCHABLE.get(name)
