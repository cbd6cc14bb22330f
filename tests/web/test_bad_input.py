"""Thousands of bad messages: each gets its answer, and nobody else notices."""

import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app.settings import Settings
from app.web.refusals import KINDS, parse
from app.wire.messages import COMMANDS, Refusal, Reset
from tests.web.visitor import Visitor

MESSAGES = 2000
SOCKETS = 10  # each says fewer than would be a flood

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from([10**300, -0.0, 5e-324, 1e308, "NaN", "\ud800", "0.1", "η"]),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.dictionaries(st.text(max_size=8), inner, max_size=4),
    ),
    max_leaves=12,
)
HEAVY = [
    json.dumps({"type": "draw", "pixels": ["x"] * 12_000}),
    json.dumps({"type": "tune"} | dict.fromkeys(map(str, range(4000)))),
] * 20
names = st.sampled_from(sorted({*KINDS, "fly", ""}))
fields = st.sampled_from(
    ["step", "count", "settings", "rate", "batch", "steps", "tensors", "pixels", "x"]
)
objects = st.builds(
    lambda name, extra: {**extra, "type": name},
    names,
    st.dictionaries(fields, values, max_size=4),
)
bad = st.one_of(
    st.one_of(values, objects).map(lambda value: written(value)),
    st.text(max_size=200),
    st.integers(1, 30_000).map(lambda depth: "[" * depth),
    st.integers(1, 5_000).map(lambda depth: '{"type":' * depth),
    st.sampled_from(["NaN", "1e999", "9" * 5000, '"\\ud800"']).map(
        lambda number: f'{{"type":"tune","rate":{number}}}'
    ),
)


def written(value: object) -> str:
    """Write JSON as a careless program would: NaN, and half a letter."""
    return json.dumps(value, ensure_ascii=False).encode(errors="replace").decode()


@settings(max_examples=1000)
@given(bad)
def test_whatever_is_said_is_a_command_or_is_refused_in_words(text: str) -> None:
    answer = parse(text)
    if isinstance(answer, Refusal):
        assert len(answer.reason) > 10
        assert answer.reason.endswith(".")
        assert answer.reason[0] == answer.reason[0].upper()
        assert "pydantic" not in answer.reason


@pytest.mark.parametrize(
    "command",
    [
        {"type": "draw", "pixels": ["x"] * 12_000},
        {"type": "watch", "tensors": [1] * 12_000},
        {"type": "reset", "settings": {"hidden": ["x"] * 12_000}},
        {"type": "reset", "settings": {"beta": 2, "hidden": ["x"] * 12_000}},
    ],
)
def test_only_the_first_of_many_mistakes_is_looked_at(command: object) -> None:
    with pytest.raises(ValidationError) as caught:
        COMMANDS.validate_json(json.dumps(command))
    assert caught.value.error_count() <= 2


def test_a_command_of_thousands_of_fields_is_not_looked_at_one_by_one() -> None:
    answer = parse(json.dumps({"type": "tune"} | dict.fromkeys(map(str, range(4000)))))
    assert isinstance(answer, Refusal)
    assert "more fields" in answer.reason


def test_no_settings_have_so_many_fields() -> None:
    written = Reset(type="reset", settings=Settings()).model_dump_json()
    assert parse(written) == Reset(type="reset", settings=Settings())


class Canary:
    """Watches a training session, and tells how many frames a second it sees."""

    def __init__(self, visitor: Visitor) -> None:
        self._live = visitor.live()
        self._live.train("costs")
        self._live.see(5)
        self._over = threading.Event()

    def alone(self, frames: int) -> float:
        """Watch so many frames."""
        began = time.monotonic()
        self._live.see(frames)
        return frames / (time.monotonic() - began)

    @contextmanager
    def watching(self) -> Iterator[list[float]]:
        """Watch until the block ends; the speed is there afterwards."""
        speeds: list[float] = []
        thread = threading.Thread(target=lambda: speeds.append(self._until_over()))
        thread.start()
        try:
            yield speeds
        finally:
            self._over.set()
            thread.join()

    def _until_over(self) -> float:
        began, before = time.monotonic(), self._live.frames
        while not self._over.is_set():
            self._live.see()
        return (self._live.frames - before) / (time.monotonic() - began)


def test_bad_messages_are_answered_and_a_canary_goes_on_singing(
    visitor: Visitor,
) -> None:
    texts = examples() + HEAVY
    canary = Canary(visitor)
    undisturbed = canary.alone(30)
    with canary.watching() as disturbed:
        refused = sum(say(visitor, texts[first::SOCKETS]) for first in range(SOCKETS))
    assert refused > MESSAGES / 2
    assert disturbed[0] > undisturbed / 3
    assert "Traceback" not in visitor.server.said()


def say(visitor: Visitor, texts: list[str]) -> int:
    """Say bad things, no faster than is allowed, and count the refusals."""
    live = visitor.live()
    for text in texts:
        live.say(text)
    live.send(type="branch", step=2**32 - 1)
    live.until(lambda: any("from step" in reason for reason in live.reasons()))
    live.socket.close()
    return len(live.reasons()) - 1


def examples() -> list[str]:
    """Collect bad messages, the same ones every time."""
    found: list[str] = []

    @settings(
        max_examples=MESSAGES, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(bad)
    def collect(text: str) -> None:
        found.append(text)

    collect()
    random.Random(1).shuffle(found)
    return found[:MESSAGES]
