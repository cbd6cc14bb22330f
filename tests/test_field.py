"""Racers on known ground travel over the same wire as the network's run."""

import numpy as np
import pytest

from app.maths.surfaces import SURFACES
from app.wire.messages import Race
from tests.training.person import Person

WATCH = ("ground", "paths", "starts", "felt")
VALLEY = {
    "ground": "bent valley",
    "start": (-1.25, 2.55),
    "racers": ({"rate": 0.05},),
}


def racing(**changes: object) -> Person:
    """Let racers go, and wait for what comes."""
    person = Person(watch=WATCH)
    assert person.say("race", **{**VALLEY, **changes})
    person.settle()
    return person


@pytest.mark.parametrize("name", SURFACES)
def test_every_ground_arrives_with_its_path(name: str) -> None:
    surface = SURFACES[name]
    person = racing(ground=name, start=surface.start)
    path = person.newest("paths")
    assert path.shape == (1, 151, 3)
    assert path[0, 0, : surface.dimension] == pytest.approx(surface.start)
    sides = (81, 81) if surface.dimension == 2 else (1, 401)
    assert person.newest("ground").shape == sides
    assert len(person.newest("ground_points")) >= 1


def test_a_race_leaves_the_network_alone() -> None:
    person = racing()
    assert person.session.run.step == 0
    assert person.session.state == "paused"


def test_another_rate_changes_the_path_and_sends_the_ground_no_more() -> None:
    person = racing()
    before, seen = person.newest("paths"), len(person.frames)
    person.say("race", **{**VALLEY, "racers": ({"rate": 0.01},)})
    person.settle()
    assert not np.array_equal(person.newest("paths"), before)
    assert not any("ground" in frame for frame in person.frames[seen:])


def test_a_typed_cost_is_a_ground_and_a_wrong_one_is_refused_with_its_place() -> None:
    person = racing(ground="typed", formula="x^2 + 3*y^2", start=(1.0, 1.0))
    assert person.newest("paths")[0, 0].tolist() == [1, 1, 4]
    wrong = {**VALLEY, "ground": "typed", "formula": "x^2 + * 3"}
    assert not person.say("race", **wrong)
    assert "character 7" in person.refusals[-1].reason


def test_a_drawn_cost_is_a_ground() -> None:
    points = ((-2.0, 4.0), (0.0, 1.0), (2.0, 3.0))
    person = racing(ground="drawn", points=points, start=(-1.5,))
    assert person.newest("ground").shape == (1, 401)


def test_a_start_must_have_as_many_numbers_as_the_ground_has_inputs() -> None:
    person = Person(watch=WATCH)
    assert not person.say("race", **{**VALLEY, "start": (1.0,)})
    assert "two numbers" in person.refusals[-1].reason


def test_many_starts_end_in_valleys_that_the_ground_names() -> None:
    person = racing()
    person.say("scatter")
    person.settle()
    assert len(person.newest("starts")) == 48
    valleys = person.newest("starts_valleys")
    known = valleys[valleys < 255]
    assert len(known) > 40
    assert set(person.newest("ground_points")[known, 3]) == {0}


def test_the_slope_is_felt_at_a_point() -> None:
    person = racing(ground="three to one", start=(1.0, 1.0))
    person.say("feel", point=(1.0, 1.0))
    person.settle()
    assert person.newest("felt").tolist() == [1, 1, 2, 3, 1]


@pytest.mark.parametrize("command", [{"many": 9}, {"racer": 0}])
def test_without_a_race_there_are_no_starts(command: dict[str, object]) -> None:
    person = Person(watch=WATCH)
    assert not person.say("scatter", **command)
    assert "no ground yet" in person.refusals[-1].reason


def test_the_bounds_of_a_race_keep_every_piece_short() -> None:
    schema = Race.model_json_schema()["properties"]
    assert schema["steps"]["maximum"] * schema["racers"]["maxItems"] <= 3_000
