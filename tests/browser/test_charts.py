"""Read the charts closely: take hold of η, look up values, change what is measured."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from math import inf
from typing import cast

import numpy as np
import pytest
from playwright.sync_api import expect

from app.wire.frames import Array
from tests.browser.ink import said_on
from tests.browser.lab import COPY, Lab
from tests.browser.line import Line, overheard
from tests.browser.visit import Visit, until

COST = "Cost over time"
PROFILE = "Cost along −∇C"
MAP = "The ground around you"
STEPS = 12
Tensors = Mapping[str, Array]
READING = re.compile(
    r"^step (\d+)\nmini-batch (\S+)\nsmoothed \S+\ntest (\S+) at (\d+)", re.MULTILINE
)

# Finds the right edge of the magenta along the axis: that of the handle.
RIGHT_EDGE = f"""element => {{
  const style = getComputedStyle(document.documentElement);
  const wanted = style.getPropertyValue("--step").trim().slice(1);
  const colour = [0, 2, 4].map((at) => Number.parseInt(wanted.slice(at, at + 2), 16));
  const {{ width, height, data }} = ({COPY})(element);
  const dots = width / element.clientWidth;
  const row = height - Math.round(28 * dots);
  let right = -1;
  for (let x = 0; x < width; x += 1) {{
    const at = 4 * (row * width + x);
    const apart = colour.reduce((sum, c, i) => sum + Math.abs(data[at + i] - c), 0);
    if (apart < 24) right = x;
  }}
  return [right / dots, row / dots];
}}"""


def handle(lab: Lab) -> tuple[float, float]:
    """Find a point on the handle of the profile, once it stands still."""
    image = lab.image(PROFILE)

    def looks() -> list[tuple[float, ...]]:
        pictures = [lab.picture(PROFILE) for _ in range(3)]
        right, row = cast("list[float]", image.evaluate(RIGHT_EDGE))
        return [(right, row)] if len(set(pictures)) == 1 and right > 0 else []

    right, row = until(lab.page, looks, bool)[0]
    box = image.bounding_box()
    assert box is not None
    return box["x"] + right - 4, box["y"] + row


def test_the_handle_on_the_profile_is_the_slider(lab: Lab) -> None:
    before = lab.said_rate()
    x, y = handle(lab)
    lab.page.mouse.move(x, y)
    lab.page.mouse.down()
    lab.page.mouse.move(x - 60, y, steps=5)
    lab.page.mouse.up()
    until(lab.page, lab.said_rate, lambda rate: 0 < rate < 0.9 * before)


def test_arrow_keys_read_the_cost_at_a_step(lab: Lab) -> None:
    lab.train(200)
    lab.image(COST).focus()
    lab.page.keyboard.press("Home")
    said = lab.region(COST).get_by_text(
        re.compile(r"^steps? 0\b.*, mini-batch \d\.\d+")
    )
    expect(said).to_be_attached()
    lab.page.keyboard.press("ArrowRight")
    expect(said).not_to_be_attached()
    lab.expect_no_step()


def test_the_exact_costs_are_read_under_the_pointer(visit: Visit) -> None:
    lab, line = overheard(visit)
    step_by_step(lab)
    lab.page.mouse.move(*on_chart(lab, 0.6))
    late = expect_exact(lab, line)
    lab.page.mouse.move(*on_chart(lab, 0.3))
    assert expect_exact(lab, line, but=late) < late
    lab.pad.hover()
    until(lab.page, lambda: reading(lab), lambda said: not said)


def test_the_exact_costs_are_read_where_a_finger_tapped(
    on_screen: Callable[..., Visit],
) -> None:
    lab, line = overheard(on_screen(has_touch=True))
    step_by_step(lab)
    lab.page.touchscreen.tap(*on_chart(lab, 0.3))
    early = expect_exact(lab, line)
    lab.page.touchscreen.tap(*on_chart(lab, 0.6))
    assert expect_exact(lab, line, but=early) > early


def step_by_step(lab: Lab) -> None:
    """Take so few steps that the server sends each of them by itself."""
    for _ in range(STEPS):
        lab.page.keyboard.press("ArrowRight")
    lab.wait_for_step(lambda step: step == STEPS)


def on_chart(lab: Lab, share: float) -> tuple[float, float]:
    """Find a place on the cost chart, from its left to its right."""
    box = lab.image(COST).bounding_box()
    assert box is not None
    return box["x"] + share * box["width"], box["y"] + box["height"] / 2


def reading(lab: Lab) -> list[float]:
    """Read step, cost, test cost and its step from the chip on the cost chart."""
    found = READING.search(said_on(lab.image(COST)))
    return [float(number) for number in found.groups()] if found else []


def expect_exact(lab: Lab, line: Line, but: float = -1) -> float:
    """Compare the chip at another step with what the server measured; give the step."""
    step, cost, test, tested = until(
        lab.page, lambda: reading(lab), lambda said: said and said[0] != but
    )
    assert cost == pytest.approx(mean_costs(line)[int(step)], abs=6e-4)
    assert test == pytest.approx(costs_on_tests(line)[int(tested)], abs=6e-4)
    return step


def mean_costs(line: Line) -> dict[int, float]:
    """Gather the mini-batch cost of every step that the server sent by itself."""
    buckets = [
        (int(begin), int(end), float(mean))
        for frame in line.frames
        if "costs" in frame
        for (begin, end), (_, mean, _) in zip(
            pairwise(frame["costs_steps"]), frame["costs"], strict=True
        )
    ]
    return {begin: mean for begin, end, mean in buckets if end == begin + 1}


def costs_on_tests(line: Line) -> dict[int, float]:
    """Gather the test cost of every step at which the server measured it."""
    return {
        int(step): float(cost)
        for frame in line.frames
        if "test_costs" in frame
        for step, cost in zip(frame["test_steps"], frame["test_costs"], strict=True)
    }


def profile_rows(tensors: Tensors) -> Array:
    """Give where η lands, and every third point of the curves."""
    _, batch, test = tensors["profile"].reshape(3, -1)[:, ::3]
    return np.vstack([tensors["landing"][1:], np.column_stack([batch, test])])


TABLES: dict[str, Callable[[Tensors], Array]] = {
    PROFILE: profile_rows,
    MAP: lambda tensors: tensors["map"][::-5, ::5],
    "Gradient size": lambda tensors: tensors["gradient_norms"][:, np.newaxis],
}


def test_tables_hold_what_the_server_measured(visit: Visit) -> None:
    lab, line = overheard(visit)
    lab.train(60)
    until(lab.page, lambda: {"profile", "map"} <= line.tensors.keys(), bool)

    def differs(name: str) -> float:
        known = TABLES[name](line.tensors)
        shown = np.array(lab.table(name))[:, : known.shape[1]]
        return float(abs(shown - known).max()) if len(shown) == len(known) else inf

    for name in TABLES:
        lab.press(f"Show as table: {name}")
        until(lab.page, partial(differs, name), lambda most: most < 6e-4)


def test_the_cost_axis_is_log_or_linear_and_the_address_keeps_it(lab: Lab) -> None:
    lab.train(100)
    lab.region(COST).get_by_role("radio", name="linear").check()
    expect(lab.region(COST).get_by_text("linear scale")).to_be_visible()
    until(lab.page, lambda: lab.page.url, lambda url: "view-cost-axis=1" in url)
    lab.reload()
    expect(lab.region(COST).get_by_text("linear scale")).to_be_visible()


def test_the_map_is_measured_on_the_images_chosen(lab: Lab) -> None:
    until(lab.page, lambda: lab.finding(MAP), lambda words: "32 images" in words)
    lab.region(MAP).get_by_role("radio", name="1\u202f000 test images").check()
    until(lab.page, lambda: lab.finding(MAP), lambda words: "test images" in words)
    expect(lab.region(MAP).get_by_text("A–A′: dashed curve")).to_be_visible()
