"""The one command that checks everything says what did not hold."""

from tests.__main__ import CHECKS, MOST_MINUTES, Result, verdict

GOOD = [Result(name, True, 60.0) for name in CHECKS]
SLOW = [*GOOD, Result("python", True, 60.0 * MOST_MINUTES)]


def test_a_run_in_which_all_held_in_time_is_good() -> None:
    assert verdict(GOOD, whole=True) == []


def test_a_check_that_did_not_hold_is_named() -> None:
    assert verdict([*GOOD, Result("lint", False, 1.0)], True) == ["FAILED: lint."]


def test_a_whole_run_that_took_too_long_is_not_good() -> None:
    (fault,) = verdict(SLOW, whole=True)
    assert f"{len(CHECKS) + MOST_MINUTES}.0 minutes" in fault
    assert verdict(SLOW, whole=False) == []
