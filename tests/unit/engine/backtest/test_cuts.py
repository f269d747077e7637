"""Days to look back from."""

import pytest

from perennial.engine.backtest.cuts import choose_cuts


def test_cuts_lie_in_the_second_half_and_leave_four_weeks():
    cuts = choose_cuts(1000, 1400)
    assert len(cuts) == 5
    assert cuts[0] == 1200
    assert cuts[-1] == 1372
    assert list(cuts) == sorted(cuts)


def test_cuts_hold_the_day_that_is_asked_for():
    assert 1310 in choose_cuts(1000, 1400, among=1310)
    assert len(choose_cuts(1000, 1400, among=1310)) == 5


@pytest.mark.parametrize("day", [900, 1100, 1399])
def test_cuts_ignore_a_day_outside_their_range(day):
    assert day not in choose_cuts(1000, 1400, among=day)


def test_a_short_log_has_no_cuts():
    assert choose_cuts(1000, 1050) == ()
    assert choose_cuts(1000, 1056) == (1028,)
