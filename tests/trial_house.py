"""A trial in a house: customers who buy in a rhythm, lots drawn some time ago, orders in the mirror."""

from datetime import UTC, datetime, time, timedelta

import numpy as np
from django.utils import timezone

from perennial.records.models import Business, Customer, Order, RefreshRun, Trial, TrialLot
from perennial.records.operations.mark_dirty import mark_dirty
from perennial.records.operations.write_mirror import write_mirror
from perennial.trial.lots import Lot

__all__ = ["make_trial", "with_orders"]

BEFORE, SINCE = 200, 70


def with_orders(house, customers=240, gain=0.0, seed=3):
    """Bring customers who buy about every 20 days; the treated of `make_trial` buy more by `gain`."""
    rng = np.random.default_rng(seed)
    today = timezone.localdate()
    first = today - timedelta(days=BEFORE + SINCE)
    made = Customer.objects.bulk_create(
        Customer(
            name=f"Customer {n}",
            owner=house.farmer,
            first_order_on=first,
            stage="regular" if n % 3 else "one_time",
            value_at_risk=100,
        )
        for n in range(customers)
    )
    orders = []
    for customer in made:
        faster = 1.0 + gain * (_arm(customer) == "treatment")
        days = {0, *np.flatnonzero(rng.random(BEFORE) < 1 / 20)}
        days |= {BEFORE + 1 + day for day in np.flatnonzero(rng.random(SINCE - 2) < faster / 20)}
        orders += [_order(customer, first + timedelta(days=int(day))) for day in sorted(days)]
    Order.objects.bulk_create(orders)
    mark_dirty([each.day for each in orders])
    write_mirror(Business.current(), compare=True)
    RefreshRun.objects.create(state="done", as_of=today - timedelta(days=1))
    return made


def make_trial(house, customers, **fields):
    """Start a trial 70 days ago with everybody in it."""
    today = timezone.localdate()
    trial = Trial.objects.create(
        **{
            "key": "offer-1",
            "question": "Does the offer keep customers?",
            "play": "offer",
            "held_out": 0.5,
            "horizon": 60,
            "smallest_effect": 0.3,
            "needed": len(customers),
            "state": "running",
            "started_on": today - timedelta(days=SINCE),
            "by": house.owner,
            **fields,
        }
    )
    day = today - timedelta(days=SINCE)
    TrialLot.objects.bulk_create(
        TrialLot(
            trial=trial,
            customer=each,
            lot_key=str(each.pk),
            arm=_arm(each),
            assigned_on=day,
            until=day + timedelta(days=60),
            stage=each.stage,
        )
        for each in customers
    )
    return trial


def _arm(customer):
    return Lot(trial="offer-1", seed=0, held_out=0.5).arm(str(customer.pk))


def _order(customer, day):
    return Order(
        customer=customer,
        external_id=f"{customer.pk}-{day}",
        day=day,
        ordered_at=datetime.combine(day, time(12), UTC),
        amount=50,
    )
