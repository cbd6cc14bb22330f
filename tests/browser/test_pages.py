"""Every link leads somewhere, and every page can be used by everyone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.test_layout import OnScreen
from tests.browser.visit import Visit

ADDRESSES = "() => [...document.links].map((link) => link.href.split('#')[0])"


def test_every_link_on_every_page_leads_somewhere(visit: Visit) -> None:
    page = visit.open("/")
    seen: set[str] = set()
    waiting = {page.url.split("#")[0]}
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        links = set(page.evaluate(ADDRESSES))
        waiting |= {link for link in links if link.startswith(visit.url)} - seen
    assert f"{visit.url}/lab" in seen


def test_the_first_page_is_the_lab(visit: Visit) -> None:
    page = visit.open("/")
    expect(page).to_have_url(re.compile("/lab"))
    expect(page).to_have_title("Lab · Fall Line")


def test_an_unknown_address_has_a_page_with_a_way_back(visit: Visit) -> None:
    visit.expect_complaint("404")
    page = visit.open("/lab/nowhere")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/lab"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_lab_has_no_barriers_that_a_machine_can_find(
    on_screen: OnScreen, scheme: str, width: int
) -> None:
    screen = {"width": width, "height": 900}
    lab = Lab.open(on_screen(color_scheme=scheme, viewport=screen))
    lab.press("Test digit")
    assert barriers(lab) == []
    lab.open_setup()
    assert barriers(lab) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_missing_page_has_no_barriers(on_screen: OnScreen, scheme: str) -> None:
    visit = on_screen(color_scheme=scheme)
    visit.expect_complaint("404")
    results = Axe().run(visit.open("/nowhere"))
    assert results.violations_count == 0, results.generate_report()


def barriers(lab: Lab) -> list[str]:
    """List what axe finds wrong with the page as it is."""
    violations = Axe().run(lab.page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in violations]
