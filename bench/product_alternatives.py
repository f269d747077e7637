"""What a product's next purchase could be forecast by instead: the product alone, or the customer alone."""

import numpy as np
from scipy.special import gammaln

from perennial.engine.histories import Floats
from perennial.engine.purchases import PurchaseLog
from perennial.engine.rhythm.product_pairs import ProductPairs

__all__ = ["by_own_gap", "by_product"]

_EDGES = np.array([0, 7, 14, 21, 28, 42, 56, 84, 112, 168, 224, 336, 500, 2000], dtype=np.float64)


def by_product(pairs: ProductPairs, log: PurchaseLog, cut: int, horizon: int) -> Floats:
    """Give each pair the chance that any customer of the product has after so many days; shape (m,).

    Every started wait of a product counts alike, whoever began it. How the hazard goes with the days is that
    of all products; how high it is, each product's own, drawn to the others (gamma-Poisson, by likelihood).
    """
    wait, closed, place = _started(log, cut)
    product, count = pairs.product[place], len(pairs.names)
    spent = np.clip(wait[:, None] - _EDGES[:-1], 0, np.diff(_EDGES))
    ended = closed[:, None] & (wait[:, None] > _EDGES[:-1]) & (wait[:, None] <= _EDGES[1:])
    hazard = ended.sum(axis=0) / np.maximum(spent.sum(axis=0), 1.0)
    came = np.bincount(product, closed, count).astype(np.float64)
    expected = np.bincount(product, spent @ hazard, count).astype(np.float64)
    shape = max(np.geomspace(0.3, 300, 60), key=lambda a: _marginal(a, came, expected))
    factor = ((came + shape) / (expected + shape))[pairs.product]
    passed = np.append(0.0, np.cumsum(hazard * np.diff(_EDGES)))
    silence = pairs.histories.silence
    ahead = np.interp(silence + horizon, _EDGES, passed) - np.interp(silence, _EDGES, passed)
    return np.asarray(-np.expm1(-factor * ahead))


def by_own_gap(pairs: ProductPairs, came: Floats, horizon: int) -> Floats:
    """Give each pair the chance at the customer's own mean gap, purchases coming at random; shape (m,).

    Who bought once has no gap, and is given the share of such pairs that did buy, which only hindsight knows.
    """
    x, recency = pairs.histories.frequency, pairs.histories.recency
    own = -np.expm1(-horizon * x / np.maximum(recency, 1))
    return np.where(x == 0, came[x == 0].mean(), own)


def _started(log: PurchaseLog, cut: int) -> tuple[Floats, np.ndarray, np.ndarray]:
    """Give every wait begun by the cut: its days, whether it is over, and the position of its pair."""
    known = log.day <= cut
    pair, day = log.customer[known], log.day[known].astype(np.float64)
    last = np.append(pair[1:] != pair[:-1], True)
    wait = np.where(last, cut - day, np.append(day[1:], 0.0) - day)
    return wait, ~last, np.unique(pair, return_inverse=True)[1]


def _marginal(shape: float, came: Floats, expected: Floats) -> float:
    share = np.log(shape + expected)
    each = gammaln(came + shape) - gammaln(shape) + shape * (np.log(shape) - share)
    return float((each + came * (np.log(np.maximum(expected, 1e-12)) - share)).sum())
