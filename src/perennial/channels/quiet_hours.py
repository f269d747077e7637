"""Hours in which nobody is to be advertised to, in the time of the business."""

from datetime import datetime, time, timedelta

__all__ = ["after_quiet"]


def after_quiet(at: datetime, begin: time, end: time) -> datetime:
    """Give the moment itself where it is not quiet, else the end of the quiet hours.

    Parameters
    ----------
    at
        A moment in the zone of the business.
    begin, end
        Of the quiet hours, which may pass midnight; the same time twice means that there are none.
    """
    clock = at.time()
    is_quiet = begin <= clock < end if begin <= end else clock >= begin or clock < end
    if not is_quiet:
        return at
    day = at.date() + timedelta(days=1) if begin > end and clock >= begin else at.date()
    return datetime.combine(day, end, at.tzinfo)
