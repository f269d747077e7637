"""Days of the past from which forecasts are made again, to see how right they would have been."""

import numpy as np

__all__ = ["LEAST_HISTORY", "MOST_CUTS", "choose_cuts"]

#: Cuts at most: each costs one fit of every candidate.
MOST_CUTS = 5

#: Days of history before the first cut.
LEAST_HISTORY = 28

_SHORTEST = 28  # days of outcomes after the last cut


def choose_cuts(begin: int, as_of: int, *, among: int | None = None) -> tuple[int, ...]:
    """Spread up to five cuts over the second half of the log, each with four weeks of outcomes or more.

    Parameters
    ----------
    begin, as_of
        Day numbers of the first purchase and of the end of observation.
    among
        A day that shall be one of the cuts, in place of the nearest; ignored outside their range.

    Returns
    -------
    tuple of int
        Rising day numbers; empty where the log is too short.
    """
    first, last = begin + max((as_of - begin) // 2, LEAST_HISTORY), as_of - _SHORTEST
    if last < first:
        return ()
    cuts = sorted({int(day) for day in np.linspace(first, last, MOST_CUTS).round()})
    if among is not None and first <= among <= last:
        cuts[int(np.argmin(np.abs(np.asarray(cuts) - among)))] = among
    return tuple(sorted(set(cuts)))
