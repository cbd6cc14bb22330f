"""The live socket as a browser uses it, and as nobody should."""

import json
import os
import signal
import socket as sockets
import time
from collections.abc import Mapping
from contextlib import suppress
from itertools import pairwise

import pytest
from websockets.exceptions import ConnectionClosed

from app.web.live import COMMANDS_AT_ONCE, COMMANDS_PER_SECOND, Bucket
from app.wire.messages import MAX_MESSAGE_BYTES, Tune
from tests.web.visitor import Visitor


def test_a_visitor_trains_and_sees_it(visitor: Visitor) -> None:
    live = visitor.live()
    live.train("costs", "gradient_norms")
    live.until(lambda: live.step > 0)
    live.see(5)
    assert not live.reasons()


def test_a_session_survives_a_reload(visitor: Visitor) -> None:
    before = visitor.live()
    name = before.session
    before.send(type="watch", tensors=["costs"])
    before.send(type="step", count=3)
    before.until(lambda: before.step == 3)
    before.socket.close()
    after = visitor.live(name)
    after.send(type="watch", tensors=["costs"])
    after.until(lambda: after.step == 3)
    assert after.session == name


def test_every_tab_gets_a_session_of_its_own(visitor: Visitor) -> None:
    names = {visitor.live().session for _ in range(3)}
    assert len(names) == 3
    assert all(len(name) == 22 for name in names)


def test_an_unknown_session_becomes_a_new_one(visitor: Visitor) -> None:
    for unknown in ("x", "%00", "..%2F..%2Fetc", "A" * 5000):
        assert visitor.live(unknown).session not in ("x", "A" * 5000)


def test_two_visitors_of_a_session_see_the_same(visitor: Visitor) -> None:
    teacher = visitor.live()
    pupil = visitor.live(teacher.session)
    teacher.send(type="tune", rate=0.125)
    pupil.until(lambda: pupil.status.get("settings", {}).get("rate") == 0.125)


CHANGES: Mapping[str, object] = {
    "rate": 0.5,
    "batch": 7,
    "optimiser": "Adam",
    "beta": 0.5,
    "beta2": 0.75,
    "epochs": 3,
}


def test_every_change_that_needs_no_new_run_is_tried_here() -> None:
    assert set(CHANGES) == set(Tune.model_fields) - {"type"}


@pytest.mark.parametrize("name", [*CHANGES, "pace"])
def test_a_change_that_needs_no_new_run_resets_nothing(
    visitor: Visitor, name: str
) -> None:
    live = visitor.live()
    live.train("costs", pace=16)
    live.until(lambda: live.step > 30)
    step, line = live.step, live.line
    if name == "pace":
        live.send(type="pace", steps=4)
        live.until(lambda: live.status["pace"] == 4)
    else:
        live.send(type="tune", **{name: CHANGES[name]})
        live.until(lambda: live.status["settings"][name] == CHANGES[name])
    live.see(3)
    assert live.line == live.status["line"] == line
    assert live.step > step
    assert live.status["state"] == "running"
    assert not live.reasons()


# Zeros give all neurons of tanh the same nothing to do; a huge η ends in the corner.
DEATHS: Mapping[str, Mapping[str, object]] = {
    "0.1": {"activation": "tanh", "initialisation": "zeros"},
    "0": {"rate": 100.0},
}


@pytest.mark.parametrize("death", DEATHS)
def test_a_run_that_died_in_silence_says_how_until_it_is_reset(
    visitor: Visitor, death: str
) -> None:
    live = visitor.live()
    live.send(type="reset", settings={**DEATHS[death], "epochs": 1000})
    live.train()
    live.until(lambda: live.status.get("dead") == death)
    assert live.status["state"] == "running"
    live.send(type="reset", settings={})
    live.until(lambda: live.status["dead"] is None)


def test_a_visitor_hears_that_the_line_stands_when_nothing_happens(
    visitor: Visitor,
) -> None:
    live = visitor.live()
    live.until(lambda: bool(live.kinds("alive")))


def test_nothing_on_the_socket_is_compressed(visitor: Visitor) -> None:
    live = visitor.live(compression="deflate")
    answer = live.socket.response
    assert answer is not None
    assert "sec-websocket-extensions" not in answer.headers


BAD = {
    "": "not JSON",
    "{": "not JSON",
    "[" * 60_000: "not JSON",
    '{"type":"start","x":' + "[" * 30_000: "not JSON",
    "null": "one JSON object",
    "[]": "one JSON object",
    "{}": "needs a type",
    '{"type":"fly"}': "draw, feel, pace, pause",
    '{"type":"start","now":true}': "has no field",
    '{"type":"tune","rate":NaN}': "between 0.001 and 100",
    '{"type":"tune","rate":1e999}': "between 0.001 and 100",
    '{"type":"tune","rate":true}': "between 0.001 and 100",
    '{"type":"tune","rate":"2"}': "between 0.001 and 100",
    '{"type":"tune","rate":101}': "between 0.001 and 100",
    '{"type":"tune","batch":1.5}': "a whole number between 1 and 60000",
    '{"type":"tune"}': "Say what to change",
    '{"type":"pace","steps":2}': "1, 4, 16, 64, max",
    '{"type":"reset","settings":{"hidden":[1,1,1,1]}}': "0 to 3 values",
    '{"type":"reset","settings":{"optimiser":"luck"}}': "gradient descent",
    '{"type":"undo"}': "",
    '{"type":"pause"}': "",
    json.dumps({"type": "draw", "pixels": [0] * 783}): "784 values",
    json.dumps({"type": "draw", "pixels": [256] * 784}): "between 0 and 255",
    '{"type":"step","count":' + "9" * 5000 + "}": "",
    '{"type":"watch","tensors":["gold"]}': "gold",
    '{"type":"\\ud800"}': "not JSON",
}


@pytest.mark.parametrize(("text", "words"), BAD.items(), ids=range(len(BAD)))
def test_a_bad_command_gets_one_refusal_that_says_what_is_allowed(
    visitor: Visitor, text: str, words: str
) -> None:
    live = visitor.live()
    live.until(lambda: bool(live.status))
    before = live.status
    live.say(text)
    live.send(type="branch", step=1)
    live.until(lambda: len(live.reasons()) == 2)
    assert words in live.reasons()[0]
    assert "from step 0" in live.reasons()[1]
    assert live.status == before


ENDINGS: dict[str, tuple[str | bytes, int]] = {
    "too long": ("x" * (MAX_MESSAGE_BYTES + 1), 1009),
    "far too long": ("x" * 5_000_000, 1009),
    "binary": (b"\x00\x01", 1003),
}


@pytest.mark.parametrize("kind", ENDINGS)
def test_what_is_no_text_of_64_kib_at_most_ends_the_conversation(
    visitor: Visitor, kind: str
) -> None:
    message, code = ENDINGS[kind]
    live = visitor.live()
    live.train()
    live.say(message)
    assert live.ending() == code


def test_the_longest_message_allowed_is_read(visitor: Visitor) -> None:
    live = visitor.live()
    live.say("x" * MAX_MESSAGE_BYTES)
    live.until(lambda: bool(live.reasons()))


def test_text_that_is_no_utf8_ends_the_conversation(visitor: Visitor) -> None:
    live = visitor.live()
    live.socket.send(b"\xff\xfe", text=True)
    assert live.ending() == 1007


def test_a_flood_is_refused_and_then_ended(visitor: Visitor) -> None:
    live = visitor.live()
    with pytest.raises(ConnectionClosed):
        for _ in range(100):
            for _ in range(4 * COMMANDS_AT_ONCE):
                live.say('{"type":"pace","steps":1}')
            live.read()
    assert live.ending() == 1008
    refusals = [each for each in live.reasons() if "120 commands a second" in each]
    assert 0 < len(refusals) < COMMANDS_AT_ONCE


def test_acknowledgements_of_nothing_count_as_commands(visitor: Visitor) -> None:
    live = visitor.live()
    for _ in range(3 * COMMANDS_AT_ONCE):
        live.say('{"type":"seen","step":0}')
    assert live.ending() == 1008


def test_a_bucket_lets_a_burst_through_and_then_so_many_a_second() -> None:
    now = [0.0]
    bucket = Bucket(lambda: now[0])
    assert sum(bucket.take() for _ in range(1000)) == COMMANDS_AT_ONCE
    now[0] += 0.5
    assert sum(bucket.take() for _ in range(1000)) == COMMANDS_PER_SECOND / 2


def test_who_is_too_fast_for_long_is_told_once_and_let_go() -> None:
    now = [0.0]
    bucket = Bucket(lambda: now[0])
    told = 0
    for _ in range(2000):
        now[0] += 1 / 230
        if not bucket.take():
            told += bucket.burst
    assert told == 1
    assert bucket.excess > COMMANDS_AT_ONCE


def test_who_is_a_little_too_fast_now_and_then_is_forgiven() -> None:
    now = [0.0]
    bucket = Bucket(lambda: now[0])
    told = 0
    for _ in range(20):
        now[0] += 10
        told += sum(bucket.burst for _ in range(260) if not bucket.take())
    assert told == 20
    assert bucket.excess < COMMANDS_AT_ONCE


def test_who_stops_reading_costs_the_others_nothing(visitor: Visitor) -> None:
    stuck, other = visitor.live(), visitor.live()
    stuck.train("costs", "weight_images")
    other.train("costs")
    other.see(5)
    for _ in range(COMMANDS_AT_ONCE // 2):
        stuck.say('{"type":"undo"}')
    other.see(5)
    with suppress(OSError):
        stuck.socket.socket.shutdown(sockets.SHUT_RDWR)


def test_a_killed_worker_is_replaced_while_every_socket_stays_open(
    visitor: Visitor,
) -> None:
    lives = [visitor.live() for _ in range(4)]
    for live in lives:
        live.train("costs", "outputs", "weight_images")
        live.see(10)
    for worker in visitor.stats()["workers"]:
        os.kill(worker["pid"], signal.SIGKILL)
    for live in lives:
        line = live.line
        live.until(lambda live=live, line=line: live.line > line)  # type: ignore[misc]
        assert [each["kind"] for each in live.kinds("notice")] == ["restored"]
        live.see(3)
        assert not live.reasons()


MOST_LOST_SECONDS = 2.0


def test_no_more_than_two_seconds_of_work_are_lost_with_a_worker(
    visitor: Visitor,
) -> None:
    live = visitor.live()
    live.train("costs", pace=16)
    live.see()
    before = [(time.monotonic(), live.step)]
    while before[-1][0] - before[0][0] < 2 * MOST_LOST_SECONDS:
        live.see()
        before.append((time.monotonic(), live.step))
    os.kill(visitor.worker_of(live.session), signal.SIGKILL)
    killed, line = time.monotonic(), live.line
    live.until(lambda: live.line > line)
    # A machine that holds frames up also holds up what is kept of the run.
    held_up = max(after[0] - each[0] for each, after in pairwise(before))
    oldest = killed - MOST_LOST_SECONDS - held_up
    assert live.step >= max((step for at, step in before if at <= oldest), default=0)
    live.see(5)
    assert live.line == live.status["line"]
    assert live.status["state"] == "running"


def test_a_stopped_worker_is_replaced_too(visitor: Visitor) -> None:
    live = visitor.live()
    live.train("costs")
    live.see(10)
    os.kill(visitor.worker_of(live.session), signal.SIGSTOP)
    live.until(lambda: bool(live.kinds("notice")))
    live.see(3)


def test_the_server_knows_who_is_there(visitor: Visitor) -> None:
    live = visitor.live()
    live.train("costs")
    name = live.session

    def mine() -> dict[str, int]:
        live.see()
        sessions = visitor.stats()["sessions"]
        return next(each for each in sessions if each["name"] == name)

    live.until(lambda: mine()["steps"] > 0)
    assert mine()["viewers"] == 1


def test_a_visitor_who_vanishes_is_forgotten(visitor: Visitor) -> None:
    live = visitor.live()
    name = live.session
    live.socket.socket.shutdown(sockets.SHUT_RDWR)
    deadline = time.monotonic() + 20
    while any(
        each["viewers"] for each in visitor.stats()["sessions"] if each["name"] == name
    ):
        assert time.monotonic() < deadline
