"""Thousands of bad messages: each gets its answer, and nobody else notices."""

import json
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import cycle
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from websockets.exceptions import ConnectionClosed

from app.settings import Settings
from app.web.live import COMMANDS_AT_ONCE
from app.web.refusals import KINDS, parse
from app.wire.messages import COMMANDS, MAX_MESSAGE_BYTES, Refusal, Reset
from tests.web.test_live import BAD
from tests.web.visitor import Visitor

MESSAGES = 2000
ROUNDS = 3
VOICES = 4  # that talk at once
SOCKETS = 12  # each says fewer than would be a flood


class Span(NamedTuple):
    """Some time between two moments."""

    began: float
    ended: float


class Ending(NamedTuple):
    """What ends a conversation if it is said so often, and the code it ends with."""

    message: bytes
    text: bool
    code: int
    times: int = 1


ENDINGS = (
    Ending(b"x" * (MAX_MESSAGE_BYTES + 1), text=True, code=1009),
    Ending(bytes(784), text=False, code=1003),
    Ending(b'{"type":"\xff"}', text=True, code=1007),
    Ending(b"{", text=True, code=1008, times=4 * COMMANDS_AT_ONCE),
)

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
]
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
    """Watches a training session, and notes when each frame comes."""

    def __init__(self, visitor: Visitor) -> None:
        self._live = visitor.live()
        self._live.send(type="tune", epochs=1000)
        self._live.train("costs", pace=16)
        self._live.see(5)
        self._times: list[float] = []
        self._came = threading.Condition()
        self._over = False

    @contextmanager
    def singing(self) -> Iterator[None]:
        """Watch until the block ends."""
        thread = threading.Thread(target=self._sing)
        thread.start()
        try:
            yield
        finally:
            self._over = True
            thread.join()

    def sing(self, frames: int) -> None:
        """Wait for so many more frames."""
        wanted = len(self._times) + frames
        with self._came:
            self._came.wait_for(lambda: len(self._times) >= wanted or self._over)

    def speed(self, spans: list[Span]) -> float:
        """Tell how many frames came in a second of these times."""
        frames = sum(
            span.began < at <= span.ended for at in self._times for span in spans
        )
        return frames / sum(span.ended - span.began for span in spans)

    def _sing(self) -> None:
        """Note when frames come."""
        try:
            while not self._over:
                self._live.see()
                self._note()
        finally:
            self._over = True
            self._note()

    def _note(self) -> None:
        """Note the time, and wake who waits for it."""
        with self._came:
            self._times.append(time.monotonic())
            self._came.notify_all()


@contextmanager
def timed(spans: list[Span]) -> Iterator[None]:
    """Add how long the block takes to a list."""
    began = time.monotonic()
    yield
    spans.append(Span(began, time.monotonic()))


def test_bad_messages_change_nothing_and_a_canary_goes_on_singing(
    visitor: Visitor,
) -> None:
    texts = examples()
    talks = [
        (texts[first::SOCKETS], ending)
        for first, ending in zip(range(SOCKETS), cycle(ENDINGS), strict=False)
    ]
    assert ROUNDS * len(texts) > MESSAGES
    canary = Canary(visitor)
    quiet: list[Span] = []
    noisy: list[Span] = []
    with canary.singing(), ThreadPoolExecutor(VOICES) as voices:
        for _ in range(ROUNDS):
            with timed(quiet):
                canary.sing(frames=12)
            with timed(noisy):
                list(voices.map(lambda talk: say(visitor, *talk), talks))
    assert canary.speed(noisy) > 0.6 * canary.speed(quiet)
    assert "Traceback" not in visitor.server.said()


def say(visitor: Visitor, texts: list[str], ending: Ending) -> None:
    """Say bad things, no faster than is allowed, then one that ends the talk.

    Each gets one refusal, and the session is afterwards what it was before.
    """
    live = visitor.live()
    name, before = live.session, live.status
    for text in texts:
        live.say(text)
    live.send(type="pause")
    live.until(lambda: len(live.reasons()) > len(texts))
    assert len(live.reasons()) == len(texts) + 1
    assert not live.kinds("notice")
    with suppress(ConnectionClosed):
        for _ in range(ending.times):
            live.socket.send(ending.message, text=ending.text)
    assert live.ending() == ending.code
    assert live.status == before
    after = visitor.live(name)
    assert after.first_status() == before
    after.socket.close()


def examples() -> list[str]:
    """Collect bad messages, the same ones every time."""
    found: list[str] = []

    @settings(max_examples=800, database=None, suppress_health_check=list(HealthCheck))
    @given(bad)
    def collect(text: str) -> None:
        found.append(text)

    collect()
    refused = [text for text in found if isinstance(parse(text), Refusal)]
    chosen = refused + [*BAD, *HEAVY] * 15
    random.Random(1).shuffle(chosen)
    return chosen
