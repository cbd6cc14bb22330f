"""Press Play, and everything that is measured moves."""

import re

import pytest

from tests.browser.lab import Lab
from tests.browser.visit import until

PICTURES = (
    "Network",
    "Cost over time",
    "Cost along −∇C",
    "The ground around you",
)


CLAIM = re.compile(r"cost fell from [\d.]+ to [\d.]+")


def test_the_lab_opens_on_an_untrained_network(lab: Lab) -> None:
    assert lab.step() == 0
    assert lab.button("Play").is_visible()


@pytest.mark.parametrize("name", PICTURES)
def test_play_moves_every_picture(lab: Lab, name: str) -> None:
    lab.press("Test digit")
    before = lab.picture(name)
    lab.press("Play")
    lab.wait_for_state("Training")
    moved = lab.wait_for_change(name, before)
    lab.wait_for_change(name, moved)


@pytest.mark.parametrize("name", ["What each neuron looks for", "Gradient size"])
def test_play_moves_the_neurons_and_their_gradients(lab: Lab, name: str) -> None:
    before = lab.pictures_in(name)
    lab.press("Play")
    until(lab.page, lambda: lab.pictures_in(name), lambda now: now != before)


def test_the_cost_falls_and_the_accuracy_climbs(lab: Lab) -> None:
    lab.pace("64")
    lab.press("Play")
    until(lab.page, lab.accuracy, lambda share: share > 85)
    lab.rest()
    words = until(lab.page, lambda: lab.finding("Cost over time"), CLAIM.search)
    first, last = map(float, re.findall(r"\d+\.\d+", words)[:2])
    assert last < first / 2


def test_pause_stops_at_a_step_and_the_page_says_so(lab: Lab) -> None:
    lab.train()
    lab.expect_no_step()
    assert lab.button("Play").is_visible()


def test_training_ends_after_the_epochs_asked_for(lab: Lab) -> None:
    lab.epochs.fill("1")
    lab.epochs.press("Enter")
    lab.pace("Max")
    lab.press("Play")
    assert lab.wait_for_step(lambda step: step >= 1875) == 1875
    assert lab.number("epoch") == 1
