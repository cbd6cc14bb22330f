"""Measures the pages in a headless Chromium: loading, answering, moving, turning."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from playwright.sync_api import Browser, Page

from bench.table import Row, at_least, at_most
from tests.browser.chromium import chromium
from tests.browser.lab import Lab
from tests.browser.visit import Visit, visiting
from tests.serving import serving

TURNS = 200
MOVING_SECONDS = 10
SPINNING_SECONDS = 5

# Notes when the status says for the first time how the session stands.
READY = """
const look = () => {
  const pill = document.querySelector('[role="status"][aria-label="Training"]');
  if (pill?.textContent.includes("Paused")) window.readyAt = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""

# From the event of the slider to the first frame after the profile's marker moved: a
# frame begins when the one before it has been handed over to be shown.
LISTEN = """() => {
  window.turns = [];
  const canvas = document.querySelector('canvas[aria-label="Cost along −∇C"]');
  const paper = new OffscreenCanvas(canvas.width, 24);
  const context = paper.getContext("2d", { willReadFrequently: true });
  const strip = () => {
    const { width, height } = canvas;
    context.clearRect(0, 0, width, 24);
    context.drawImage(canvas, 0, height - 36, width, 24, 0, 0, width, 24);
    const { data } = context.getImageData(0, 0, width, 24);
    return data.reduce((sum, byte, at) => (sum + byte * (at % 8191)) % 4294967291, 7);
  };
  document.querySelector('[aria-label="Learning rate"]').addEventListener(
    "input",
    (event) => {
      const before = strip();
      const look = (now) => {
        if (strip() !== before) {
          requestAnimationFrame((shown) => window.turns.push(shown - event.timeStamp));
        } else if (now - event.timeStamp < 1000) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    },
    { capture: true },
  );
}"""

# Counts animation frames, and the longest task, for some seconds.
COUNT = """(seconds) => new Promise((done) => {
  let [frames, longest] = [0, 0];
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) longest = Math.max(longest, task.duration);
  }).observe({ type: "longtask" });
  const start = performance.now();
  const tick = (now) => {
    frames += 1;
    if (now - start < 1000 * seconds) requestAnimationFrame(tick);
    else done([frames / ((now - start) / 1000), longest]);
  };
  requestAnimationFrame(tick);
})"""


# Turns the surface a little on every animation frame, and counts those frames.
SPIN = """(canvas, seconds) => new Promise((done) => {
  const start = performance.now();
  let frames = 0;
  const tick = (now) => {
    canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
    frames += 1;
    if (now - start < 1000 * seconds) requestAnimationFrame(tick);
    else done(frames / ((now - start) / 1000));
  };
  requestAnimationFrame(tick);
})"""


class Load(NamedTuple):
    """What the first visit to the Lab costs."""

    kilobytes: float
    requests: int
    elsewhere: int
    ready: float


def first_load(browser: Browser, url: str) -> Load:
    """Open the Lab with nothing cached and count what goes over the wire."""
    with visiting(browser, url) as visit:
        page = visit.context.new_page()
        page.add_init_script(READY)
        weights, requests = weigh(page)
        page.goto(f"{url}/lab")
        Lab(visit, page).wait_for_state("Paused")
        page.wait_for_timeout(200)
        ready = page.evaluate("() => window.readyAt") / 1000
        strangers = [each for each in requests if not each.startswith(url)]
        return Load(sum(weights) / 1000, len(requests), len(strangers), ready)


def weigh(page: Page) -> tuple[list[float], list[str]]:
    """Collect the bytes and the addresses of everything a page loads."""
    weights: list[float] = []
    requests: list[str] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda e: weights.append(e["encodedDataLength"]))
    page.on("request", lambda request: requests.append(request.url))
    return weights, requests


def turn(lab: Lab) -> list[float]:
    """Drag the slider about, and give the milliseconds until the marker moved."""
    lab.page.evaluate(LISTEN)
    box = lab.rate.bounding_box()
    assert box is not None
    height = box["y"] + box["height"] / 2
    lab.drag_rate(0.5)
    lab.page.mouse.move(box["x"] + 0.5 * box["width"], height)
    lab.page.mouse.down()
    for place in np.random.default_rng(1).uniform(0.45, 0.75, TURNS):
        lab.page.mouse.move(box["x"] + place * box["width"], height)
        lab.page.wait_for_timeout(40)
    lab.page.mouse.up()
    lab.page.wait_for_timeout(300)
    return list(lab.page.evaluate("() => window.turns"))


def answer_row(what: str, milliseconds: list[float]) -> Row:
    """Compare the time from the slider to the screen with what was promised."""
    worst = float(np.percentile(milliseconds, 99)) if milliseconds else np.inf
    middle = float(np.median(milliseconds)) if milliseconds else np.inf
    row = at_most(what, worst, 50, "ms", 1)
    return row._replace(measured=f"{row.measured} (median {middle:.1f})")


def load_rows(browser: Browser, url: str) -> Iterator[Row]:
    """Measure the first visit, the best of three for the time."""
    loads = [first_load(browser, url) for _ in range(3)]
    yield at_most("first load", loads[0].kilobytes, 400, "kB", 0)
    yield Row("requests of the first load", str(loads[0].requests))
    yield at_most("requests elsewhere", loads[0].elsewhere, 0, "", 0)
    yield at_most("ready", float(np.median([each.ready for each in loads])), 1, "s")


def moving_rows(visit: Visit) -> Iterator[Row]:
    """Measure the page while everything on it moves."""
    lab = Lab.open(visit)
    lab.press("Test digit")
    lab.train(300)
    yield answer_row("slider → pixel, p99, paused", turn(lab))
    lab.press("Play")
    lab.page.wait_for_timeout(1000)
    moving: list[Any] = lab.page.evaluate(COUNT, MOVING_SECONDS)
    yield at_least("animation frames, all moving", moving[0], 30, "frames/s", 1)
    yield at_most("longest task, all moving", moving[1], 200, "ms", 0)
    yield answer_row("slider → pixel, p99, training", turn(lab))


def spinning_rows(visit: Visit) -> Iterator[Row]:
    """Measure how smoothly the surface turns with three racers on it."""
    page = visit.open("/surface")
    page.get_by_text("stuck in the hollow").first.wait_for()
    surface = page.get_by_role("img", name="Surface")
    frames = surface.evaluate(SPIN, SPINNING_SECONDS)
    yield at_least("surface, turning", frames, 30, "frames/s", 1)


def measure() -> Iterator[Row]:
    """Measure loading, moving and turning with one server and one browser."""
    with serving() as server, chromium() as browser:
        yield from load_rows(browser, server.url)
        with visiting(browser, server.url) as visit:
            yield from moving_rows(visit)
        with visiting(browser, server.url) as visit:
            yield from spinning_rows(visit)


def rows() -> list[Row]:
    """Measure the Lab page and the Surface page."""
    return list(measure())


if __name__ == "__main__":
    for each in rows():
        print(*each)
