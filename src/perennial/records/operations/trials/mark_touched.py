"""Note that somebody held out was touched by hand all the same."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from perennial.plan.rule import SERVICE
from perennial.records.models import Touch, Trial, TrialLot
from perennial.records.models.words import Direction, Play
from perennial.records.queries.trials.held_out import plays_by_themselves

__all__ = ["find_touched", "mark_touched", "unmark_touched"]

_OWED = SERVICE | {Play.FIRST, Play.CHORE}


def mark_touched(touch: Touch) -> None:
    """Keep the day of the first such touch with the lot: the reader of the trial is told how many there were.

    A customer who called us is served, and counts for nothing here; neither does what was owed to them. Of a
    play that leaves by itself only that play counts.
    """
    if _counts(touch):
        _held_out(touch).filter(touched_on__isnull=True).update(touched_on=touch.day)


def unmark_touched(touch: Touch) -> None:
    """Take that back with the touch, unless there was another on that day."""
    if not _counts(touch):
        return
    same = Touch.objects.filter(
        customer=touch.customer, day=touch.day, direction=Direction.OUT, undone_at__isnull=True
    )
    if not same.exclude(pk=touch.pk).exists():
        _held_out(touch).filter(touched_on=touch.day).update(touched_on=None)


def find_touched(trial: Trial) -> None:
    """Look for touches that came in by a file or from another program."""
    touches = (
        Touch.objects.filter(
            customer=OuterRef("customer"),
            direction=Direction.OUT,
            undone_at__isnull=True,
            day__gte=OuterRef("assigned_on"),
            day__lte=OuterRef("until"),
        )
        .exclude(play__in=_OWED)
        .order_by("day")
    )
    if trial.play in plays_by_themselves():
        touches = touches.filter(play=trial.play)
    lots = TrialLot.objects.filter(trial=trial, arm=TrialLot.Arm.CONTROL, touched_on__isnull=True)
    lots.filter(Exists(touches)).update(touched_on=Subquery(touches.values("day")[:1]))


def _counts(touch: Touch) -> bool:
    return touch.customer is not None and touch.direction == Direction.OUT and touch.play not in _OWED


def _held_out(touch: Touch) -> QuerySet[TrialLot]:
    of_people = ~Q(trial__play__in=plays_by_themselves())
    return TrialLot.objects.filter(
        of_people | Q(trial__play=touch.play),
        customer=touch.customer,
        arm=TrialLot.Arm.CONTROL,
        assigned_on__lte=touch.day,
        until__gte=touch.day,
    )
