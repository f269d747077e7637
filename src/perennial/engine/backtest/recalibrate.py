"""Corrections of level and slope that earlier cuts ask for, believed only as far as they agree."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from perennial.engine.histories import Floats

__all__ = ["LogOddsShift", "count_level", "fit_log_odds_shift"]

_CERTAIN = 1e-6
_TYPICAL = 0.15  # how far levels are usually off, on the log scale
_CALENDAR = 0.10  # how much a window's level varies by its season alone
_SLOPE = 0.15  # how far slopes are usually off
_FEW = 5.0  # orders that were expected and came anyway, so that small windows say little
_STEPS = 30


def count_level(expected: Sequence[float], came: Sequence[float]) -> float:
    """Give the factor by which expected counts are to be multiplied, from one sum a cut.

    The mean log ratio is shrunk towards none by its standard error: the windows overlap, so each counts for
    half, and each carries its season besides what the cuts show of their own.
    """
    logs = np.log((np.asarray(came, float) + _FEW) / (np.asarray(expected, float) + _FEW))
    return float(np.exp(_shrunk(logs, 1.0 / (np.asarray(came, float) + _FEW))))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOddsShift:
    """Log-odds become centre + level + slope * (log-odds - centre)."""

    level: float = 0.0
    slope: float = 1.0
    centre: float = 0.0

    def apply(self, p: Floats) -> Floats:
        """Correct probabilities; shape (n,)."""
        return np.asarray(expit(self.centre + self.level + self.slope * (_odds(p) - self.centre)))


def fit_log_odds_shift(forecasts: Sequence[Floats], happened: Sequence[NDArray[np.bool_]]) -> LogOddsShift:
    """Learn level and slope from P(order) at earlier cuts; one array of shape (n,) a cut.

    Each cut has a level of its own while the slope is found, so that seasons do not bend it.
    """
    odds = [_odds(p) for p in forecasts]
    centre = float(np.concatenate(odds).mean())
    levels, slope = np.zeros(len(odds)), 1.0
    spread = np.ones(len(odds))
    for _ in range(_STEPS):
        moved = levels.copy(), slope
        for cut, (z, y) in enumerate(zip(odds, happened, strict=True)):
            p = expit(centre + levels[cut] + slope * (z - centre))
            spread[cut] = 1.0 / (float((p * (1 - p)).sum()) + 1.0)
            levels[cut] += np.clip((float((y - p).sum()) - levels[cut]) * spread[cut], -1.0, 1.0)
        slope = _next_slope(odds, happened, centre, levels, slope)
        if abs(slope - moved[1]) + np.abs(levels - moved[0]).max() < _CERTAIN:
            break
    return LogOddsShift(level=_shrunk(levels, spread), slope=slope, centre=centre)


def _next_slope(
    odds: Sequence[Floats],
    happened: Sequence[NDArray[np.bool_]],
    centre: float,
    levels: Floats,
    slope: float,
) -> float:
    pull, weight = (1.0 - slope) / _SLOPE**2, 1.0 / _SLOPE**2
    for z, y, level in zip(odds, happened, levels, strict=True):
        p = expit(centre + level + slope * (z - centre))
        pull += float((z - centre) @ (y - p)) / 2  # the same customers come again at every cut
        weight += float(((z - centre) ** 2) @ (p * (1 - p))) / 2
    return float(np.clip(slope + pull / weight, 0.3, 2.0))


def _shrunk(levels: Floats, noise: Floats) -> float:
    between = float(levels.var(ddof=1)) if len(levels) > 1 else _CALENDAR**2
    variance = (_CALENDAR**2 + between + float(noise.mean())) / (len(levels) / 2)
    return float(levels.mean()) * _TYPICAL**2 / (_TYPICAL**2 + variance)


def _odds(p: Floats) -> Floats:
    return np.asarray(logit(np.clip(p, _CERTAIN, 1 - _CERTAIN)))
