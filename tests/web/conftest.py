"""One real server that the tests of this folder visit."""

from collections.abc import Iterator

import pytest

from tests.serving import Server, serving
from tests.web.visitor import Visitor


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run a server with two workers; its log must stay free of tracebacks."""
    with serving("--stats", "--workers", "2", "--log-level", "info") as opened:
        yield opened
        assert "Traceback" not in opened.said()


@pytest.fixture
def visitor(server: Server) -> Iterator[Visitor]:
    """Let somebody visit the server, and leave when the test ends."""
    with Visitor(server) as someone:
        yield someone
