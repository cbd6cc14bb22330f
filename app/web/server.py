"""Opens the port and runs the web server on it, guarded and with a firm end."""

import asyncio
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from app.web.guard import GuardedRequest, GuardedSocket
from app.wire.messages import MAX_MESSAGE_BYTES

BACKLOG = 128
PING_SECONDS = 10.0
GRACE_SECONDS = 3
LOOK_SECONDS = 0.1
MOST_CONNECTIONS = 1000
LARGEST_HEADERS = 16_384


def listen(host: str, port: int) -> socket.socket:
    """Take a port, or raise OSError if somebody has it."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    door = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        door.listen(BACKLOG)
    except OSError:
        door.close()
        raise
    return door


def address(door: socket.socket) -> str:
    """Write the address that a person can open."""
    host, port = door.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def configure(app: ASGIApp) -> uvicorn.Config:
    """Set everything that robustness depends on."""
    return uvicorn.Config(
        app,
        http=GuardedRequest,
        ws=GuardedSocket,
        loop="asyncio",
        ws_max_size=MAX_MESSAGE_BYTES,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        limit_concurrency=MOST_CONNECTIONS,
        h11_max_incomplete_event_size=LARGEST_HEADERS,
        backlog=BACKLOG,
        workers=1,
        server_header=False,
        proxy_headers=False,
        access_log=False,
        log_config=None,
        lifespan="on",
    )


class Server(uvicorn.Server):
    """A server that says when it is ready, and ends once, however often it is asked."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so; whoever ends it meanwhile need not wait for that."""
        watching = asyncio.ensure_future(self._watch(asyncio.current_task()))
        try:
            await super().startup(sockets)
        except asyncio.CancelledError:
            if not self.should_exit:
                raise
        watching.cancel()
        if self.started and not self.should_exit:
            self._ready()

    async def _watch(self, starting: asyncio.Task[None] | None) -> None:
        """Break the start off as soon as somebody ends it."""
        while not self.should_exit:
            await asyncio.sleep(LOOK_SECONDS)
        if starting is not None:
            starting.cancel()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End in order; asking twice changes nothing, for the end is near anyway."""
        self.should_exit = True


def run(app: ASGIApp, door: socket.socket, ready: Callable[[], None]) -> bool:
    """Serve until Ctrl-C or a signal ends it; say whether it could start at all."""
    server = Server(configure(app), ready)
    with suppress(SystemExit):  # which uvicorn raises when the application cannot start
        server.run([door])
    return server.started or server.should_exit
