"""Draw a digit, and the network reads it as it is at this step."""

import re

from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.visit import until

BARS = "Output activations"


def reads(lab: Lab) -> int:
    """Say which digit the bars state as read; −1 when they state none."""
    found = re.search(r"Reads (\d)", lab.finding(BARS))
    return int(found[1]) if found else -1


def test_a_stroke_leaves_ink_and_the_bars_answer(lab: Lab) -> None:
    blank, answer = lab.picture("Your digit"), lab.picture(BARS)
    assert reads(lab) == -1
    lab.draw_a_one()
    lab.wait_for_change("Your digit", blank)
    lab.wait_for_change(BARS, answer)
    assert until(lab.page, lambda: reads(lab), lambda digit: digit >= 0) in range(10)


def test_a_trained_network_reads_what_is_drawn(lab: Lab) -> None:
    lab.learn()
    lab.draw_a_one()
    until(lab.page, lambda: reads(lab), lambda digit: digit == 1)
    lab.press("Clear")
    lab.draw_a_seven()
    until(lab.page, lambda: reads(lab), lambda digit: digit == 7)


def test_the_answer_changes_while_the_network_learns(lab: Lab) -> None:
    lab.draw_a_seven()
    until(lab.page, lambda: reads(lab), lambda digit: digit >= 0)
    drawn, answer = lab.picture("Your digit"), lab.picture(BARS)
    lab.press("Play")
    lab.wait_for_change(BARS, answer)
    assert lab.picture("Your digit") == drawn


def test_clear_leaves_an_empty_pad_without_an_answer(lab: Lab) -> None:
    blank = lab.picture("Your digit")
    lab.draw_a_seven()
    lab.wait_for_change("Your digit", blank)
    lab.press("Clear")
    until(lab.page, lambda: lab.picture("Your digit"), lambda now: now == blank)
    until(lab.page, lambda: reads(lab), lambda digit: digit == -1)


def test_a_test_digit_and_noise_come_onto_the_pad(lab: Lab) -> None:
    blank = lab.picture("Your digit")
    lab.press("Test digit")
    digit = lab.wait_for_change("Your digit", blank)
    lab.press("Noise")
    lab.wait_for_change("Your digit", digit)


def test_the_network_sees_the_digit_in_the_middle(lab: Lab) -> None:
    lab.draw([(0.15, 0.15), (0.15, 0.45)])
    until(lab.page, lambda: reads(lab), lambda digit: digit >= 0)
    _, drawn_at, _ = lab.coloured("Your digit", "ink")
    lab.page.get_by_text("What the network sees", exact=True).click()
    until(
        lab.page,
        lambda: lab.coloured("Your digit", "ink")[1],
        lambda middle: abs(middle - 0.5) < 0.06 < abs(drawn_at - 0.5),
    )


def test_the_pad_can_be_drawn_on_with_the_keyboard(lab: Lab) -> None:
    blank = lab.picture("Your digit")
    lab.pad.focus()
    for key in ("Space", "ArrowDown", "Space", "ArrowDown", "Space"):
        lab.page.keyboard.press(key)
    lab.wait_for_change("Your digit", blank)
    until(lab.page, lambda: reads(lab), lambda digit: digit >= 0)
    assert lab.step() == 0


def test_the_network_marks_what_it_reads(lab: Lab) -> None:
    before = lab.picture("Network")
    lab.press("Test digit")
    lab.wait_for_change("Network", before)
    expect(lab.image("Network")).to_be_visible()


def test_the_answer_is_spoken_once_the_pen_rests(lab: Lab) -> None:
    lab.draw_a_seven()
    answer = re.compile(r"Reads \d, activation [\d.]+. Next \d")
    spoken = lab.page.locator("[aria-live=polite]").filter(has_text=answer)
    expect(spoken).to_have_count(1)


def test_a_class_of_test_digit_can_be_chosen(lab: Lab) -> None:
    lab.page.get_by_label("Which test digit").select_option("3")
    lab.press("Test digit")
    expect(lab.region("Your digit")).to_contain_text("a test image: 3")
