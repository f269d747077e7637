"""Fit the pace and the share of leaving of each level, with what all levels have in common."""

from dataclasses import dataclass

import numpy as np
from scipy.special import logit

from perennial.engine.covariates.level_likelihood import level_likelihood
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.numerics.newton import ValueAndGradient, floored_inverse, hessian
from perennial.engine.numerics.quasi_newton import minimise

__all__ = ["LevelFit", "fit_levels"]

_FAR = 12.0  # from what is assumed, in logs
_MOST = 60_000  # customers that are looked at
_SHARED = np.array([0.0, np.log(2.2)])  # log r and log (a + b) assumed, as where nothing is known
_LEAVING = float(logit(0.3))
_SPREAD, _WIDE = 1.5, 3.0  # of what is shared, and of each level: only levels without returns feel it
_SEASON = 90.0  # days between purchases, assumed where nobody came back


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelFit:
    """What G levels say on their own, none drawn to the others.

    Attributes
    ----------
    log_rate
        Shape (G,): log of the mean purchases a day while a customer, but for a factor common to all levels.
    leaving
        Shape (G,): log-odds of leaving after a purchase.
    rate_covariance, leaving_covariance
        Shape (G, G): from the inverse of the curvature, what is shared being known no better than it is.
    customers
        Shape (G,).
    """

    log_rate: Floats
    leaving: Floats
    rate_covariance: Floats
    leaving_covariance: Floats
    customers: Ints


def fit_levels(histories: Histories, level: Ints, levels: int, *, regularity: int) -> LevelFit:
    """Fit by maximum likelihood; a wide prior keeps a level finite in which nobody came back.

    Parameters
    ----------
    histories
        Of n customers; of more than 60,000 so many, evenly spread, are looked at.
    level
        Shape (n,): from 0 to `levels` - 1, each of which has customers.
    regularity
        The Erlang k.
    """
    some = np.arange(0, len(histories), -(-len(histories) // _MOST))
    objective, centre = _objective(histories.take(some), level[some], levels, regularity)
    found = minimise(objective, centre, centre - _FAR, centre + _FAR)
    covariance = floored_inverse(hessian(objective, found.at)) / len(some)
    rates, leavings = slice(2, 2 + levels), slice(2 + levels, 2 + 2 * levels)
    return LevelFit(
        log_rate=found.at[rates],
        leaving=found.at[leavings],
        rate_covariance=covariance[rates, rates],
        leaving_covariance=covariance[leavings, leavings],
        customers=np.bincount(level, minlength=levels).astype(np.int32),
    )


def _objective(histories: Histories, level: Ints, levels: int, k: int) -> tuple[ValueAndGradient, Floats]:
    # Minus the mean log posterior, and where the prior is centred.
    likelihood = level_likelihood(histories.frequency, histories.recency, histories.T, level, levels)
    centre = np.concatenate([_SHARED, np.full(levels, _pace(histories, k)), np.full(levels, _LEAVING)])
    spread = np.concatenate([np.full(2, _SPREAD), np.full(2 * levels, _WIDE)])
    count = len(histories)

    def function(theta: Floats) -> tuple[float, Floats]:
        value, slope = likelihood.log_likelihood(theta, k)
        off = (theta - centre) / spread
        return (0.5 * float(off @ off) - value) / count, (off / spread - slope) / count

    return function, centre


def _pace(histories: Histories, k: int) -> float:
    repeats = float(histories.frequency.sum())
    gap = float(histories.recency.sum()) / repeats if repeats else max(float(histories.T.mean()), _SEASON)
    return float(np.log(k / max(gap, 1.0)))
