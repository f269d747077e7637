from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from perennial.core.days import day_of
from perennial.records.models import Absence, Order, OwnerChange, Touch
from perennial.records.queries.overdue_weeks import read_overdue
from perennial.records.queries.seller_log import (
    part_of_log,
    read_absences,
    read_log,
    read_orders,
    read_team,
    read_touches,
)

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 29)  # four weeks from a Monday


def at(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_current_timezone())


def order(customer, day, seller=None, number="1", **fields):
    return Order.objects.create(
        customer=customer,
        external_id=f"{customer.pk} {number}",
        ordered_at=at(day),
        day=day,
        seller=seller,
        **fields,
    )


def touch(customer, day, seller, **fields):
    return Touch.objects.create(customer=customer, seller=seller, day=day, happened_at=at(day), **fields)


@pytest.fixture
def team(house):
    return read_team()


def test_touches_know_first_contacts_and_existing_customers(house, team):
    lead, known = house.customer("Lead"), house.customer("Known")
    order(known, FIRST - timedelta(days=30))
    touch(lead, FIRST, house.hunter)
    touch(lead, FIRST + timedelta(days=1), house.hunter, direction="in")
    touch(known, FIRST, house.hunter, is_planned=True, minutes=4)
    touch(None, FIRST, house.hunter, play="chore")
    touch(known, FIRST, house.hunter, undone_at=timezone.now())
    found = read_touches(team, first=FIRST, last=LAST)
    rows = sorted(
        zip(
            found.customer.tolist(),
            found.first_contact.tolist(),
            found.on_existing.tolist(),
            found.outgoing.tolist(),
            found.planned.tolist(),
            strict=True,
        )
    )
    assert rows == sorted(
        [
            (lead.pk, True, False, True, False),
            (lead.pk, False, False, False, False),
            (known.pk, False, True, True, True),
            (-1, False, False, True, False),
        ]
    )


def test_orders_know_which_is_the_first_whether_a_refresh_told_or_not(house, team):
    told = house.customer("Told", first_order_on=FIRST - timedelta(days=9))
    untold, twice = house.customer("Untold"), house.customer("Twice a day")
    order(told, FIRST, house.hunter)
    order(untold, FIRST - timedelta(days=5), number="0")
    order(untold, FIRST, house.hunter)
    order(twice, FIRST, house.hunter, amount=5)
    order(twice, FIRST, None, number="2", amount=7)
    found = read_orders(team, first=FIRST, last=LAST)
    first = {
        (pk, is_first) for pk, is_first in zip(found.customer.tolist(), found.is_first.tolist(), strict=True)
    }
    assert (told.pk, True) not in first
    assert (untold.pk, True) not in first
    assert found.is_first.sum() == 1
    assert set(found.seller.tolist()) == {team.number[house.hunter.pk], -1}


def test_absences_that_were_over_are_left_out(house, team):
    Absence.objects.create(user=house.farmer, first_day=FIRST, last_day=LAST)
    Absence.objects.create(user=house.farmer, first_day=date(2025, 1, 1), last_day=date(2025, 1, 2))
    found = read_absences(team, first=FIRST)
    assert found.first_day.tolist() == [day_of(FIRST)]


def overdue(team):
    found = read_overdue(team.number, team.roles, first=FIRST, last=LAST)
    return {
        (seller, (week - day_of(FIRST)) // 7): (past, touched)
        for seller, week, past, touched in zip(
            found.seller.tolist(),
            found.week.tolist(),
            found.past_band.tolist(),
            found.touched.tolist(),
            strict=True,
        )
    }


def regular(house, **fields):
    last = FIRST - timedelta(days=20)
    customer = house.customer(
        "Regular",
        **{
            "owner": house.farmer,
            "purchases": 6,
            "last_order_on": last,
            "late_from": last + timedelta(days=24),
            **fields,
        },
    )
    order(customer, last)
    return customer


def test_regular_past_the_band_counts_each_week_until_nobody_waits(house, team):
    customer = regular(house)
    touch(customer, FIRST + timedelta(days=9), house.farmer)
    seller = team.number[house.farmer.pk]
    assert overdue(team) == {
        (seller, 0): (1, 0),
        (seller, 1): (1, 1),
        (seller, 2): (1, 1),
        (seller, 3): (1, 1),
    }


def test_order_ends_the_silence(house, team):
    order(regular(house), FIRST + timedelta(days=8), number="2")
    assert set(overdue(team)) == {(team.number[house.farmer.pk], 0)}


def test_weeks_before_the_owner_had_the_customer_are_not_theirs(house, team):
    customer = regular(house)
    OwnerChange.objects.create(customer=customer, new=house.farmer, at=at(FIRST + timedelta(days=15)))
    assert {week for _, week in overdue(team)} == {2, 3}


@pytest.mark.parametrize("fields", [{"purchases": 2}, {"objects_to_profiling": True}, {"late_from": None}])
def test_who_is_no_regular_or_objects_is_not_counted(house, team, fields):
    regular(house, **fields)
    assert overdue(team) == {}


def test_a_part_of_a_longer_log_is_what_is_read_for_those_days(house, team):
    regular = house.customer(
        owner=house.farmer, purchases=9, last_order_on=FIRST, late_from=FIRST + timedelta(days=3)
    )
    for number, ago in enumerate((300, 40, 33, 0)):
        order(regular, FIRST - timedelta(days=ago), house.farmer, str(number))
    new = house.customer("New")
    order(new, FIRST + timedelta(days=9), house.hunter)
    for ago in (50, 20, -2, -11, -40):
        touch(new, FIRST - timedelta(days=ago), house.hunter)
    Absence.objects.create(user=house.farmer, first_day=FIRST, last_day=LAST)
    Absence.objects.create(
        user=house.farmer, first_day=FIRST - timedelta(days=20), last_day=FIRST - timedelta(days=10)
    )
    longer = read_log(team, first=FIRST - timedelta(weeks=8), last=LAST + timedelta(weeks=3))
    part = part_of_log(longer, first=FIRST, last=LAST)
    whole = read_log(team, first=FIRST, last=LAST)
    assert len(whole.touches.day) == 2
    assert len(whole.orders.day) == 2
    assert len(whole.overdue.week) > 0
    for name in ("touches", "orders", "absences", "overdue"):
        ours, theirs = getattr(part, name), getattr(whole, name)
        for column in ours.__dataclass_fields__:
            assert getattr(ours, column).tolist() == pytest.approx(
                getattr(theirs, column).tolist(), nan_ok=True
            )
