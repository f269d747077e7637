"""Customers handed over to each farmer: orders expected since then, and those that came."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from django.utils import timezone

from perennial.core.days import day_of
from perennial.pay.yardstick import HandedOver
from perennial.records.models import HandOff, Order
from perennial.records.queries.seller_log import Team
from perennial.records.queries.trials.held_out_days import held_out_days

__all__ = ["read_handed_over"]

_YEAR = 365
_AT_ONCE = 2000
_TAKEN = (HandOff.State.ACCEPTED, HandOff.State.BY_SILENCE)


def read_handed_over(team: Team, today: date) -> HandedOver:
    """Read the hand-offs of the last year with a forecast; a year's orders are taken as spread evenly.

    Days on which a customer was held out by lot count neither way: the farmer was not to call them.
    """
    rows = list(
        HandOff.objects.filter(
            state__in=_TAKEN,
            expected_orders_365__isnull=False,
            accepted_at__isnull=False,
            farmer__in=team.people,
            accepted_at__gte=timezone.now() - timedelta(days=_YEAR + 1),
            customer__erased_at__isnull=True,
        )
        .order_by("pk")
        .values_list("farmer_id", "customer_id", "accepted_at", "expected_orders_365")
    )
    orders = _orders([customer for _, customer, *_ in rows], today)
    number, held_out = team.number, held_out_days(today - timedelta(days=_YEAR), today)
    farmer, expected, came = [], [], []
    for pk, customer, accepted, in_year in rows:
        since = timezone.localdate(accepted)
        days = min(max((today - since).days, 0), _YEAR)
        days -= min(held_out.count(customer, day_of(since) + 1, day_of(today)), days)
        farmer.append(number[pk or 0])
        expected.append((in_year or 0.0) * days / _YEAR)
        ordered = (day for day in orders.get(customer, ()) if day > since)
        came.append(sum(not held_out.on(customer, day_of(day)) for day in ordered))
    return HandedOver(
        farmer=np.array(farmer, dtype=np.int64),
        expected=np.array(expected, dtype=float),
        came=np.array(came, dtype=np.int64),
    )


def _orders(customers: list[int], today: date) -> Mapping[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    since = today - timedelta(days=_YEAR + 1)
    for at in range(0, len(customers), _AT_ONCE):
        part = customers[at : at + _AT_ONCE]
        rows = Order.objects.filter(customer__in=part, refund_of="", day__range=(since, today)).order_by()
        for pk, day in rows.values_list("customer_id", "day"):
            found[pk].append(day)
    return found
