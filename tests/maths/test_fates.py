"""The sentence beside a racer says what its path really does."""

from typing import NamedTuple

import numpy as np
import pytest

from app.maths.critical import critical_points
from app.maths.descent import Path, Racer
from app.maths.fates import FATES, fate, fates
from app.maths.surfaces import SURFACES
from tests.maths.test_descent import path


class Case(NamedTuple):
    """A ball that does something worth a sentence at some step."""

    ground: str
    racer: Racer
    start: tuple[float, ...]
    step: int


CASES = {
    "no ground": Case("three valleys", Racer(), (np.nan,), 3),
    "diverged": Case("parabola", Racer(rate=3.0), (-4.0,), 90),
    "start": Case("bowl", Racer(), (-2.0, 1.5), 0),
    "swinging wider": Case("parabola", Racer(rate=2.05), (2.0,), 10),
    "outside": Case("saddle", Racer(), (0.0, 1.9), 10),
    "oscillating": Case("parabola", Racer(rate=1.9), (-4.0,), 10),
    "lowest": Case("bowl", Racer(rate=0.1), (-2.0, 1.5), 90),
    "stuck": Case("bent valley", Racer(rate=0.08), (-1.25, 2.55), 90),
    "saddle": Case("two valleys", Racer(), (0.0754, 1.0), 35),
    "top": Case("three valleys", Racer(rate=0.001), (-0.745,), 20),
    "around": Case("parabola", Racer("momentum", 0.05), (-4.0,), 60),
    "creeping": Case("plateau", Racer(), (-2.9, 2.2), 20),
    "past": Case("bent valley", Racer("momentum", 0.03), (-1.25, 2.55), 18),
    "climbing": Case("parabola", Racer("momentum", 0.05), (-4.0,), 14),
    "down": Case("bowl", Racer(), (-2.0, 1.5), 5),
}


def told(case: Case, steps: int = 90) -> tuple[Path, list[str]]:
    """Roll a ball and list what it does at every step."""
    surface = SURFACES[case.ground]
    rolled = path(surface, case.racer, *case.start, steps=steps)
    kinds = list(FATES)
    found = fates(surface, critical_points(surface), rolled)
    return rolled, [kinds[place] for place in found]


@pytest.mark.parametrize("kind", FATES)
def test_each_thing_a_ball_can_do_is_seen_in_its_path(kind: str) -> None:
    case = CASES[kind]
    assert told(case)[1][case.step] == kind


def test_the_sentence_names_the_first_step_that_could_not_be_taken() -> None:
    case = CASES["diverged"]
    surface = SURFACES[case.ground]
    rolled, kinds = told(case)
    words = fate(surface, critical_points(surface), rolled, case.step)
    assert words == f"diverged at step {kinds.index('diverged')}"


@pytest.mark.parametrize(
    ("rate", "kind"),
    [(0.5, "down"), (1.5, "oscillating"), (1.9, "oscillating")],
)
def test_only_rates_above_one_oscillate_on_the_parabola(rate: float, kind: str) -> None:
    kinds = told(Case("parabola", Racer(rate=rate), (-4.0,), 0))[1]
    assert ("oscillating" in kinds) == (kind == "oscillating")
    assert kinds[-1] in {"lowest", kind}


def test_a_sentence_stays_true_once_the_ball_has_come_to_rest() -> None:
    for name in ("lowest", "stuck"):
        kinds = told(CASES[name])[1]
        assert set(kinds[kinds.index(name) :]) == {name}


def test_steps_of_fixed_length_oscillate_about_the_bottom() -> None:
    case = Case("parabola", Racer(rate=0.8, fixed=True), (-4.0,), 0)
    assert told(case)[1][-1] == "oscillating"


def test_a_path_of_one_step_has_a_sentence_for_both_its_points() -> None:
    case = Case("bowl", Racer(rate=0.1), (-2.0, 1.5), 0)
    assert told(case, 1)[1] == ["start", "down"]
    assert told(case, 0)[1] == ["start"]
