"""Draw lots for customers whom the plan is about to touch, before any line of it is written.

The arm depends on a stable hash alone, so that a plan made again finds the same. Drawn are those whom the
plan would touch, and not all who are due: a play for which there is no time would else count as made.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from perennial.flows.plan_terms import HoldOut
from perennial.plan.rule import ADVERTISED
from perennial.records.models import Customer, HandOff, Lead, Mistake, Order, PlannedTouch, Trial, TrialLot
from perennial.records.models.words import Play
from perennial.records.queries.trials.held_out import plays_by_themselves, plays_held_out
from perennial.trial.lots import CONTROL, Lot

__all__ = ["draw_for", "drawing"]

_AT_ONCE = 500
_Pairs = Sequence[tuple[str, str]]


def drawing(today: date, persons: Mapping[int, str]) -> HoldOut | None:
    """Give what draws lots for the running trials; None where none takes customers in.

    Parameters
    ----------
    persons
        By customer, who is behind several records; the others are each their own.
    """
    trials = [each for each in Trial.objects.filter(state=Trial.State.RUNNING) if _takes_in(each, today)]
    if not trials:
        return None

    def draw(pairs: _Pairs) -> frozenset[tuple[str, str]]:
        return frozenset(pair for trial in trials for pair in draw_for(trial, pairs, today, persons))

    return draw


@transaction.atomic
def draw_for(
    trial: Trial, pairs: _Pairs, today: date, persons: Mapping[int, str]
) -> frozenset[tuple[str, str]]:
    """Take customers into one trial; gives the customers and the plays that it holds them out from.

    A second time draws nobody again. Whoever cannot be held out is not taken in.

    Parameters
    ----------
    pairs
        Customer ids and plays that are about to be planned.
    """
    plays = frozenset(ADVERTISED) if not trial.play else frozenset({trial.play})
    meant = {int(who) for who, play in pairs if play in plays}
    known = dict(TrialLot.objects.filter(trial=trial, customer__in=meant).values_list("customer_id", "arm"))
    fresh = _with_keys(sorted(meant - known.keys() - _never_held_out(meant - known.keys(), trial)), persons)
    drawn = [_drawn(trial, customer, today) for customer in fresh]
    TrialLot.objects.bulk_create(drawn, batch_size=_AT_ONCE, ignore_conflicts=True)
    held = {each.customer_id for each in drawn if each.arm == CONTROL}
    held |= {pk for pk, arm in known.items() if arm == CONTROL}
    out = plays_held_out(trial.play, plays_by_themselves())
    return frozenset((str(pk), play) for pk in held for play in out)


def _takes_in(trial: Trial, today: date) -> bool:
    return trial.enrol_until is None or today <= trial.enrol_until


def _drawn(trial: Trial, customer: Customer, today: date) -> TrialLot:
    key = str(customer.lot_key)
    lot = Lot(trial=trial.key, seed=trial.seed, held_out=float(trial.held_out))
    return TrialLot(
        trial=trial,
        customer=customer,
        lot_key=key,
        arm=lot.arm(key),
        assigned_on=today,
        until=today + timedelta(days=trial.horizon),
        stage=customer.stage,
        value_at_risk=customer.value_at_risk or 0.0,
        owner_id=customer.owner_id,
    )


def _with_keys(customers: Iterable[int], persons: Mapping[int, str]) -> list[Customer]:
    """Give customers whose lots may be drawn: each with a key, records of one person with the same."""
    found = list(Customer.objects.filter(pk__in=list(customers)).order_by("pk"))
    by_person = _keys_of_persons({persons[each.pk] for each in found if each.pk in persons}, persons)
    changed = []
    for each in found:
        key = by_person.setdefault(persons.get(each.pk, f"record {each.pk}"), each.lot_key or uuid.uuid4())
        if each.lot_key != key:
            each.lot_key = key
            changed.append(each)
    Customer.objects.bulk_update(changed, ["lot_key"], batch_size=_AT_ONCE)
    return found


def _keys_of_persons(names: Collection[str], persons: Mapping[int, str]) -> dict[str, uuid.UUID]:
    records = [pk for pk, name in persons.items() if name in names]
    keyed = Customer.objects.filter(pk__in=records, lot_key__isnull=False).order_by("-pk")
    return {persons[pk]: key for pk, key in keyed.values_list("pk", "lot_key") if key is not None}


def _never_held_out(customers: Collection[int], trial: Trial) -> set[int]:
    """Give those who are never held out: too valuable, with something open, or about to be greeted."""
    rich = Customer.objects.none()
    if trial.value_limit is not None:
        rich = Customer.objects.filter(value_at_risk__gt=trial.value_limit)
    open_ones = (
        rich.values_list("pk", flat=True),
        Mistake.objects.filter(solved_at__isnull=True).values_list("customer_id", flat=True),
        Lead.objects.filter(closed_at__isnull=True).values_list("customer_id", flat=True),
        HandOff.objects.filter(state__in=[HandOff.State.OPEN, HandOff.State.OFFERED]).values_list(
            "customer_id", flat=True
        ),
        PlannedTouch.objects.filter(state=PlannedTouch.State.OPEN, play=Play.GREET).values_list(
            "customer_id", flat=True
        ),
        _open_orders().values_list("customer_id", flat=True),
    )
    return {pk for rows in open_ones for pk in rows if pk in customers}


def _open_orders() -> QuerySet[Order]:
    """Give orders that were begun to be paid and are not paid in full."""
    return Order.objects.filter(paid_on__isnull=False, fully_paid_on__isnull=True, refund_of="")
