"""Minimise a smooth function of a few parameters down to a stated gradient."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats

__all__ = ["Minimum", "ValueAndGradient", "floored_inverse", "hessian", "polish"]

ValueAndGradient = Callable[[Floats], tuple[float, Floats]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """Where a minimisation stopped: `at` of shape (p,), the value and the largest absolute slope there."""

    at: Floats
    value: float
    gradient_norm: float


def hessian(function: ValueAndGradient, at: Floats, *, step: float = 1e-4) -> Floats:
    """Give the second derivatives, shape (p, p), by central differences of the gradient."""
    rows = [(function(at + step * e)[1] - function(at - step * e)[1]) / (2 * step) for e in np.eye(len(at))]
    matrix = np.asarray(rows)
    return np.asarray(0.5 * (matrix + matrix.T))


def floored_inverse(matrix: Floats, *, floor: float = 1e-9) -> Floats:
    """Invert a symmetric matrix with its eigenvalues held above `floor` times the largest.

    A flat direction then gets a long but finite step (or a large variance) instead of a failure.
    """
    values, vectors = np.linalg.eigh(matrix)
    kept = np.maximum(values, floor * max(float(values[-1]), 1e-300))
    return np.asarray((vectors / kept) @ vectors.T)


def polish(
    function: ValueAndGradient, start: Floats, curvature: Floats, *, tolerance: float = 1e-8, steps: int = 30
) -> Minimum:
    """Take Newton steps with a given curvature, corrected by what each step shows (BFGS).

    The curvature may come from a sample of the rows: a few evaluations on all of them then reach the minimum
    itself.
    """
    at, matrix = start, curvature
    value, slope = function(at)
    for _ in range(steps):
        if np.abs(slope).max() < tolerance:
            break
        move = _bounded(-floored_inverse(matrix) @ slope)
        new_value, new_slope = function(at + move)
        while not new_value <= value + 1e-9 * abs(value) and np.abs(move).max() > 1e-9:
            move = 0.25 * move
            new_value, new_slope = function(at + move)
        matrix = _corrected(matrix, move, new_slope - slope)
        at, value, slope = at + move, new_value, new_slope
    return Minimum(at=at, value=value, gradient_norm=float(np.abs(slope).max()))


def _bounded(move: Floats) -> Floats:
    longest = float(np.abs(move).max())
    return move if longest <= 1 else move / longest


def _corrected(matrix: Floats, move: Floats, change: Floats) -> Floats:
    along = float(move @ change)
    pushed = matrix @ move
    if along <= 1e-14 * float(move @ move):
        return matrix
    return matrix + np.outer(change, change) / along - np.outer(pushed, pushed) / float(move @ pushed)
