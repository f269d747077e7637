from datetime import date

import pytest

from perennial.core.days import NO_DAY, date_of, day_of, iso_of, month_of


@pytest.mark.parametrize("when", [date(1970, 1, 1), date(2024, 2, 29), date(1899, 12, 30)])
def test_day_number_round_trips(when):
    assert date_of(day_of(when)) == when


def test_day_zero_is_the_epoch():
    assert day_of(date(1970, 1, 1)) == 0


def test_iso_of_no_day_is_nothing():
    assert iso_of(NO_DAY) == ""
    assert iso_of(day_of(date(2026, 12, 4))) == "2026-12-04"


def test_months_follow_each_other_over_new_year():
    assert month_of(day_of(date(2027, 1, 1))) - month_of(day_of(date(2026, 12, 31))) == 1
