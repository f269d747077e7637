"""Days on which a customer was held out count for no seller."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from trial_house import make_trial

from perennial.core.days import day_of
from perennial.records.models import HandOff, Order, Touch, TrialLot
from perennial.records.queries.handed_over import read_handed_over
from perennial.records.queries.overdue_weeks import read_overdue
from perennial.records.queries.seller_log import read_team, read_touches
from perennial.records.queries.trials.held_out_days import held_out_days
from perennial.records.queries.trials.held_out_now import held_out_of, held_out_until


@pytest.fixture
def held(house):
    """A customer who was held out from 40 days ago until 10 days ago."""
    today = timezone.localdate()
    customer = house.customer(owner=house.farmer)
    trial = make_trial(house, [])
    lot = TrialLot.objects.create(
        trial=trial,
        customer=customer,
        lot_key="a",
        arm="control",
        assigned_on=today - timedelta(days=40),
        until=today - timedelta(days=10),
    )
    return SimpleNamespace(house=house, customer=customer, today=today, lot=lot, trial=trial)


def days_ago(held, days):
    return held.today - timedelta(days=days)


def order(held, ago):
    day = days_ago(held, ago)
    at = datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_current_timezone())
    Order.objects.create(customer=held.customer, external_id=f"o{ago}", ordered_at=at, day=day)


def test_days_are_counted_once_however_many_trials_there_are(held):
    other = make_trial(held.house, [], key="all-1", play="")
    TrialLot.objects.create(
        trial=other,
        customer=held.customer,
        lot_key="a",
        arm="control",
        assigned_on=days_ago(held, 20),
        until=held.today,
    )
    found = held_out_days(days_ago(held, 100), held.today)
    assert found.count(held.customer.pk, day_of(days_ago(held, 100)), day_of(held.today)) == 41
    assert found.on(held.customer.pk, day_of(days_ago(held, 40)))
    assert not found.on(held.customer.pk, day_of(days_ago(held, 41)))


def test_touches_with_somebody_held_out_are_marked(held):
    for ago in (50, 30):
        Touch.objects.create(customer=held.customer, seller=held.house.farmer, day=days_ago(held, ago))
    found = read_touches(read_team(), first=days_ago(held, 60), last=held.today)
    assert dict(zip(found.day.tolist(), found.held_out.tolist(), strict=True)) == {
        day_of(days_ago(held, 50)): False,
        day_of(days_ago(held, 30)): True,
    }


def test_regulars_held_out_are_not_asked_for(held):
    for ago in (200, 180, 160, 140):
        order(held, ago)
    held.customer.purchases, held.customer.last_order_on = 4, days_ago(held, 140)
    held.customer.late_from = days_ago(held, 100)
    held.customer.save()
    team, first = read_team(), days_ago(held, 97)
    whole = read_overdue(team.number, team.roles, first=first, last=held.today)
    TrialLot.objects.update(assigned_on=days_ago(held, 97), until=held.today)
    without = read_overdue(team.number, team.roles, first=first, last=held.today)
    assert whole.past_band.sum() > 0
    assert without.past_band.sum() == 0


def test_the_yardstick_counts_those_days_neither_way(held):
    HandOff.objects.create(
        customer=held.customer,
        farmer=held.house.farmer,
        state="accepted",
        accepted_at=timezone.now() - timedelta(days=73),
        expected_orders_365=10,
    )
    for ago in (60, 30, 5):
        order(held, ago)
    found = read_handed_over(read_team(), held.today)
    assert found.came.tolist() == [2]
    assert found.expected.tolist() == pytest.approx([10 * (73 - 31) / 365])


def test_sellers_are_told_who_is_held_out_now(held):
    assert held_out_until(held.customer, held.today) is None
    assert held_out_of(held.house.farmer, held.today) == 0
    TrialLot.objects.update(until=held.today)
    assert held_out_until(held.customer, held.today) == held.today
    assert held_out_of(held.house.farmer, held.today) == 1
    assert held_out_of(held.house.farmer2, held.today) == 0


def test_plays_that_leave_by_themselves_concern_no_seller(held):
    from perennial.records.models import TouchRule

    TrialLot.objects.update(until=held.today)
    TouchRule.objects.create(play="offer", by_itself=True)
    assert held_out_until(held.customer, held.today) is None
