"""The clock that runs by what days are worth."""

from datetime import date

import numpy as np
import pytest

from perennial.core.days import NO_DAY, day_of
from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.calendar.business_time import ahead_in_business_time, business_time_of
from perennial.engine.calendar.fit import fit_calendar
from perennial.engine.calendar.results import EVEN, Calendar, CalendarEvent, SpecialDays
from perennial.engine.purchases import histories_at

BEGIN, END = day_of(date(2021, 1, 1)), day_of(date(2024, 1, 1)) - 1
DECEMBER = (0.5,) + (0.9,) * 10 + (2.5,)


def calendar(season=(), week=(1.0,) * 7, trend=UNKNOWN, growth=1.0) -> Calendar:
    return Calendar(
        begin=BEGIN,
        as_of=END,
        weekday=tuple(Estimate(value=each) for each in week),
        season=tuple(Estimate(value=each) for each in season),
        trend=trend,
        growth=growth,
    )


def test_days_that_are_all_alike_leave_everything_as_it_is(business):
    time = business_time_of(calendar(), EVEN)
    histories, _ = histories_at(business(200), END)
    assert time.is_even
    assert time.histories(histories) is histories
    assert time.ahead(END, 28) == pytest.approx(28)
    assert time.wait(END, np.array([10.0]))[0] == pytest.approx(10)


def test_weekdays_even_out_within_a_week_of_the_past_and_count_ahead():
    time = business_time_of(calendar(week=(1.4,) * 5 + (0.0, 0.0)), EVEN)
    assert time.is_even
    assert time.ahead(END, 14) == pytest.approx(14)
    friday = day_of(date(2024, 1, 5))
    assert time.ahead(friday, 2) == pytest.approx(0.0, abs=1e-9)
    assert time.wait(friday, np.array([0.5]))[0] > 2


def test_a_closed_week_takes_no_business_time(business):
    closed = CalendarEvent(name="closed", first=END + 1, last=END + 7, worth=0.0)
    told = SpecialDays(holidays={}, events=(closed,))
    learnt = fit_calendar(business(500), END, told)
    time = business_time_of(learnt, told)
    assert learnt.events[0].worth.value == 0.0
    assert time.ahead(END, 7) == pytest.approx(0.0, abs=1e-9)
    assert time.wait(END, np.array([0.5]))[0] > 7


def test_a_busy_month_is_long_and_a_quiet_one_short():
    time = business_time_of(calendar(season=DECEMBER), EVEN)
    november, december = day_of(date(2023, 11, 30)), day_of(date(2023, 12, 31))
    assert time.ahead(november, 31) > 2.3 * 31
    assert time.ahead(december, 31) == pytest.approx(0.5 * 31, rel=0.05)


def test_there_and_back_gives_the_same_day():
    time = business_time_of(calendar(season=DECEMBER), EVEN)
    day = np.arange(BEGIN, END + 700, dtype=np.int32)
    back = time.calendar_days(time.days(day).astype(np.float64))
    assert np.abs(back - day).max() <= 1.2  # rounded to a business day, which may be two of the calendar
    assert time.days(np.array([NO_DAY], np.int32))[0] == NO_DAY


def test_the_past_is_as_long_in_business_time_as_in_days():
    time = business_time_of(calendar(season=DECEMBER), EVEN)
    passed = time.days(np.array([BEGIN, END], np.int32))
    assert passed[1] - passed[0] == pytest.approx(END - BEGIN, abs=2)


def test_histories_keep_their_purchases_and_their_order(business):
    time = business_time_of(calendar(season=DECEMBER), EVEN)
    log = business(500)
    histories, _ = histories_at(log, END)
    measured = time.histories(histories)
    of_log, _ = histories_at(time.log(log), measured.as_of)
    assert (measured.frequency == histories.frequency).all()
    assert (measured.recency == of_log.recency).all()
    assert (measured.T == of_log.T).all()
    assert (measured.silence >= 0).all()
    assert np.corrcoef(measured.sum_log_gap, of_log.sum_log_gap)[0, 1] > 0.99


def test_a_trend_goes_on_for_four_weeks_and_no_further():
    grows = Estimate(value=1.1, low=1.05, high=1.15)
    time = business_time_of(calendar(trend=grows), EVEN)
    assert time.ahead(END + 28, 30) == pytest.approx(time.ahead(END + 300, 30), rel=1e-6)
    assert time.ahead(END, 28) > 1.2 * time.ahead(BEGIN + 100, 28)
    perhaps = Estimate(value=1.1, low=0.95, high=1.25)
    assert business_time_of(calendar(trend=perhaps), EVEN).is_even


def test_far_days_are_ordinary():
    time = business_time_of(calendar(season=DECEMBER), EVEN)
    far = np.array([END + 5_000, END + 5_010], np.int32)
    assert np.diff(time.days(far))[0] == 10
    before = np.array([BEGIN - 100, BEGIN - 90], np.int32)
    assert np.diff(time.days(before))[0] == 10


@pytest.mark.parametrize(("horizon", "expected"), [(0.25, 0.25), (3.0, 3.0), (3.5, 3.5), (40.4, 40.0)])
def test_a_model_is_asked_between_whole_days_where_that_matters(horizon, expected):
    found = ahead_in_business_time(lambda days: np.array([float(days)]), horizon)
    assert found[0] == pytest.approx(expected)


def test_a_stated_growth_goes_on_for_a_year():
    time = business_time_of(calendar(growth=1.05), EVEN)
    assert time.ahead(END + 365, 30) == pytest.approx(time.ahead(END + 900, 30), rel=1e-6)
    assert time.ahead(END, 30) > 1.2 * time.ahead(END - 150, 30)
