"""Reset, undo, single steps, pace, and the keys for all of them."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.visit import until


def test_step_takes_exactly_one_step(lab: Lab) -> None:
    lab.press("Step")
    assert lab.wait_for_step(lambda step: step > 0) == 1
    lab.press("Step")
    assert lab.wait_for_step(lambda step: step > 1) == 2


def test_reset_goes_back_to_the_start_and_undo_takes_it_back(lab: Lab) -> None:
    lab.train()
    reached = lab.step()
    lab.press("Reset")
    lab.wait_for_step(lambda step: step == 0)
    lab.messages.get_by_role("button", name="Undo").click()
    lab.wait_for_step(lambda step: step == reached)


def test_reset_keeps_the_rate(lab: Lab) -> None:
    lab.rate.press("End")
    lab.rate.press("PageDown")
    chosen = lab.said_rate()
    lab.press("Step")
    lab.wait_for_step(lambda step: step == 1)
    lab.press("Reset")
    lab.wait_for_step(lambda step: step == 0)
    assert lab.said_rate() == chosen != 2


def test_a_new_start_has_other_weights(lab: Lab) -> None:
    before = lab.pictures_in("What each neuron looks for")
    lab.press("New start")
    until(
        lab.page,
        lambda: lab.pictures_in("What each neuron looks for"),
        lambda now: now != before,
    )
    until(lab.page, lambda: lab.page.url, lambda url: "seed=2" in url)


@pytest.mark.parametrize("pace", ["1", "4", "16", "64", "Max"])
def test_every_pace_trains(lab: Lab, pace: str) -> None:
    lab.pace(pace)
    lab.train(30)
    expect(lab.pace_button(pace)).to_be_checked()


def test_space_plays_and_pauses(lab: Lab) -> None:
    lab.page.keyboard.press("Space")
    lab.wait_for_state("Training")
    lab.page.keyboard.press("Space")
    lab.wait_for_state("Paused")


def test_arrow_right_steps_and_r_resets(lab: Lab) -> None:
    lab.page.keyboard.press("ArrowRight")
    lab.wait_for_step(lambda step: step == 1)
    lab.page.keyboard.press("r")
    lab.wait_for_step(lambda step: step == 0)


def test_brackets_move_the_rate_by_a_twentieth_or_a_decade(lab: Lab) -> None:
    lab.page.keyboard.press("Shift+BracketRight")
    until(lab.page, lab.said_rate, lambda rate: rate == 20)
    lab.page.keyboard.press("BracketLeft")
    until(lab.page, lab.said_rate, lambda rate: 17 < rate < 19)


def test_digits_choose_the_pace(lab: Lab) -> None:
    lab.page.keyboard.press("4")
    expect(lab.pace_button("64")).to_be_checked()


def test_letters_fill_and_clear_the_pad(lab: Lab) -> None:
    blank = lab.picture("Your digit")
    lab.page.keyboard.press("d")
    digit = lab.wait_for_change("Your digit", blank)
    lab.page.keyboard.press("n")
    lab.wait_for_change("Your digit", digit)
    lab.page.keyboard.press("c")
    until(lab.page, lambda: lab.picture("Your digit"), lambda now: now == blank)


def test_a_key_yields_to_the_control_that_uses_it(lab: Lab) -> None:
    lab.rate.press("ArrowRight")
    until(lab.page, lab.said_rate, lambda rate: rate > 2)
    lab.button("Step").press("Space")
    lab.wait_for_step(lambda step: step == 1)
    lab.pace("1")
    lab.epochs.press("4")
    lab.pad.press("ArrowRight")
    lab.expect_no_step()
    expect(lab.pace_button("1")).to_be_checked()
    assert lab.button("Play").is_visible()


def test_help_lists_the_keys_and_escape_closes_it(lab: Lab) -> None:
    lab.page.keyboard.press("Shift+?")
    sheet = lab.page.get_by_role("dialog")
    for word in ("Space", "Esc"):
        expect(sheet.get_by_text(word, exact=True).first).to_be_visible()
    lab.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
