"""Whether leaving has a peak: days on which it is clearly commoner than on average."""

import numpy as np

from perennial.engine.histories import Floats
from perennial.engine.lifetime.leaving_band import Leaving

__all__ = ["peak_of"]

_DRAWS = 2_000
_SURE = 0.95


def peak_of(fitted: Leaving, until: int, rng: np.random.Generator) -> tuple[int, int] | None:
    """Give the days between which leaving is clearly commoner than on average, around its commonest.

    The margin is one that the commonest of all bins would pass by chance in one business of twenty that has
    no peak at all, simulated from the covariance.
    """
    bins = int(np.searchsorted(fitted.edges, until))
    hazards, spread = fitted.hazards[:bins], fitted.covariance[3 : 3 + bins, 3 : 3 + bins]
    weights = _exposure(fitted, until, bins)
    mean = float(weights @ hazards)
    contrast = np.eye(bins) - weights * hazards / mean
    covariance = contrast @ spread @ contrast.T
    error = np.sqrt(np.maximum(np.diag(covariance), 1e-300))
    drawn = rng.multivariate_normal(np.zeros(bins), covariance, _DRAWS, method="eigh") / error
    clear = np.log(hazards / mean) / error > np.quantile(drawn.max(axis=1), _SURE)
    top = int(np.argmax(np.where(clear, hazards, 0.0)))
    if bins < 2 or not clear[top]:
        return None
    before, after = np.flatnonzero(~clear[:top]), np.flatnonzero(~clear[top:])
    first = before[-1] + 1 if len(before) else 0
    last = top + after[0] if len(after) else bins
    return int(fitted.edges[first]), int(min(fitted.edges[last], until))


def _exposure(fitted: Leaving, until: int, bins: int) -> Floats:
    exposure = fitted.at_risk[: until // fitted.unit]
    place = np.searchsorted(fitted.edges, fitted.unit * np.arange(len(exposure)), side="right") - 1
    held = np.bincount(place, exposure, minlength=bins)
    return np.asarray(held / held.sum())
