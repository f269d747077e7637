import numpy as np
import pytest

from perennial.pay.drift.settings import DriftSettings
from perennial.pay.drift.weeks import week_of, weeks_of

SETTINGS = DriftSettings()


@pytest.fixture
def busy(touches, log, monday):
    """One hunter, touches on the first and on the last Friday of four weeks."""

    def made(**parts):
        rows = touches({"day": monday}, {"day": monday + 25})
        return log("hunter", touches_of=rows, **parts)

    return made


def test_week_of_begins_on_the_weekday_set(monday):
    days = np.array([monday - 1, monday, monday + 6])
    assert week_of(days, 0).tolist() == [monday - 7, monday, monday]
    assert week_of(days, 6).tolist() == [monday - 1, monday - 1, monday + 6]


def test_weeks_end_with_the_last_whole_one(busy, monday):
    assert weeks_of(busy(), monday + 26, SETTINGS).starts.tolist() == [monday, monday + 7, monday + 14]
    assert len(weeks_of(busy(), monday + 27, SETTINGS).starts) == 4


def test_the_week_in_which_a_seller_is_first_seen_is_no_full_one(busy, monday):
    assert weeks_of(busy(), monday + 27, SETTINGS).worked.tolist() == [[0, 5, 5, 5]]


def test_absences_and_holidays_are_no_days_worked(busy, absences, monday):
    away = absences({"seller": 0, "first_day": monday + 10, "last_day": monday + 15})
    settings = DriftSettings(holidays=frozenset({monday + 21}))
    weeks = weeks_of(busy(absent=away), monday + 27, settings)
    assert weeks.worked.tolist() == [[0, 3, 3, 4]]
    assert weeks.possible.tolist() == [5, 5, 5, 4]


def test_a_seven_day_shop_works_seven_days(busy, monday):
    settings = DriftSettings(worked=frozenset(range(7)))
    assert weeks_of(busy(), monday + 27, settings).worked.tolist() == [[0, 7, 7, 7]]


def test_sums_leave_out_what_lies_outside_the_weeks(busy, monday):
    weeks = weeks_of(busy(), monday + 20, SETTINGS)
    day = np.array([monday - 1, monday, monday + 6, monday + 20, monday + 21])
    assert weeks.sums(np.zeros(5, dtype=np.int64), day, np.ones(5)).tolist() == [[2, 0, 1]]
