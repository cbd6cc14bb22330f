"""Choose another network; nothing that has been learnt is lost without a question."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.browser.ink import said_on
from tests.browser.lab import Lab
from tests.browser.line import overheard
from tests.browser.visit import Visit, until

START = "Start with this network"


def sheet(lab: Lab) -> Locator:
    """Open the set-up sheet."""
    lab.open_setup()
    return lab.page.get_by_role("dialog", name="Set-up")


def test_the_sheet_counts_weights_and_biases(lab: Lab) -> None:
    opened = sheet(lab)
    expect(opened).to_contain_text(re.compile(r"13.002"))
    for layer in ("Neurons in hidden layer 1", "Neurons in hidden layer 2"):
        opened.get_by_label(layer).fill("20")
    expect(opened).to_contain_text(re.compile(r"16.330"))


def test_another_network_starts_at_step_0(lab: Lab) -> None:
    opened = sheet(lab)
    opened.get_by_label("Activation of the hidden neurons").select_option("tanh")
    opened.get_by_role("button", name=START).click()
    expect(opened).to_be_hidden()
    until(lab.page, lambda: lab.page.url, lambda url: "activation=tanh" in url)
    assert lab.step() == 0


def test_the_focus_goes_to_play_when_another_network_starts(lab: Lab) -> None:
    sheet(lab).get_by_role("button", name=START).click()
    expect(lab.button("Play")).to_be_focused()


def test_an_unchanged_rate_follows_the_optimiser_and_that_is_said(lab: Lab) -> None:
    opened = sheet(lab)
    opened.get_by_label("Optimiser").select_option("Adam")
    until(lab.page, lab.said_rate, lambda rate: rate == 0.003)
    expect(opened).to_contain_text("the usual choice for Adam")


def test_a_chosen_rate_stays_and_the_usual_one_is_offered(lab: Lab) -> None:
    lab.rate.press("End")
    opened = sheet(lab)
    opened.get_by_label("Optimiser").select_option("Adam")
    offer = opened.get_by_role("button", name=re.compile("Use η = 0.003"))
    expect(offer).to_be_visible()
    assert lab.said_rate() == 100


def test_every_field_that_is_wrong_says_what_it_takes(lab: Lab) -> None:
    opened = sheet(lab)
    opened.get_by_label("Neurons in hidden layer 1").fill("9999")
    opened.get_by_label("Seed").fill("")
    for words in ("Neurons in hidden layer 1: a whole number", "Seed: a whole number"):
        expect(opened.get_by_text(words)).to_be_visible()
    expect(opened.get_by_text(re.compile(r"13.002"))).to_have_count(0)
    expect(opened.get_by_role("button", name=START)).to_be_disabled()


def test_without_hidden_layers_there_is_no_activation_to_choose(lab: Lab) -> None:
    opened = sheet(lab)
    depths = opened.get_by_role("radiogroup", name="Hidden layers")
    depths.get_by_role("radio", name="0").check()
    expect(opened.get_by_label("Activation of the hidden neurons")).to_be_disabled()
    expect(opened.get_by_text("There are no hidden neurons")).to_be_visible()


def test_a_trained_network_is_not_lost_without_a_question(lab: Lab) -> None:
    lab.train()
    reached = lab.step()
    opened = sheet(lab)
    opened.get_by_label("Activation of the hidden neurons").select_option("tanh")
    opened.get_by_role("button", name=START).click()
    question = lab.page.get_by_role("dialog").filter(has_text="will be replaced")
    question.get_by_role("button", name="Keep").click()
    lab.page.keyboard.press("Escape")
    lab.expect_no_step()
    assert lab.step() == reached + 1


def choose_adam(lab: Lab) -> None:
    """Take another optimiser, and let it forget sooner."""
    opened = sheet(lab)
    opened.get_by_label("Optimiser").select_option("Adam")
    opened.get_by_label("β, kept of the past gradients").fill("0.5")
    lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("Escape")


def choose_batch(lab: Lab) -> None:
    """Take another number of images a step."""
    opened = sheet(lab)
    opened.get_by_label("Batch size").fill("100")
    lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("Escape")


# What may change on the way, and what the address then says.
LIVE_CHANGES: dict[str, Callable[[Lab], None]] = {
    "pace=4": lambda lab: lab.pace("4"),
    "rate=0.001": lambda lab: lab.rate.press("Home"),
    "batch=100": choose_batch,
    "optimiser=Adam": choose_adam,
    "beta=0.5": lambda lab: None,
    "pace=max": lambda lab: lab.pace("Max"),
}


def test_what_changes_on_the_way_resets_nothing(visit: Visit) -> None:
    lab, line = overheard(visit)
    lab.press("Play")
    lab.wait_for_step(lambda step: step > 0)
    for words, change in LIVE_CHANGES.items():
        change(lab)
        lab.wait_for_address(words)
        lab.wait_for_more_steps()
    lab.wait_for_state("Training")
    lab.rest()
    steps = [int(frame["step"]) for frame in line.frames]
    assert steps == sorted(steps)
    assert len({int(frame["line"]) for frame in line.frames}) == 1
    lab.image("Cost over time").press("Home")
    chart = lab.image("Cost over time")
    begins = re.compile(r"^steps? 0\b", re.MULTILINE)
    until(lab.page, lambda: said_on(chart), begins.search)


def test_the_address_keeps_the_whole_state(lab: Lab) -> None:
    lab.rate.press("Home")
    lab.pace("64")
    until(lab.page, lambda: lab.page.url, lambda url: "pace=64" in url)
    until(lab.page, lambda: lab.page.url, lambda url: "rate=0.001" in url)
    address = lab.page.url.removeprefix(lab.visit.url)
    other = Lab.open(lab.visit, address)
    until(other.page, other.said_rate, lambda rate: rate == 0.001)
    expect(other.pace_button("64")).to_be_checked()


def test_what_the_address_cannot_mean_is_clamped_and_said(visit: Visit) -> None:
    lab = Lab.open(visit, "/lab#rate=1000&batch=0&activation=magic&colour=red")
    until(lab.page, lab.said_rate, lambda rate: rate == 100)
    said = lab.page.get_by_role("status").filter(has_text="100 is used")
    for words in ("1 is used", "magic", "colour"):
        expect(said).to_contain_text(words)


def test_a_link_replaces_a_trained_network_only_when_asked(lab: Lab) -> None:
    lab.pace("64")
    lab.train()
    reached = lab.step()
    asked = follow_link(lab, "#activation=tanh")
    words = f"{reached:,} steps".replace(",", "\u202f")
    expect(asked).to_contain_text(words)
    asked.get_by_role("button", name="Keep").click()
    until(lab.page, lambda: lab.page.url, lambda url: url.endswith("/lab#pace=64"))
    lab.expect_no_step()
    assert lab.step() == reached + 1


def test_a_link_describes_all_of_a_run(lab: Lab) -> None:
    lab.pace("64")
    lab.rate.press("End")
    lab.train()
    asked = follow_link(lab, "#activation=tanh")
    asked.get_by_role("button", name="Start again").click()
    lab.wait_for_step(lambda step: step == 0)
    until(lab.page, lab.said_rate, lambda rate: rate == 2)
    expect(lab.pace_button("16")).to_be_checked()
    ending = "/lab#activation=tanh"
    until(lab.page, lambda: lab.page.url, lambda url: url.endswith(ending))


def follow_link(lab: Lab, link: str) -> Locator:
    """Open a link in the tab that shows a run, and find the question it leads to."""
    lab.page.goto(f"{lab.visit.url}/lab{link}")
    return lab.page.get_by_role("dialog", name="Start the network of this address?")
