"""Let racers go downhill on known ground, and look at every step of their paths."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.maths.surfaces import SURFACES
from tests.browser.lab import FINGERPRINT, PAINTED
from tests.browser.surface import Surface
from tests.browser.test_layout import OnScreen
from tests.browser.visit import Visit, until

WIDTHS = (390, 1024, 1440)
TOO_SMALL = """() => [...document.querySelectorAll(
  "button, select, summary, input:not([type=radio], [type=checkbox])")]
  .map((each) => [each.outerHTML, each.getBoundingClientRect()])
  .filter(([, { width, height }]) => width && Math.min(width, height) < 44)
  .map(([words]) => words.slice(0, 120))"""


@pytest.fixture
def surface(visit: Visit) -> Surface:
    """Open the page and wait until the racers have run."""
    return Surface.open(visit)


def test_a_dragged_rate_redraws_the_path_and_says_what_it_does(
    surface: Surface,
) -> None:
    before = surface.settled("Map")
    surface.drag(surface.rate("SGD"), 0.98)
    surface.wait_for_change("Map", before)
    expect(surface.racer("SGD")).to_contain_text(re.compile(r"diverged at step \d"))


@pytest.mark.parametrize("name", ["Map", "Surface", "The race"])
def test_every_picture_says_what_it_shows(surface: Surface, name: str) -> None:
    until(surface.page, lambda: surface.finding(name), bool)


def test_play_moves_the_playhead_to_the_end_and_rests(surface: Surface) -> None:
    surface.press("Reset")
    assert surface.step() == 0
    surface.press("Play")
    surface.wait_for_step(lambda step: step > 3)
    surface.press("Pause")
    rested = surface.step()
    surface.press("Play")
    surface.wait_for_step(lambda step: step > rested)
    surface.wait_for_step(lambda step: step == 90)
    expect(surface.button("Play")).to_be_visible()


def test_scrubbing_and_stepping_show_that_step(surface: Surface) -> None:
    surface.playhead.fill("20")
    expect(surface.page.get_by_text("Step 20 of 90")).to_be_visible()
    cost = surface.racer("Momentum").text_content()
    race = surface.settled("The race")
    surface.press("Step back")
    assert surface.step() == 19
    surface.wait_for_change("The race", race)
    surface.press("Step")
    assert surface.step() == 20
    assert surface.racer("Momentum").text_content() == cost


def test_keys_play_and_step(surface: Surface) -> None:
    surface.page.keyboard.press("ArrowLeft")
    assert surface.step() == 59
    surface.page.keyboard.press("ArrowRight")
    surface.page.keyboard.press("ArrowRight")
    assert surface.step() == 61
    surface.page.keyboard.press("r")
    assert surface.step() == 0
    surface.page.keyboard.press("Space")
    surface.wait_for_step(lambda step: step > 0)


def test_keys_of_a_slider_move_its_racer_only(surface: Surface) -> None:
    slider = surface.rate("Adam")
    before = slider.get_attribute("aria-valuetext")
    slider.press("ArrowRight")
    expect(slider).not_to_have_attribute("aria-valuetext", before or "")
    assert surface.step() == 60


def test_racers_join_and_leave_and_change(surface: Surface) -> None:
    surface.racer("Momentum").locator("summary").click()
    surface.press("Remove Momentum")
    expect(surface.racers).to_have_count(2)
    surface.press("Add a racer")
    expect(surface.racer("Momentum")).to_contain_text(re.compile(r"cost \d"))
    expect(surface.button("Add a racer")).to_be_disabled()
    surface.page.get_by_label("Optimiser of Adam").select_option("gradient descent")
    expect(surface.racer("SGD 2")).to_contain_text(re.compile(r"cost \d"))


def test_a_ground_of_one_input_is_a_curve(surface: Surface) -> None:
    surface.choose_ground("Three valleys")
    expect(surface.page.get_by_role("region", name="The curve")).to_be_visible()
    expect(surface.image("Map")).to_be_hidden()
    surface.choose_ground("Himmelblau")
    expect(surface.image("Map")).to_be_visible()


def test_every_known_ground_has_a_picture_of_its_own(surface: Surface) -> None:
    group = surface.page.get_by_role("radiogroup", name="Ground")
    surface.page.evaluate(PAINTED)
    pictures = [each.evaluate(FINGERPRINT) for each in group.locator("canvas").all()]
    assert len(set(pictures)) == len(pictures) == len(SURFACES)


def test_the_number_of_a_ground_is_a_slider(surface: Surface) -> None:
    surface.choose_ground("Narrow ellipse")
    condition = surface.page.get_by_role("slider", name="Condition number")
    map_before = surface.settled("Map")
    condition.press("End")
    expect(condition).to_have_attribute("aria-valuetext", re.compile("^1.000$"))
    surface.wait_for_change("Map", map_before)


def test_a_typed_cost_is_the_ground_and_a_wrong_one_is_marked(
    surface: Surface,
) -> None:
    surface.choose_ground("Typed cost")
    formula = surface.page.get_by_role("textbox", name="C(x, y) =")
    formula.fill("x^2 + 3*y^2")
    surface.wait_for_address("3*y%5E2")
    before = surface.settled("Map")
    formula.fill("x^2 + * y")
    wrong = surface.page.get_by_role("alert").filter(has_text="character 7")
    expect(wrong).to_be_visible()
    expect(wrong.locator("mark")).to_have_text("*")
    formula.fill("x^2 + x*y + y^2")
    expect(wrong).to_be_hidden()
    surface.wait_for_change("Map", before)


def test_many_starts_come_into_sight(surface: Surface) -> None:
    surface.press("Many starts")
    starts = surface.page.get_by_role("region", name="Many starts")
    expect(starts).to_be_in_viewport(ratio=0.9)
    surface.wait_for_address("many=1")


def test_a_random_start_moves_the_race(surface: Surface) -> None:
    before = surface.settled("Map")
    surface.press("New random start")
    surface.wait_for_change("Map", before)
    surface.wait_for_address("start=")


def test_the_address_brings_everything_back(visit: Visit) -> None:
    first = Surface.open(visit, "#ground=ellipse&number=50&steps=40&noise=1&step=25")
    assert first.step() == 25
    first.rate("SGD").press("Home")
    first.wait_for_address("racers=")
    again = Surface.open(visit, f"#{first.page.url.partition('#')[2]}")
    assert again.step() == 25
    expect(again.page.get_by_label("Steps", exact=True)).to_have_value("40")
    expect(again.page.get_by_label("Noise σ")).to_have_value("1")
    for racer in ("SGD", "Momentum", "Adam"):
        said = first.racer(racer).text_content() or ""
        expect(again.racer(racer)).to_have_text(said)


def test_an_address_that_cannot_be_read_is_said_and_the_page_runs(
    visit: Visit,
) -> None:
    surface = Surface.open(visit, "#ground=moon&noise=lots")
    expect(surface.page.get_by_text("“ground”, “noise”")).to_be_visible()
    assert surface.step() == 60


def test_the_race_is_there_again_after_a_reload(surface: Surface) -> None:
    surface.rate("SGD").press("Home")
    surface.wait_for_address("racers=")
    said = surface.racer("SGD").text_content() or ""
    surface.page.reload()
    expect(surface.racer("SGD")).to_have_text(said)


def test_a_visit_to_the_lab_in_between_forgets_nothing(surface: Surface) -> None:
    surface.page.get_by_role("link", name="Lab").click()
    expect(surface.page).to_have_title("Lab · Fall Line")
    surface.page.go_back()
    surface.wait_for_paths()


def test_with_less_motion_the_playhead_jumps(on_screen: OnScreen) -> None:
    surface = Surface.open(on_screen(reduced_motion="reduce"))
    surface.press("Reset")
    surface.press("Play")
    first = surface.wait_for_step(lambda step: step > 0)
    assert first % 10 == 0


def test_on_a_phone_the_map_comes_first_and_the_surface_is_a_choice(
    on_screen: OnScreen,
) -> None:
    surface = Surface.open(on_screen(viewport={"width": 390, "height": 844}))
    expect(surface.image("Map")).to_be_visible()
    expect(surface.image("Surface")).to_be_hidden()
    surface.page.get_by_role("radio", name="Surface", exact=True).check()
    expect(surface.image("Surface")).to_be_visible()
    expect(surface.image("Map")).to_be_hidden()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_needs_sideways_scrolling(on_screen: OnScreen, width: int) -> None:
    surface = Surface.open(on_screen(viewport={"width": width, "height": 800}))
    assert surface.page.evaluate("document.documentElement.scrollWidth") <= width


def test_fingers_find_every_control(on_screen: OnScreen) -> None:
    phone = {"width": 390, "height": 844}
    surface = Surface.open(on_screen(viewport=phone, has_touch=True, is_mobile=True))
    assert surface.page.evaluate(TOO_SMALL) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_page_has_no_barriers_that_a_machine_can_find(
    on_screen: OnScreen, scheme: str, width: int
) -> None:
    screen = {"width": width, "height": 900}
    surface = Surface.open(on_screen(color_scheme=scheme, viewport=screen))
    surface.choose_ground("Typed cost")
    surface.racer("Adam").locator("summary").click()
    surface.press("Many starts")
    violations = Axe().run(surface.page).response["violations"]
    assert [f"{each['id']}: {each['nodes'][0]['html']}" for each in violations] == []
