"""Treatment less control, with what each customer adds to it, and less what their histories explain."""

from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats
from perennial.trial.before import Before
from perennial.trial.followed import Bools

__all__ = ["Contrast", "adjusted", "contrast_of", "features_of"]

_TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A difference between the arms, treatment minus control.

    Attributes
    ----------
    value
        The difference.
    influence
        Shape (n,): by how much each customer moved it; their squares add up to its variance.
    model_error
        Standard error of what a model may be off by besides; no number of customers makes it smaller.
    """

    value: float
    influence: Floats
    model_error: float = 0.0


def contrast_of(value: float, moves: Floats, treated: Bools) -> Contrast:
    """Turn what each customer adds to the value of their own arm into a contrast.

    Parameters
    ----------
    value
        The difference.
    moves
        Shape (n,): by how much each moved the value of their arm; corrected for the mean fitted in each arm.
    treated
        Shape (n,): the arm.
    """
    size = np.where(treated, treated.sum(), (~treated).sum())
    mended = moves * np.sqrt(size / np.maximum(size - 1.0, 1.0))
    return Contrast(value=value, influence=np.where(treated, mended, -mended))


def features_of(before: Before) -> Floats:
    """Give what was known before the trial, to be held equal between the arms; shape (n, f).

    The chance of being still a customer, the orders to be expected then, the same weighed by the hazard
    ahead, and that hazard.
    """
    here = 1.0 - before.gone
    risk = before.ahead.mean(axis=1)
    return np.column_stack([here, here * before.pace, here * before.pace * risk / risk.mean(), here * risk])


def adjusted(contrast: Contrast, treated: Bools, features: Floats) -> Contrast:
    """Take off what luck of the draw in the features explains (analysis of covariance).

    Slopes are common to both arms, from what each customer adds to their own arm; in expectation the features
    of the arms are equal, so nothing but noise is taken off (Yang and Tsiatis 2001).

    Parameters
    ----------
    contrast
        To be adjusted.
    treated
        Shape (n,): the arm.
    features
        Shape (n, f): known before assignment.
    """
    size = np.where(treated, treated.sum(), (~treated).sum()).astype(np.float64)
    sign = np.where(treated, 1.0, -1.0)
    centred = _within_arms(features, treated)
    outcome = sign * size * contrast.influence
    slopes = np.linalg.lstsq(centred, outcome, rcond=_TINY)[0]
    luck = features[treated].mean(axis=0) - features[~treated].mean(axis=0)
    spent = np.linalg.matrix_rank(centred)
    left = (outcome - centred @ slopes) * np.sqrt(len(size) / max(len(size) - spent, 1.0))
    return Contrast(value=contrast.value - float(luck @ slopes), influence=sign * left / size)


def _within_arms(features: Floats, treated: Bools) -> Floats:
    centred = np.empty_like(features)
    for arm in (treated, ~treated):
        centred[arm] = features[arm] - features[arm].mean(axis=0)
    return centred
