"""Who must not be touched by which play today, because a trial holds them out.

Of a play made by people nobody calls them first for anything else either: a reminder in place of the offer
that is on trial would have the trial compare two calls, and the seller hears one rule. Of a play that leaves
by itself they only get no such message; sellers go on as ever. What serves an order goes on in any case.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import QuerySet

from perennial.plan.rule import ADVERTISED
from perennial.records.models import TouchRule, Trial, TrialLot

__all__ = ["held_lots", "held_out_by_play", "is_held_out", "plays_by_themselves", "plays_held_out"]


def held_lots(today: date) -> QuerySet[TrialLot]:
    """Give the lots of those held out today; a trial that was stopped or is finished holds nobody."""
    return TrialLot.objects.filter(
        arm=TrialLot.Arm.CONTROL,
        assigned_on__lte=today,
        until__gte=today,
        trial__state=Trial.State.RUNNING,
        customer__erased_at__isnull=True,
    )


def plays_by_themselves() -> frozenset[str]:
    """Give the plays that leave without a seller."""
    return frozenset(TouchRule.objects.filter(by_itself=True, is_on=True).values_list("play", flat=True))


def plays_held_out(play: str, by_themselves: Collection[str]) -> frozenset[str]:
    """Give the plays from which a trial of one holds out; empty stands for all advertising."""
    return frozenset({play}) if play in by_themselves else frozenset(ADVERTISED)


def held_out_by_play(today: date) -> Mapping[str, frozenset[str]]:
    """Give by play the ids of customers held out."""
    found: dict[str, set[str]] = defaultdict(set)
    alone = plays_by_themselves()
    for customer, play in held_lots(today).values_list("customer_id", "trial__play"):
        for each in plays_held_out(play, alone):
            found[each].add(str(customer))
    return {play: frozenset(ids) for play, ids in found.items()}


def is_held_out(records: Collection[int], play: str, today: date) -> bool:
    """Say whether a person, whose records are given, must not be touched by a play today."""
    alone = plays_by_themselves()
    plays = held_lots(today).filter(customer__in=records).values_list("trial__play", flat=True)
    return any(play in plays_held_out(of, alone) for of in plays)
