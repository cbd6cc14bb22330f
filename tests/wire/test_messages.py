"""Messages: whatever arrives is a command or is refused, and nothing else happens."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.settings import Settings
from app.wire.messages import COMMANDS, Command, Divergence, Reset, Tune, Watch

EXAMPLES: dict[str, dict[str, Any]] = {
    "start": {},
    "pause": {},
    "step": {"count": 3},
    "reset": {"settings": {"hidden": [20, 20], "rate": 0.5}},
    "undo": {},
    "branch": {"step": 12},
    "tune": {"rate": 0.1, "optimiser": "Adam"},
    "pace": {"steps": "max"},
    "watch": {"tensors": ["costs", "weights"], "neurons": [16, 16]},
    "seen": {"step": 7},
    "draw": {"pixels": [0] * 784},
    "sample": {"kind": "test", "label": 3},
    "survey": {"images": "test"},
    "race": {"ground": "bowl", "start": [1.0, 2.0], "racers": [{"rate": 0.1}]},
    "scatter": {},
    "feel": {"point": [1.0, 2.0]},
}
TAGS = COMMANDS.json_schema()["discriminator"]["mapping"]
EVERY_TAG = pytest.mark.parametrize("tag", TAGS)
REFUSED = {
    "nothing": "",
    "half a message": '{"type": "start"',
    "a list": '[{"type": "start"}]',
    "NaN": '{"type": "tune", "rate": NaN}',
    "infinity": '{"type": "tune", "rate": Infinity}',
    "a number beyond all": '{"type": "tune", "rate": 1e999}',
    "a very long number": f'{{"type": "seen", "step": 1{"0" * 5000}}}',
    "true for a number": '{"type": "step", "count": true}',
    "text for a number": '{"type": "tune", "rate": "0.1"}',
    "a fraction of a step": '{"type": "step", "count": 1.5}',
    "no steps": '{"type": "step", "count": 0}',
    "a rate of zero": '{"type": "tune", "rate": 0}',
    "a rate above the scale": '{"type": "tune", "rate": 100.1}',
    "an unknown field": '{"type": "start", "now": 1}',
    "an unknown tag": '{"type": "explode"}',
    "no tag": '{"count": 1}',
    "an unknown optimiser": '{"type": "tune", "optimiser": "magic"}',
    "a layer of none": '{"type": "reset", "settings": {"hidden": [0]}}',
    "four hidden layers": '{"type": "reset", "settings": {"hidden": [1, 1, 1, 1]}}',
    "a pace between": '{"type": "pace", "steps": 2}',
    "too many names": json.dumps({"type": "watch", "tensors": ["z"] * 65}),
    "too long a name": json.dumps({"type": "watch", "tensors": ["z" * 41]}),
    "783 pixels": json.dumps({"type": "draw", "pixels": [0] * 783}),
    "785 pixels": json.dumps({"type": "draw", "pixels": [0] * 785}),
    "a pixel too bright": json.dumps({"type": "draw", "pixels": [256] + [0] * 783}),
    "a pixel below black": json.dumps({"type": "draw", "pixels": [-1] + [0] * 783}),
    "nests without end": "[" * 30_000,
    "a lone half of a letter": r'{"type": "\ud800"}',
}


def read(text: str | bytes) -> Command | None:
    """Read a message as the session does; None when it is refused."""
    try:
        return COMMANDS.validate_json(text)
    except ValidationError:
        return None


@EVERY_TAG
def test_every_command_can_be_said(tag: str) -> None:
    command = read(json.dumps({"type": tag, **EXAMPLES[tag]}))
    assert command is not None
    assert command.type == tag


@EVERY_TAG
def test_a_command_survives_the_way_there(tag: str) -> None:
    command = read(json.dumps({"type": tag, **EXAMPLES[tag]}))
    assert command is not None
    assert read(command.model_dump_json()) == command


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_out_of_bounds_is_refused(name: str) -> None:
    assert read(REFUSED[name]) is None


@given(st.text() | st.binary())
def test_any_text_is_read_or_refused(text: str | bytes) -> None:
    read(text)


leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from(["max", "test", "Adam", "costs"])
)
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=12,
)
NAMES = {name for example in EXAMPLES.values() for name in example} | {"extra"}
bodies = st.dictionaries(st.sampled_from(sorted(NAMES)), trees, max_size=3)


@given(st.sampled_from(sorted(TAGS)), bodies)
def test_any_message_is_a_command_or_a_refusal(
    tag: str, body: dict[str, object]
) -> None:
    command = read(json.dumps({**body, "type": tag}))
    assert command is None or command.type == tag


def test_settings_left_out_keep_their_defaults() -> None:
    command = read('{"type": "reset", "settings": {"hidden": []}}')
    assert isinstance(command, Reset)
    assert command.settings == Settings(hidden=())


def test_a_change_names_only_what_changes() -> None:
    command = read('{"type": "tune", "rate": 3}')
    assert isinstance(command, Tune)
    assert command.model_dump(exclude_none=True) == {"type": "tune", "rate": 3.0}


def test_the_first_sixteen_neurons_are_shown_when_nobody_says() -> None:
    command = read('{"type": "watch", "tensors": []}')
    assert isinstance(command, Watch)
    assert command.neurons == (0, 16)


@pytest.mark.parametrize("rate", [math.nan, math.inf])
def test_answers_never_carry_numbers_that_json_lacks(rate: float) -> None:
    with pytest.raises(ValidationError):
        Divergence(step=1, rate=rate)
