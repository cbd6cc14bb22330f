"""The Surface page as a person meets it, by what things are called and show."""

import re
from collections.abc import Callable
from typing import cast

from playwright.sync_api import Locator, Page, expect

from tests.browser.lab import FINDING, FINGERPRINT, PAINTED
from tests.browser.visit import Visit, until

STEP = re.compile(r"Step (\d+) of (\d+)")


class Surface:
    """The open Surface page, and what a person can do and see there."""

    def __init__(self, visit: Visit, page: Page) -> None:
        self.visit = visit
        self.page = page
        self.playhead = page.get_by_role("slider", name=STEP)
        self.racers = page.get_by_role("list").get_by_role("listitem")

    @classmethod
    def open(cls, visit: Visit, hash_: str = "") -> "Surface":
        """Open the page and wait until the racers have run."""
        surface = cls(visit, visit.open(f"/surface{hash_}"))
        surface.wait_for_paths()
        return surface

    def wait_for_paths(self) -> None:
        """Wait until every racer has a cost."""
        expect(self.racers.filter(has_text=re.compile(r"cost \d"))).to_have_count(
            self.racers.count()
        )

    def button(self, name: str) -> Locator:
        """Find a button by its name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        """Press a button with the pointer."""
        self.button(name).click()

    def image(self, name: str) -> Locator:
        """Find a picture by its name."""
        return self.page.get_by_role("img", name=name, exact=True)

    def rate(self, racer: str) -> Locator:
        """Find the slider of a racer's learning rate."""
        name = f"Learning rate of {racer}"
        return self.page.get_by_role("slider", name=name, exact=True)

    def racer(self, name: str) -> Locator:
        """Find what is said of a racer."""
        return self.racers.filter(has=self.rate(name))

    def choose_ground(self, name: str) -> None:
        """Choose the ground."""
        group = self.page.get_by_role("radiogroup", name="Ground")
        group.get_by_role("radio", name=name, exact=True).check()

    def step(self) -> int:
        """Read where the playhead is."""
        return int(self.playhead.input_value())

    def wait_for_step(self, holds: Callable[[int], bool]) -> int:
        """Wait until the playhead is where it is wanted."""
        return until(self.page, self.step, holds)

    def picture(self, name: str) -> int:
        """Take the fingerprint of what a canvas shows once all is painted."""
        self.page.evaluate(PAINTED)
        return cast("int", self.image(name).evaluate(FINGERPRINT))

    def settled(self, name: str) -> int:
        """Take the fingerprint of a canvas that changes no more by itself."""

        def looks() -> set[int]:
            return {self.picture(name) for _ in range(3)}

        return until(self.page, looks, lambda seen: len(seen) == 1).pop()

    def wait_for_change(self, name: str, before: int) -> int:
        """Wait until a canvas shows something else."""
        return until(self.page, lambda: self.picture(name), lambda now: now != before)

    def finding(self, name: str) -> str:
        """Read the sentence that says in words what a picture shows."""
        return cast("str", self.image(name).evaluate(FINDING))

    def wait_for_address(self, words: str) -> None:
        """Wait until the address says something."""
        until(self.page, lambda: self.page.url, lambda url: words in url)

    def drag(self, slider: Locator, share: float) -> None:
        """Drag a slider's thumb from its middle to a share of its length."""
        box = slider.bounding_box()
        assert box is not None
        height = box["y"] + box["height"] / 2
        self.page.mouse.move(box["x"] + box["width"] / 2, height)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + box["width"] * share, height, steps=6)
        self.page.mouse.up()
