"""D-calibration: whether the whole forecast of the day of the next order is right, open waits included."""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from perennial.engine.histories import Floats

__all__ = ["BINS", "d_calibration"]

#: Equal parts of the probability that no order has come yet.
BINS = 10


def d_calibration(silent: Floats, came: NDArray[np.bool_]) -> tuple[Floats, float]:
    """Test forecasts of a time to an event against times that are partly censored.

    If the forecasts are right, the forecast probability of still waiting, taken at the time of the event, is
    even between 0 and 1. Who was still waiting at the end of observation, when that probability was s, is
    spread evenly between 0 and s. Haider, Hoehn, Davis and Greiner (2020), equations 10 to 12.

    Parameters
    ----------
    silent
        Shape (n,): the forecast probability of no event up to the event, or up to the end where none came.
    came
        Shape (n,): whether the event came.

    Returns
    -------
    shares, p
        Shares of the customers in `BINS` equal parts, the lowest first, and the p-value of Pearson's
        chi-squared test that they are equal.
    """
    counts = np.histogram(silent[came], bins=BINS, range=(0.0, 1.0))[0].astype(np.float64)
    edges = np.arange(BINS) / BINS
    waiting = np.maximum(silent[~came], 1e-12)
    part = np.clip(waiting[:, None] - edges, 0.0, 1.0 / BINS) / waiting[:, None]
    counts += part.sum(axis=0)
    equal = len(silent) / BINS
    statistic = float(((counts - equal) ** 2 / equal).sum())
    return counts / len(silent), float(chi2.sf(statistic, BINS - 1))
