"""Note that somebody held out was touched by hand all the same."""

from django.db.models import Q, QuerySet

from perennial.plan.rule import SERVICE
from perennial.records.models import Touch, TrialLot
from perennial.records.models.words import Direction, Play

__all__ = ["mark_touched", "unmark_touched"]

_OWED = SERVICE | {Play.FIRST, Play.CHORE}


def mark_touched(touch: Touch) -> None:
    """Keep the day of the first such touch with the lot: the reader of the trial is told how many there were.

    A customer who called us is served, and counts for nothing here; neither does another play than the one
    on trial.
    """
    if touch.customer is None or touch.direction != Direction.OUT:
        return
    _held_out(touch).filter(touched_on__isnull=True).update(touched_on=touch.day)


def unmark_touched(touch: Touch) -> None:
    """Take that back with the touch, unless there was another on that day."""
    if touch.customer is None or touch.direction != Direction.OUT:
        return
    same = Touch.objects.filter(
        customer=touch.customer, day=touch.day, direction=Direction.OUT, undone_at__isnull=True
    )
    if not same.exclude(pk=touch.pk).exists():
        _held_out(touch).filter(touched_on=touch.day).update(touched_on=None)


def _held_out(touch: Touch) -> QuerySet[TrialLot]:
    of_trial = Q(trial__play=touch.play) if touch.play else Q()
    if touch.play and touch.play not in _OWED:
        of_trial |= Q(trial__play="")
    return TrialLot.objects.filter(
        of_trial,
        customer=touch.customer,
        arm=TrialLot.Arm.CONTROL,
        assigned_on__lte=touch.day,
        until__gte=touch.day,
    )
