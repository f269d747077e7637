from datetime import date

from perennial.records.models import Absence
from perennial.records.queries.working_days import days_off, working_days_after

FRIDAY = date(2026, 3, 6)


def test_weekends_are_not_counted():
    assert working_days_after(FRIDAY, 2) == date(2026, 3, 10)


def test_working_days_of_the_business_count():
    assert working_days_after(FRIDAY, 2, [5, 6]) == date(2026, 3, 8)


def test_days_off_are_not_counted():
    off = [(date(2026, 3, 9), date(2026, 3, 11))]
    assert working_days_after(FRIDAY, 2, (), off) == date(2026, 3, 13)


def test_who_stays_away_is_not_waited_for_for_ever():
    assert working_days_after(FRIDAY, 1, (), [(FRIDAY, date(2030, 1, 1))]) < date(2026, 12, 31)


def test_days_off_are_those_not_over(house):
    for first, last in (((2026, 1, 1), (2026, 1, 5)), ((2026, 3, 1), (2026, 3, 9))):
        Absence.objects.create(user=house.farmer, first_day=date(*first), last_day=date(*last))
    assert days_off(house.farmer, FRIDAY) == [(date(2026, 3, 1), date(2026, 3, 9))]
    assert days_off(None, FRIDAY) == []
