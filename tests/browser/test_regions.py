"""Every region can fill the window, and says what it is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.visit import Visit, until

REGIONS = (
    "Your digit",
    "Network",
    "What each neuron looks for",
    "Gradient size",
    "Cost over time",
    "Cost along −∇C",
    "The ground around you",
)
SWITCHES = {
    "Lines show": ("weight × activation", "Network"),
    "Gradient size as": ("RMS per weight", "Gradient size of each layer"),
    "Cost axis": ("linear", "Cost over time"),
    "Images the map is measured on": (
        "1\u202f000 test images",
        "The ground around you",
    ),
}
TABS = {
    "What each neuron looks for": "Neurons",
    "Gradient size": "Neurons",
    "The ground around you": "Map",
}
# What is drawn on a canvas has at least this size, times the scale of its place.
SMALLEST_DRAWN = 13
SCALE = "element => Number(getComputedStyle(element).getPropertyValue('--scale'))"
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
def test_a_projector_shows_an_enlarged_region_in_large_words(
    on_screen: Callable[..., Visit], name: str
) -> None:
    lab = Lab.open(on_screen(viewport={"width": 1024, "height": 768}))
    if name in TABS:
        tabs = lab.page.get_by_role("group", name="Charts")
        tabs.get_by_role("button", name=TABS[name]).click()
    lab.region(name).get_by_role("button", name="Enlarge").click()
    assert lab.region(name).evaluate(SMALLEST_TEXT) >= 18
    for canvas in lab.region(name).locator("canvas").all():
        assert canvas.evaluate(SCALE) * SMALLEST_DRAWN >= 18


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


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_shows_the_same_run_in_another_way(lab: Lab, name: str) -> None:
    choice, picture = SWITCHES[name]
    lab.press("Test digit")
    lab.train()
    until(lab.page, lambda: lab.finding("The ground around you"), bool)
    before = lab.picture(picture)
    group = lab.page.get_by_role("radiogroup", name=name, exact=True)
    group.get_by_role("radio", name=choice).check()
    lab.wait_for_change(picture, before)
