"""Turn η, and the page shows beforehand where the next step will land."""

import re
from typing import Any, NamedTuple, cast

import pytest
from playwright.sync_api import expect

from tests.browser.ink import WORDS
from tests.browser.lab import FINGERPRINT, Lab
from tests.browser.line import Line, overheard
from tests.browser.visit import Visit, until

PROFILE = "Cost along −∇C"
MAP = "The ground around you"
NOW = re.compile(r"mini-batch is (\d\.\d+)")
LANDING = re.compile(r"it comes to (\d\.\d+)")
MAP_NOW = re.compile(r"stand at (\d\.\d+)")
MAP_LANDING = re.compile(r"lands at (\d\.\d+)")
# Notes, whenever the slider is moved, what the next animation frame shows: whether the
# picture is another one, the words on it, and what stands beside the slider.
NOTE_NEXT_FRAMES = f"""(slider, name) => {{
  const canvas = document.querySelector(`canvas[aria-label="${{name}}"]`);
  let before = 0;
  slider.nextFrames = [];
  const look = () => slider.nextFrames.push([
    ({FINGERPRINT})(canvas) !== before,
    ({WORDS})(canvas).map(([text]) => text).join(" "),
    slider.getAttribute("aria-valuetext"),
  ]);
  for (const kind of ["input", "keydown"]) {{
    document.addEventListener(
      kind, () => {{ before = ({FINGERPRINT})(canvas); }}, {{ capture: true }});
    document.addEventListener(kind, () => requestAnimationFrame(look));
  }}
}}"""


@pytest.fixture
def paused(lab: Lab) -> Lab:
    """Pause after some training, with the profile of the next step on show."""
    lab.train(500)
    until(lab.page, lambda: lab.finding(PROFILE), lambda words: "η" in words)
    return lab


def test_dragging_moves_the_marker_while_paused(paused: Lab) -> None:
    paused.drag_rate(0.6)
    before = paused.picture(PROFILE)
    step = paused.step()
    paused.drag_rate(0.75)
    paused.wait_for_change(PROFILE, before)
    assert paused.step() == step


def test_the_map_shows_the_new_landing_point(paused: Lab) -> None:
    paused.drag_rate(0.6)
    before = paused.picture(MAP)
    paused.drag_rate(0.75)
    paused.wait_for_change(MAP, before)


def test_a_step_lands_where_the_curve_said(visit: Visit) -> None:
    lab = open_whole_batch(visit)
    words = until(lab.page, lambda: lab.finding(PROFILE), LANDING.search)
    said = costs(LANDING, words)
    lab.press("Step")
    words = until(lab.page, lambda: lab.finding(PROFILE), lambda now: "step 1 " in now)
    assert costs(NOW, words) == pytest.approx(said, abs=0.0011)


def test_the_map_and_the_curve_agree_on_the_landing(visit: Visit) -> None:
    lab = open_whole_batch(visit)
    curve = until(lab.page, lambda: lab.finding(PROFILE), LANDING.search)
    ground = until(lab.page, lambda: lab.finding(MAP), MAP_LANDING.search)
    assert costs(MAP_LANDING, ground) == pytest.approx(costs(LANDING, curve), abs=0.005)


def open_whole_batch(visit: Visit) -> Lab:
    """Open the Lab with so few images that every step takes all of them."""
    lab = Lab.open(visit, "/lab#images=100&batch=100")
    until(lab.page, lambda: lab.finding(MAP), lambda words: "on 100 images" in words)
    here = costs(MAP_NOW, lab.finding(MAP))
    until(lab.page, lambda: costs(NOW, lab.finding(PROFILE)), lambda now: now == here)
    return lab


def costs(pattern: re.Pattern[str], words: str) -> list[float]:
    """Read the costs that a sentence states."""
    return [float(number) for number in pattern.findall(words)]


def test_the_number_beside_the_slider_follows(paused: Lab) -> None:
    paused.rate.press("End")
    expect(paused.rate).to_have_attribute("aria-valuetext", re.compile("rate 100"))
    paused.rate.press("Home")
    expect(paused.rate).to_have_attribute("aria-valuetext", re.compile("rate 0.001"))


def test_a_tiny_rate_creeps_and_a_huge_one_lands_higher(paused: Lab) -> None:
    paused.rate.press("Home")
    until(paused.page, lambda: paused.finding(PROFILE), lambda words: "creeps" in words)
    paused.rate.press("End")
    until(paused.page, lambda: paused.finding(PROFILE), lambda words: "higher" in words)


def test_the_marker_moves_while_it_trains(lab: Lab) -> None:
    lab.press("Play")
    lab.wait_for_step(lambda step: step > 200)
    lab.drag_rate(0.3)
    until(lab.page, lambda: lab.said_rate(), lambda rate: rate < 0.1)
    lab.drag_rate(0.7)
    until(lab.page, lambda: lab.said_rate(), lambda rate: rate > 1)
    lab.wait_for_state("Training")


@pytest.mark.parametrize("state", ["Paused", "Training"])
def test_the_marker_is_there_in_the_next_frame_without_the_server(
    visit: Visit, state: str
) -> None:
    lab, line = overheard(visit)
    lab.train(200)
    if state == "Training":
        lab.press("Play")
        lab.wait_for_step(lambda step: step > 400)
    note_next_frames(lab, line)
    for key in ("PageUp", "PageDown", "ArrowLeft", "Home", "End"):
        lab.rate.press(key)
    shown = next_frames(lab, 5)
    assert all(frame.changed and frame.verdict in frame.drawn for frame in shown)
    last = until(lab.page, lambda: lab.finding(PROFILE), lambda now: "η = 100 " in now)
    assert LANDING.findall(last)[0] in shown[-1].drawn
    line.let_go()
    until(lab.page, lambda: line.tensors["landing"][0], lambda rate: rate == 100)
    lab.wait_for_state(state)


def test_a_dragged_slider_moves_the_marker_without_the_server(visit: Visit) -> None:
    lab, line = overheard(visit)
    lab.train(200)
    note_next_frames(lab, line)
    lab.drag_rate(0.8)
    shown = next_frames(lab, 1)[-1]
    assert shown.changed
    assert shown.verdict in shown.drawn
    line.let_go()
    until(
        lab.page,
        lambda: costs(LANDING, lab.finding(PROFILE)),
        lambda said: said == pytest.approx([line.tensors["landing"][1]], abs=6e-4),
    )


class Shown(NamedTuple):
    """What an animation frame showed after the slider was moved."""

    changed: bool
    drawn: str
    beside: str

    @property
    def verdict(self) -> str:
        """Say what the drawing should say, by what is said beside the slider."""
        return re.sub("^learning rate (.+), (.+)$", r"η = \1 \2", self.beside)


def note_next_frames(lab: Lab, line: Line) -> None:
    """Hold the server back, and note what each animation frame shows after an input."""
    until(lab.page, lambda: lab.finding(PROFILE), LANDING.search)
    line.hold()

    def looks() -> set[int]:
        return {lab.picture(PROFILE) for _ in range(3)}

    until(lab.page, looks, lambda seen: len(seen) == 1)
    lab.rate.evaluate(NOTE_NEXT_FRAMES, PROFILE)


def next_frames(lab: Lab, count: int) -> list[Shown]:
    """Give what was noted in the animation frames after the slider was moved."""
    noted = until(
        lab.page,
        lambda: cast("list[list[Any]]", lab.rate.evaluate("each => each.nextFrames")),
        lambda frames: len(frames) >= count,
    )
    return [Shown(*frame) for frame in noted]


def test_arrow_keys_move_a_twentieth_of_a_decade(lab: Lab) -> None:
    lab.rate.press("Home")
    for _ in range(20):
        lab.rate.press("ArrowRight")
    until(lab.page, lambda: lab.said_rate(), lambda rate: abs(rate - 0.01) < 1e-6)
    assert lab.step() == 0


def test_the_rate_survives_a_reload(lab: Lab) -> None:
    lab.rate.press("End")
    until(lab.page, lambda: lab.page.url, lambda url: "rate=100" in url)
    lab.reload()
    until(lab.page, lambda: lab.said_rate(), lambda rate: rate == 100)


def test_a_focused_slider_does_not_chatter_while_training(lab: Lab) -> None:
    lab.rate.focus()
    lab.page.keyboard.press("Space")
    lab.wait_for_state("Training")
    said = lab.rate.get_attribute("aria-valuetext")
    verdict = lab.page.locator("[data-part=rate-verdict]")
    before = verdict.text_content()
    until(lab.page, verdict.text_content, lambda now: now != before)
    assert lab.rate.get_attribute("aria-valuetext") == said
