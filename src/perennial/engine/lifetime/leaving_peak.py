"""Whether leaving has a peak: days on which it is clearly commoner than on average, and then rarer again."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.engine.lifetime.leaving_band import Leaving

__all__ = ["peak_of"]

_DRAWS = 2_000
_SURE = 0.95
_Z = 1.645  # of a one-sided comparison
_SEEN_OUT = 0.75  # share that has left by the end of the peak where it need not be seen to fall


def peak_of(fitted: Leaving, until: int, rng: np.random.Generator) -> tuple[int, int] | None:
    """Give the days between which leaving is clearly commoner than on average, around its commonest.

    The margin is one that the commonest of all bins would pass by chance in one business of twenty that has
    no peak at all, simulated from the covariance. A rise that does not clearly fall again is no peak while
    more than a quarter are still there: at the end of a log, silence is easily taken for leaving.
    """
    bins = int(np.searchsorted(fitted.edges, until))
    hazards, covariance = fitted.hazards[:bins], fitted.covariance[3 : 3 + bins, 3 : 3 + bins]
    exposure = _exposure(fitted, until, bins)
    clear = _clear(hazards, covariance, exposure, rng)
    top = int(np.argmax(np.where(clear, hazards, 0.0)))
    if bins < 2 or not clear[top]:
        return None
    before, after = np.flatnonzero(~clear[:top]), np.flatnonzero(~clear[top:])
    first = int(before[-1]) + 1 if len(before) else 0
    last = top + int(after[0]) if len(after) else bins
    if _share_left(fitted, last) < _SEEN_OUT and not _falls(hazards, covariance, exposure, (first, last)):
        return None
    return int(fitted.edges[first]), int(min(fitted.edges[last], until))


def _clear(
    hazards: Floats, covariance: Floats, exposure: Floats, rng: np.random.Generator
) -> NDArray[np.bool_]:
    # Bins whose hazard is above the mean by more than chance would lift the highest of them.
    mean = float(exposure @ hazards) / float(exposure.sum())
    contrast = np.eye(len(hazards)) - exposure * hazards / (exposure @ hazards)
    spread = contrast @ covariance @ contrast.T
    error = np.sqrt(np.maximum(np.diag(spread), 1e-300))
    drawn = rng.multivariate_normal(np.zeros(len(hazards)), spread, _DRAWS, method="eigh") / error
    return np.asarray(np.log(hazards / mean) / error > np.quantile(drawn.max(axis=1), _SURE))


def _falls(hazards: Floats, covariance: Floats, exposure: Floats, peak: tuple[int, int]) -> bool:
    # Whether the mean hazard after the peak is clearly below that within it.
    first, last = peak
    bins = np.arange(len(hazards))
    within, later = (
        exposure * hazards * chosen for chosen in ((bins >= first) & (bins < last), bins >= last)
    )
    if not later.sum():
        return False
    drop = np.log(within.sum() / exposure[first:last].sum()) - np.log(later.sum() / exposure[last:].sum())
    slope = within / within.sum() - later / later.sum()
    return bool(drop > _Z * np.sqrt(slope @ covariance @ slope))


def _exposure(fitted: Leaving, until: int, bins: int) -> Floats:
    at_risk = fitted.at_risk[: until // fitted.unit]
    place = np.searchsorted(fitted.edges, fitted.unit * np.arange(len(at_risk)), side="right") - 1
    return np.bincount(place, at_risk, minlength=bins).astype(np.float64)


def _share_left(fitted: Leaving, bins: int) -> float:
    return float(-np.expm1(-(fitted.hazards[:bins] @ np.diff(fitted.edges[: bins + 1]))))
