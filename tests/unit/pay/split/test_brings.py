import dataclasses

import numpy as np
import pytest

from perennial.core.estimate import UNKNOWN
from perennial.pay.split.assumptions import Assumptions
from perennial.pay.split.brings import what_the_split_brings
from perennial.pay.split.work import Work, work_of

PLAIN = Assumptions(used=1.0, rate_kept=1.0, days_gained_low=1.0, days_gained_high=1.0)


def work(**parts):
    usual = {
        "on_existing": np.array([1000.0, 1000.0, 2000.0, 2000.0]),
        "first_contacts": np.array([4000.0, 4000.0, 500.0, 500.0]),
        "first_sales": np.array([200.0, 200.0, 10.0, 10.0]),
        "first_amounts": np.full(420, 100.0),
        "later_amounts": np.full(7300, 50.0),
        "existing_customers": 2000,
    }
    return Work(**usual | parts)


def brings(assumptions=PLAIN, hunters=(0, 1), **parts):
    rng = np.random.default_rng(1)
    return what_the_split_brings(work(**parts), hunters, rng=rng, assumptions=assumptions)


def test_work_counts_the_year_without_what_the_plan_asked_for(touches, orders, monday):
    lead = {"on_existing": False, "first_contact": True}
    rows = touches(
        {}, {"planned": True}, {"held_out": True}, {"day": monday - 365}, lead, lead | {"seller": 1}
    )
    later = {"customer": 2, "seller": -1}
    sold = orders({"is_first": True, "amount": 70.0}, later, later, {"day": monday - 365})
    found = work_of(rows, sold, sellers=2, as_of=monday)
    assert found.on_existing.tolist() == [1, 0]
    assert found.first_contacts.tolist() == [1, 1]
    assert found.first_sales.tolist() == [1, 0]
    assert (found.first_amounts.tolist(), found.later_amounts.tolist()) == ([70], [100, 100])
    assert found.orders_a_day == 2 / 365


def test_hunters_gain_at_their_own_rate_and_farmers_give_up_theirs():
    expected = 2000 * 0.05 - 20
    found = brings()
    assert (found.touches_freed, found.first_contacts_given_up) == (2000, 1000)
    assert found.first_sales.value == pytest.approx(expected, rel=0.05)
    assert found.first_sales.low < expected < found.first_sales.high


def test_touches_that_nobody_makes_any_more_cost_orders():
    lost = (1000 - 2000) * 1.0 * 7300 / 2000 / 365
    assert brings().orders_kept.value == pytest.approx(lost)
    assert brings(on_existing=np.array([100.0, 100.0, 2000.0, 2000.0])).orders_kept.value > 0


def test_money_and_pay_follow():
    found = brings()
    money = found.first_sales.value * 100 + found.orders_kept.value * 50
    assert found.money.value == pytest.approx(money, rel=0.02)
    after = (42_000 + found.first_sales.value * 100) * 0.10 + (365_000 + found.orders_kept.value * 50) * 0.05
    assert found.pay.value == pytest.approx(after - (42_000 + 365_000) * 0.05, rel=0.02)
    assert found.gain.value == pytest.approx(found.money.value - found.pay.value, rel=0.02)


def test_every_assumption_can_be_edited():
    less = brings(dataclasses.replace(PLAIN, used=0.5))
    assert less.first_sales.value < brings().first_sales.value
    dearer = brings(dataclasses.replace(PLAIN, percent_hunter_first=0.2))
    assert dearer.pay.value > brings().pay.value
    assert dearer.assumptions.percent_hunter_first == 0.2


def test_few_sales_make_a_wide_range():
    few = brings(first_sales=np.array([2.0, 2.0, 0.0, 0.0]), first_contacts=np.array([40.0, 40.0, 5.0, 5.0]))
    assert few.first_sales.high - few.first_sales.low > 2 * (
        brings().first_sales.high - brings().first_sales.low
    )


def test_a_hunter_who_made_no_first_contacts_takes_the_rate_of_all():
    found = brings(
        first_contacts=np.array([0.0, 4000.0, 0.0, 0.0]), first_sales=np.array([0.0, 200.0, 0.0, 0.0])
    )
    assert found.first_sales.value == pytest.approx(2000 * 0.05, rel=0.1)


def test_no_first_contacts_at_all_bring_nothing_that_can_be_said():
    found = brings(first_contacts=np.zeros(4))
    assert found.first_sales == brings(first_contacts=np.full(4, 50.0)).first_sales
    assert found.first_sales == found.money == found.gain == UNKNOWN


def test_under_four_sellers_the_days_are_split():
    assert brings().advice is None
    few = brings(
        hunters=(0,),
        on_existing=np.array([100.0, 100.0, 100.0]),
        first_contacts=np.array([100.0, 100.0, 100.0]),
        first_sales=np.array([10.0, 10.0, 10.0]),
    )
    assert "split the days and not the people" in str(few.advice)
