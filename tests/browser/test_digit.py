"""Draw a digit, and the network reads it as it is at this step."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.lab import COPY, Lab
from tests.browser.visit import Visit, until

BARS = "Output activations"
# Two places so far apart that only a joined stroke has ink between them.
ENDS = [(0.2, 0.3), (0.8, 0.7)]
# Says how dark a canvas is at some places, from 0 for paper to 1 for ink.
DARKNESS = f"""(element, places) => {{
  const {{ width, height, data }} = ({COPY})(element);
  return places.map(([x, y]) =>
    1 - data[4 * (Math.floor(y * height) * width + Math.floor(x * width))] / 255);
}}"""
# Notes with what the pad is drawn on.
NOTE_POINTERS = """pad => {
  pad.pointers = [];
  pad.addEventListener("pointerdown", ({ pointerType }) =>
    pad.pointers.push(pointerType));
}"""
TOOLS: dict[str, Callable[[Lab], None]] = {
    "mouse": lambda lab: lab.draw(ENDS, steps=1),
    "pen": lambda lab: lab.ink(ENDS),
    "touch": lambda lab: lab.touch(ENDS),
}


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


@pytest.mark.parametrize("tool", TOOLS)
def test_a_stroke_has_no_gaps(on_screen: Callable[..., Visit], tool: str) -> None:
    lab = Lab.open(on_screen(has_touch=True, color_scheme="light"))
    lab.pad.evaluate(NOTE_POINTERS)
    TOOLS[tool](lab)
    (left, top), (right, bottom) = ENDS
    shares = [place / 12 for place in range(13)]
    way = [(left + s * (right - left), top + s * (bottom - top)) for s in shares]
    until(lab.page, lambda: min(lab.pad.evaluate(DARKNESS, way)), lambda ink: ink > 0.5)
    assert max(lab.pad.evaluate(DARKNESS, [(0.2, 0.8), (0.8, 0.2)])) < 0.1
    assert lab.pad.evaluate("pad => pad.pointers") == [tool]
    until(lab.page, lambda: reads(lab), lambda digit: digit >= 0)


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
    drawn = lab.picture("Your digit")
    answers = {lab.finding(BARS)}
    lab.press("Play")
    for _ in range(2):
        until(lab.page, lambda: lab.finding(BARS), lambda now: now not in answers)
        answers.add(lab.finding(BARS))
    lab.wait_for_state("Training")
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
    lab.page.keyboard.press("ArrowDown")
    cursor = lab.wait_for_change("Your digit", blank)
    for key in ("Space", "ArrowDown", "Space", "ArrowDown", "Space"):
        lab.page.keyboard.press(key)
    lab.wait_for_change("Your digit", cursor)
    until(lab.page, lambda: reads(lab), lambda digit: digit >= 0)
    for key in ("Delete", "ArrowUp", "Delete", "ArrowUp", "Delete"):
        lab.page.keyboard.press(key)
    until(lab.page, lambda: reads(lab), lambda digit: digit == -1)
    assert lab.step() == 0
    assert lab.button("Play").is_visible()


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
