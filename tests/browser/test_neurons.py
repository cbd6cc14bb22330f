"""Look at one neuron, in the network or among the weight images, or turn the page."""

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import COPY, Lab
from tests.browser.line import Line, overheard
from tests.browser.visit import Visit, until

OnScreen = Callable[..., Visit]
Look = Callable[[Lab, Locator], None]
TILES = "What each neuron looks for"
TURNS = (
    ("Next neurons", "Enter", "17–32 of 40", (16, 16)),
    ("Next neurons", "Space", "33–40 of 40", (32, 8)),
    ("Previous neurons", "Enter", "17–32 of 40", (16, 16)),
)
CHIP = re.compile(r"^(.+), a = (\S+?)z = (\S+), b = (\S+)$")

# Lists the tiles whose edge is drawn thick, in ink, two dots from the edge.
FRAMED = f"""(tiles) => {{
  const canvas = tiles.closest("run-view").querySelector("canvas");
  const {{ width, data }} = ({COPY})(canvas);
  const wanted = getComputedStyle(document.documentElement)
    .getPropertyValue("--ink").trim().slice(1);
  const ink = [0, 2, 4].map((at) => Number.parseInt(wanted.slice(at, at + 2), 16));
  const {{ left, top }} = canvas.getBoundingClientRect();
  const isInk = (x, y) => ink.every((part, i) =>
    Math.abs(data[4 * (Math.round(y) * width + Math.round(x)) + i] - part) < 12);
  return [...tiles.querySelectorAll("button")].flatMap((button, index) => {{
    const box = button.getBoundingClientRect();
    const middle = box.top - top + box.height / 2;
    return isInk(box.left - left + 1.5, middle) ? [index] : [];
  }});
}}"""


class Place(NamedTuple):
    """A neuron: its button, its name beside it, where it is, and its tile if any."""

    button: str
    name: str
    layer: int
    at: int
    framed: list[int]


PLACES = (
    Place("Hidden layer 1, neuron 3", "Neuron 3", 1, 2, [2]),
    Place("Hidden layer 2, neuron 5", "Neuron 5", 2, 4, []),
    Place("Output 7", "Output 7", 3, 7, []),
    Place("First layer, neuron 14", "Neuron 14", 1, 13, [13]),
)


def tiles(lab: Lab) -> Locator:
    """Find the weight images, each of which is a button."""
    return lab.page.get_by_role("group", name="Neurons of the first layer")


def part(lab: Lab, place: Place) -> Locator:
    """Find a neuron in the picture of the network, or its weight image."""
    button = re.compile(f"^{place.button}(,|$)")
    return lab.page.get_by_role("button", name=button)


def chip(lab: Lab) -> str:
    """Read the note beside a neuron, with plain minus signs; "" when there is none."""
    note = lab.region("Network").locator(".chip")
    words = note.text_content() if note.is_visible() else ""
    return (words or "").replace("−", "-")


def hover(lab: Lab, part: Locator) -> None:
    """Rest the pointer on a part of a drawing."""
    part.hover(force=True)


def focus(lab: Lab, part: Locator) -> None:
    """Come to a part of a drawing by an arrow key, from the part above it."""
    part.focus()
    lab.page.keyboard.press("ArrowUp")
    lab.page.keyboard.press("ArrowDown")


def tap(lab: Lab, part: Locator) -> None:
    """Touch a part of a drawing with a finger."""
    box = part.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    lab.page.touchscreen.tap(x, y)


WAYS = {"hover": hover, "focus": focus, "tap": tap}


@pytest.fixture(params=WAYS)
def look(request: pytest.FixtureRequest) -> Look:
    """Choose a way to look at a neuron."""
    return WAYS[request.param]


def expect_numbers(lab: Lab, line: Line, place: Place) -> None:
    """Wait until the chip says what the server measured of a neuron."""
    words = until(lab.page, lambda: chip(lab), re.compile(f"^{place.name}, ").match)
    said = [float(number) for number in CHIP.findall(words)[0][1:]]
    tensors = [f"{name}.{place.layer}" for name in ("activations", "z", "biases")]
    known = [line.tensors[name][place.at] for name in tensors]
    assert said == pytest.approx(known, abs=0.0051)


def test_a_neuron_shows_its_lines_its_numbers_and_its_tile(
    on_screen: OnScreen, look: Look
) -> None:
    lab, line = overheard(on_screen(has_touch=True))
    lab.press("Test digit")
    lab.train(20)
    assert chip(lab) == ""
    for place in PLACES:
        before = lab.picture("Network")
        look(lab, part(lab, place))
        expect_numbers(lab, line, place)
        lab.wait_for_change("Network", before)
        wait_for_frames(lab, place.framed)


def wait_for_frames(lab: Lab, wanted: list[int]) -> None:
    """Wait until these weight images have a thick frame, and no others."""
    until(lab.page, lambda: tiles(lab).evaluate(FRAMED), lambda now: now == wanted)


def test_a_wide_layer_is_shown_page_by_page(visit: Visit) -> None:
    lab, line = overheard(visit, "/lab#hidden=40")
    expect(lab.region(TILES)).to_contain_text("1–16 of 40")
    seen = []
    for button, key, words, neurons in TURNS:
        lab.button(button).press(key)
        expect(lab.region(TILES)).to_contain_text(words)
        expect(tiles(lab).get_by_role("button").first).to_have_accessible_name(
            f"First layer, neuron {neurons[0] + 1}"
        )
        wait_for_neurons(lab, line, neurons)
        seen.append(still_picture(lab))
    assert seen[0] == seen[2] != seen[1]
    assert lab.step() == 0


def still_picture(lab: Lab) -> int:
    """Take the fingerprint of the weight images once they stand still."""

    def looks() -> list[int]:
        return [lab.picture("Weight images") for _ in range(3)]

    return until(lab.page, looks, lambda seen: len(set(seen)) == 1)[0]


def wait_for_neurons(lab: Lab, line: Line, wanted: tuple[int, int]) -> None:
    """Wait until the server sends the weights of these neurons, and those only."""

    def sent() -> tuple[int, ...]:
        first, count = line.tensors["weight_neurons"]
        return int(first), min(int(count), len(line.tensors["weight_images"]))

    until(lab.page, sent, lambda now: now == wanted)
    assert line.said("watch")[-1]["neurons"] == list(wanted)
