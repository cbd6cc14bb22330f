"""Every region can fill the window, and says what it is."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.visit import until

REGIONS = (
    "Your digit",
    "Network",
    "What each neuron looks for",
    "Gradient size",
    "Cost over time",
    "Cost along −∇C",
    "The ground around you",
)
SMALLEST_TEXT = """element => Math.min(...[...element.querySelectorAll("*")]
  .filter((each) => each.checkVisibility() && each.textContent.trim() !== ""
    && each.children.length === 0 && each.getBoundingClientRect().width > 2)
  .map((each) => Number.parseFloat(getComputedStyle(each).fontSize)))"""


@pytest.mark.parametrize("name", REGIONS)
def test_a_region_fills_the_window_and_escape_brings_it_back(
    lab: Lab, name: str
) -> None:
    region = lab.region(name)
    region.hover()
    region.get_by_role("button", name="Enlarge").click()
    box = until(lab.page, region.bounding_box, bool)
    assert box is not None
    assert box["width"] >= 1430
    assert region.evaluate(SMALLEST_TEXT) >= 18
    lab.page.keyboard.press("Escape")
    until(lab.page, region.bounding_box, lambda now: now != box)


@pytest.mark.parametrize("name", REGIONS)
def test_a_region_explains_itself_with_its_formula(lab: Lab, name: str) -> None:
    region = lab.region(name)
    region.hover()
    region.get_by_role("button", name="What is this?").click()
    words = lab.page.get_by_role("dialog")
    expect(words).to_be_visible()
    assert words.inner_text().count(".") >= 2
    expect(words.locator("math").first).to_be_visible()
    lab.page.keyboard.press("Escape")
    expect(words).to_be_hidden()


def test_a_chart_can_be_read_as_a_table(lab: Lab) -> None:
    lab.train()
    costs = lab.column("Cost over time", 1)
    assert costs
    assert all(cost > 0 for cost in costs)
