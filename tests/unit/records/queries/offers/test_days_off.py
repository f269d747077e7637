from datetime import date

from perennial.records.models import Business
from perennial.records.queries.offers.days_off import holidays_kept, own_days_off, worked_days


def test_next_public_holidays_that_would_be_worked():
    business = Business(country="DE", working_days=[0, 1, 2, 3, 4])
    kept = holidays_kept(business, date(2026, 11, 29), "de")
    assert [each.day for each in kept][:2] == [date(2026, 12, 25), date(2027, 1, 1)]
    assert kept[0].name == "Erster Weihnachtstag"
    assert len(kept) == 5


def test_names_are_in_the_language_asked_for_where_there_are_any():
    assert holidays_kept(Business(country="RU"), date(2027, 3, 1), "ru")[0].name.startswith("Международный")
    assert holidays_kept(Business(country="RU"), date(2027, 3, 1), "en")[0].name.startswith("International")
    assert holidays_kept(Business(country="FR"), date(2027, 7, 1), "ru")[0].name == "National Day"


def test_no_country_has_no_holidays():
    assert holidays_kept(Business(), date(2026, 1, 1), "en") == []
    assert holidays_kept(Business(country="??"), date(2026, 1, 1), "en") == []


def test_worked_days_leave_out_holidays_and_own_days_off():
    business = Business(country="DE", days_off=["2026-12-28", "not a day"])
    assert own_days_off(business) == [date(2026, 12, 28)]
    assert worked_days(business, date(2026, 12, 21), 7) == 4
    assert worked_days(business, date(2026, 12, 28), 7) == 3
