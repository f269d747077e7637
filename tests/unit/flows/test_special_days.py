"""What is said of days, put to a log: holidays of its years and of three more, in the reader's language."""

from datetime import date

import pytest

from perennial.core.days import date_of, day_of
from perennial.core.errors import UserError
from perennial.engine.calendar.results import CalendarEvent
from perennial.flows.special_days import NOTHING_TOLD, DaysTold, check_country, special_days

FIRST, LAST = day_of(date(2024, 5, 1)), day_of(date(2026, 6, 30))
FAIR = CalendarEvent(name="Fair", first=LAST - 9, last=LAST - 5)


def test_holidays_run_from_the_first_order_to_three_years_after_the_last():
    told = DaysTold(country="DE", events=(FAIR,), growth=0.02)
    found = special_days(told, first=FIRST, last=LAST, language="en")
    assert {date_of(day).year for day in found.holidays} == set(range(2024, 2030))
    assert found.holidays[day_of(date(2025, 12, 25))] == "Christmas Day"
    assert (found.events, found.growth) == ((FAIR,), 0.02)


def test_holidays_are_named_in_the_language_of_the_reader_where_they_have_names_in_it():
    new_year = day_of(date(2026, 1, 1))
    for language, name in (("ru", "Новогодние каникулы"), ("en", "New Year Holidays")):
        found = special_days(DaysTold(country="RU"), first=FIRST, last=LAST, language=language)
        assert found.holidays[new_year] == name


def test_nothing_told_is_nothing_known():
    found = special_days(NOTHING_TOLD, first=FIRST, last=LAST, language="en")
    assert (dict(found.holidays), found.events, found.growth) == ({}, (), None)


def test_country_without_known_holidays_is_refused_in_a_sentence():
    check_country("DE")
    with pytest.raises(UserError, match="--holidays XX: no public holidays are known"):
        check_country("XX")
