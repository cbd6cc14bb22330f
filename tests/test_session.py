"""What people see of a run, and what they may ask of it."""

from itertools import pairwise
from typing import Any, get_args

import numpy as np
import pytest

from app.maths.optimisers import OPTIMISERS
from app.session import Session
from app.settings import Images, Settings
from app.training.events import Event
from app.training.measuring import Surveyor
from app.training.probes import measurements
from app.training.probes.table import WATCHABLE
from tests.training.examples import begin, few_digits, mnist
from tests.training.person import LAB, Clock, Person, drawing

WILD = Settings(activation="leaky ReLU", cost="cross-entropy", rate=100.0)


def playing(pace: Any = "max", **fields: Any) -> Person:
    """Watch a run that trains."""
    person = Person(**fields)
    person.say("pace", steps=pace)
    person.say("start")
    return person


def test_who_joins_is_told_how_things_stand() -> None:
    person = Person(watch=())
    person.listen()
    assert person.statuses[0].state == "paused"
    assert person.statuses[0].parameters == 13_002


def test_the_first_frame_holds_all_that_is_known_at_once() -> None:
    frame = Person().look()
    assert frame is not None
    assert {"step", "line", "rate", "epoch", "weight_images", "z.3", "input"} <= set(
        frame
    )
    assert frame["weight_images"].shape == (16, 28, 28)


def test_a_paused_session_soon_has_measured_everything_and_rests() -> None:
    person = Person()
    person.settle()
    seen = {name for frame in person.frames for name in frame}
    assert {"profile", "landing", "map", "path", "test_accuracy", "test_costs"} <= seen
    assert int(person.newest("map_images")) == 32
    assert person.newest("profile_images").tolist() == [32, 200]
    assert not person.session.has_work()
    assert person.session.frame_due(1) is None


def test_who_watches_nothing_gets_nothing() -> None:
    person = Person(watch=())
    person.say("start")
    person.wait(0.5)
    assert person.frames == []
    assert person.session.run.step > 0


def test_what_nobody_watches_is_not_measured() -> None:
    person = Person(watch=("costs",))
    assert not person.session.has_work()
    person.settle()
    assert set(person.frames[-1]) == {
        "step",
        "line",
        "rate",
        "epoch",
        "costs",
        "costs_steps",
    }


@pytest.mark.parametrize("pace", [1, 4, 16, 64])
def test_a_tick_is_a_pace_of_steps_thirty_times_a_second(pace: int) -> None:
    person = playing(pace, watch=("costs",))
    person.wait(1.0)
    steps = [int(frame["step"]) for frame in person.frames]
    assert set(np.diff(steps[2:])) == {pace}
    assert 25 <= len(steps) <= 33


def test_at_the_fastest_pace_frames_leave_by_the_clock() -> None:
    person = playing(watch=("costs",), digits=mnist())
    person.wait(1.0)
    assert 25 <= len(person.frames) <= 33
    assert person.session.run.step > 64 * 33


def test_the_curve_has_every_step_once() -> None:
    person = playing()
    person.wait(0.7)
    curves = [frame["costs_steps"] for frame in person.frames if "costs" in frame]
    assert all(len(edges) <= 65 for edges in curves)
    assert curves[0][0] == 0
    assert all(a[-1] == b[0] for a, b in pairwise(curves))


def test_two_frames_at_most_are_on_their_way() -> None:
    person = playing()
    person.session.advance(0.002)
    person.clock.now += 1
    first = person.look(acknowledge=False)
    person.session.advance(0.002)
    person.clock.now += 1
    assert person.look(acknowledge=False)
    person.session.advance(0.002)
    person.clock.now += 1
    assert person.look() is None
    assert first is not None
    assert person.say("seen", step=int(first["step"]))
    assert person.look() is not None


def test_a_frame_after_a_long_wait_holds_all_that_happened_since() -> None:
    person = playing(watch=("costs",))
    person.look()
    for _ in range(300):
        person.session.advance(0.002)
    frame = person.look()
    assert frame is not None
    assert frame["costs_steps"][0] == 0
    assert frame["costs_steps"][-1] == person.session.run.step
    assert len(frame["costs"]) == 64


def test_a_late_viewer_sees_the_whole_curve() -> None:
    person = playing()
    person.wait(0.5)
    late = Person(session=person.session, number=2, watch=("costs",))
    late.clock = person.clock
    frame = late.look()
    assert frame is not None
    assert frame["costs_steps"][0] == 0
    assert frame["costs_steps"][-1] == person.session.run.step


def test_viewers_who_have_seen_the_same_share_one_frame() -> None:
    person = Person()
    Person(session=person.session, number=2)
    assert person.session.frame(1) is person.session.frame(2)


def test_a_frame_between_two_ticks_is_of_the_step_it_says() -> None:
    person = Person(Settings(batch=600), watch=("costs",))
    other = Person(session=person.session, number=2, watch=("costs",))
    person.say("step", count=9)
    person.session.advance(0.0)
    person.look()
    person.session.advance(0.00001)
    frame = other.look()
    assert frame is not None
    assert int(frame["step"]) == frame["costs_steps"][-1] == person.session.run.step
    assert other.refusals == []
    assert frame["costs_steps"][-1] > person.frames[-1]["costs_steps"][-1]


def test_pictures_come_four_times_a_second_and_ten_to_a_near_viewer() -> None:
    person = playing(watch=("weight_images",), digits=mnist())
    person.wait(2.0)
    far = sum("weight_images" in frame for frame in person.frames)
    assert 7 <= far <= 10
    assert len(person.frames) > 40


def test_the_last_picture_is_sent_after_a_pause() -> None:
    person = playing(watch=("weight_images", "costs"))
    person.wait(0.4)
    person.say("pause")
    person.wait(0.5)
    weights = person.session.run.network.layers(person.session.run.theta)[0].weights
    peak, _ = person.newest("weight_scale")
    picture = person.newest("weight_images").reshape(16, 784).T
    assert np.abs(picture * (peak / 127) - weights).max() <= 0.51 * peak / 127


def test_zero_weights_are_exactly_zero_in_the_picture() -> None:
    person = Person(Settings(initialisation="zeros"))
    person.look()
    assert not person.newest("weight_images").any()


def test_only_the_neurons_on_show_are_sent() -> None:
    person = Person(Settings(hidden=(40, 12)), watch=())
    person.say("watch", tensors=("weight_images", "weights"), neurons=(16, 20))
    frame = person.look()
    assert frame is not None
    assert frame["weight_images"].shape == (20, 28, 28)
    assert list(frame["weight_neurons"]) == [16, 20]
    assert frame["weights.2"].shape == (24, 12)


@pytest.mark.parametrize("name", [*WATCHABLE, "weights.2", "biases.1", "z.4"])
def test_every_tensor_can_be_watched(name: str) -> None:
    assert Person(watch=()).say("watch", tensors=(name,))


@pytest.mark.parametrize("name", ["loss", "weights.0", "weights.5", "costs.1", "z."])
def test_an_unknown_tensor_is_refused_and_changes_nothing(name: str) -> None:
    person = Person(watch=("costs",))
    assert not person.say("watch", tensors=("outputs", name))
    assert name in person.refusals[0].reason
    frame = person.look()
    assert frame is not None
    assert "costs" in frame
    assert "outputs" not in frame


def test_the_reading_follows_the_training_without_touching_the_pad() -> None:
    person = Person(watch=("outputs", "input"))
    person.say("draw", pixels=drawing())
    person.settle()
    before = person.newest("outputs")
    person.say("pace", steps=64)
    person.say("start")
    person.wait(0.5)
    assert not np.array_equal(before, person.newest("outputs"))


def test_a_stroke_is_read_at_once() -> None:
    person = Person(watch=("outputs", "input", "drawn", "activations"))
    person.look()
    for value in (40, 90, 250):
        person.say("draw", pixels=drawing(value))
        frame = person.look()
        assert frame is not None
        assert "outputs" in frame
        assert frame["drawn"].max() == value
        assert np.array_equal(frame["outputs"], frame["activations.3"])


def test_the_network_sees_a_centred_digit_unless_told_not_to() -> None:
    person = Person(watch=("input", "drawn"))
    person.say("draw", pixels=drawing())
    person.look()
    assert not np.array_equal(person.newest("input"), person.newest("drawn"))
    person.say("draw", pixels=drawing(), centre=False)
    person.look()
    assert np.array_equal(person.newest("input"), person.newest("drawn"))


def test_a_test_digit_comes_with_its_label_and_is_not_moved() -> None:
    person = Person(watch=("input", "input_label"))
    person.say("sample", kind="test", label=3)
    person.look()
    digits = person.session.digits
    threes = digits.test_images[digits.test_labels == 3]
    assert int(person.newest("input_label")) == 3
    assert (person.newest("input") == threes).all(axis=1).any()


def test_asking_again_for_a_class_brings_other_digits() -> None:
    person = Person(watch=("input",))
    pictures = set()
    for _ in range(8):
        person.say("sample", kind="test", label=7)
        person.look()
        pictures.add(person.newest("input").tobytes())
    assert len(pictures) > 2


def test_noise_has_no_label() -> None:
    person = Person(watch=("input", "input_label"))
    assert person.say("sample", kind="noise")
    person.look()
    assert int(person.newest("input_label")) == 10
    assert not person.say("sample", kind="noise", label=2)


def test_drawing_does_not_change_the_run() -> None:
    runs = []
    for draws in (False, True):
        person = Person()
        if draws:
            person.say("sample", kind="test")
            person.say("draw", pixels=drawing())
        person.say("step", count=50)
        person.settle()
        runs.append(person.session.run.theta)
    assert np.array_equal(runs[0], runs[1])


def test_the_strongest_pixels_are_those_under_the_ink() -> None:
    person = Person(watch=("strongest_pixels", "input"))
    person.say("draw", pixels=drawing())
    person.settle()
    ink = person.newest("input")
    assert person.newest("strongest_pixels").shape == (16, 11)
    assert (ink[person.newest("strongest_pixels")] > 0).all()


def test_a_tune_counts_for_the_next_step_and_its_frame_leaves_at_once() -> None:
    person = playing()
    person.wait(0.3)
    while person.look():
        pass
    step = person.session.run.step
    person.say("tune", rate=0.5)
    assert person.session.urgent
    person.session.advance(0.002)
    frame = person.look()
    assert frame is not None
    assert float(frame["rate"]) == 0.5
    assert int(frame["step"]) > step
    assert not person.session.urgent
    assert frame["rate_steps"][-1] <= int(frame["step"])


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_while_paused_the_landing_point_follows_the_rate_at_once(
    optimiser: str,
) -> None:
    person = Person(Settings(optimiser=optimiser, rate=0.01))
    person.say("step", count=20)
    person.settle()
    person.say("tune", rate=0.02)
    person.session.advance(0.005)
    frame = person.look()
    assert frame is not None
    rate, landing, _ = person.newest("landing")
    assert rate == pytest.approx(0.02)
    run = person.session.run
    batch = run.batch.copy()
    person.say("step")
    person.settle()
    tally = run.network.tally(
        run.theta, run.digits.train_images[batch], run.digits.train_targets[batch]
    )
    assert landing == pytest.approx(tally.cost / len(batch), rel=1e-5)


def test_while_paused_profile_and_map_are_of_the_same_step_and_agree() -> None:
    person = Person(digits=few_digits(1500, 1100))
    person.say("survey", images="test")
    person.say("step", count=7)
    person.settle()
    assert person.newest("map_step") == person.newest("profile_step") == 7
    assert int(person.newest("map_images")) == 1000
    profile, ground = person.newest("profile"), person.newest("map")
    left, right, _, _ = person.newest("map_axes")
    columns = np.linspace(left, right, 41)[16:]
    curve = np.interp(columns, profile[0], profile[2])
    assert ground[27, 16:] == pytest.approx(curve, rel=1e-4)


def test_while_paused_a_new_window_follows_a_large_rate() -> None:
    person = Person()
    person.settle()
    person.say("tune", rate=50.0)
    person.settle()
    assert person.newest("map_axes")[1] > 50


@pytest.mark.parametrize("done", [False, True])
def test_a_pause_brings_the_ground_on_all_images(done: bool) -> None:
    run = begin(few_digits(1500, 200), batch=1000)
    surveyor = Surveyor(Clock())
    surveyor.want({"map"})
    surveyor.work(run, 1000.0, True)
    while done and "map" not in surveyor.kept:
        surveyor.work(run, 1000.0, True)
    while surveyor.ready(run, 1000.0, False):
        surveyor.work(run, 1000.0, False)
    assert int(surveyor.kept["map"].tensors["map_images"]) == 1000


def test_a_measurement_that_is_over_is_no_news() -> None:
    person = Person(watch=("test_accuracy",))
    person.look()
    person.wait(1.0)
    assert ["test_accuracy" in frame for frame in person.frames] == [False, True]


def test_choosing_other_images_measures_the_map_again() -> None:
    person = Person()
    person.settle()
    assert person.newest("map_source") == 0
    person.say("survey", images="test")
    person.settle()
    assert person.newest("map_source") == 1
    assert person.statuses[-1].survey == "test"


def test_while_training_accuracy_and_ground_are_refreshed_again_and_again() -> None:
    person = playing(16)
    person.wait(4.0)
    for name in ("profile_step", "map_step", "test_accuracy_step"):
        steps = {int(frame[name]) for frame in person.frames if name in frame}
        assert len(steps) >= 3, name


def test_every_epoch_and_every_rate_is_told_once() -> None:
    person = playing(16, settings=Settings(batch=50, epochs=1000))
    person.wait(0.5)
    person.say("tune", rate=1.0)
    person.wait(0.5)
    begun = [s for f in person.frames if "epoch_steps" in f for s in f["epoch_steps"]]
    assert begun == list(range(12, person.session.run.step + 1, 12))
    rates = [f["rate_values"][-1] for f in person.frames if "rate_values" in f]
    assert set(rates) == {1.0}


def test_steps_are_taken_one_by_one() -> None:
    person = Person()
    assert person.say("step")
    person.settle()
    assert person.session.run.step == 1
    person.say("step", count=5)
    person.settle()
    assert int(person.newest("step")) == 6
    assert person.session.state == "paused"


def test_a_finished_run_says_so_and_goes_on_when_started() -> None:
    person = playing(settings=Settings(epochs=1, batch=100))
    person.wait(0.5)
    assert person.statuses[-1].state == "finished"
    assert person.session.run.step == 6
    assert person.say("start")
    person.wait(0.5)
    assert person.session.run.step == 12


def test_a_run_that_blew_up_says_which_rate_did_it() -> None:
    person = playing(settings=WILD)
    person.wait(0.5)
    status = person.statuses[-1]
    assert status.state == "diverged"
    assert status.diverged is not None
    assert status.diverged.rate == 100.0
    assert not person.say("start")
    assert not person.say("step")
    assert "100" in person.refusals[-1].reason


def test_a_run_that_blew_up_can_be_taken_back_and_reset() -> None:
    person = Person(Settings(activation="leaky ReLU", cost="cross-entropy", rate=0.5))
    person.say("step", count=40)
    person.settle()
    person.say("tune", rate=100.0)
    person.say("step", count=30)
    person.settle()
    blown = person.session.run.step
    assert person.session.state == "diverged"
    assert person.say("branch", step=blown - 20)
    person.settle()
    assert person.status.state == "paused"
    assert person.status.step == blown - 20
    assert person.status.settings.rate == 0.5
    assert person.say("reset")
    assert person.status.step == 0


def test_reset_keeps_what_was_tuned_and_undo_brings_the_line_back() -> None:
    person = Person()
    person.say("tune", rate=3.0)
    person.say("step", count=30)
    person.settle()
    theta = person.session.run.theta.copy()
    person.say("reset")
    person.settle()
    status = person.status
    assert (status.step, status.settings.rate, status.undo) == (0, 3.0, "reset")
    assert person.say("undo")
    person.settle()
    assert np.array_equal(person.session.run.theta, theta)
    assert not person.say("undo")


def test_a_new_line_begins_at_every_reset_branch_and_undo() -> None:
    person = Person()
    person.say("step", count=30)
    person.settle()
    lines = [person.status.line]
    for kind, fields in (("reset", {}), ("undo", {}), ("branch", {"step": 3})):
        person.say(kind, **fields)
        person.settle()
        lines.append(person.status.line)
    assert len(set(lines)) == 4
    assert int(person.newest("line")) == lines[-1]
    assert person.newest("costs_steps")[0] == 0


def test_commands_wait_while_earlier_steps_are_repeated() -> None:
    person = Person()
    person.say("step", count=60)
    person.settle()
    person.say("branch", step=50)
    person.say("tune", rate=1.25)
    person.say("step", count=4)
    person.say("draw", pixels=drawing())
    person.settle()
    assert person.status.step == 54
    assert person.status.settings.rate == 1.25


def test_an_earlier_step_that_is_not_reached_again_is_refused_in_words() -> None:
    person = Person(Settings(activation="leaky ReLU", cost="cross-entropy", rate=0.5))
    person.say("step", count=40)
    person.settle()
    person.session.run.history.events.add(Event(1, "rate", 100.0))
    line = person.status.line
    person.say("branch", step=39)
    person.say("step", count=2)
    person.settle()
    assert "39" in person.refusals[0].reason
    assert person.refusals[0].command == "branch"
    assert (person.status.step, person.status.line) == (42, line)


def test_a_long_way_back_says_how_much_is_left() -> None:
    person = Person(Settings(hidden=(), batch=1), watch=())
    person.say("step", count=900)
    person.settle()
    person.session.run.history.thin(1)
    person.say("branch", step=800)
    while person.session.has_work():
        person.session.advance(0.01)
        person.clock.now += 0.5
    person.listen()
    assert person.status.step == 800
    assert len(person.notices) > 2
    assert len({each.text for each in person.notices}) == len(person.notices)


def test_going_back_beyond_the_present_step_is_refused() -> None:
    person = Person()
    assert not person.say("branch", step=1)
    assert "step 0" in person.refusals[0].reason


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("pause", {}),
        ("undo", {}),
        ("tune", {}),
        ("seen", {"step": 4}),
        ("branch", {"step": 9}),
        ("sample", {"kind": "noise", "label": 1}),
    ],
)
def test_a_command_out_of_place_is_refused_in_words(
    kind: str, fields: dict[str, Any]
) -> None:
    person = Person()
    before = person.status
    assert not person.say(kind, **fields)
    assert len(person.refusals) == 1
    assert person.refusals[0].command == kind
    assert person.refusals[0].reason.endswith(".")
    assert person.status == before


def test_starting_twice_and_stepping_while_training_are_refused() -> None:
    person = playing()
    assert not person.say("start")
    assert not person.say("step")
    assert person.session.state == "running"


def test_a_session_goes_on_from_its_snapshot_on_a_new_line() -> None:
    person = playing(16)
    person.say("draw", pixels=drawing())
    person.wait(0.5)
    old = person.session
    session = Session.restore("a1", old.snapshot(), old.digits, Clock())
    assert session.status().line > old.line
    assert session.state == "running"
    assert session.status().settings == old.status().settings
    assert np.array_equal(session.run.theta, old.run.theta)
    other = Person(session=session)
    frame = other.look()
    assert frame is not None
    assert frame["drawn"].any()
    assert frame["costs_steps"][-1] == old.run.step


def test_a_snapshot_opens_without_this_program() -> None:
    from safetensors.numpy import load

    person = Person()
    tensors = load(person.session.snapshot())
    assert tensors["theta"].shape == (13_002,)


def test_frames_leave_during_a_step_on_all_images() -> None:
    person = Person(Settings(batch=60_000), mnist(), watch=("costs",))
    person.say("start")
    for _ in range(40):
        person.session.advance(0.0)
        person.session.advance(0.00001)
        person.clock.now += 0.05
        person.look()
    epochs = [float(frame["epoch"]) for frame in person.frames]
    assert person.session.run.step == 0
    assert len(set(epochs)) > 10
    assert epochs == sorted(epochs)


def test_the_ground_is_measured_on_all_images_that_may_be_asked_for() -> None:
    assert get_args(Images) == measurements.SOURCES == tuple(measurements.SAMPLES)


def test_everything_on_the_lab_page_is_watchable() -> None:
    assert Person(watch=LAB).refusals == []


def test_another_rate_sends_where_it_lands_and_not_the_curve_again() -> None:
    person = Person()
    person.settle()
    seen = len(person.frames)
    person.say("tune", rate=1.5)
    person.settle()
    new = [frame for frame in person.frames[seen:] if "landing" in frame]
    assert [float(frame["landing"][0]) for frame in new] == [1.5]
    assert not any("profile" in frame for frame in new)
