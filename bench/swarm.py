"""Many viewers in one small process: they read, acknowledge and take notes."""

import asyncio
import base64
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypedDict

import numpy as np

LAYERS = (1, 2, 3)
WHOLE_LAB = (
    *("costs", "costs_steps", "test_costs", "test_steps", "test_accuracy"),
    *("test_accuracy_step", "epoch_steps", "rate_steps", "rate_values"),
    *("gradient_norms", "weight_images", "weight_scale", "weight_neurons"),
    *("strongest_pixels", "strongest_weights", "weight_peaks", "outputs"),
    *("input", "drawn", "input_label", "profile", "profile_step", "landing"),
    *("profile_slope", "profile_lowest", "profile_images", "map", "map_axes"),
    *("map_step", "map_images", "map_source", "map_lengths", "path"),
    *(f"weights.{layer}" for layer in LAYERS[1:]),
    *(f"{name}.{layer}" for name in ("biases", "z", "activations") for layer in LAYERS),
)
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
LOST_SECONDS = 2.0
Offsets = dict[str, tuple[int, int]]


class Plan(TypedDict):
    """What a swarm does: where, who, how long, and how often each one turns η."""

    host: str
    port: int
    openings: list[list[dict[str, Any]]]
    warm_seconds: float
    seconds: float
    tune_every: float


class Notes(TypedDict):
    """What one viewer noted."""

    session: str
    frames: int
    bytes: int
    longest_gap: float
    first: tuple[float, int]
    last: tuple[float, int]
    latencies: list[float]
    map_ages: list[float]


@lru_cache(maxsize=4096)
def offsets(header: bytes) -> Offsets:
    """Read where each tensor of a frame lies; frames of one shape share this work."""
    return {name: tuple(e["data_offsets"]) for name, e in json.loads(header).items()}


def message(command: dict[str, Any]) -> bytes:
    """Pack a command as one masked text frame; a mask of zeros changes nothing."""
    return packed(TEXT, json.dumps(command, separators=(",", ":")).encode())


def packed(opcode: int, payload: bytes) -> bytes:
    """Pack one masked websocket frame of at most 65,535 bytes."""
    size = len(payload)
    head = (
        bytes([0x80 | opcode, 0x80 | size]) if size < 126 else long_head(opcode, size)
    )
    return head + bytes(4) + payload


def long_head(opcode: int, size: int) -> bytes:
    """Write the head of a frame that needs two bytes for its size."""
    return bytes([0x80 | opcode, 0x80 | 126]) + size.to_bytes(2, "big")


class Viewer(asyncio.Protocol):
    """One viewer who watches everything, of a session of its own if not of another."""

    def __init__(
        self, host: str, opening: list[dict[str, Any]], session: str = ""
    ) -> None:
        self.host, self.opening = host, opening
        self.session, self.buffer, self.bytes = session, bytearray(), 0
        self.joined = False
        self.frames: list[tuple[float, int]] = []
        self.maps: list[tuple[float, int]] = []
        self.latencies: list[float] = []
        self.waiting: tuple[float, float] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a websocket."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        lines = (
            f"GET /live?session={self.session} HTTP/1.1",
            f"Host: {self.host}",
            f"Origin: http://{self.host}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
        )
        transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def data_received(self, data: bytes) -> None:
        """Take every whole message out of what has come so far."""
        self.buffer += data
        if not self.joined:
            self._join()
        if self.joined:
            for opcode, payload in self._messages():
                self._receive(opcode, payload)

    def _join(self) -> None:
        """Read the answer to the handshake and make the opening moves."""
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        assert b" 101 " in self.buffer[:20], bytes(self.buffer[:end])
        del self.buffer[: end + 4]
        self.joined = True
        watch = {"type": "watch", "tensors": WHOLE_LAB}
        self.transport.writelines([message(each) for each in [watch, *self.opening]])

    def _messages(self) -> Iterator[tuple[int, bytes]]:
        """Cut whole websocket messages off the buffer."""
        while len(self.buffer) >= 2:
            start, size = size_of(self.buffer)
            if len(self.buffer) < start + size:
                return
            payload = bytes(self.buffer[start : start + size])
            opcode = self.buffer[0] & 15
            del self.buffer[: start + size]
            self.bytes += start + size
            yield opcode, payload

    def _receive(self, opcode: int, payload: bytes) -> None:
        """Answer a message as a browser does."""
        if opcode == BINARY:
            self._note(payload)
        elif opcode == TEXT:
            answer = json.loads(payload)
            self.session = answer.get("session", self.session)
            assert answer["type"] != "refusal", answer
        elif opcode == PING:
            self.transport.write(packed(PONG, payload))

    def _note(self, frame: bytes) -> None:
        """Acknowledge a frame and note its step, its map and whether η has arrived."""
        now = time.perf_counter()
        start = 8 + int.from_bytes(frame[:8], "little")
        where = offsets(frame[8:start])
        step = number(frame, start, where["step"])
        self.transport.write(message({"type": "seen", "step": step}))
        self.frames.append((now, step))
        if "map_step" in where:
            self.maps.append((now, number(frame, start, where["map_step"])))
        at = start + where["rate"][0]
        rate = float(np.frombuffer(frame, "<f4", 1, at)[0])
        if self.waiting and rate == self.waiting[1]:
            self.latencies.append(now - self.waiting[0])
            self.waiting = None

    def tune(self) -> None:
        """Turn η a little, unless the last turn is still on its way."""
        now = time.perf_counter()
        if self.waiting and now - self.waiting[0] < LOST_SECONDS:
            return
        if self.waiting:
            self.latencies.append(now - self.waiting[0])
        rate = float(np.float32(random.uniform(1.0, 2.0)))
        self.waiting = (now, rate)
        self.transport.write(message({"type": "tune", "rate": rate}))

    def still_waiting(self, now: float) -> list[float]:
        """Say for how long a turn of η has gone unanswered, if one has."""
        return [now - self.waiting[0]] if self.waiting else []

    def forget(self) -> None:
        """Start the notes afresh, at the end of the warm-up."""
        self.frames, self.latencies, self.bytes = self.frames[-1:], [], 0
        self.waiting = None

    def notes(self) -> Notes:
        """Sum up what was seen since the warm-up."""
        times = [when for when, _ in self.frames]
        return {
            "session": self.session,
            "frames": len(self.frames) - 1,
            "bytes": self.bytes,
            "longest_gap": max(np.diff(times), default=0.0),
            "first": self.frames[0],
            "last": self.frames[-1],
            "latencies": [*self.latencies, *self.still_waiting(times[-1])],
            "map_ages": list(map_ages(self.frames, self.maps)),
        }


def size_of(buffer: bytearray) -> tuple[int, int]:
    """Read where a message begins and how long it is."""
    short = buffer[1] & 127
    if short < 126:
        return 2, short
    width = 2 if short == 126 else 8
    if len(buffer) < 2 + width:
        return 2 + width, sys.maxsize
    return 2 + width, int.from_bytes(buffer[2 : 2 + width], "big")


def number(frame: bytes, start: int, where: tuple[int, int]) -> int:
    """Read one whole number of a frame."""
    return int.from_bytes(frame[start + where[0] : start + where[1]], "little")


def map_ages(
    frames: list[tuple[float, int]], maps: list[tuple[float, int]]
) -> Iterator[float]:
    """Say how old each map had become when the next took its place, or at the end."""
    times, steps = np.array(frames).T
    if not maps:
        yield float("inf")
    for (_, measured_at), (replaced, _) in pairwise([*maps, (times[-1], 0)]):
        if measured_at >= steps[0] and replaced > times[0]:
            yield replaced - float(np.interp(measured_at, steps, times))


async def turning(viewer: Viewer, every: float) -> None:
    """Turn η again and again, at moments that follow no beat."""
    while True:
        await asyncio.sleep(every * random.uniform(0.5, 1.5))
        viewer.tune()


async def swarm(plan: Plan) -> list[Notes]:
    """Let every viewer watch for the planned time and collect their notes."""
    loop, host = asyncio.get_running_loop(), f"{plan['host']}:{plan['port']}"
    viewers = [Viewer(host, opening) for opening in plan["openings"]]
    for viewer in viewers:
        await loop.create_connection(fresh(viewer), plan["host"], plan["port"])
        await asyncio.sleep(0.02)
    await asyncio.sleep(plan["warm_seconds"])
    for viewer in viewers:
        viewer.forget()
    turns = [asyncio.create_task(turning(each, plan["tune_every"])) for each in viewers]
    await asyncio.sleep(plan["seconds"])
    notes = [viewer.notes() for viewer in viewers]
    for turn in turns:
        turn.cancel()
    return notes


def fresh(viewer: Viewer) -> Callable[[], Viewer]:
    """Hand a viewer to the loop as the maker of its connection."""
    return lambda: viewer


if __name__ == "__main__":
    os.nice(5)
    print(json.dumps(asyncio.run(swarm(json.load(sys.stdin)))))
