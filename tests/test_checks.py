"""The one command that checks everything says what did not hold."""

from tests.__main__ import CHECKS, MOST_MINUTES, Result, verdict

GOOD = [Result(name, True, 60.0) for name in CHECKS]


def test_a_run_in_which_all_held_in_time_is_good() -> None:
    assert verdict(GOOD, MOST_MINUTES - 1, whole=True) == []


def test_a_check_that_did_not_hold_is_named() -> None:
    bad = [*GOOD, Result("lint", False, 1.0)]
    assert verdict(bad, 1.0, whole=True) == ["FAILED: lint."]


def test_a_whole_run_that_took_too_long_is_not_good() -> None:
    (fault,) = verdict(GOOD, MOST_MINUTES + 1, whole=True)
    assert f"{MOST_MINUTES + 1}.0 minutes" in fault
    assert verdict(GOOD, MOST_MINUTES + 1, whole=False) == []


def test_every_test_is_in_one_check_or_the_other() -> None:
    (python,), (browser,) = CHECKS["python"], CHECKS["browser"]
    assert python[-2:] == ("--ignore", browser[-1])
