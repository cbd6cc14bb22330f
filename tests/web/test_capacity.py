"""A server that is full says so in words, and has room again when somebody leaves."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from app.data.digits import MNIST
from app.engine.inline import InlineWorkers
from app.engine.shelf import Shelf
from app.engine.staff import Limits
from app.engine.studio import open_studio
from app.engine.supervisor import Supervisor
from app.web.live import MOST_SOCKETS, Live
from app.web.server import configure, listen

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def small_server(folder: Path, sessions: int, sockets: int) -> AsyncIterator[str]:
    """Run a server with few places; give the address of its socket."""
    agency = InlineWorkers(open_studio(MNIST))
    executor = Supervisor(agency, 1, Shelf(folder), Limits(sessions=sessions))
    await executor.start()
    visit = Live(executor, sockets).visit
    config = configure(Starlette(routes=[WebSocketRoute("/live", visit)]))
    server, door = uvicorn.Server(config), listen("127.0.0.1", 0)
    serving = asyncio.create_task(server._serve([door]))
    yield f"ws://127.0.0.1:{door.getsockname()[1]}/live"
    server.should_exit = True
    await serving
    await executor.close()


async def refusal(socket: ClientConnection) -> str:
    """Read why a place was refused, and see the socket close for that reason."""
    answer = json.loads(await socket.recv())
    with pytest.raises(ConnectionClosed):
        await socket.recv()
    assert socket.close_code == 4503
    assert answer["type"] == "refusal"
    return str(answer["reason"])


async def test_one_session_too_many_is_told_to_try_again(tmp_path: Path) -> None:
    async with (
        small_server(tmp_path, sessions=1, sockets=10) as address,
        connect(address) as first,
    ):
        name = json.loads(await first.recv())["session"]
        async with connect(address) as second:
            assert "All 1 places" in await refusal(second)
        async with connect(f"{address}?session={name}") as third:
            assert json.loads(await third.recv())["session"] == name


async def test_one_socket_too_many_is_told_to_try_again(tmp_path: Path) -> None:
    async with small_server(tmp_path, sessions=9, sockets=1) as address:
        async with connect(address) as first, connect(address) as second:
            await first.recv()
            assert "try again" in await refusal(second)
        async with connect(address) as third:
            assert json.loads(await third.recv())["type"] == "status"


def test_the_usual_numbers_are_those_that_people_were_promised() -> None:
    assert (MOST_SOCKETS, Limits().sessions) == (400, 64)
