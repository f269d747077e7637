"""Corrections of level and slope that earlier cuts ask for, believed only as far as they agree."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from perennial.engine.histories import Floats

__all__ = ["LogOddsShift", "count_level", "fit_slope", "with_level"]

_CERTAIN = 1e-6
_TYPICAL = 0.15  # how far levels are usually off, on the log scale
_CALENDAR = 0.10  # how much a window's level varies by its season alone
_SLOPE = 0.15  # how far slopes are usually off
_FEW = 5.0  # orders that were expected and came anyway, so that small windows say little
_HALF_LIFE = 20.0  # days after which a look at the level counts half
_STEPS = 30


def count_level(expected: Sequence[float], came: Sequence[float]) -> float:
    """Give the factor by which expected counts are to be multiplied, from one sum a cut.

    The mean log ratio is shrunk towards none by its standard error: the windows overlap, so each counts for
    half, and each carries its season besides what the cuts show of their own.
    """
    logs = np.log((np.asarray(came, float) + _FEW) / (np.asarray(expected, float) + _FEW))
    noise = float(np.mean(1.0 / (np.asarray(came, float) + _FEW)))
    between = float(logs.var(ddof=1)) if len(logs) > 1 else _CALENDAR**2
    return float(np.exp(_shrunk(float(logs.mean()), between, noise, max(1.0, len(logs) / 2))))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOddsShift:
    """Log-odds become centre + level + slope * (log-odds - centre)."""

    level: float = 0.0
    slope: float = 1.0
    centre: float = 0.0

    def apply(self, p: Floats) -> Floats:
        """Correct probabilities; shape (n,)."""
        return np.asarray(expit(self.centre + self.level + self.slope * (_odds(p) - self.centre)))


def fit_slope(forecasts: Sequence[Floats], happened: Sequence[NDArray[np.bool_]]) -> LogOddsShift:
    """Learn the slope of P(order) from earlier cuts; one array of shape (n,) a cut.

    Each cut has a level of its own while the slope is found, so that seasons do not bend it.
    """
    odds = [_odds(p) for p in forecasts]
    shift = LogOddsShift(centre=float(np.concatenate(odds).mean()))
    for _ in range(_STEPS):
        levels = [_level(shift, z, y)[0] for z, y in zip(odds, happened, strict=True)]
        slope = _next_slope(odds, happened, levels, shift)
        settled = abs(slope - shift.slope) < _CERTAIN
        shift = replace(shift, slope=slope)
        if settled:
            break
    return shift


def with_level(
    shift: LogOddsShift,
    forecasts: Sequence[Floats],
    happened: Sequence[NDArray[np.bool_]],
    ages: Sequence[int],
    *,
    horizon: int,
) -> LogOddsShift:
    """Add the level that recent days ask for; one array of shape (n,) and one age in days a look.

    Levels drift with the season, so a look counts half as much with every three weeks that it is older;
    looks whose windows overlap count as one.
    """
    found = [_level(shift, _odds(p), y) for p, y in zip(forecasts, happened, strict=True)]
    levels, noise = (np.asarray(part) for part in zip(*found, strict=True))
    weights = 0.5 ** (np.asarray(ages, float) / _HALF_LIFE)
    weights /= weights.sum()
    mean = float(weights @ levels)
    steps = abs(float(np.mean(np.diff(ages)))) if len(ages) > 1 else float(horizon)
    apart = max(1.0, min(1.0, steps / horizon) / float((weights**2).sum()))
    between = float(weights @ (levels - mean) ** 2)
    return replace(shift, level=_shrunk(mean, between, float(weights @ noise), apart))


def _level(shift: LogOddsShift, odds: Floats, happened: NDArray[np.bool_]) -> tuple[float, float]:
    # The level that makes the forecasts sum to what happened, and its variance, by Newton's method.
    line, total, level = shift.centre + shift.slope * (odds - shift.centre), float(happened.sum()), 0.0
    weight = 1.0
    for _ in range(_STEPS):
        p = expit(line + level)
        weight = float((p * (1 - p)).sum()) + 1.0
        step = float(np.clip((total - p.sum() - level) / weight, -1.0, 1.0))
        level += step
        if abs(step) < _CERTAIN:
            break
    return level, 1.0 / weight


def _next_slope(
    odds: Sequence[Floats],
    happened: Sequence[NDArray[np.bool_]],
    levels: Sequence[float],
    shift: LogOddsShift,
) -> float:
    pull, weight = (1.0 - shift.slope) / _SLOPE**2, 1.0 / _SLOPE**2
    for z, y, level in zip(odds, happened, levels, strict=True):
        off = z - shift.centre
        p = expit(shift.centre + level + shift.slope * off)
        pull += float(off @ (y - p)) / 2  # the same customers come again at every cut
        weight += float(off**2 @ (p * (1 - p))) / 2
    return float(np.clip(shift.slope + pull / weight, 0.3, 2.0))


def _shrunk(mean: float, between: float, noise: float, apart: float) -> float:
    variance = (_CALENDAR**2 + between + noise) / apart
    return mean * _TYPICAL**2 / (_TYPICAL**2 + variance)


def _odds(p: Floats) -> Floats:
    return np.asarray(logit(np.clip(p, _CERTAIN, 1 - _CERTAIN)))
