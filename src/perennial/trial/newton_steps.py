"""Climb to the top of a log posterior whose slope and curvature are known."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from perennial.engine.histories import Floats

__all__ = ["Surface", "Top", "top"]

_STEPS = 60
_LONGEST = 2.0
_CLOSE = 1e-7  # rise still to be had, in log-likelihood
_FLAT = 1e-6  # of the largest curvature


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """A log posterior at one point: its value, slope (p,) and curvature (p, p)."""

    value: float
    slope: Floats
    curvature: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """Where the climb ended, shape (p,), and the inverse of minus the curvature there, shape (p, p)."""

    at: Floats
    spread: Floats


def top(function: Callable[[Floats], Surface], start: Floats) -> Top:
    """Climb by Newton steps, shortened where they do not rise."""
    # For matrices of this size threads of the linear algebra only wait for each other.
    with threadpool_limits(limits=1, user_api="blas"):
        at, here = start, function(start)
        for _ in range(_STEPS):
            move = _bounded(_spread(here.curvature) @ here.slope)
            if float(move @ here.slope) < _CLOSE:
                break
            at, here = _risen(function, at, here, move)
        return Top(at=at, spread=_spread(here.curvature))


def _risen(
    function: Callable[[Floats], Surface], at: Floats, here: Surface, move: Floats
) -> tuple[Floats, Surface]:
    there = function(at + move)
    while there.value < here.value and np.abs(move).max() > 1e-9:
        move = 0.3 * move
        there = function(at + move)
    return at + move, there


def _spread(curvature: Floats) -> Floats:
    # Directions in which the surface is flat, or bends upwards, count by the size of their bend.
    values, vectors = np.linalg.eigh(-curvature)
    kept = np.maximum(np.abs(values), _FLAT * float(np.abs(values).max()))
    return np.asarray((vectors / kept) @ vectors.T)


def _bounded(move: Floats) -> Floats:
    longest = float(np.abs(move).max())
    return move if longest <= _LONGEST else move * (_LONGEST / longest)
