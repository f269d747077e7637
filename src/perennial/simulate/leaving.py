"""Laws of when customers leave, each as days at a given share of customers."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.special import ndtri

from perennial.engine.histories import Floats

__all__ = ["LeavingLaw", "hazard_leaving", "lognormal_leaving"]

#: Gives the days since the first purchase by which each of the shares has left.
LeavingLaw = Callable[[Floats], Floats]


def lognormal_leaving(*, median: float, sigma: float) -> LeavingLaw:
    """Leave lognormally: half by `median` days, the middle two thirds within a factor of ``exp(sigma)``."""

    def law(share: Floats) -> Floats:
        return np.asarray(median * np.exp(sigma * ndtri(share)))

    return law


def hazard_leaving(edges: Sequence[float], hazards: Sequence[float]) -> LeavingLaw:
    """Leave with a hazard per day that is constant between the edges; the last one holds for ever.

    Parameters
    ----------
    edges
        Rising days, the first one 0; as many as hazards.
    hazards
        Leavings per customer and day from each edge to the next; the last one positive.
    """
    days, rates = np.asarray(edges, np.float64), np.asarray(hazards, np.float64)
    passed = np.concatenate([[0.0], np.cumsum(rates[:-1] * np.diff(days))])

    def law(share: Floats) -> Floats:
        hazard = -np.log1p(-share)
        piece = np.searchsorted(passed, hazard, side="right") - 1
        return np.asarray(days[piece] + (hazard - passed[piece]) / rates[piece])

    return law
