"""What the months of the year are worth, where at least two years are seen."""

import numpy as np
from numpy.typing import NDArray

from perennial.core.estimate import Estimate
from perennial.engine.calendar.dates import cells_of_months
from perennial.engine.calendar.effects import Effects, as_factors, shrunk
from perennial.engine.calendar.exposure import DayCounts
from perennial.engine.calendar.rates import DISPERSION
from perennial.engine.histories import Floats, Ints

__all__ = ["TWO_YEARS", "season_worth"]

#: Days that must be seen before a month is told from an accident.
TWO_YEARS = 730

_TYPICAL = 0.3  # log worth of a month
_LEAST = 0.5  # purchases that were expected and came anyway, so that few tell little
_YEARLY = 0.1  # how much one month differs from year to year, at first
_BEND = 0.3  # how much the level may change its course at the turn of a year
_WIDE = 3.0
_ROUNDS = 5
_DAYS_OF_MONTHS = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) / 365.25


def season_worth(counts: DayCounts, day: Ints) -> tuple[Estimate, ...]:
    """Learn what a day in January to December is worth; empty where fewer than two years are seen.

    The log of came over expected in each month of the log is the sum of the month's effect and of a level
    that bends once a year; a month counts by its purchases and by how much it differs from year to year.

    Parameters
    ----------
    counts
        Of n days in a row, the expected ones with everything but the season in them.
    day
        Shape (n,): their day numbers.

    Returns
    -------
    tuple of Estimate
        Twelve factors whose mean over a year is 1, or none.
    """
    if len(day) < TWO_YEARS:
        return ()
    cell = cells_of_months(day)
    first = int(cell[0])
    came = np.bincount(cell - first, counts.came) + _LEAST
    expected = np.bincount(cell - first, counts.expected) + _LEAST
    month = (np.arange(len(came)) + first) % 12
    ratio, noise = np.log(came / expected), DISPERSION / came
    found = _month_effects(ratio.astype(np.float64), noise.astype(np.float64), month)
    return as_factors(shrunk(found, typical=_TYPICAL), _DAYS_OF_MONTHS)


def _month_effects(ratio: Floats, noise: Floats, month: NDArray[np.int64]) -> Effects:
    # Weighted least squares with weak priors; what is left over says how much years differ.
    design, prior = _design(month)
    yearly = _YEARLY**2
    solution: Floats = np.zeros(design.shape[1])
    covariance: Floats = np.eye(design.shape[1])
    for _ in range(_ROUNDS):
        weight = 1.0 / (noise + yearly)
        covariance = np.asarray(np.linalg.inv((design.T * weight) @ design + np.diag(prior)), np.float64)
        solution = covariance @ (design.T @ (weight * ratio))
        yearly = _year_to_year(ratio - design @ solution, noise, weight, design, covariance)
    centred = np.eye(12) - 1 / 12
    spread = centred @ covariance[:12, :12] @ centred.T
    return Effects(value=centred @ solution[:12], error=np.sqrt(np.diag(spread)))


def _design(month: NDArray[np.int64]) -> tuple[Floats, Floats]:
    years = np.arange(len(month)) / 12.0
    bends = [np.maximum(years - year, 0.0) for year in range(1, int(np.ceil(years[-1])))]
    columns = [np.eye(12)[month], np.ones((len(month), 1)), years[:, None], *(b[:, None] for b in bends)]
    design = np.concatenate(columns, axis=1)
    scales = [_WIDE] * 12 + [_WIDE, _WIDE] + [_BEND] * len(bends)
    return design, np.array(scales) ** -2.0


def _year_to_year(left: Floats, noise: Floats, weight: Floats, design: Floats, covariance: Floats) -> float:
    # Residual variance beyond chance, pulled towards what is assumed as if by six months of data.
    used = float(np.trace(covariance @ ((design.T * weight) @ design)))
    free = max(len(left) - used, 1.0)
    beyond = max(float((left**2).sum() / free - noise.mean()), 0.0)
    return (free * beyond + 6 * _YEARLY**2) / (free + 6)
