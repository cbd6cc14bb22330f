"""Frames: the same bytes always, readable by anyone who reads safetensors."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from safetensors.numpy import load, load_file

from app.wire.frames import DTYPES, decode, encode
from tests.wire.golden import FRAMES, VALUES, Frame, file, values

EVERY_FRAME = pytest.mark.parametrize("name", FRAMES)
some_arrays = st.sampled_from(list(DTYPES)).flatmap(
    lambda dtype: arrays.arrays(dtype, arrays.array_shapes(min_dims=0, min_side=0))
)
some_frames = st.dictionaries(st.text(min_size=1, max_size=9), some_arrays, max_size=6)


def same(one: Frame, other: Frame) -> bool:
    """Compare names, types, shapes and every bit."""
    return one.keys() == other.keys() and all(
        (a.dtype, a.shape, a.tobytes()) == (b.dtype, b.shape, b.tobytes())
        for a, b in ((one[name], other[name]) for name in one)
    )


@EVERY_FRAME
def test_a_golden_frame_is_written_to_the_byte(name: str) -> None:
    assert encode(FRAMES[name]) == file(name).read_bytes()


def test_the_values_for_javascript_are_those_of_the_golden_frames() -> None:
    assert VALUES.read_text("utf-8") == values()


@EVERY_FRAME
def test_a_frame_on_disk_opens_with_safetensors(name: str) -> None:
    assert same(load_file(file(name)), FRAMES[name])


@EVERY_FRAME
def test_the_order_in_which_tensors_are_named_changes_no_byte(name: str) -> None:
    backwards = dict(reversed(FRAMES[name].items()))
    assert encode(backwards) == encode(FRAMES[name])


@given(some_frames)
def test_what_is_packed_comes_out_again(frame: Frame) -> None:
    assert same(decode(encode(frame)), frame)


@given(some_frames)
def test_every_array_can_be_viewed_where_it_lies(frame: Frame) -> None:
    packed = np.frombuffer(encode(frame), np.uint8)
    for each in decode(packed.tobytes()).values():
        assert each.ctypes.data % each.itemsize == 0


@given(some_frames.filter(lambda frame: "__metadata__" not in frame))
def test_any_frame_opens_with_safetensors(frame: Frame) -> None:
    assert same(load(encode(frame)), frame)


def test_an_array_that_lies_crosswise_in_memory_is_sent_row_by_row() -> None:
    crosswise = np.arange(6, dtype=np.float32).reshape(2, 3).T
    assert np.array_equal(decode(encode({"a": crosswise}))["a"], crosswise)


def test_other_kinds_of_numbers_are_not_packed() -> None:
    with pytest.raises(KeyError):
        encode({"a": np.zeros(1, np.float64)})


def test_a_frame_can_be_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "frame.safetensors"
    path.write_bytes(encode(FRAMES["lab"]))
    assert same(load_file(path), FRAMES["lab"])
