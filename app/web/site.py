"""The whole site: pages, files, the live socket, and what keeps it healthy."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from app.engine.executor import Executor
from app.web.doors import near
from app.web.files import File, Folder, pack, respond
from app.web.live import Live
from app.web.pages import LOST, PAGES, Page, Templates
from app.web.pulse import Pulse

HTML = "text/html; charset=utf-8"

Answerer = Callable[[Request], Awaitable[Response]]


class Site:
    """Answers every address there is, and those that there are not."""

    def __init__(self, folder: Path, executor: Executor, pulse: Pulse | None) -> None:
        self._templates = Templates(folder / "templates")
        self._static = Folder(folder / "static")
        self._executor = executor
        self._pulse = pulse

    def routes(self) -> list[BaseRoute]:
        """List what is where."""
        pages = [Route(page.path, self._page(page)) for page in PAGES]
        debug = [Route("/debug/stats", self._stats)] if self._pulse else []
        return [
            Route("/", _first),
            *pages,
            Route("/static/{name:path}", self._file),
            Route("/healthz", _health),
            WebSocketRoute("/live", Live(self._executor).visit),
            *debug,
        ]

    async def lost(self, request: Request, error: Exception) -> Response:
        """Show the page for an address that does not exist."""
        return respond(request, self._html(LOST), 404)

    def _page(self, page: Page) -> Answerer:
        """Make what answers for one page."""

        async def answer(request: Request) -> Response:
            return respond(request, self._html(page))

        return answer

    def _html(self, page: Page) -> File:
        """Write a page."""
        return pack(self._templates.render(page).encode(), HTML)

    async def _file(self, request: Request) -> Response:
        """Send a file."""
        file = self._static.find(request.path_params["name"])
        if file is None:
            raise HTTPException(404)
        return respond(request, file)

    async def _stats(self, request: Request) -> Response:
        """Tell tests and benches on this machine how everything stands."""
        if self._pulse is None or not near(request.scope):
            raise HTTPException(404)
        stats = self._executor.stats()
        return JSONResponse(
            {
                "workers": [each._asdict() for each in stats.workers],
                "sessions": [each._asdict() for each in stats.sessions],
                "restored": stats.restored,
                "lag_seconds": self._pulse.lag(),
            }
        )


async def _first(request: Request) -> Response:
    """Lead to the first page."""
    return RedirectResponse(PAGES[0].path)


async def _health(request: Request) -> Response:
    """Say that the server answers."""
    return JSONResponse({"status": "ok"})
