"""The table of tensors says what the probes send, no more and no less."""

import pytest

from app.training.probes.table import ALWAYS, MOST_LAYERS, PROBES
from app.wire.frames import NAMES
from app.wire.tensors import KINDS, TABLE, Tensor
from tests.wire.golden import FRAMES

EVERY_ROW = pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
ROWS = {row.family: row for row in TABLE}


@EVERY_ROW
def test_every_tensor_has_a_type_that_frames_can_hold(row: Tensor) -> None:
    assert row.dtype in NAMES
    assert row.kind in KINDS


def test_every_name_stands_in_the_table_once() -> None:
    assert len(ROWS) == len(TABLE)


def test_the_table_has_all_that_a_session_sends_and_nothing_else() -> None:
    sent = {name for probe in PROBES.values() for name in probe.names}
    assert ROWS.keys() == sent


@pytest.mark.parametrize("key", sorted(PROBES.keys() - {"always"}))
def test_what_travels_together_is_told_together(key: str) -> None:
    rows = [ROWS[name] for name in PROBES[key].names]
    assert {row.kind for row in rows} == {PROBES[key].kind}
    assert len({row.group for row in rows}) == 1


def test_the_first_layer_sends_pictures_instead_of_weights() -> None:
    assert ROWS["weights"].names(MOST_LAYERS) == ("weights.2", "weights.3", "weights.4")
    assert ROWS["z"].names(2) == ("z.1", "z.2")
    assert ROWS["costs"].names(2) == ("costs",)


def test_what_is_always_sent_is_marked_so() -> None:
    assert {row.name for row in TABLE if row.kind == "always"} == set(ALWAYS)


def test_the_golden_lab_frame_speaks_of_known_tensors() -> None:
    assert FRAMES["lab"].keys() <= ROWS.keys()
