"""Note that somebody held out was touched by hand all the same."""

from perennial.records.models import Touch, TrialLot
from perennial.records.models.words import Direction

__all__ = ["mark_touched"]


def mark_touched(touch: Touch) -> None:
    """Keep the day of the first such touch with the lot: the reader of the trial is told how many there were.

    A customer who called us is served, and counts for nothing here.
    """
    if touch.customer is None or touch.direction != Direction.OUT:
        return
    TrialLot.objects.filter(
        customer=touch.customer,
        arm=TrialLot.Arm.CONTROL,
        assigned_on__lte=touch.day,
        until__gte=touch.day,
        touched_on__isnull=True,
    ).update(touched_on=touch.day)
