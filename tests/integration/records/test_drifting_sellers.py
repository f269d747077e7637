"""Sellers whose drift is known, written as touches, orders and absences: told in time, and nobody else."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from perennial.core.days import date_of
from perennial.records.models import Absence, Customer, Order, SellerWeek, Touch
from perennial.records.operations.confirm_drift import confirm_drift
from perennial.records.operations.measure_drift import measure_drift
from perennial.simulate.sellers import make_seller_weeks

pytestmark = pytest.mark.django_db

_IN_TIME = 8  # weeks


@pytest.fixture(scope="module")
def weeks():
    return make_seller_weeks(3, 36, hunters=2, farmers=2, drifting_hunters=1, drifting_farmers=1)


def at(day, minute=0):
    midnight = datetime(day.year, day.month, day.day, 8, tzinfo=timezone.get_current_timezone())
    return midnight + timedelta(seconds=minute)


def write(house, weeks):
    """Write it all down; a follow-up goes to a lead who was contacted before the first day."""
    people = [house.hunter, house.hunter2, house.farmer, house.farmer2]
    touches, long_ago = weeks.touches, date_of(weeks.first_day - 400)
    known = {int(number) for number in touches.customer[touches.on_existing]}
    new = {int(number) for number in touches.customer[touches.first_contact & ~touches.on_existing]}
    leads = [house.customer(f"Lead of {each}") for each in people]
    Touch.objects.bulk_create(
        Touch(customer=lead, seller=house.owner, day=long_ago, happened_at=at(long_ago)) for lead in leads
    )
    rows = Customer.objects.bulk_create(Customer(name=str(number)) for number in sorted(known | new))
    by_number = dict(zip(sorted(known | new), rows, strict=True))
    Order.objects.bulk_create(
        Order(
            customer=by_number[number],
            external_id=f"old {number}",
            ordered_at=at(long_ago),
            day=long_ago,
            amount=1,
        )
        for number in known
    )
    Touch.objects.bulk_create(
        Touch(
            customer=None if number < 0 else by_number.get(number, leads[seller]),
            play="chore" if number < 0 else "",
            seller=people[seller],
            day=date_of(day),
            happened_at=at(date_of(day), row),
            minutes=minutes,
            direction="out" if outgoing else "in",
            is_planned=planned,
        )
        for row, (seller, day, number, minutes, outgoing, planned) in enumerate(
            zip(
                touches.seller.tolist(),
                touches.day.tolist(),
                touches.customer.tolist(),
                touches.minutes.tolist(),
                touches.outgoing.tolist(),
                touches.planned.tolist(),
                strict=True,
            )
        )
    )
    away = zip(weeks.away.seller.tolist(), weeks.away.first.tolist(), weeks.away.last.tolist(), strict=True)
    Absence.objects.bulk_create(
        Absence(user=people[seller], first_day=date_of(first), last_day=date_of(last))
        for seller, first, last in away
    )
    return people


def test_both_drifting_sellers_are_told_within_eight_weeks_and_nobody_else(house, weeks):
    people = write(house, weeks)
    confirm_drift(house.owner)
    for day in range(min(weeks.drift_began.values()), weeks.last_day + 2, 7):
        measure_drift(date_of(day))
    assert len(weeks.drift_began) == 2
    for number, began in weeks.drift_began.items():
        first = SellerWeek.objects.filter(seller=people[number], alarm=True).order_by("week").first()
        assert first is not None
        assert (first.week - date_of(began)).days <= 7 * _IN_TIME
    steady = [each for number, each in enumerate(people) if number not in weeks.drift_began]
    assert not SellerWeek.objects.filter(seller__in=steady, alarm=True).exists()
