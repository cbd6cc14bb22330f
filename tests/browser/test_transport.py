"""Reset, undo, single steps and pace."""

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


def test_an_offer_to_undo_goes_when_the_keys_have_undone_it(lab: Lab) -> None:
    lab.train(20)
    lab.press("Reset")
    offer = lab.messages.get_by_role("button", name="Undo")
    expect(offer).to_be_visible()
    lab.page.keyboard.press("Control+z")
    lab.wait_for_step(lambda step: step >= 20)
    expect(offer).to_have_count(0, timeout=2000)


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
