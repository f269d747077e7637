"""What sellers miss by customers held out: as much a day as the treated of the same trial pay."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from perennial.records.models import PayLine, TouchRule, TrialLot

__all__ = ["missed_pay"]

_CENT = Decimal("0.01")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A customer of a trial in a month: whose, held out or not, so many days of it, and what that paid."""

    trial: int
    seller: int | None
    held_out: bool
    days: int
    paid: Decimal


def missed_pay(month: str) -> Mapping[int, Decimal]:
    """Give by seller what their customers held out in a month ("YYYY-MM") would have paid more.

    In each trial the treated of all sellers pay so much a customer and day; for each day of a customer held
    out their owner misses as much, less what that customer paid all the same. Nobody is charged where it was
    more.
    """
    parts = _parts(month)
    rates = _rates(parts)
    missed: dict[int, Decimal] = defaultdict(Decimal)
    for each in parts:
        if each.held_out and each.seller is not None:
            missed[each.seller] += rates.get(each.trial, Decimal(0)) * each.days - each.paid
    return {seller: amount.quantize(_CENT) for seller, amount in missed.items() if amount >= _CENT}


def _rates(parts: list[_Part]) -> Mapping[int, Decimal]:
    """Give what one treated customer pays in a day, by trial."""
    paid: dict[int, Decimal] = defaultdict(Decimal)
    days: dict[int, int] = defaultdict(int)
    for each in parts:
        if not each.held_out:
            paid[each.trial] += each.paid
            days[each.trial] += each.days
    return {trial: paid[trial] / days[trial] for trial in paid if days[trial]}


def _parts(month: str) -> list[_Part]:
    first, last = _days_of(month)
    by_itself = TouchRule.objects.filter(by_itself=True, is_on=True).values("play")
    lots = list(
        TrialLot.objects.filter(assigned_on__lt=last, until__gte=first, customer__erased_at__isnull=True)
        .exclude(trial__play__in=by_itself)
        .order_by("pk")
        .values_list("trial_id", "customer_id", "customer__owner_id", "arm", "assigned_on", "until")
    )
    paid = _paid(month, {lot[1] for lot in lots})
    found = []
    for trial, customer, owner, arm, assigned, until in lots:
        begin, end = max(assigned + timedelta(days=1), first), min(until, last)
        held_out = arm == TrialLot.Arm.CONTROL
        own = [
            amount
            for seller, day, amount in paid.get(customer, ())
            if begin <= day <= end and (not held_out or seller == owner)
        ]
        days = max((end - begin).days + 1, 0)
        paid_in = sum(own, Decimal(0))
        found.append(_Part(trial=trial, seller=owner, held_out=held_out, days=days, paid=paid_in))
    return found


def _paid(month: str, customers: set[int]) -> Mapping[int, list[tuple[int, date, Decimal]]]:
    found: dict[int, list[tuple[int, date, Decimal]]] = defaultdict(list)
    whose = sorted(customers)
    for at in range(0, len(whose), _AT_ONCE):
        rows = PayLine.objects.filter(month=month, customer_key__in=whose[at : at + _AT_ONCE]).order_by("pk")
        for customer, seller, day, amount in rows.values_list("customer_key", "seller_id", "day", "amount"):
            found[customer or 0].append((seller, day, amount))
    return found


def _days_of(month: str) -> tuple[date, date]:
    first = date.fromisoformat(f"{month}-01")
    return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
