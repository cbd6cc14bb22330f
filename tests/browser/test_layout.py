"""The Lab fits every screen, from a phone to a projector."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.visit import Visit, until

OnScreen = Callable[..., Visit]
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
WIDTHS = (320, 390, 599, 600, 899, 900, 1024, 1279, 1280, 1440, 1799, 1800, 1920)
OVERHANG = "() => document.documentElement.scrollWidth - window.innerWidth"
BELOW = "() => document.documentElement.scrollHeight - window.innerHeight"
# Counts how often the step in the status changes within two seconds.
CHANGES = """element => new Promise((done) => {
  let [count, last] = [0, element.textContent];
  const begun = performance.now();
  const look = (now) => {
    if (element.textContent !== last) count += 1;
    last = element.textContent;
    if (now - begun < 2000) requestAnimationFrame(look);
    else done(count);
  };
  requestAnimationFrame(look);
})"""
FAIL = "() => setTimeout(() => { throw new Error('a frame is torn') })"
# Lists the pictures and tools that lie under something.
COVERED = """over => {
  const { left, right, top, bottom } =
    document.querySelector(over).getBoundingClientRect();
  return [...document.querySelectorAll("main canvas, main button, main h2")]
    .filter((each) => each.checkVisibility() && !each.closest(over))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.left < right && box.right > left &&
      box.top < bottom - 1 && box.bottom > top + 1)
    .map(([each]) => each.ariaLabel ?? each.textContent);
}"""
# Lists the controls that a finger would miss.
SMALL = """() => [...document.querySelectorAll("button, input, select, a, [tabindex]")]
  .filter((each) => each.checkVisibility() && !each.closest(".skip"))
  .map((each) => (each.closest("label") ?? each).getBoundingClientRect())
  .filter(({ width, height }) => width > 1 && height > 1 &&
    Math.min(width, height) < 43.5)
  .map(({ width, height }) => `${width} × ${height}`)"""


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_makes_the_page_scroll_sideways(
    on_screen: OnScreen, width: int
) -> None:
    lab = Lab.open(on_screen(viewport={"width": width, "height": 800}))
    until(lab.page, lambda: lab.page.evaluate(OVERHANG), lambda over: over <= 0)


@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_a_large_screen_shows_everything_at_once(
    on_screen: OnScreen, width: int
) -> None:
    height = width * 9 // 16 + 60
    lab = Lab.open(on_screen(viewport={"width": width, "height": height}))
    for name in ("Your digit", "Network", "Cost over time", "The ground around you"):
        expect(lab.image(name)).to_be_in_viewport(ratio=0.98)
    expect(lab.rate).to_be_in_viewport(ratio=0.98)


def test_a_tablet_shows_charts_and_controls_without_scrolling(
    on_screen: OnScreen,
) -> None:
    tablet = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}
    lab = Lab.open(on_screen(**tablet, is_mobile=True))
    until(lab.page, lambda: lab.page.evaluate(BELOW), lambda below: below <= 0)


@pytest.mark.parametrize(
    ("width", "height"), [(1280, 720), (1366, 768), (1366, 650), (1024, 768)]
)
def test_a_small_screen_shows_charts_and_controls_without_scrolling(
    on_screen: OnScreen, width: int, height: int
) -> None:
    lab = Lab.open(on_screen(viewport={"width": width, "height": height}))
    for name in ("Your digit", "Network", "Cost over time", "Cost along −∇C"):
        expect(lab.image(name)).to_be_in_viewport(ratio=0.98)
    until(lab.page, lambda: lab.page.evaluate(BELOW), lambda below: below <= 0)


def test_a_phone_has_the_pad_the_answer_and_the_rate(on_screen: OnScreen) -> None:
    lab = Lab.open(on_screen(**PHONE))
    for shown in (lab.pad, lab.image("Output activations"), lab.rate):
        expect(shown).to_be_in_viewport()
    expect(lab.button("Play")).to_be_in_viewport()


def test_a_phone_shows_the_whole_answer_above_the_bar(on_screen: OnScreen) -> None:
    lab = Lab.open(on_screen(**PHONE))
    until(lab.page, lambda: lab.page.evaluate(BELOW), lambda below: below <= 0)
    until(lab.page, lambda: lab.page.evaluate(COVERED, ".bar"), lambda names: not names)


@pytest.mark.parametrize(
    ("width", "height"),
    [(1440, 900), (1024, 768), (1920, 1080), (390, 844), (820, 1180)],
)
def test_a_banner_covers_nothing(on_screen: OnScreen, width: int, height: int) -> None:
    visit = on_screen(viewport={"width": width, "height": height})
    visit.expect_complaint("a frame is torn")
    lab = Lab.open(visit)
    lab.page.evaluate(FAIL)
    expect(lab.page.get_by_text("a frame is torn")).to_be_in_viewport(ratio=1)
    until(
        lab.page,
        lambda: lab.page.evaluate(COVERED, ".banner"),
        lambda names: names == [],
    )
    until(lab.page, lambda: lab.page.evaluate(BELOW), lambda below: below <= 0)


def test_a_phone_on_its_side_has_the_pad_the_answer_and_the_rate(
    on_screen: OnScreen,
) -> None:
    size = {"width": 844, "height": 390}
    lab = Lab.open(on_screen(viewport=size, has_touch=True, is_mobile=True))
    for shown in (lab.pad, lab.image("Output activations"), lab.rate):
        expect(shown).to_be_in_viewport(ratio=0.98)
    expect(lab.button("Play")).to_be_in_viewport(ratio=0.98)


def test_a_choice_below_a_short_window_is_seen_when_it_has_the_focus(
    on_screen: OnScreen,
) -> None:
    lab = Lab.open(on_screen(viewport={"width": 720, "height": 450}))
    lab.button("Step").focus()
    lab.page.keyboard.press("Tab")
    chosen = lab.pace_button("16").locator("..")
    expect(chosen).to_be_in_viewport(ratio=0.98)


def test_the_pad_grows_with_a_projector(on_screen: OnScreen) -> None:
    sides = []
    for width, height in ((1440, 900), (1920, 1080)):
        lab = Lab.open(on_screen(viewport={"width": width, "height": height}))
        box = lab.pad.bounding_box()
        assert box is not None
        sides.append(box["width"])
    assert sides[1] == pytest.approx(1.25 * sides[0], abs=2)


def test_a_finger_draws_on_the_phone(on_screen: OnScreen) -> None:
    lab = Lab.open(on_screen(**PHONE))
    blank = lab.picture("Your digit")
    lab.touch([(0.5, 0.2), (0.5, 0.5), (0.5, 0.8)])
    lab.wait_for_change("Your digit", blank)
    assert lab.page.evaluate("() => window.scrollY") == 0


def test_a_phone_looks_inside_the_network(on_screen: OnScreen) -> None:
    lab = Lab.open(on_screen(**PHONE))
    lab.press("See inside")
    expect(lab.image("Network")).to_be_in_viewport()
    lab.press("Close")
    expect(lab.image("Network")).not_to_be_in_viewport()


def test_every_target_is_large_enough_for_a_finger(on_screen: OnScreen) -> None:
    lab = Lab.open(on_screen(**PHONE))
    assert lab.page.evaluate(SMALL) == []


def test_tabs_choose_the_charts_on_a_middle_screen(on_screen: OnScreen) -> None:
    lab = Lab.open(on_screen(viewport={"width": 1024, "height": 768}))
    tabs = lab.page.get_by_role("group", name="Charts")
    tabs.get_by_role("button", name="Map", exact=True).click()
    expect(lab.image("The ground around you")).to_be_in_viewport()
    tabs.get_by_role("button", name="Neurons", exact=True).click()
    expect(lab.region("What each neuron looks for")).to_be_in_viewport()


def test_less_motion_means_two_jumps_a_second(on_screen: OnScreen) -> None:
    lab = Lab.open(on_screen(reduced_motion="reduce"))
    lab.press("Play")
    lab.wait_for_step(lambda step: step > 0)
    assert lab.status.evaluate(CHANGES) <= 5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_system_until_a_theme_is_chosen(
    on_screen: OnScreen, scheme: str
) -> None:
    lab = Lab.open(on_screen(color_scheme=scheme))
    theme = "() => document.documentElement.dataset.theme"
    assert lab.page.evaluate(theme) == scheme
    before = lab.picture("Network")
    lab.page.keyboard.press("t")
    until(lab.page, lambda: lab.page.evaluate(theme), lambda now: now != scheme)
    lab.wait_for_change("Network", before)
    chosen = lab.page.evaluate(theme)
    lab.reload()
    assert lab.page.evaluate(theme) == chosen
