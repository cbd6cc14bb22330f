"""Takes a picture of every screen, in both themes, at the sizes people have."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, Literal

from playwright.sync_api import Browser, Page, expect

from tests.browser.cable import Cable, cable
from tests.browser.chromium import chromium
from tests.browser.lab import Lab
from tests.browser.visit import visiting
from tests.serving import Server, serving

Size = tuple[int, int]
Shown = Iterator[Page]
Screen = Callable[[Lab, Cable], AbstractContextManager[Page]]

FOLDER = Path(__file__).parents[1] / "build" / "shots"
SIZES: tuple[Size, ...] = ((1440, 900), (1920, 1080), (1024, 768), (390, 844))
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TOUCH_BELOW = 600
STEPS = 4000
STUCK = "initialisation=zeros&activation=ReLU&rate=2"
# What the browser says when a page is missing or the line is cut, as here on purpose.
PROVOKED = r"404|WebSocket|net::ERR"
# The page waits ten seconds before it says that the connection is lost.
PATIENCE_MILLISECONDS = 30_000
HEIGHT = "() => document.documentElement.scrollHeight"
SETTLING_MILLISECONDS = 300
MAP_MILLISECONDS = 2000


@contextmanager
def untrained(lab: Lab, line: Cable) -> Shown:
    """Show the Lab as it opens."""
    yield lab.page


@contextmanager
def training(lab: Lab, line: Cable) -> Shown:
    """Show the Lab in the middle of its training."""
    lab.press("Test digit")
    lab.press("Play")
    lab.wait_for_step(lambda step: step >= STEPS)
    yield lab.page


@contextmanager
def paused(lab: Lab, line: Cable) -> Shown:
    """Show the Lab paused, with a digit on the pad and the map at rest."""
    lab.rest()
    lab.page.wait_for_timeout(MAP_MILLISECONDS)
    yield lab.page


@contextmanager
def inside(lab: Lab, line: Cable) -> Shown:
    """Show what a phone keeps behind a button, as far as it goes."""
    with within(lab):
        size = lab.page.viewport_size or {"width": 0, "height": 0}
        height = lab.page.evaluate(HEIGHT)
        lab.page.set_viewport_size({**size, "height": height})
        lab.page.wait_for_timeout(MAP_MILLISECONDS)
        yield lab.page
        lab.page.set_viewport_size(size)


@contextmanager
def within(lab: Lab) -> Iterator[None]:
    """Open what a phone keeps behind a button, and close it again."""
    hidden = lab.button("See inside").is_visible()
    if hidden:
        lab.press("See inside")
    yield
    if hidden:
        lab.press("Close")


@contextmanager
def enlarged(lab: Lab, line: Cable) -> Shown:
    """Show the network alone, for the back row."""
    with within(lab):
        lab.region("Network").get_by_role("button", name="Enlarge").click()
        yield lab.page
        lab.page.keyboard.press("Escape")


@contextmanager
def explained(lab: Lab, line: Cable) -> Shown:
    """Show what a chart says of itself."""
    with within(lab):
        chart = lab.region("Cost along −∇C")
        chart.get_by_role("button", name="What is this?").click()
        yield lab.page
        lab.page.keyboard.press("Escape")


@contextmanager
def setup(lab: Lab, line: Cable) -> Shown:
    """Show the sheet with the choices."""
    lab.open_setup()
    yield lab.page
    lab.page.keyboard.press("Escape")


@contextmanager
def helped(lab: Lab, line: Cable) -> Shown:
    """Show the sheet with the keys."""
    lab.page.keyboard.press("Shift+?")
    yield lab.page
    lab.page.keyboard.press("Escape")


@contextmanager
def reconnecting(lab: Lab, line: Cable) -> Shown:
    """Show the Lab with its cable pulled."""
    line.pull()
    lost = lab.page.get_by_text("The connection is lost")
    expect(lost).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    yield lab.page
    line.put_back()
    lab.wait_for_state("Paused")


@contextmanager
def diverged(lab: Lab, line: Cable) -> Shown:
    """Show a run that blew up."""
    lab.blow_up()
    yield lab.page


@contextmanager
def dead(lab: Lab, line: Cable) -> Shown:
    """Show a run that stopped learning, and does not say so itself."""
    other = Lab.open(lab.visit, f"/lab#{STUCK}")
    other.page.keyboard.press("5")
    other.press("Play")
    named = other.page.get_by_text("Silent death")
    expect(named).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    yield other.page
    other.page.close()


@contextmanager
def loading(lab: Lab, line: Cable) -> Shown:
    """Show what stands there until the server answers."""
    page = lab.visit.context.new_page()
    page.route_web_socket("**/live*", lambda socket: None)
    page.goto(f"{lab.visit.url}/lab")
    expect(page.get_by_text("Reaching the server")).to_be_visible()
    yield page
    page.close()


@contextmanager
def missing(lab: Lab, line: Cable) -> Shown:
    """Show the page for addresses that lead nowhere."""
    page = lab.visit.open("/nowhere")
    yield page
    page.close()


SCREENS: dict[str, Screen] = {
    "untrained": untrained,
    "training": training,
    "paused": paused,
    "inside": inside,
    "enlarged": enlarged,
    "explained": explained,
    "setup": setup,
    "help": helped,
    "reconnecting": reconnecting,
    "diverged": diverged,
    "dead": dead,
    "loading": loading,
    "missing": missing,
}
PHONE_ONLY = {"inside"}


def is_phone(size: Size) -> bool:
    """Tell a phone by its width."""
    return size[0] < TOUCH_BELOW


def screens(size: Size) -> dict[str, Screen]:
    """List the screens that this size has, in the order of the walk."""
    hidden = set() if is_phone(size) else PHONE_ONLY
    return {name: show for name, show in SCREENS.items() if name not in hidden}


def shoot(browser: Browser, server: Server, size: Size) -> Iterator[str]:
    """Walk through all screens at one size, and name each when it is kept."""
    width, height = size
    screen: dict[str, Any] = {
        "viewport": {"width": width, "height": height},
        "has_touch": is_phone(size),
        "is_mobile": is_phone(size),
    }
    with cable(server.port) as line, visiting(browser, line.url, **screen) as visit:
        visit.expect_complaint(PROVOKED)
        lab = Lab.open(visit)
        for name, show in screens(size).items():
            with show(lab, line) as page:
                keep(page, f"{name}-{width}x{height}")
            yield f"{name} at {width} × {height}"


def keep(page: Page, name: str) -> None:
    """Take the picture in both themes."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(SETTLING_MILLISECONDS)
        page.screenshot(path=FOLDER / f"{name}-{theme}.png")


def sizes(wanted: list[str]) -> tuple[Size, ...]:
    """Read sizes such as 820x1180; without any, take those that people have."""
    read = (tuple(map(int, words.split("x"))) for words in wanted)
    return tuple((width, height) for width, height in read) or SIZES


def main(wanted: list[str]) -> None:
    """Take all pictures, or only those at the sizes given, such as 820x1180."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    begun = monotonic()
    with serving() as server, chromium() as browser:
        chosen = sizes(wanted)
        every = sum(len(screens(size)) for size in chosen)
        named = (name for size in chosen for name in shoot(browser, server, size))
        for done, name in enumerate(named, start=1):
            seconds = monotonic() - begun
            print(f"{done:3} of {every}  {seconds:4.0f} s  {name}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
