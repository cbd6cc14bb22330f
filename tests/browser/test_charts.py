"""Read the charts closely: take hold of η, look up values, change what is measured."""

import re
from typing import cast

from playwright.sync_api import expect

from tests.browser.lab import COPY, Lab
from tests.browser.visit import until

COST = "Cost over time"
PROFILE = "Cost along −∇C"
MAP = "The ground around you"

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
    """Find a point on the handle of the profile, in the window."""
    image = lab.image(PROFILE)
    box = image.bounding_box()
    assert box is not None
    right, row = cast("list[float]", image.evaluate(RIGHT_EDGE))
    return box["x"] + right - 4, box["y"] + row


def test_the_handle_on_the_profile_is_the_slider(lab: Lab) -> None:
    until(lab.page, lambda: handle(lab)[0], lambda x: x > 0)
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
