"""Somebody with a browser: pages by HTTP, and the live socket."""

import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from typing import Any, Self

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from app.wire.frames import decode
from tests.serving import Server

PATIENCE_SECONDS = 20.0


class Live:
    """An open socket: acknowledges every frame, and remembers what came."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.status: Mapping[str, Any] = {}
        self.heard: list[Mapping[str, Any]] = []
        self.frames = 0
        self.step = 0
        self.line = 0

    @property
    def session(self) -> str:
        """Name the session, as the server does."""
        return str(self.first_status()["session"])

    def first_status(self) -> Mapping[str, Any]:
        """Hear how the session stood when this visitor came."""
        self.until(lambda: bool(self.status))
        return self.kinds("status")[0]

    def send(self, **command: object) -> None:
        """Send a command."""
        self.say(json.dumps(command))

    def say(self, text: str | bytes) -> None:
        """Send anything at all."""
        self.socket.send(text)

    def train(self, *names: str, pace: int | str = "max") -> None:
        """Watch some tensors and train."""
        self.send(type="watch", tensors=names or ["costs"])
        self.send(type="pace", steps=pace)
        self.send(type="start")

    def until(self, happened: Callable[[], bool]) -> None:
        """Read what comes until something has happened."""
        while not happened():
            self.read()

    def see(self, frames: int = 1) -> None:
        """Read until so many more frames have come."""
        wanted = self.frames + frames
        self.until(lambda: self.frames >= wanted)

    def kinds(self, kind: str) -> list[Mapping[str, Any]]:
        """List the answers of one kind."""
        return [answer for answer in self.heard if answer["type"] == kind]

    def reasons(self) -> list[str]:
        """List the reasons of all refusals."""
        return [str(refusal["reason"]) for refusal in self.kinds("refusal")]

    def ending(self) -> int:
        """Read until the server closes the socket, and give the code."""
        try:
            while True:
                self.read()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    def read(self) -> None:
        """Read one message."""
        item = self.socket.recv(PATIENCE_SECONDS)
        if isinstance(item, bytes):
            self._look(item)
            return
        answer = json.loads(item)
        self.heard.append(answer)
        if answer["type"] == "status":
            self.status = answer

    def _look(self, frame: bytes) -> None:
        """Look at a frame, and say so."""
        tensors = decode(frame)
        self.frames += 1
        self.step, self.line = int(tensors["step"]), int(tensors["line"])
        with suppress(ConnectionClosed):  # what came before the end is still to be read
            self.send(type="seen", step=self.step)


class Visitor:
    """Visits one server, and closes everything on leaving."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._stack = ExitStack()
        self._http = self._stack.enter_context(httpx.Client(base_url=server.url))

    def __enter__(self) -> Self:
        """Come."""
        return self

    def __exit__(self, *problem: object) -> None:
        """Leave."""
        self._stack.close()

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Fetch a page or a file."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._http.get(path, headers=named)

    def post(self, path: str, body: bytes) -> httpx.Response:
        """Send something to a page."""
        return self._http.post(path, content=body)

    def live(self, session: str | None = None, **options: Any) -> Live:
        """Open the live socket as a page of this server does."""
        query = "" if session is None else f"?session={session}"
        url = f"{self.server.url.replace('http', 'ws', 1)}/live{query}"
        usual = {"origin": self.server.url, "compression": None, "close_timeout": 0.5}
        return Live(self._stack.enter_context(connect(url, **usual | options)))

    def stats(self) -> dict[str, Any]:
        """Ask the server how it is."""
        found: dict[str, Any] = self.get("/debug/stats").json()
        return found

    def worker_of(self, session: str) -> int:
        """Ask the server for the process that trains a session."""
        stats = self.stats()
        worker = next(
            each["worker"] for each in stats["sessions"] if each["name"] == session
        )
        return int(stats["workers"][worker]["pid"])
