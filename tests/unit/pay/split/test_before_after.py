from datetime import date

import numpy as np
import pytest

from perennial.core.days import day_of
from perennial.pay.columns import Orders
from perennial.pay.split.before_after import before_and_after

SPLIT = day_of(date(2026, 3, 2))
AS_OF = day_of(date(2026, 8, 1))


def sales(first_day, level, seed=1):
    """Draw first orders a day at a level that a function of the day gives."""
    rng = np.random.default_rng(seed)
    days = np.arange(first_day, AS_OF + 1)
    day = np.repeat(days, rng.poisson([level(each) for each in days]))
    return Orders(
        seller=np.zeros(len(day), dtype=np.int64),
        day=day,
        customer=np.arange(len(day)),
        amount=rng.lognormal(4, 0.5, len(day)),
        is_first=np.ones(len(day), dtype=bool),
    )


def season(day):
    """Spring sells half as much again as winter, every year."""
    return 10.0 * (1.5 if 60 <= (day - day_of(date(2026, 1, 1))) % 364 < 152 else 1.0)


def first_sales(found):
    return next(each for each in found.figures if each.figure == "first_sales")


def test_a_season_is_taken_out_where_the_year_before_is_seen():
    found = before_and_after(sales(SPLIT - 500, season), split_on=SPLIT, as_of=AS_OF)
    figure = first_sales(found)
    assert found.years == 1
    assert figure.usual == pytest.approx(1.5, abs=0.15)
    assert figure.after / figure.before == pytest.approx(1.5, abs=0.15)
    assert figure.change.low < 0 < figure.change.high
    assert "not a proof" in str(found.label)


def test_what_came_with_the_split_stands_out_of_the_season():
    orders = sales(SPLIT - 900, lambda day: season(day) * (1.6 if day >= SPLIT else 1.0))
    found = before_and_after(orders, split_on=SPLIT, as_of=AS_OF)
    assert found.years == 2
    assert first_sales(found).change.low > 0.3
    assert first_sales(found).change.low < 0.6 < first_sales(found).change.high


def test_without_a_year_before_the_calendar_stays_and_it_is_said():
    found = before_and_after(sales(SPLIT - 200, season), split_on=SPLIT, as_of=AS_OF)
    assert (found.years, first_sales(found).usual) == (0, None)
    assert first_sales(found).change.low > 0.2
    assert "the calendar is not taken out" in str(found.label)


def test_three_months_that_are_not_over_are_cut_on_both_sides():
    found = before_and_after(sales(SPLIT - 200, lambda _: 10.0), split_on=SPLIT, as_of=SPLIT + 41)
    assert not found.complete
    assert first_sales(found).before == pytest.approx(420, abs=80)
    assert first_sales(found).after == pytest.approx(420, abs=80)


def test_too_little_time_says_nothing():
    orders = sales(SPLIT - 200, lambda _: 10.0)
    early = before_and_after(orders, split_on=SPLIT, as_of=SPLIT + 5)
    assert not any(each.change.known for each in early.figures)
    assert "Too little time" in str(early.label)
    young = before_and_after(sales(SPLIT - 20, lambda _: 10.0), split_on=SPLIT, as_of=AS_OF)
    assert "Too little time" in str(young.label)


def test_figures_without_orders_are_unknown():
    found = before_and_after(sales(SPLIT - 200, lambda _: 10.0), split_on=SPLIT, as_of=AS_OF)
    later = next(each for each in found.figures if each.figure == "later_orders")
    assert not later.change.known


def test_steady_sales_are_within_the_limits_about_as_often_as_said():
    held = 0
    for seed in range(60):
        found = before_and_after(sales(SPLIT - 500, season, seed), split_on=SPLIT, as_of=AS_OF)
        held += first_sales(found).change.low <= 0 <= first_sales(found).change.high
    assert held >= 53
