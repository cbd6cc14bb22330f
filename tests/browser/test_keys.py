"""Every key does what the help says of it, unless a control needs it itself."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.visit import until

Press = Callable[[], None]
BARS = "Output activations"
FILLED = "() => document.fullscreenElement !== null"
THEME = "() => document.documentElement.dataset.theme"
# Lists what the help says each key does, and how it writes the key.
HELP = """sheet => [...sheet.querySelectorAll("table tr")].map((row) =>
  [row.querySelector("th").textContent, row.querySelector("td").textContent])"""
# How a key that the help shows is called by the browser, where it is called otherwise.
CALLED = {
    "→": "ArrowRight",
    "[": "BracketLeft",
    "]": "BracketRight",
    "Shift [": "Shift+BracketLeft",
    "Shift ]": "Shift+BracketRight",
    "?": "Shift+?",
    "Ctrl Z": "Control+z",
    "Esc": "Escape",
}


def plays_and_pauses(lab: Lab, press: Press) -> None:
    """Check that the key starts a paused run, and pauses a running one."""
    press()
    lab.wait_for_state("Training")
    press()
    lab.wait_for_state("Paused")


def steps(lab: Lab, press: Press) -> None:
    """Check that the key takes one step."""
    before = lab.step()
    press()
    lab.wait_for_step(lambda step: step == before + 1)


def resets(lab: Lab, press: Press) -> None:
    """Check that the key goes back to step 0."""
    press()
    lab.wait_for_step(lambda step: step == 0)


def takes_back(lab: Lab, press: Press) -> None:
    """Check that the key takes a reset back."""
    lab.press("Step")
    lab.wait_for_step(lambda step: step == 1)
    lab.press("Reset")
    lab.wait_for_step(lambda step: step == 0)
    press()
    lab.wait_for_step(lambda step: step == 1)


def multiplies(factor: float) -> Callable[[Lab, Press], None]:
    """Make the check that a key multiplies η."""

    def check(lab: Lab, press: Press) -> None:
        before = lab.said_rate()
        press()
        near = factor * before
        until(lab.page, lab.said_rate, lambda rate: 0.95 < rate / near < 1.05)

    return check


def chooses(pace: str) -> Callable[[Lab, Press], None]:
    """Make the check that a key chooses a pace."""

    def check(lab: Lab, press: Press) -> None:
        expect(lab.pace_button(pace)).not_to_be_checked()
        press()
        expect(lab.pace_button(pace)).to_be_checked()

    return check


def fills_the_pad(lab: Lab, press: Press) -> None:
    """Check that the key puts another picture onto the pad, and that it is read."""
    before = lab.picture("Your digit")
    press()
    lab.wait_for_change("Your digit", before)
    until(lab.page, lambda: lab.finding(BARS), lambda words: "Reads" in words)


def clears(lab: Lab, press: Press) -> None:
    """Check that the key empties the pad."""
    press()
    until(lab.page, lambda: lab.finding(BARS), lambda words: "Nothing" in words)


def speaks(lab: Lab, press: Press) -> None:
    """Check that the key says the numbers."""
    press()
    said = lab.page.get_by_role("status", name="Spoken")
    expect(said).to_contain_text(f"step {lab.step()}, ")


def changes_the_theme(lab: Lab, press: Press) -> None:
    """Check that the key changes the theme."""
    before = lab.page.evaluate(THEME)
    press()
    until(lab.page, lambda: lab.page.evaluate(THEME), lambda now: now != before)


def fills_the_screen(lab: Lab, press: Press) -> None:
    """Check that key and button fill the screen, and that each of them leaves it."""
    button = lab.button("Full screen")
    for act, filled in ((press, True), (button.click, False)) * 2:
        act()
        expect(button).to_have_attribute("aria-pressed", str(filled).lower())
        assert lab.page.evaluate(FILLED) == filled


def helps(lab: Lab, press: Press) -> None:
    """Check that the key opens the help."""
    press()
    sheet = lab.page.get_by_role("dialog", name="Help and keys")
    expect(sheet).to_be_visible()
    sheet.get_by_role("button", name="Close", exact=True).click()


def closes(lab: Lab, press: Press) -> None:
    """Check that the key closes a sheet, and leaves what fills the window."""
    lab.press("Set-up")
    press()
    expect(lab.page.get_by_role("dialog", name="Set-up")).to_be_hidden()
    lab.press("Enlarge Network")
    until(lab.page, lambda: lab.width("Network"), lambda width: width > 1430)
    press()
    until(lab.page, lambda: lab.width("Network"), lambda width: width < 1430)


EFFECTS: dict[str, Callable[[Lab, Press], None]] = {
    "Play or pause": plays_and_pauses,
    "One step": steps,
    "Reset": resets,
    "η smaller by 1/20 of a decade": multiplies(10 ** (-1 / 20)),
    "η larger by 1/20 of a decade": multiplies(10 ** (1 / 20)),
    "η smaller by a decade": multiplies(0.1),
    "η larger by a decade": multiplies(10),
    "1 step per frame": chooses("1"),
    "4 steps per frame": chooses("4"),
    "16 steps per frame": chooses("16"),
    "64 steps per frame": chooses("64"),
    "As many steps as fit": chooses("Max"),
    "Test digit": fills_the_pad,
    "Noise": fills_the_pad,
    "Clear the pad": clears,
    "Say the numbers once": speaks,
    "Light or dark theme": changes_the_theme,
    "Full screen": fills_the_screen,
    "This help": helps,
    "Take back a reset": takes_back,
    "Close, or leave Enlarge": closes,
}


def keys_shown(lab: Lab) -> dict[str, str]:
    """Read from the help what each key does."""
    lab.press("Help and keys")
    sheet = lab.page.get_by_role("dialog", name="Help and keys")
    expect(sheet).to_be_visible()
    shown = dict(sheet.evaluate(HELP))
    lab.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    return shown


def leave_all_controls(lab: Lab) -> None:
    """Click where no control is, so that none has the focus."""
    lab.page.get_by_role("heading", name="Your digit").click()


def test_every_key_of_the_help_does_what_it_says(lab: Lab) -> None:
    shown = keys_shown(lab)
    assert shown.keys() == EFFECTS.keys()
    leave_all_controls(lab)
    for words, effect in EFFECTS.items():
        key = CALLED.get(shown[words], shown[words])
        effect(lab, partial(lab.page.keyboard.press, key))


def test_keys_that_are_switched_off_do_nothing(lab: Lab) -> None:
    lab.press("Help and keys")
    sheet = lab.page.get_by_role("dialog", name="Help and keys")
    sheet.get_by_role("switch", name="Use these keys").uncheck()
    lab.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    theme = lab.page.evaluate(THEME)
    leave_all_controls(lab)
    for key in ("ArrowRight", "Space", "t", "4"):
        lab.page.keyboard.press(key)
    lab.expect_no_step()
    assert lab.page.evaluate(THEME) == theme
    expect(lab.pace_button("16")).to_be_checked()


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
