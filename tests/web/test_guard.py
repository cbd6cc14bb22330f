"""The guarded protocols: what they change in uvicorn is still there to be changed."""

import asyncio
import socket
import struct
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import (
    WebSocketsSansIOProtocol,
)
from websockets.asyncio.client import connect

from app.web.guard import GuardedRequest, GuardedSocket
from app.web.server import Server, configure

PATIENCE_SECONDS = 20.0
HTTP_NAMES = [
    "connection_made",
    "connection_lost",
    "data_received",
    "handle_websocket_upgrade",
    "shutdown",
]
SOCKET_NAMES = [
    "connection_made",
    "data_received",
    "keepalive_timeout",
    "shutdown",
    "handle_ping",
    "send_receive_event_to_app",
    "handle_parser_exception",
]


@pytest.mark.parametrize("name", HTTP_NAMES)
def test_uvicorn_still_has_what_the_http_guard_overrides(name: str) -> None:
    assert name in vars(H11Protocol)
    assert name in vars(GuardedRequest)


@pytest.mark.parametrize("name", SOCKET_NAMES)
def test_uvicorn_still_has_what_the_socket_guard_overrides(name: str) -> None:
    assert name in vars(WebSocketsSansIOProtocol)
    assert name in vars(GuardedSocket)


@pytest.mark.parametrize("name", ["startup", "handle_exit"])
def test_uvicorn_still_has_what_the_server_overrides(name: str) -> None:
    assert name in vars(uvicorn.Server)
    assert name in vars(Server)


def test_the_guards_override_nothing_else() -> None:
    assert overridden(GuardedRequest, H11Protocol) == set(HTTP_NAMES)
    assert overridden(GuardedSocket, WebSocketsSansIOProtocol) == set(SOCKET_NAMES)


def overridden(guard: type, stock: type) -> set[str]:
    """List what a guard defines anew."""
    return {name for name in vars(guard) if name in vars(stock) and name[0] != "_"}


class HastyRequest(GuardedRequest):
    """A guard that waits less long, so that the test does too."""

    header_seconds = 0.3


class HastySocket(GuardedSocket):
    """A guard that gives up sooner, so that the test does too."""

    abort_seconds = 0.1


async def echo(socket: WebSocket) -> None:
    """Send frames for ever, whether they are read or not."""
    await socket.accept()
    try:
        while True:
            await socket.send_bytes(bytes(65_536))
    except WebSocketDisconnect:
        return


async def silent(socket: WebSocket) -> None:
    """Read, and never answer."""
    await socket.accept()
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass


async def page(request: object) -> PlainTextResponse:
    """Answer at once."""
    return PlainTextResponse("here")


@asynccontextmanager
async def hasty() -> AsyncIterator[tuple[int, uvicorn.Server]]:
    """Run a little site behind guards in a hurry; give its port."""
    site = Starlette(
        routes=[
            Route("/", page),
            WebSocketRoute("/flow", echo),
            WebSocketRoute("/silent", silent),
        ]
    )
    config = configure(site)
    config.http, config.ws = HastyRequest, HastySocket
    config.ws_ping_interval = config.ws_ping_timeout = 0.3
    server = uvicorn.Server(config)
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        task = asyncio.create_task(server._serve([door]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield door.getsockname()[1], server
        finally:
            server.should_exit = True
            await task


@contextmanager
def line(port: int) -> Iterator[socket.socket]:
    """Open a bare line to the server."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as opened:
        yield opened


def talking(port: int) -> connect:
    """Open a websocket to somebody who never answers."""
    return connect(f"ws://127.0.0.1:{port}/silent")


def upgrade(opened: socket.socket, port: int, path: str) -> None:
    """Ask for a websocket by hand."""
    opened.sendall(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
    )
    assert b" 101 " in opened.recv(1024)


async def gone(server: uvicorn.Server) -> None:
    """Wait until the server has no connection left."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while server.server_state.connections:
            await asyncio.sleep(0.02)


@pytest.mark.anyio
@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: lo"])
async def test_headers_that_never_end_are_cut_short(said: bytes) -> None:
    async with hasty() as (port, _):
        with line(port) as opened:
            opened.sendall(said)
            assert await asyncio.to_thread(opened.recv, 100) == b""


@pytest.mark.anyio
async def test_a_second_request_has_a_deadline_too() -> None:
    async with hasty() as (port, server):
        with line(port) as opened:
            opened.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert b"200" in await asyncio.to_thread(opened.recv, 1000)
            opened.sendall(b"GET / HT")
            await gone(server)


@pytest.mark.anyio
async def test_a_websocket_outlives_the_deadline_of_its_request() -> None:
    async with hasty() as (port, _), talking(port) as socket:
        for _ in range(3):
            await (await socket.ping())
            await asyncio.sleep(HastyRequest.header_seconds / 2)


@pytest.mark.anyio
async def test_a_peer_that_never_reads_is_let_go() -> None:
    async with hasty() as (port, server):
        with line(port) as opened:
            await asyncio.to_thread(upgrade, opened, port, "/flow")
            await gone(server)


@pytest.mark.anyio
async def test_a_flood_of_pings_that_reads_no_answer_is_cut() -> None:
    ping = b"\x89\xfd" + bytes(4) + bytes(125)
    async with hasty() as (port, server):
        with line(port) as opened:
            await asyncio.to_thread(upgrade, opened, port, "/silent")
            with pytest.raises(OSError):
                await asyncio.to_thread(flood, opened, ping * 500)
            await gone(server)


def flood(opened: socket.socket, message: bytes) -> None:
    """Send the same thing until the line breaks."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        opened.sendall(message)


@pytest.mark.anyio
async def test_a_server_that_ends_says_when_to_come_back() -> None:
    async with hasty() as (port, server), talking(port) as socket:
        server.should_exit = True
        await socket.wait_closed()
        assert socket.close_code == 1012


@pytest.mark.anyio
async def test_a_server_ends_though_somebody_does_not_read() -> None:
    async with hasty() as (port, server):
        with line(port) as opened:
            await asyncio.to_thread(upgrade, opened, port, "/flow")
            server.should_exit = True
            await gone(server)


FRAMES = {
    "reserved opcode": (b"\x83\x80" + bytes(4), 1002),
    "not masked": (b"\x81\x01x", 1002),
    "a reserved bit": (b"\xc1\x81" + bytes(4) + b"x", 1002),
    "a long ping": (b"\x89\xfe\x00\x7e" + bytes(4) + bytes(126), 1002),
    "bad text": (b"\x81\x82" + bytes(4) + b"\xff\xfe", 1007),
    "half a letter in two parts": (
        b"\x01\x81" + bytes(4) + b"\xc3" + b"\x80\x81" + bytes(4) + b"\x28",
        1007,
    ),
}


@pytest.mark.anyio
@pytest.mark.parametrize("kind", FRAMES)
async def test_what_breaks_the_protocol_gets_the_code_for_it(kind: str) -> None:
    sent, code = FRAMES[kind]
    async with hasty() as (port, _):
        with line(port) as opened:
            await asyncio.to_thread(upgrade, opened, port, "/silent")
            opened.sendall(sent)
            answer = await asyncio.to_thread(opened.recv, 1000)
    assert answer[0] == 0x88
    assert struct.unpack(">H", answer[2:4])[0] == code
