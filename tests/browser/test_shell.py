"""The page around the pictures: its menu, sheets, messages, and where the focus is."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.visit import Visit, until

OnScreen = Callable[..., Visit]
PHONE = {"viewport": {"width": 390, "height": 844}}
FAIL = "() => setTimeout(() => { throw new Error('a frame is torn') })"
# What a browser says when a drawing will be measured again: not that anything is wrong.
MEASURE_AGAIN = """() => window.dispatchEvent(new ErrorEvent("error", { message:
  "ResizeObserver loop completed with undelivered notifications." }))"""


def test_the_focus_comes_back_to_the_menu_after_a_sheet(on_screen: OnScreen) -> None:
    lab = Lab.open(on_screen(**PHONE))
    lab.press("Menu")
    lab.press("Help and keys")
    lab.page.keyboard.press("Escape")
    expect(lab.button("Menu")).to_be_focused()


def test_the_focus_stays_in_the_header_after_a_theme(on_screen: OnScreen) -> None:
    lab = Lab.open(on_screen(**PHONE))
    lab.press("Menu")
    lab.press("Dark theme")
    expect(lab.button("Menu")).to_be_focused()


def test_escape_closes_one_thing_at_a_time(on_screen: OnScreen) -> None:
    lab = Lab.open(on_screen(**PHONE))
    lab.press("See inside")
    lab.page.keyboard.press("Shift+?")
    sheet = lab.page.get_by_role("dialog", name="Help and keys")
    expect(sheet).to_be_visible()
    lab.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(lab.image("Network")).to_be_visible()


def test_the_focus_is_not_lost_with_undo(lab: Lab) -> None:
    lab.press("Step")
    lab.wait_for_step(lambda step: step == 1)
    lab.press("Reset")
    lab.messages.get_by_role("button", name="Undo").press("Enter")
    lab.wait_for_step(lambda step: step == 1)
    expect(lab.button("Play")).to_be_focused()


def test_the_numbers_are_spoken_with_the_present_cost(on_screen: OnScreen) -> None:
    lab = Lab.open(on_screen(**PHONE))
    lab.press("Step")
    lab.wait_for_step(lambda step: step == 1)
    lab.page.keyboard.press("s")
    said = lab.page.get_by_role("status", name="Spoken")
    expect(said).to_contain_text("step 1, ")
    expect(said).to_contain_text("cost ")


def test_keys_that_scroll_a_table_do_not_train(lab: Lab) -> None:
    lab.press("Step")
    lab.wait_for_step(lambda step: step == 1)
    lab.press("Show as table: Cost over time")
    table = lab.page.get_by_role("region", name="Cost over time, table")
    table.press("ArrowRight")
    table.press("Space")
    lab.expect_no_step()
    assert lab.button("Play").is_visible()


def test_a_failure_of_the_page_is_said_with_a_way_on(lab: Lab) -> None:
    lab.visit.expect_complaint("a frame is torn")
    lab.press("Step")
    lab.wait_for_step(lambda step: step == 1)
    lab.page.evaluate(FAIL)
    expect(lab.page.get_by_text("a frame is torn")).to_contain_text("is safe")
    lab.page.evaluate(MEASURE_AGAIN)
    expect(lab.page.get_by_text("a frame is torn")).to_be_visible()
    lab.press("Load again")
    until(lab.page, lab.step, lambda step: step == 1)


def test_what_the_address_wants_of_no_figure_is_said(visit: Visit) -> None:
    lab = Lab.open(visit, "/lab#view-magic=1&seed=2&seed=3")
    expect(lab.page.get_by_text("view-magic=1")).to_be_visible()
    expect(lab.page.get_by_text("“seed” more than once")).to_be_visible()


def test_a_finished_run_goes_on_to_the_next_stop(visit: Visit) -> None:
    lab = Lab.open(visit, "/lab#images=100&batch=100&epochs=2")
    until(lab.page, lab.epochs.input_value, lambda words: words == "2")
    lab.press("Play")
    expect(lab.page.get_by_text("Stopped after 2 epochs")).to_be_visible()
    lab.press("2 more epochs")
    expect(lab.page.get_by_text("Stopped after 4 epochs")).to_be_visible()
    assert lab.epochs.input_value() == "2"


def test_a_page_that_cannot_start_says_so(visit: Visit) -> None:
    visit.expect_complaint("broken")
    broken = "export const mountPage = 0; throw new Error('broken')"
    kind = "text/javascript"
    visit.context.route(
        "**/page/index.js", lambda route: route.fulfill(body=broken, content_type=kind)
    )
    page = visit.open("/lab")
    expect(page.get_by_text("This page could not start")).to_be_visible()


def test_the_page_says_that_it_waits_for_the_server(visit: Visit) -> None:
    visit.context.route_web_socket("**/live", lambda socket: None)
    page = visit.open("/lab")
    expect(page.get_by_text("Reaching the server")).to_be_visible()
