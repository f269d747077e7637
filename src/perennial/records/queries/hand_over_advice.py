"""What a hunter could hand over, the minutes that frees, and what it means for their pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db.models import Count, F, Sum

from perennial.core.days import NO_DAY, day_of
from perennial.core.estimate import UNKNOWN, Estimate
from perennial.pay.drift.hand_over import HandOver, Owned, what_to_hand_over
from perennial.pay.intervals import rate
from perennial.pay.split.assumptions import Assumptions
from perennial.pay.split.year import YEAR
from perennial.records.models import Business, Customer, Order, Touch, User
from perennial.records.queries.seller_log import Team, read_touches
from perennial.records.queries.split import assumptions_of, kept_split

__all__ = ["Advice", "advice_for"]

_WEEKS = 8
_WEEKS_A_YEAR = 46
_AT_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Customers to hand over and what follows.

    Attributes
    ----------
    number, minutes_a_week
        Customers, and the minutes a week they took lately.
    pay_passes
        A year's pay on their later orders that the hunter would no longer get.
    pay_gained
        A year's pay on first sales that the time freed would bring; unknown without first contacts.
    """

    number: int
    minutes_a_week: float
    pay_passes: float
    pay_gained: Estimate


def advice_for(seller: User, today: date, business: Business) -> Advice | None:
    """Say what a seller could hand over; None where nothing took time lately."""
    team = Team(people=(seller,))
    touches = read_touches(team, first=today - timedelta(weeks=_WEEKS), last=today)
    found = what_to_hand_over(0, _owned(seller), touches, as_of=day_of(today))
    taking = _taking(found)
    if not taking:
        return None
    assumptions = assumptions_of(business)
    return Advice(
        number=len(taking),
        minutes_a_week=float(found.freed[len(taking) - 1]),
        pay_passes=_money(taking, today) * assumptions.percent_now_existing,
        pay_gained=_gained(seller, taking, today, business, assumptions),
    )


def _owned(seller: User) -> Owned:
    rows = Customer.objects.filter(
        owner=seller, first_order_on__isnull=False, erased_at__isnull=True, merged_into__isnull=True
    ).order_by("pk")
    columns = list(rows.values_list("pk", "first_order_on", "protected_until"))
    return Owned(
        customer=np.array([pk for pk, *_ in columns], dtype=np.int64),
        won_on=np.array([day_of(first) for _, first, _ in columns if first], dtype=np.int64),
        protected_until=np.array([day_of(last) if last else NO_DAY for *_, last in columns], dtype=np.int64),
    )


def _taking(found: HandOver) -> list[int]:
    return [int(pk) for pk in found.customer[found.minutes > 0][:_AT_MOST]]


def _money(customers: Sequence[int], today: date) -> float:
    later = Order.objects.filter(
        customer__in=customers,
        refund_of="",
        day__gt=F("customer__first_order_on"),
        day__range=(today - timedelta(days=YEAR - 1), today),
    )
    return float(later.aggregate(money=Sum("amount"))["money"] or 0.0)


def _gained(
    seller: User, customers: Sequence[int], today: date, business: Business, a: Assumptions
) -> Estimate:
    kept = kept_split(today, business)
    if kept is None:
        return UNKNOWN
    split = kept.split
    if seller.pk not in split.sellers or not len(split.work.first_amounts):
        return UNKNOWN
    at = split.sellers.index(seller.pk)
    contacts, sold = float(split.work.first_contacts[at]), float(split.work.first_sales[at])
    if contacts <= 0 or sold > contacts:
        return UNKNOWN
    lately = Touch.objects.filter(
        seller=seller, customer__in=customers, undone_at__isnull=True, day__gt=today - timedelta(weeks=_WEEKS)
    ).aggregate(n=Count("id"))["n"]
    new = lately / _WEEKS * _WEEKS_A_YEAR * a.used * a.exchange * a.rate_kept
    each = float(split.work.first_amounts.mean()) * a.percent_hunter_first
    success = rate(sold, contacts)
    value, low, high = (
        None if share is None else share * new * each for share in (success.value, success.low, success.high)
    )
    return Estimate(value=value, low=low, high=high)
