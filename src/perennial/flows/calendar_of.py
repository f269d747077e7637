"""The calendar of a business, learnt from a sample of its customers."""

import numpy as np

from perennial.engine.calendar.fit import fit_calendar
from perennial.engine.calendar.results import Calendar, SpecialDays
from perennial.engine.purchases import PurchaseLog

__all__ = ["calendar_of"]

_MOST = 20_000  # customers that are looked at


def calendar_of(log: PurchaseLog, as_of: int, special: SpecialDays) -> Calendar:
    """Learn the calendar from at most 20,000 customers, evenly spread."""
    if len(log) > _MOST:
        log = log.take(np.arange(0, len(log), -(-len(log) // _MOST)))
    return fit_calendar(log, as_of, special)
