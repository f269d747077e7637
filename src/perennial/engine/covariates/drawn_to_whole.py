"""Draw what few customers say to the whole, as far as levels are alike; and ask whether they differ."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from perennial.engine.histories import Floats

__all__ = ["Drawn", "draw_to_whole", "homogeneity"]

_LARGEST = 1.5  # spread of levels that is thought of, in logs
_PLACES = (np.arange(60) + 0.5) / 60
_SPREADS = _LARGEST * _PLACES**2  # dense where levels are alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Levels drawn to each other: `mean` of shape (G,) and `covariance` of shape (G, G)."""

    mean: Floats
    covariance: Floats


def draw_to_whole(estimate: Floats, covariance: Floats) -> Drawn:
    """Draw estimates to each other, normal levels around a mean that is not known beforehand.

    The spread of the levels is learnt from them, any up to 1.5 being as likely beforehand (Gelman 2006,
    section 3.2), and how little is known of it is carried along (Gelman et al. 2013, section 5.4).

    Parameters
    ----------
    estimate
        Shape (G,), of G levels, two or more.
    covariance
        Shape (G, G): of their errors.
    """
    precision = _inverse(covariance)
    steps = [_given_spread(estimate, covariance, precision, spread**2) for spread in _SPREADS.tolist()]
    log_weight = np.array([weight for weight, _, _ in steps]) + np.log(_PLACES)  # places are not even
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    means = np.array([mean for _, mean, _ in steps])
    mean = weight @ means
    within = np.einsum("s,sij->ij", weight, np.array([inner for _, _, inner in steps]))
    off = means - mean
    return Drawn(mean=mean, covariance=within + np.einsum("s,si,sj->ij", weight, off, off))


def homogeneity(estimate: Floats, covariance: Floats) -> float:
    """Give the p-value of Cochran's Q (1954) for errors that may be correlated: small where levels differ.

    Arguments as in `draw_to_whole`.
    """
    precision = _inverse(covariance)
    off = estimate - _common(estimate, precision)
    return float(chi2.sf(off @ precision @ off, len(estimate) - 1))


def _given_spread(
    estimate: Floats, covariance: Floats, precision: Floats, variance: float
) -> tuple[float, Floats, Floats]:
    # Log weight of a variance of the levels, and mean and covariance of the levels where it holds.
    count = len(estimate)
    around = _inverse(covariance + variance * np.eye(count))
    off = estimate - _common(estimate, around)
    likelihood = 0.5 * (np.linalg.slogdet(around)[1] - np.log(around.sum()) - off @ around @ off)
    alike = (np.eye(count) - 1.0 / count) / variance
    inner = _inverse(precision + alike)
    return float(likelihood), inner @ precision @ estimate, inner


def _common(estimate: Floats, precision: Floats) -> float:
    return float((precision @ estimate).sum() / precision.sum())


def _inverse(matrix: Floats) -> Floats:
    return np.linalg.inv(matrix).astype(np.float64)
