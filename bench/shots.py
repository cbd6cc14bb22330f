"""Takes a picture of every screen, in both themes, at the sizes people have."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.browser.lab import Lab
from tests.browser.visit import visiting
from tests.serving import serving

FOLDER = Path(__file__).parents[1] / "build" / "shots"
SIZES = ((1440, 900), (1920, 1080), (1024, 768), (390, 844))
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TOUCH_BELOW = 600
STEPS = 4000


def untrained(lab: Lab) -> None:
    """Show the Lab as it opens."""
    lab.wait_for_state("Paused")


def training(lab: Lab) -> None:
    """Show the Lab in the middle of its training."""
    lab.press("Test digit")
    lab.press("Play")
    lab.wait_for_step(lambda step: step >= STEPS)


def paused(lab: Lab) -> None:
    """Show the Lab paused, with a digit on the pad and the map at rest."""
    lab.press("Pause")
    lab.wait_for_state("Paused")
    lab.page.wait_for_timeout(2500)


def setup(lab: Lab) -> None:
    """Show the sheet with the choices."""
    lab.open_setup()


def diverged(lab: Lab) -> None:
    """Show a run that blew up."""
    lab.page.keyboard.press("Escape")
    lab.blow_up()


SCREENS: dict[str, Callable[[Lab], None]] = {
    "untrained": untrained,
    "training": training,
    "paused": paused,
    "setup": setup,
    "diverged": diverged,
}


def shoot(browser: Browser, url: str, size: tuple[int, int], theme: str) -> None:
    """Walk through all screens at one size in one theme."""
    width, height = size
    screen: dict[str, Any] = {
        "viewport": {"width": width, "height": height},
        "color_scheme": theme,
        "has_touch": width < TOUCH_BELOW,
        "is_mobile": width < TOUCH_BELOW,
    }
    with visiting(browser, url, **screen) as visit:
        visit.expect_complaint("404")
        lab = Lab.open(visit)
        for name, show in SCREENS.items():
            show(lab)
            keep(lab, f"{name}-{width}x{height}-{theme}")
        lab.page.goto(f"{url}/nowhere")
        keep(lab, f"missing-{width}x{height}-{theme}")


def keep(lab: Lab, name: str) -> None:
    """Take the picture."""
    lab.page.wait_for_timeout(400)
    lab.page.screenshot(path=FOLDER / f"{name}.png")
    print(name, flush=True)


def main(wanted: list[str]) -> None:
    """Take all pictures, or only those at the sizes given, such as 1440."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serving() as server, chromium() as browser:
        for size in SIZES:
            for theme in THEMES:
                if not wanted or str(size[0]) in wanted:
                    shoot(browser, server.url, size, theme)


if __name__ == "__main__":
    main(sys.argv[1:])
