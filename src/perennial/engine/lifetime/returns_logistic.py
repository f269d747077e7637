"""Logistic regression that starts from a given forecast and leaves it only as far as the data insist."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from perennial.engine.histories import Floats

__all__ = ["DOUBT", "LogisticShift", "fit_shift"]

#: What is possible spreads so many times wider than what is best believed.
DOUBT = 3.0

_STEPS = 50
_CLOSE = 1e-8


@dataclass(frozen=True, slots=True, kw_only=True)
class LogisticShift:
    """What is added to the log-odds of a forecast: columns times `coefficients`, with their covariance."""

    coefficients: Floats
    covariance: Floats


def fit_shift(
    columns: Floats,
    offset: Floats,
    happened: NDArray[np.bool_],
    customer: NDArray[np.intp],
    *,
    spread: Floats,
) -> LogisticShift:
    """Fit log-odds = offset + columns @ b with b ~ Normal(0, spread**2), by Newton's method.

    Parameters
    ----------
    columns
        Shape (m, p).
    offset
        Shape (m,): log-odds of the forecast that is to be corrected.
    happened
        Shape (m,).
    customer
        Shape (m,): rows of one customer count as one piece of evidence in the covariance (sandwich).
    spread
        Shape (p,): how far each coefficient may move before the data must pay for it.

    Returns
    -------
    LogisticShift
        The covariance is taken with three times the spread, so that few customers leave it wide.
    """
    prior = np.diag(1.0 / spread**2)
    b = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        p = expit(offset + columns @ b)
        slope = columns.T @ (happened - p) - prior @ b
        step = np.linalg.solve(_information(columns, p) + prior, slope)
        b = b + step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < _CLOSE:
            break
    p = expit(offset + columns @ b)
    doubt = prior / DOUBT**2
    bread = np.linalg.inv(_information(columns, p) + doubt)
    scores = _sum_by(customer, columns * (happened - p)[:, None])
    covariance = bread @ (scores.T @ scores + doubt) @ bread
    return LogisticShift(coefficients=b, covariance=0.5 * (covariance + covariance.T))


def _information(columns: Floats, p: Floats) -> Floats:
    return np.asarray(columns.T @ (columns * (p * (1 - p))[:, None]))


def _sum_by(customer: NDArray[np.intp], scores: Floats) -> Floats:
    found, place = np.unique(customer, return_inverse=True)
    return np.stack([np.bincount(place, column, len(found)) for column in scores.T], axis=1)
