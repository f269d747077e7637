"""Who must not be touched by which play today, because a trial holds them out.

Nobody calls them first for anything else either: a reminder in place of the offer that is on trial would have
the trial compare two calls, and the seller hears one rule. What serves an order goes on.
"""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import QuerySet

from perennial.plan.rule import ADVERTISED
from perennial.records.models import Trial, TrialLot

__all__ = ["held_lots", "held_out_by_play", "is_held_out"]


def held_lots(today: date) -> QuerySet[TrialLot]:
    """Give the lots of those held out today; a trial that was stopped or is finished holds nobody."""
    return TrialLot.objects.filter(
        arm=TrialLot.Arm.CONTROL,
        assigned_on__lte=today,
        until__gte=today,
        trial__state=Trial.State.RUNNING,
        customer__erased_at__isnull=True,
    )


def held_out_by_play(today: date) -> Mapping[str, frozenset[str]]:
    """Give by play the ids of customers held out: of the play on trial, and of all that could stand in."""
    held = frozenset(str(pk) for pk in held_lots(today).values_list("customer_id", flat=True))
    return dict.fromkeys(ADVERTISED, held) if held else {}


def is_held_out(records: Collection[int], play: str, today: date) -> bool:
    """Say whether a person, whose records are given, must not be touched by a play today."""
    return play in ADVERTISED and held_lots(today).filter(customer__in=records).exists()
