"""How far forecasts were from what came."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logit

from perennial.engine.backtest.results import RecordRow
from perennial.engine.histories import Floats, Ints

__all__ = ["calibration_slope", "log_score", "poisson_deviance", "score"]

_CERTAIN = 1e-6
_LEAST = 1e-9
_FEW = 10


def score(expected: Floats, p_order: Floats, came: Ints, *, name: str, cut: int, horizon: int) -> RecordRow:
    """Hold one model's forecasts at one cut against the orders that came; arrays of shape (n,)."""
    ordered = came > 0
    total = int(came.sum())
    return RecordRow(
        model=name,
        cut=cut,
        horizon_days=horizon,
        customers=len(came),
        rmse=float(np.sqrt(np.mean((expected - came) ** 2))),
        mae=float(np.abs(expected - came).mean()),
        deviance=poisson_deviance(expected, came),
        bias=float(expected.sum() / total - 1) if total else None,
        brier=float(np.mean((p_order - ordered) ** 2)),
        log_score=log_score(p_order, ordered),
        slope=calibration_slope(p_order, ordered),
        expected=float(expected.sum()),
        came=total,
    )


def poisson_deviance(expected: Floats, came: Ints) -> float:
    """Mean Poisson deviance: 2 (y log(y / m) - (y - m))."""
    m = np.maximum(expected, _LEAST)
    return float(2 * np.mean(np.where(came > 0, came * np.log(np.maximum(came, 1) / m), 0.0) - (came - m)))


def log_score(p: Floats, happened: NDArray[np.bool_]) -> float:
    """Mean of minus the log of the probability given to what happened."""
    p = np.clip(p, _CERTAIN, 1 - _CERTAIN)
    return float(-np.mean(np.log(np.where(happened, p, 1 - p))))


def calibration_slope(p: Floats, happened: NDArray[np.bool_]) -> float | None:
    """Slope of what happened on the log-odds of the forecast: 1 is right, below 1 is too sure.

    None where nearly all or nearly none ordered, or where all forecasts are the same.
    """
    z = logit(np.clip(p, _CERTAIN, 1 - _CERTAIN))
    if min(happened.sum(), (~happened).sum()) < _FEW or np.ptp(z) < _CERTAIN:
        return None

    def loss(b: Floats) -> tuple[float, Floats]:
        line = b[0] + b[1] * z
        off = expit(line) - happened
        value = float(np.mean(np.logaddexp(0, line) - happened * line))
        return value, np.array([off.mean(), (off * z).mean()])

    return float(minimize(loss, np.array([0.0, 1.0]), jac=True, method="BFGS").x[1])
