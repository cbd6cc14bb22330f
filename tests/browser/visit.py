"""One person's visit: their own browser profile, and every complaint it made."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
)

LAPTOP = {"width": 1440, "height": 900}
OWN_SCHEMES = {"data", "blob"}
# Long enough for a machine that does much else; nothing waits longer than it must.
PATIENCE_SECONDS = 40
Value = TypeVar("Value")


class Visit:
    """A browser profile with nothing in it, and what went wrong while it was used."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.complaints: list[str] = []
        self.expected: list[str] = []
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", self._watch)

    def open(self, path: str) -> Page:
        """Open a page of the server in a new tab."""
        page = self.context.new_page()
        page.goto(self.url + path)
        return page

    def expect_complaint(self, pattern: str) -> None:
        """Allow what a test provokes on purpose."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        """List the complaints that no test asked for."""
        return [
            words
            for words in self.complaints
            if not any(re.search(pattern, words) for pattern in self.expected)
        ]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _watch(self, request: Request) -> None:
        address, home = urlsplit(request.url), urlsplit(self.url)
        if address.scheme not in OWN_SCHEMES and address.netloc != home.netloc:
            self.complaints.append(f"request to another host: {request.url}")


@contextmanager
def visiting(browser: Browser, url: str, **screen: Any) -> Iterator[Visit]:
    """Come with a fresh profile, and leave without a complaint."""
    context = browser.new_context(**{"viewport": LAPTOP, **screen})
    context.set_default_timeout(1000 * PATIENCE_SECONDS)
    visit = Visit(context, url)
    try:
        yield visit
    finally:
        context.close()
    assert not visit.unexpected(), visit.unexpected()


def until(
    page: Page, read: Callable[[], Value], holds: Callable[[Value], object]
) -> Value:
    """Read again and again until what is read holds, and say what was read last."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds(value := read()):
        if time.monotonic() > deadline:
            raise AssertionError(f"still not so: {value!r}")
        page.wait_for_timeout(50)
    return value
