"""Weights of competing forecasts, as the past would have had them."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import softmax

from perennial.engine.histories import Floats, Ints

__all__ = ["count_weights", "probability_weights"]

_EQUAL = 0.5  # how strongly equal weights are believed in before the data speak, in customers
_TOO_LITTLE = 0.1  # a model with less than a tenth is left out: it hardly moves a forecast and costs its time
_DISPERSION = 2.0  # counts vary about twice as much as Poisson's, so they tell half as much
_LEAST = 1e-9

Loss = Callable[[Floats], tuple[float, Floats]]


def count_weights(forecasts: Sequence[Floats], came: Sequence[Ints]) -> Floats:
    """Weigh forecasts of counts so that their blend has the least Poisson deviance.

    Parameters
    ----------
    forecasts
        One array of shape (n, models) a cut.
    came
        One array of shape (n,) a cut.

    Returns
    -------
    array of shape (models,)
        Not negative, summing to 1; nothing below a tenth.
    """
    table, y = np.concatenate(forecasts), np.concatenate(came).astype(np.float64)

    def loss(weights: Floats) -> tuple[float, Floats]:
        mean = np.maximum(table @ weights, _LEAST)
        slope = table.T @ (1.0 - y / mean)
        return float((mean - y * np.log(mean)).sum()) / _DISPERSION, slope / _DISPERSION

    return _least(loss, table.shape[1])


def probability_weights(forecasts: Sequence[Floats], happened: Sequence[NDArray[np.bool_]]) -> Floats:
    """Weigh forecasts of P(order) so that their blend scores best in logs; shapes as in `count_weights`."""
    table, y = np.concatenate(forecasts), np.concatenate(happened)
    given = np.clip(np.where(y[:, None], table, 1.0 - table), _LEAST, 1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        mean = given @ weights
        return float(-np.log(mean).sum()), -(given / mean[:, None]).sum(axis=0)

    return _least(loss, table.shape[1])


def _least(loss: Loss, models: int) -> Floats:
    if models == 1:
        return np.ones(1)

    def on_logs(logs: Floats) -> tuple[float, Floats]:
        weights = softmax(logs)
        value, slope = loss(weights)
        value -= _EQUAL * float(np.log(np.maximum(weights, _LEAST)).sum())
        inner = slope * weights
        return value, inner - weights * inner.sum() - _EQUAL * (1.0 - models * weights)

    found = softmax(minimize(on_logs, np.zeros(models), jac=True, method="L-BFGS-B").x)
    kept = np.where(found >= _TOO_LITTLE, found, 0.0)
    return np.asarray(kept / kept.sum())
