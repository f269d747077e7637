"""What days are worth, of businesses in which it is known."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from perennial.core.days import day_of
from perennial.engine.calendar.business_time import business_time_of
from perennial.engine.calendar.fit import fit_calendar
from perennial.engine.calendar.results import CalendarEvent, SpecialDays
from perennial.engine.calendar.trend import is_beyond_chance

BEGIN = day_of(date(2021, 1, 1))
END = day_of(date(2024, 1, 1)) - 1
SEASON = (0.5, 0.7, 0.9, 1.0, 1.1, 0.9, 0.8, 0.8, 1.0, 1.1, 1.3, 2.2)
WEEK = (1.2, 1.2, 1.0, 1.0, 1.3, 0.8, 0.5)
DAYS = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) / 365.25


@pytest.mark.parametrize(("regularity", "gap"), [(1, 30.0), (2, 20.0), (3, 60.0)])
def test_the_worth_of_months_is_found_whatever_the_rhythm(business, regularity, gap):
    log = business(4_000, season=SEASON, week=WEEK, regularity=regularity, gap=gap)
    calendar = fit_calendar(log, END)
    truth = np.array(SEASON) / (np.array(SEASON) @ DAYS)
    found = np.array([each.value for each in calendar.season])
    assert np.abs(found / truth - 1).max() < 0.1
    held = [each.low <= true <= each.high for each, true in zip(calendar.season, truth, strict=True)]
    assert sum(held) >= 10


def test_the_worth_of_weekdays_is_found(business):
    calendar = fit_calendar(business(season=SEASON, week=WEEK), END)
    found = np.array([each.value for each in calendar.weekday])
    assert np.abs(found / (np.array(WEEK) / np.mean(WEEK)) - 1).max() < 0.1
    assert found.mean() == pytest.approx(1.0)


def test_a_weekday_on_which_nothing_is_sold_is_worth_nothing(business):
    calendar = fit_calendar(business(1_000, week=(1, 1, 1, 1, 1, 1, 0.0)), END)
    assert calendar.weekday[6].value < 0.02


def test_no_season_is_seen_where_there_is_none(business):
    calendar = fit_calendar(business(), END)
    assert max(abs(each.value - 1) for each in calendar.season) < 0.08
    assert sum(each.low <= 1 <= each.high for each in calendar.season) >= 11


def test_customers_who_join_in_a_busy_month_do_not_make_a_season(business):
    """All join in three Decembers: purchases follow them, and yet no month is worth more."""
    even = business()
    first = even.day[even.offsets[:-1]]
    december = BEGIN + 334 + 365 * (first % 2) + first % 31
    moved = even.day + np.repeat(december - first, np.diff(even.offsets))
    calendar = fit_calendar(replace(even, day=moved.astype(np.int32)), END)
    assert max(abs(each.value - 1) for each in calendar.season) < 0.15


def test_one_year_shows_no_season(business):
    log = business(days=400, season=SEASON)
    calendar = fit_calendar(log, BEGIN + 399)
    assert not calendar.is_season_seen
    assert len(calendar.weekday) == 7


def test_orders_that_grow_of_late_are_a_trend(business):
    grown = fit_calendar(business(6_000, days=500, growth=1.2, growing=84), BEGIN + 499)
    assert grown.trend.low < 1.2
    assert grown.trend.value > 1.05
    assert is_beyond_chance(grown.trend)
    assert not is_beyond_chance(fit_calendar(business(6_000, days=500), BEGIN + 499).trend)


def test_a_sale_is_learnt_from_earlier_ones_and_its_next_time_is_expected(business):
    sales = [(BEGIN + start, BEGIN + start + 6) for start in (120, 480, 840)]
    special = {day: 3.0 for first, last in sales for day in range(first, last + 1)}
    events = tuple(CalendarEvent(name="sale", first=first, last=last) for first, last in sales)
    calendar = fit_calendar(business(special=special), END, SpecialDays(holidays={}, events=events))
    (sale,) = calendar.events
    assert sale.seen == 21
    assert sale.worth.low <= 3.0 <= sale.worth.high
    assert sale.worth.value == pytest.approx(3.0, rel=0.2)


def test_what_the_business_says_of_an_event_is_taken_over(business):
    special = SpecialDays(
        holidays={},
        events=(
            CalendarEvent(name="fair", first=END + 10, last=END + 12, worth=2.5),
            CalendarEvent(name="new", first=END + 20, last=END + 21),
        ),
    )
    fair, new = fit_calendar(business(500), END, special).events
    assert (fair.worth.value, fair.stated, fair.seen) == (2.5, True, 0)
    assert new.worth.value == pytest.approx(1.0)


def test_holidays_lean_on_each_other(business):
    days = [BEGIN + offset for offset in range(20, 1090, 30)]
    names = {day: f"holiday {at % 12}" for at, day in enumerate(days)}
    log = business(special=dict.fromkeys(days, 0.1))
    found = fit_calendar(log, END, SpecialDays(holidays=names)).holidays
    assert len(found) == 12
    assert max(each.worth.value for each in found) < 0.4


def test_an_empty_log_and_a_log_of_one_day_have_an_even_calendar(business):
    log = business(50)
    calendar = fit_calendar(log, int(log.day.min()))
    assert [each.value for each in calendar.weekday] == [1.0] * 7
    assert not calendar.is_season_seen


def test_growth_said_to_be_none_leaves_no_trend_to_the_log(business):
    log = business(6_000, days=500, growth=1.2, growing=84)
    told = fit_calendar(log, BEGIN + 499, SpecialDays(holidays={}, growth=0.0))
    assert not told.trend.known
    assert told.growth == 1.0


def test_a_past_said_to_have_been_closed_throughout_breaks_nothing(business):
    log = business(200)
    closed = CalendarEvent(name="closed", first=BEGIN - 10, last=END + 10, worth=0.0)
    told = SpecialDays(holidays={}, events=(closed,))
    time = business_time_of(fit_calendar(log, END, told), told)
    assert np.isfinite(time.full).all()
    assert np.isfinite(time.ahead(END, 90))
