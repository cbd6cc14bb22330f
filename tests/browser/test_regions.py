"""Every region can fill the window, and says what it is."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from math import inf

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.ink import Word, hear_words, said_on, words_on
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
BARS = "Output activations"
WORDLESS = ("What each neuron looks for",)
SCREENS = ((1440, 900), (1024, 768), (390, 844))


def chip_of(name: str) -> Callable[[Lab], str]:
    """Make a way to read the note beside a neuron."""

    def read(lab: Lab) -> str:
        neurons = lab.page.get_by_role("group", name="Neurons", exact=True)
        neurons.get_by_role("button", name=re.compile(name)).first.focus()
        return lab.region("Network").locator(".chip").text_content() or ""

    return read


def winner(lab: Lab) -> str:
    """Read the note beside the output that wins."""
    digit = numbers(READS, lab.finding(BARS)).get("digit", "0")
    return chip_of(f"^Output {digit}\\b")(lab)


def newest_costs(lab: Lab) -> str:
    """Read the newest costs under the ruler of the cost chart."""
    lab.image("Cost over time").press("End")
    return said_on(lab.image("Cost over time"))


def finding(name: str) -> Callable[[Lab], str]:
    """Make a way to read the sentence that says what a picture shows."""
    return lambda lab: lab.finding(name)


READS = r"Reads (?P<digit>\d), activation (?P<a>[\d.]+)\. Next"
CHIP = r"a = (?P<a>\S+?)z = (?P<z>\S+), b = (?P<b>\S+)$"
# What the formula of each region says, and where else on the page the same is said.
NUMBERS: dict[str, tuple[str, Callable[[Lab], str], str]] = {
    "Your digit": (r"^reads=(?P<digit>\d),a\d=(?P<a>\S+)", finding(BARS), READS),
    "Network": (
        r"\+\((?P<b>.+?)\)=(?P<z>\S+) a\d=.+=(?P<a>\S+)$",
        winner,
        CHIP,
    ),
    "What each neuron looks for": (
        r"\+\((?P<b>.+?)\)=(?P<z>\S+) a1=(?P<a>\S+)$",
        chip_of("^Hidden layer 1, neuron 1,"),
        CHIP,
    ),
    "Gradient size": (
        r"∇1C‖=(?P<one>\S+) ‖∇2C‖=(?P<two>\S+) ‖∇3C‖=(?P<three>\S+)$",
        finding("Gradient size of each layer"),
        r"16: (?P<one>\S+), .+: (?P<two>\S+), .+: (?P<three>\S+)\.$",
    ),
    "Cost over time": (
        r"^Cbatch=(?P<batch>\S+) Ctest=(?P<test>\S+)$",
        newest_costs,
        r"mini-batch (?P<batch>\S+)\n[\s\S]*\ntest (?P<test>\S+) at",
    ),
    "Cost along −∇C": (
        r"^C\(θ\)=(?P<now>\S+) .* C\(θ\+.+d\)=(?P<there>\S+)$",
        finding("Cost along −∇C"),
        r"mini-batch is (?P<now>[\d.]+)\. .* comes to (?P<there>[\d.]+),",
    ),
    "The ground around you": (
        r"^lowestC=(?P<low>[\d.]+),",
        finding("The ground around you"),
        r"lowest ground on the map is (?P<low>[\d.]+)\. ",
    ),
}
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
    visit = on_screen(viewport={"width": 1024, "height": 768})
    lab = Lab.open(hear_words(visit))
    if name in TABS:
        tabs = lab.page.get_by_role("group", name="Charts")
        tabs.get_by_role("button", name=TABS[name]).click()
    lab.press("Test digit")
    lab.press("Step")
    lab.wait_for_step(lambda step: step == 1)
    lab.region(name).get_by_role("button", name="Enlarge").click()
    assert lab.region(name).evaluate(SMALLEST_TEXT) >= 18
    until(lab.page, lambda: drawn(lab, name), lambda words: least(words) >= 18)
    assert drawn(lab, name) or name in WORDLESS


def drawn(lab: Lab, region: str) -> list[Word]:
    """List the words that are drawn in a part of the page."""
    canvases = lab.region(region).locator("canvas").all()
    return [word for canvas in canvases for word in words_on(canvas)]


def least(words: list[Word]) -> float:
    """Give the size of the smallest words, in CSS pixels, rounding errors forgiven."""
    return min((word.size for word in words), default=inf) + 1e-6


@pytest.mark.parametrize("size", SCREENS)
def test_no_words_in_a_drawing_are_too_small(
    on_screen: Callable[..., Visit], size: tuple[int, int]
) -> None:
    width, height = size
    visit = on_screen(viewport={"width": width, "height": height})
    lab = Lab.open(hear_words(visit))
    lab.press("Step")
    lab.wait_for_step(lambda step: step == 1)
    seen = {name: drawn(lab, name) for name in regions_shown(lab)}
    tabs = lab.page.get_by_role("group", name="Charts").get_by_role("button").all()
    for way in [lab.button("See inside"), *tabs]:
        if way.is_visible():
            way.click()
            seen |= {name: drawn(lab, name) for name in regions_shown(lab)}
    assert sorted(seen) == sorted(REGIONS)
    assert min(least(words) for words in seen.values()) >= 13


def regions_shown(lab: Lab) -> Iterator[str]:
    """Come to one region after the other, as far as they can be seen now."""
    for name in REGIONS:
        if not lab.region(name).is_visible():
            continue
        lab.region(name).scroll_into_view_if_needed()
        if name not in WORDLESS:
            until(lab.page, partial(drawn, lab, name), bool)
        yield name


@pytest.mark.parametrize("name", REGIONS)
def test_a_region_explains_itself_with_its_formula(visit: Visit, name: str) -> None:
    lab = Lab.open(hear_words(visit))
    lab.press("Test digit")
    until(lab.page, lambda: lab.finding(BARS), lambda words: "Reads" in words)
    lab.press("Step")
    lab.wait_for_step(lambda step: step == 1)
    lab.region(name).hover()
    lab.region(name).get_by_role("button", name="What is this?").click()
    note = lab.page.get_by_role("dialog")
    sentences = note.get_by_role("paragraph").inner_text()
    assert len(re.findall(r"\.(?= |$)", sentences)) == 2
    expect(note.locator("math").first).to_be_visible()
    formula, place, elsewhere = NUMBERS[name]
    until(
        lab.page,
        lambda: (numbers(formula, terms(note)), numbers(elsewhere, place(lab))),
        lambda both: both[0] == both[1] != {},
    )
    before = terms(note)
    note.focus()
    lab.page.keyboard.press("Space")
    until(lab.page, lambda: terms(note), lambda now: now != before)
    lab.page.keyboard.press("Escape")
    expect(note).to_be_hidden()


def numbers(pattern: str, words: str) -> dict[str, str]:
    """Read the named numbers of a sentence or formula."""
    found = re.search(pattern, words)
    return found.groupdict() if found else {}


def terms(note: Locator) -> str:
    """Read the formula with its live numbers."""
    return " ".join(note.locator(".numbers math").all_text_contents())


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
