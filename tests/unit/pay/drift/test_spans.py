import numpy as np

from perennial.pay.drift.settings import DriftSettings
from perennial.pay.drift.spans import spans_of


def spans(full, seen=None, **settings):
    full = np.array([mark == "f" for mark in full])
    seen = np.ones(len(full), dtype=bool) if seen is None else np.array([mark == "s" for mark in seen])
    found = spans_of(full, seen, DriftSettings(**settings))
    return found.recent.tolist(), found.past.tolist(), found.cause


def test_the_last_four_weeks_are_compared_with_up_to_26_a_gap_before():
    recent, past, cause = spans("f" * 40)
    assert recent == [36, 37, 38, 39]
    assert past == list(range(6, 32))
    assert cause is None


def test_the_gap_gives_way_where_the_past_is_short():
    assert spans("f" * 14)[1] == list(range(8))
    assert spans("f" * 12)[1:] == (list(range(8)), None)


def test_under_four_full_weeks_are_too_few():
    assert spans("." + "f" * 3)[2] == "too_few_weeks"
    assert spans("." + "f" * 4)[2] == "cannot_tell"


def test_a_week_of_leave_is_skipped_in_the_spans():
    recent, _, cause = spans("f" * 30 + "..ff")
    assert recent == [28, 29, 32, 33]
    assert cause is None


def test_leave_in_the_week_read():
    assert spans("f" * 30 + ".")[2] == "on_leave"


def test_just_back_from_a_long_leave():
    assert spans("f" * 30 + "." * 8 + "f")[2] == "on_leave"


def test_calls_that_are_not_seen_are_not_connected():
    assert spans("f" * 30, "." * 30)[2] == "calls_not_connected"
    assert spans("f" * 30, "s" * 29 + ".")[2] == "calls_not_connected"


def test_unseen_weeks_long_ago_are_no_past():
    recent, past, cause = spans("f" * 20, "." * 10 + "s" * 10)
    assert recent == [16, 17, 18, 19]
    assert past == list(range(10, 16))
    assert cause == "cannot_tell"
