"""The table of tensors: what may be watched, and what travels together."""

import pytest

from app.wire.frames import NAMES
from app.wire.tensors import (
    ALWAYS,
    FAMILIES,
    KINDS,
    KNOWN,
    TABLE,
    Tensor,
    of_kind,
    unknown,
    watched,
)
from tests.wire.golden import FRAMES

EVERY_ROW = pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
LAYERS = pytest.mark.parametrize("layers", [1, 2, 3, 4])


@EVERY_ROW
def test_every_tensor_has_a_type_that_frames_can_hold(row: Tensor) -> None:
    assert row.dtype in NAMES
    assert row.kind in KINDS


def test_every_name_stands_in_the_table_once() -> None:
    assert len(FAMILIES) == len(TABLE)


def test_nothing_watched_is_still_the_step_and_its_line() -> None:
    assert watched([], 3) == ALWAYS == {"step", "line", "rate", "epoch"}


def test_watching_one_of_a_group_is_watching_the_group() -> None:
    assert watched(["costs"], 3) == ALWAYS | {"costs", "costs_steps"}


@LAYERS
def test_a_family_means_every_layer_there_is(layers: int) -> None:
    assert watched(["biases"], layers) - ALWAYS == {
        f"biases.{layer}" for layer in range(1, layers + 1)
    }


@LAYERS
def test_the_first_layer_sends_pictures_instead_of_weights(layers: int) -> None:
    assert watched(["weights"], layers) - ALWAYS == {"weight_peaks"} | {
        f"weights.{layer}" for layer in range(2, layers + 1)
    }


def test_a_layer_that_is_not_there_is_no_mistake() -> None:
    assert unknown(["z.4"]) == ()
    assert "z.4" not in watched(["z.4"], 2)


def test_names_that_nothing_has_are_found() -> None:
    assert unknown(["costs", "gold", "weights.1", "z.5"]) == (
        "gold",
        "weights.1",
        "z.5",
    )


@LAYERS
def test_every_tensor_is_of_one_kind(layers: int) -> None:
    kinds = [of_kind(kind, layers) for kind in KINDS]
    assert frozenset[str]().union(*kinds) == watched(FAMILIES, layers)
    assert sum(map(len, kinds)) == len(watched(FAMILIES, layers))


def test_the_golden_lab_frame_speaks_of_known_tensors() -> None:
    assert FRAMES["lab"].keys() <= KNOWN
