"""What the days of the week are worth."""

import numpy as np

from perennial.core.estimate import Estimate
from perennial.engine.calendar.effects import Effects, as_factors, shrunk
from perennial.engine.calendar.exposure import DayCounts
from perennial.engine.histories import Ints

__all__ = ["DISPERSION", "LEAST", "weekday_worth"]

#: Purchases of a day vary about twice as much as Poisson's: customers come in families and on news.
DISPERSION = 2.0
#: Purchases that were expected and came anyway, so that few tell little.
LEAST = 0.5

_TYPICAL = 0.3
_WEEK = np.full(7, 1 / 7)


def weekday_worth(counts: DayCounts, weekday: Ints) -> tuple[Estimate, ...]:
    """Learn what Monday to Sunday are worth; seven factors whose mean is 1.

    Parameters
    ----------
    counts
        Of n days.
    weekday
        Shape (n,): Monday = 0.
    """
    came = np.bincount(weekday, counts.came, 7) + LEAST
    expected = np.bincount(weekday, counts.expected, 7) + LEAST
    found = Effects(value=np.log(came / expected), error=np.sqrt(DISPERSION / came))
    return as_factors(shrunk(found, typical=_TYPICAL), _WEEK)
