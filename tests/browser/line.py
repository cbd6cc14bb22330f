"""The line between a page and the server, which can be listened to and held back."""

import json
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, WebSocketRoute

from app.wire.frames import Array, decode
from tests.browser.ink import hear_words
from tests.browser.lab import Lab
from tests.browser.visit import Visit

Message = str | bytes


class Line:
    """Passes everything on, keeps what it heard, and holds answers back if told to."""

    def __init__(self, visit: Visit) -> None:
        self.tensors: dict[str, Array] = {}
        self.frames: list[dict[str, Array]] = []
        self.commands: list[dict[str, Any]] = []
        self.sockets: list[WebSocketRoute] = []
        self._held: list[tuple[WebSocketRoute, Message]] | None = None
        visit.context.route_web_socket("**/live*", self._join)

    def hold(self) -> None:
        """Let nothing of what the server says reach the page."""
        self._held = []

    def let_go(self) -> None:
        """Say to the page all that was held back, and hold back no more."""
        held, self._held = self._held or [], None
        for socket, message in held:
            self._answer(socket, message)

    def said(self, kind: str) -> list[dict[str, Any]]:
        """List the commands of a kind that the page has sent."""
        return [command for command in self.commands if command["type"] == kind]

    def _join(self, socket: WebSocketRoute) -> None:
        self.sockets.append(socket)
        server = socket.connect_to_server()
        socket.on_message(lambda words: self._command(server, words))
        server.on_message(lambda message: self._answer(socket, message))

    def _command(self, server: WebSocketRoute, words: Message) -> None:
        self.commands.append(json.loads(words))
        pass_on(server, words)

    def _answer(self, socket: WebSocketRoute, message: Message) -> None:
        if self._held is not None:
            self._held.append((socket, message))
            return
        if isinstance(message, bytes):
            self.frames.append(decode(message))
            self.tensors |= self.frames[-1]
        if socket is self.sockets[-1]:
            pass_on(socket, message)


def pass_on(socket: WebSocketRoute, message: Message) -> None:
    """Say something on a socket, unless it was closed a moment ago."""
    with suppress(Error):
        socket.send(message)


def overheard(visit: Visit, path: str = "/lab") -> tuple[Lab, Line]:
    """Open the Lab; hear its line, and the words on its canvases."""
    line = Line(hear_words(visit))
    return Lab.open(visit, path), line
