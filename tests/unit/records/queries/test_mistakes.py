"""Which regulars were lost after a mistake, and what they were worth."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from perennial.records.models import LeaveReason, Mistake, Order
from perennial.records.queries.mistakes import kinds_of, lost_after, mistakes_for, narrowed

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.now() - timedelta(days=days)


def regular(house, name="Nord", *, last=100, gap=30, purchases=5, **fields):
    """Make a regular of the farmer's who bought for 100 a time, the last time so many days ago."""
    day = timezone.localdate() - timedelta(days=last)
    customer = house.customer(
        name, owner=house.farmer, purchases=purchases, usual_gap=gap, last_order_on=day, **fields
    )
    for n in range(purchases):
        on = day - timedelta(days=gap * n)
        Order.objects.create(
            customer=customer, external_id=f"{name}-{n}", day=on, amount=100,
            ordered_at=datetime.combine(on, time(12), UTC),
        )  # fmt: skip
    return customer


def mistake(customer, days, **fields):
    return Mistake.objects.create(customer=customer, text="Late again", at=ago(days), **fields)


def lost(house, regular_from=4):
    return lost_after(mistakes_for(house.owner), regular_from=regular_from)


def test_regular_who_bought_no_more_is_lost_and_worth_the_year_before(house):
    made = mistake(regular(house, stage="left"), 95)
    assert lost(house) == {made.pk: Decimal(500)}


def test_what_was_expected_of_them_then_comes_before_what_they_had_spent(house):
    made = mistake(regular(house, stage="left"), 95, worth=Decimal(1234))
    assert lost(house) == {made.pk: Decimal(1234)}


@pytest.mark.parametrize(
    ("customer", "days"),
    [
        ({"stage": "regular"}, 95),  # still with us
        ({"stage": "left", "purchases": 3}, 95),  # no regular
        ({"stage": "left"}, 300),  # bought for long after it
        ({"stage": "left", "last": 300}, 100),  # had left long before it
    ],
)
def test_others_are_not_counted(house, customer, days):
    mistake(regular(house, **customer), days)
    assert lost(house) == {}


def test_who_is_a_regular_is_the_ladders_to_say(house):
    made = mistake(regular(house, stage="left", purchases=3), 95)
    assert list(lost(house, regular_from=3)) == [made.pk]


def test_who_said_that_they_leave_soon_after_is_lost(house):
    customer = regular(house, stage="leaving")
    made = mistake(customer, 95)
    reason = LeaveReason.objects.create(customer=customer, reason="mistake", at=ago(60))
    assert list(lost(house)) == [made.pk]
    LeaveReason.objects.filter(pk=reason.pk).update(at=ago(20))
    assert lost(house) == {}
    LeaveReason.objects.filter(pk=reason.pk).update(at=ago(60), undone_at=timezone.now())
    assert lost(house) == {}


def test_customer_counts_once_for_the_last_mistake(house):
    customer = regular(house, stage="left")
    mistake(customer, 110)
    last = mistake(customer, 95)
    assert list(lost(house)) == [last.pk]


def test_sums_by_kind(house):
    mistake(regular(house, stage="left"), 95, kind="late", cost=Decimal(20), solved_at=timezone.now())
    mistake(regular(house, "South", stage="regular"), 95, kind="late", cost=Decimal(5))
    mistake(regular(house, "West", stage="regular"), 95)
    every = mistakes_for(house.owner)
    late, unnamed = kinds_of(every, lost_after(every, regular_from=4))
    assert (late.kind, late.mistakes, late.waiting, late.cost) == ("late", 2, 1, Decimal(25))
    assert (len(late.lost), late.money) == (1, Decimal(500))
    assert (unnamed.kind, unnamed.money) == ("", Decimal(0))


def test_narrowed_by_kind_owner_and_state(house):
    customer = regular(house)
    mine = mistake(customer, 9, kind="rude", owner=house.farmer, solved_at=timezone.now())
    other = mistake(customer, 8)
    every = mistakes_for(house.analyst)
    assert list(narrowed(every, "rude", "", "")) == list(narrowed(every, "", "", "solved")) == [mine]
    assert list(narrowed(every, "none", "nobody", "open")) == [other]
    assert list(narrowed(every, "", str(house.farmer.pk), "")) == [mine]


def test_head_sees_those_of_the_department(house):
    mistake(house.customer("Elsewhere", owner=house.owner), 3)
    assert not mistakes_for(house.head).exists()
    assert mistakes_for(house.owner).exists()
    assert not mistakes_for(house.farmer).exists()
