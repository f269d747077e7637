"""What the days of the week are worth."""

import numpy as np

from perennial.core.estimate import Estimate
from perennial.engine.calendar.exposure import DayCounts
from perennial.engine.calendar.rates import factors_of, spread_between
from perennial.engine.histories import Ints

__all__ = ["weekday_worth"]


def weekday_worth(counts: DayCounts, weekday: Ints) -> tuple[Estimate, ...]:
    """Learn what Monday to Sunday are worth; seven factors whose mean is 1.

    Parameters
    ----------
    counts
        Of n days.
    weekday
        Shape (n,): Monday = 0.
    """
    came = np.bincount(weekday, counts.came, 7).astype(np.float64)
    expected = np.bincount(weekday, counts.expected, 7).astype(np.float64)
    found = factors_of(came, expected, mean=1.0, spread=spread_between(came, expected))
    mean = float(np.mean([each.value for each in found]))
    return tuple(_divided(each, mean) for each in found)


def _divided(factor: Estimate, by: float) -> Estimate:
    value, low, high = (
        None if each is None else each / by for each in (factor.value, factor.low, factor.high)
    )
    return Estimate(value=value, low=low, high=high)
