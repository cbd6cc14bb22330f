"""Puts the rooms together: the site in front, an executor behind it, doors around."""

import asyncio
import logging
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.config import Config, site
from app.engine.executor import Executor, NoWorkers
from app.engine.process import Processes
from app.engine.shelf import Shelf
from app.engine.supervisor import Supervisor
from app.release import release
from app.web.doors import Doors, names
from app.web.pulse import Pulse
from app.web.server import address, listen, run
from app.web.site import Site

FAILED = 1
EXPECTED = (NoWorkers.__name__, asyncio.CancelledError.__name__)
LOG_FORMAT = "%(levelname)s %(name)s: %(message)s"


def serve(config: Config, digits: Path) -> int:
    """Serve these digits until somebody ends it, and give the exit code."""
    logging.basicConfig(level=config.log_level.upper(), format=LOG_FORMAT)
    try:
        door = listen(config.host, config.port)
    except OSError as error:
        where = f"{config.host} port {config.port}"
        print(f"fallline: cannot listen on {where}: {error.strerror}", file=sys.stderr)
        return FAILED
    with tempfile.TemporaryDirectory(
        prefix="fallline-", ignore_cleanup_errors=True
    ) as folder:
        return serve_on(door, config, digits, Path(folder))


def serve_on(door: socket.socket, config: Config, digits: Path, folder: Path) -> int:
    """Serve on an open port, with a folder for what only this server needs."""
    shelf = Shelf(config.state or folder / "rest")
    workers = Processes(folder, digits)
    app = create_app(config, Supervisor(workers, config.processes, shelf))
    with door:
        started = run(app, door, lambda: announce(address(door)))
    return 0 if started else FAILED


def announce(where: str) -> None:
    """Tell the person where to look."""
    print(f"Fall Line is ready: open {where} (Ctrl-C stops it)", flush=True)


def create_app(config: Config, executor: Executor) -> ASGIApp:
    """Build the application for a server that is set up in this way."""
    pulse = Pulse() if config.stats else None
    pages = Site(site(), executor, pulse)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        try:
            await executor.start()
            async with beating(pulse):
                yield
        except NoWorkers as problem:
            print(f"fallline: {problem}", file=sys.stderr, flush=True)
            raise
        finally:
            await executor.close()

    app = FastAPI(
        title="Fall Line",
        version=release(),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        routes=pages.routes(),
        lifespan=life,
        exception_handlers={404: pages.lost},
    )
    doors = Doors(app, names(config.host, config.allow_host), config.allow_scripts)
    return briefly(doors)


def briefly(app: ASGIApp) -> ASGIApp:
    """Leave out the traceback of a start that failed for a reason already known."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def tell(message: Message) -> None:
            expected = any(name in message.get("message", "") for name in EXPECTED)
            await send({**message, "message": ""} if expected else message)

        await app(scope, receive, tell if scope["type"] == "lifespan" else send)

    return answer


@asynccontextmanager
async def beating(pulse: Pulse | None) -> AsyncIterator[None]:
    """Measure the event loop meanwhile, if that was asked for."""
    if pulse is None:
        yield
        return
    task = asyncio.get_running_loop().create_task(pulse.beat())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
