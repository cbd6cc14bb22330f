"""A real server, a real Chromium, and pages that may not complain."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import chromium
from tests.browser.lab import Lab
from tests.browser.visit import PATIENCE_SECONDS, Visit, visiting
from tests.serving import Server, serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder, so that they can be chosen or left out."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker("browser")


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    """Serve Fall Line to all the tests of this folder."""
    with serving() as running:
        yield running
        assert "Traceback" not in running.said()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Open one Chromium for all the tests of this folder."""
    expect.set_options(timeout=1000 * PATIENCE_SECONDS)
    with chromium() as opened:
        yield opened


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """Come as a new person, with nothing stored, on a laptop."""
    with visiting(browser, server.url) as visit:
        yield visit


@pytest.fixture
def lab(visit: Visit) -> Lab:
    """Open the Lab and wait until it is connected."""
    return Lab.open(visit)


@pytest.fixture
def on_screen(browser: Browser, server: Server) -> Iterator[Callable[..., Visit]]:
    """Come with any screen: Chromium's own words say what is different about it."""
    with ExitStack() as visits:
        yield lambda **screen: visits.enter_context(
            visiting(browser, server.url, **screen)
        )
