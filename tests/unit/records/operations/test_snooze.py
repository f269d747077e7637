from datetime import date, timedelta

import pytest
from today_days import planned, today

from perennial.core.errors import UserError
from perennial.records.operations.snooze import plan_again, snooze
from perennial.records.operations.snooze_days import next_working_day, snooze_choices
from perennial.records.queries.today_lines import due_lines

FRIDAY = date(2026, 11, 27)


@pytest.fixture
def line(house):
    return planned(house.customer(owner=house.farmer), house.farmer)


def due(house, day):
    return list(due_lines([house.farmer.pk], day))


def test_line_put_off_comes_back_on_its_day(house, line):
    until = today() + timedelta(days=3)
    snooze(line, by=house.farmer, until=until, today=today())
    assert not due(house, today())
    assert due(house, until) == [line]


def test_line_is_put_off_to_days_ahead_only(house, line):
    with pytest.raises(UserError, match="after today"):
        snooze(line, by=house.farmer, until=today(), today=today())


def test_closed_line_is_not_put_off(house, line):
    line.state = "done"
    line.save()
    with pytest.raises(UserError, match="not open"):
        snooze(line, by=house.farmer, until=today() + timedelta(days=1), today=today())


def test_planning_again_takes_putting_off_back(house, line):
    snooze(line, by=house.farmer, until=today() + timedelta(days=3), today=today())
    plan_again(line, by=house.farmer, day=today())
    assert due(house, today()) == [line]


@pytest.mark.parametrize(("working", "expected"), [((), date(2026, 11, 30)), ((5, 6), date(2026, 11, 28))])
def test_next_working_day_passes_over_days_off(working, expected):
    assert next_working_day(FRIDAY, working) == expected


@pytest.mark.parametrize("days", range(7))
def test_choices_are_three_different_working_days_ahead(days):
    day = FRIDAY + timedelta(days=days)
    choices = snooze_choices(day)
    assert day < choices[0] < choices[1] < choices[2] <= day + timedelta(days=10)
    assert all(each.weekday() < 5 for each in choices)
