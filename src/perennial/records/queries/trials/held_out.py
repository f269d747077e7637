"""Who must not be touched by which play today, because a trial holds them out."""

from collections import defaultdict
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
    """Give by play the ids of customers held out; a standing share is held out of all advertising."""
    found: dict[str, set[str]] = defaultdict(set)
    for customer, play in held_lots(today).values_list("customer_id", "trial__play"):
        for each in (play,) if play else ADVERTISED:
            found[each].add(str(customer))
    return {play: frozenset(ids) for play, ids in found.items()}


def is_held_out(records: Collection[int], play: str, today: date) -> bool:
    """Say whether a person, whose records are given, must not be touched by a play today."""
    if play not in ADVERTISED:
        return False
    plays = held_lots(today).filter(customer__in=records).values_list("trial__play", flat=True)
    return any(of in {play, ""} for of in plays)
