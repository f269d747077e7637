"""Correct what a model expects by what came elsewhere, kind by kind of situation."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats

__all__ = ["corrected"]

_RIDGE = (
    5.0  # events as expected that each part of a kind is given beforehand, so that few days correct little
)
_STEPS = 12
_FAR = 3.0  # a correction stays within so many logs


def corrected(came: Floats, expected: Floats, parts: NDArray[np.intp]) -> Floats:
    """Give the factors by which expected events are to be multiplied; shape (draws, cells).

    A Poisson regression with the expected events as exposure: a factor of each part of each kind (main
    effects), with a ridge on their logs, by Newton's method.

    Parameters
    ----------
    came, expected
        Shape (draws, cells): events of each cell.
    parts
        Shape (cells, kinds): which part of each kind a cell belongs to, from 0.
    """
    design = _design(parts)
    ridge = np.full(design.shape[1], _RIDGE)
    ridge[0] = 1e-6
    slope = np.zeros((len(came), design.shape[1]))
    slope[:, 0] = np.log(np.maximum(came.sum(axis=1), 0.5) / np.maximum(expected.sum(axis=1), 1e-9))
    for _ in range(_STEPS):
        fitted = expected * np.exp(np.clip(slope @ design.T, -_FAR, _FAR))
        gradient = (came - fitted) @ design - ridge * slope
        curvature = np.einsum("dc,cp,cq->dpq", fitted, design, design, optimize=True) + np.diag(ridge)
        slope += np.linalg.solve(curvature, gradient[:, :, None])[:, :, 0]
    return np.exp(np.clip(slope @ design.T, -_FAR, _FAR))


def _design(parts: NDArray[np.intp]) -> Floats:
    # A column of ones, and one for each part of each kind: the ridge decides among them.
    columns = [np.ones(len(parts))]
    for kind in parts.T:
        columns += [(kind == part).astype(np.float64) for part in range(int(kind.max()) + 1)]
    return np.stack(columns, axis=1)
