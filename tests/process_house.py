"""A house in which leads went from step to step, with one weak arrow: what one hunter makes of offers."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from perennial.records.models import Lead, LeadMove, Order, Touch
from perennial.records.operations.process.read_process import read_process

__all__ = ["bring_process"]

#: Of 40 offers of each hunter: how many were bought.
BOUGHT = {"hunter": 32, "hunter2": 10}


def bring_process(house, *, product=None, waiting=3):
    """Write leads with moves, touches and orders, and some that wait at the weak arrow; give those."""
    today = timezone.localdate()
    for who, bought in BOUGHT.items():
        for turn in range(40):
            entered = today - timedelta(days=100 + 3 * turn)
            customer = house.customer(f"{who} {turn}", owner=house.farmer, source="Search")
            lead = _lead(customer, house.people[who], entered, product)
            if turn < bought:
                _order(customer, lead, entered + timedelta(days=12), house, product)
            else:
                lead.closed_at = at(entered + timedelta(days=30))
                lead.save()
    left = [
        house.customer(f"Waits {turn}", owner=house.hunter2, hunter=house.hunter2, source="Search")
        for turn in range(waiting)
    ]
    for customer in left:
        _lead(customer, house.hunter2, today - timedelta(days=11), product)
    read_process.call()
    return left


def at(day, hour=12):
    return datetime.combine(day, time(hour), UTC)


def _lead(customer, hunter, entered, product):
    lead = Lead.objects.create(
        customer=customer,
        hunter=hunter,
        source="Search",
        product=product,
        entered_at=at(entered, 8),
        lead_step="offer",
        step_since=at(entered + timedelta(days=7)),
    )
    for step, after in (("new", 0), ("call", 2), ("offer", 7)):
        LeadMove.objects.create(lead=lead, step=step, at=at(entered + timedelta(days=after)), by=hunter)
    Touch.objects.create(
        customer=customer,
        lead=lead,
        seller=hunter,
        play="first",
        happened_at=at(entered + timedelta(days=2), 11),
        day=entered + timedelta(days=2),
        minutes=5,
    )
    return lead


def _order(customer, lead, day, house, product):
    order = Order.objects.create(
        customer=customer,
        external_id=f"p{customer.pk}",
        ordered_at=at(day),
        day=day,
        amount=500,
        product=product,
        seller=lead.hunter,
    )
    lead.won_order, lead.closed_at = order, at(day)
    lead.save()
    customer.purchases, customer.first_order_on, customer.stage = 1, day, "one_time"
    customer.save()
