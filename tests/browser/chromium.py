"""Finds the machine's own Chromium and opens it for tests and measurements."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
MISSING = (
    "No Chromium found. Install one (on Debian: apt-get install chromium) "
    "or set CHROMIUM to its path, then run make test again."
)


def executable() -> str:
    """Find Chromium where the person or the system put it."""
    chosen = os.environ.get("CHROMIUM")
    for found in (chosen, *map(shutil.which, NAMES)):
        if found:
            return found
    raise FileNotFoundError(MISSING)


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """Open a headless Chromium until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(), args=["--no-sandbox", *flags]
        )
        try:
            yield browser
        finally:
            browser.close()
