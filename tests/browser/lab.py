"""The Lab as a person meets it: by what things are called and what they show."""

import re
from collections.abc import Callable
from math import isnan
from typing import cast

from playwright.sync_api import Locator, Page, expect

from tests.browser.visit import Visit, until

# Copies what a canvas shows, so that reading it does not change how it is painted.
COPY = """element => {
  const canvas = element.matches("canvas") ? element : element.querySelector("canvas");
  const { width, height } = canvas;
  const paper = new OffscreenCanvas(width, height);
  const context = paper.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}"""

# Waits until everything that was to be painted is.
PAINTED = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done)))"""

# Adds up all bytes of a canvas, so that two pictures can be told apart.
FINGERPRINT = f"""element => {{
  const {{ data }} = ({COPY})(element);
  let sum = 7;
  for (let at = 0; at < data.length; at += 1) {{
    sum = (Math.imul(sum, 31) + data[at]) | 0;
  }}
  return sum;
}}"""

# Says where on a canvas pixels of a token's colour lie: how many, and their middle.
COLOURED = f"""(element, token) => {{
  const style = getComputedStyle(document.documentElement);
  const wanted = style.getPropertyValue("--" + token).trim().slice(1);
  const [red, green, blue] = [0, 2, 4].map((at) =>
    Number.parseInt(wanted.slice(at, at + 2), 16));
  const {{ width, height, data }} = ({COPY})(element);
  let [count, left, top] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {{
    const apart = Math.abs(data[at] - red) + Math.abs(data[at + 1] - green)
      + Math.abs(data[at + 2] - blue);
    if (data[at + 3] < 250 || apart > 24) continue;
    count += 1;
    left += (at / 4) % width;
    top += Math.floor(at / 4 / width);
  }}
  return [count, left / count / width, top / count / height];
}}"""

# What an image states: its own description, or the text it points to.
FINDING = """element => {
  const ids = (element.getAttribute("aria-describedby") ?? "").split(" ");
  const texts = ids.map((id) => document.getElementById(id)?.textContent ?? "");
  return (element.getAttribute("aria-description") ?? "") + texts.join(" ");
}"""


# Lists the cells of a table, without the names of its rows.
CELLS = """sheet => [...sheet.querySelectorAll("tbody tr")].map((row) =>
  [...row.querySelectorAll("td")].map((cell) => cell.textContent))"""


# A network that learns well with a small rate, and blows up with a large one.
STEEP = "activation=leaky+ReLU&output=softmax&cost=cross-entropy&rate=0.05"


def plain_number(words: str) -> float:
    """Read a number as the page writes it."""
    return float(words.replace("−", "-").replace("\u202f", "").replace("–", "nan"))


class Lab:
    """The open Lab page, and what a person can do and see there."""

    def __init__(self, visit: Visit, page: Page) -> None:
        self.visit = visit
        self.page = page
        self.status = page.get_by_role("status", name="Training", exact=True)
        self.rate = page.get_by_role("slider", name="Learning rate", exact=True)
        self.pad = self.image("Your digit")
        self.messages = page.get_by_role("status", name="Messages")
        self.epochs = page.get_by_role("spinbutton", name="stop after epochs")

    @classmethod
    def open(cls, visit: Visit, path: str = "/lab") -> "Lab":
        """Open the Lab and wait until the server has answered."""
        lab = cls(visit, visit.open(path))
        lab.wait_for_state("Paused")
        lab.wait_for_step(lambda step: step >= 0)
        return lab

    def button(self, name: str) -> Locator:
        """Find a button by its name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def image(self, name: str) -> Locator:
        """Find a picture by its name."""
        return self.page.get_by_role("img", name=name, exact=True)

    def region(self, name: str) -> Locator:
        """Find a part of the page by its heading."""
        return self.page.get_by_role("region", name=name, exact=True)

    def width(self, region: str) -> float:
        """Measure how wide a part of the page is."""
        box = self.region(region).bounding_box()
        return box["width"] if box else 0

    def press(self, name: str) -> None:
        """Press a button with the pointer."""
        self.button(name).click()

    def pace(self, name: str) -> None:
        """Choose how many steps go into a frame."""
        self.pace_button(name).check()

    def pace_button(self, name: str) -> Locator:
        """Find one of the choices of steps per frame."""
        group = self.page.get_by_role("radiogroup", name="Steps per frame")
        return group.get_by_role("radio", name=name, exact=True)

    def wait_for_state(self, word: str) -> None:
        """Wait until the status says a word."""
        expect(self.status).to_contain_text(word)

    def number(self, label: str) -> float:
        """Read a number from the status, such as the step; −1 while there is none."""
        words = " ".join((self.status.text_content() or "").split())
        found = re.search(rf"{label} ([\d.]+(?: \d{{3}})*)", words)
        return float(found[1].replace(" ", "")) if found else -1.0

    def accuracy(self) -> float:
        """Read the test accuracy from the status, in per cent."""
        return self.number("test accuracy")

    def step(self) -> int:
        """Read the step from the status."""
        return int(self.number("step"))

    def wait_for_step(self, holds: Callable[[int], bool]) -> int:
        """Wait until the step in the status is as wanted."""
        return until(self.page, self.step, holds)

    def wait_for_more_steps(self) -> None:
        """Wait until the run has gone on from where it is."""
        before = self.step()
        self.wait_for_step(lambda step: step > before)

    def wait_for_address(self, words: str) -> None:
        """Wait until the address says something."""
        until(self.page, lambda: self.page.url, lambda url: words in url)

    def expect_no_step(self) -> None:
        """Check that nothing done so far trains: the next single step is the next."""
        before = self.step()
        self.press("Step")
        assert self.wait_for_step(lambda step: step > before) == before + 1

    def train(self, steps: int = 100) -> None:
        """Train for some steps and pause."""
        before = self.step()
        self.press("Play")
        self.wait_for_step(lambda step: step >= before + steps)
        self.rest()

    def rest(self) -> None:
        """Pause, and wait until the numbers stand still."""
        self.press("Pause")
        self.wait_for_state("Paused")
        until(self.page, self._two_looks, lambda steps: steps[0] == steps[1])

    def _two_looks(self) -> tuple[int, int]:
        before = self.step()
        self.page.wait_for_timeout(200)
        for _ in range(3):
            self.page.evaluate(PAINTED)
        return before, self.step()

    def learn(self) -> None:
        """Train as fast as it goes until most test digits are read right."""
        self.pace("Max")
        self.press("Play")
        until(self.page, self.accuracy, lambda share: share >= 93)
        self.rest()

    def picture(self, name: str) -> int:
        """Take the fingerprint of what a canvas shows once all is painted."""
        self.page.evaluate(PAINTED)
        return cast("int", self.image(name).evaluate(FINGERPRINT))

    def wait_for_change(self, name: str, before: int) -> int:
        """Wait until a canvas shows something else."""
        return until(self.page, lambda: self.picture(name), lambda now: now != before)

    def pictures_in(self, region: str) -> list[int]:
        """Take the fingerprints of all canvases in a part of the page."""
        self.page.evaluate(PAINTED)
        canvases = self.region(region).locator("canvas").all()
        return [cast("int", each.evaluate(FINGERPRINT)) for each in canvases]

    def coloured(self, name: str, token: str) -> tuple[int, float, float]:
        """Count a canvas's pixels of a colour, with their middle from 0 to 1."""
        found = self.image(name).evaluate(COLOURED, token)
        return cast("tuple[int, float, float]", tuple(found))

    def finding(self, name: str) -> str:
        """Read the sentence that says in words what a picture shows."""
        return cast("str", self.image(name).evaluate(FINDING))

    def table(self, name: str) -> list[list[float]]:
        """Read the numbers of a chart's table that is shown; a gap is no number."""
        sheet = self.page.get_by_role("region", name=f"{name}, table")
        rows = cast("list[list[str]]", sheet.evaluate(CELLS))
        return [[plain_number(cell) for cell in row] for row in rows]

    def column(self, name: str, place: int) -> list[float]:
        """Show a chart as a table, and read the numbers of one of its columns."""
        self.page.get_by_role("button", name=f"Show as table: {name}").click()
        rows = until(self.page, lambda: self.table(name), bool)
        return [row[place - 1] for row in rows if not isnan(row[place - 1])]

    def said_rate(self) -> float:
        """Read the learning rate that the slider states."""
        words = self.rate.get_attribute("aria-valuetext") or ""
        found = re.search(r"learning rate ([\d.]+)", words)
        return float(found[1]) if found else -1.0

    def drag_rate(self, share: float) -> None:
        """Drag the slider's thumb from where it is to a share of its length."""
        box = self.rate.bounding_box()
        assert box is not None
        lowest, value, highest = -3, float(self.rate.input_value()), 2
        inset = 18 / box["width"]
        now = inset + (1 - 2 * inset) * (value - lowest) / (highest - lowest)
        height = box["y"] + box["height"] / 2
        self.page.mouse.move(box["x"] + box["width"] * now, height)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + box["width"] * share, height, steps=6)
        self.page.mouse.up()

    def open_setup(self) -> None:
        """Open the sheet with the choices; on a small screen it is in the menu."""
        if self.button("Menu").is_visible():
            self.press("Menu")
        self.press("Set-up")
        expect(self.page.get_by_role("dialog", name="Set-up")).to_be_visible()

    def blow_up(self) -> None:
        """Train well for a while, then take a rate that is far too large."""
        self.press("Reset")
        self.wait_for_step(lambda step: step == 0)
        self.page.goto(f"{self.visit.url}/lab#{STEEP}")
        until(self.page, self.said_rate, lambda rate: rate == 0.05)
        self.train(200)
        self.rate.press("End")
        self.press("Play")
        self.wait_for_state("Diverged")

    def touch(self, corners: list[tuple[float, float]]) -> None:
        """Draw a joined line on the pad with a finger."""
        session = self.visit.context.new_cdp_session(self.page)
        touching = ["touchStart", *["touchMove"] * (len(corners) - 1)]
        for kind, (x, y) in zip(touching, self.on_pad(corners), strict=True):
            points = [{"x": x, "y": y}]
            event = {"type": kind, "touchPoints": points}
            session.send("Input.dispatchTouchEvent", event)
        lifted = {"type": "touchEnd", "touchPoints": []}
        session.send("Input.dispatchTouchEvent", lifted)

    def ink(self, corners: list[tuple[float, float]]) -> None:
        """Draw a joined line on the pad with a pen."""
        session = self.visit.context.new_cdp_session(self.page)
        places = self.on_pad(corners)
        kinds = ["mousePressed", *["mouseMoved"] * (len(corners) - 1), "mouseReleased"]
        pen = {"pointerType": "pen", "button": "left", "buttons": 1, "force": 0.5}
        for kind, (x, y) in zip(kinds, [*places, places[-1]], strict=True):
            event = {"type": kind, "x": x, "y": y, "clickCount": 1, **pen}
            session.send("Input.dispatchMouseEvent", event)

    def on_pad(self, corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """Turn places on the pad, given from 0 to 1, into places in the window."""
        self.pad.scroll_into_view_if_needed()
        box = self.pad.bounding_box()
        assert box is not None
        left, top, width, height = box["x"], box["y"], box["width"], box["height"]
        return [(left + x * width, top + y * height) for x, y in corners]

    def reload(self) -> None:
        """Load the page again, as a person does."""
        self.page.reload()
        expect(self.status).not_to_contain_text("Loading")

    def draw_a_one(self) -> None:
        """Draw an upright stroke on the pad with the pointer."""
        self.draw([(0.5, 0.15), (0.5, 0.85)])

    def draw_a_seven(self) -> None:
        """Draw a seven on the pad with the pointer."""
        self.draw([(0.25, 0.2), (0.75, 0.2), (0.45, 0.85)])

    def draw(self, corners: list[tuple[float, float]], steps: int = 8) -> None:
        """Draw a joined line on the pad, through corners given from 0 to 1."""
        points = self.on_pad(corners)
        self.page.mouse.move(*points[0])
        self.page.mouse.down()
        for x, y in points[1:]:
            self.page.mouse.move(x, y, steps=steps)
        self.page.mouse.up()
