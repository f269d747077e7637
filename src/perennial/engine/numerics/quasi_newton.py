"""Minimise a smooth function of up to some dozens of parameters within a box, from afar (BFGS).

Written out because the routine of the usual library wakes the threads of its linear algebra for matrices of
this size, which on a busy machine takes several times as long as the likelihoods themselves.
"""

from typing import NamedTuple

import numpy as np

from perennial.engine.histories import Floats
from perennial.engine.numerics.newton import Minimum, ValueAndGradient

__all__ = ["minimise"]

_LONGEST = 2.0  # of a step, in any parameter
_ENOUGH = 1e-4  # of the fall promised by the slope that a step must bring (Armijo)
_SHORTEST = 1e-10
_NO_FALL = 1e-15  # relative fall below which nothing more is to be had


class _Point(NamedTuple):
    at: Floats
    value: float
    slope: Floats


def minimise(
    function: ValueAndGradient,
    start: Floats,
    low: Floats,
    high: Floats,
    *,
    tolerance: float = 1e-6,
    steps: int = 500,
) -> Minimum:
    """Go down from `start` within [low, high] until no slope is larger than `tolerance`.

    Slopes that push out of the box do not count.
    """
    here = _Point(np.clip(start, low, high), *function(np.clip(start, low, high)))
    inverse, fresh = _fresh(here.slope), True
    for _ in range(steps):
        free = _free(here, low, high)
        if np.abs(free).max() < tolerance:
            break
        there = _search(function, here, _direction(inverse, free), (low, high))
        stuck = here.value - there.value <= _NO_FALL * abs(there.value)
        if stuck and fresh:
            break
        inverse = _fresh(there.slope) if stuck else _learned(inverse, here, there, fresh=fresh)
        here, fresh = there, stuck
    return Minimum(at=here.at, value=here.value, gradient_norm=float(np.abs(here.slope).max()))


def _fresh(slope: Floats) -> Floats:
    return np.asarray(np.eye(len(slope)) / max(float(np.abs(slope).max()), 1e-12))


def _free(here: _Point, low: Floats, high: Floats) -> Floats:
    held = ((here.at <= low) & (here.slope > 0)) | ((here.at >= high) & (here.slope < 0))
    return np.where(held, 0.0, here.slope)


def _direction(inverse: Floats, slope: Floats) -> Floats:
    move = -inverse @ slope
    if move @ slope >= 0:
        move = -slope
    longest = float(np.abs(move).max())
    return np.asarray(move if longest <= _LONGEST else move * (_LONGEST / longest))


def _search(function: ValueAndGradient, here: _Point, move: Floats, box: tuple[Floats, Floats]) -> _Point:
    # Shorten the step, by the parabola through what is known, until the fall is in keeping with the slope.
    share = 1.0
    while share > _SHORTEST:
        at = np.clip(here.at + share * move, *box)
        there = _Point(at, *function(at))
        promised = float(here.slope @ (at - here.at))
        if there.value <= here.value + _ENOUGH * promised:
            return there
        bend = there.value - here.value - promised
        best = -0.5 * promised / bend if np.isfinite(bend) and bend > 0 else 0.1
        share *= float(np.clip(best, 0.1, 0.5))
    return here


def _learned(inverse: Floats, here: _Point, there: _Point, *, fresh: bool) -> Floats:
    # The BFGS formula for the inverse of the second derivatives (Nocedal and Wright 2006, equation 6.17).
    step, change = there.at - here.at, there.slope - here.slope
    along = float(step @ change)
    if along <= 1e-12 * float(np.sqrt((step @ step) * (change @ change))):
        return inverse
    if fresh:
        inverse = np.eye(len(step)) * (along / float(change @ change))
    turned = np.eye(len(step)) - np.outer(step, change) / along
    return np.asarray(turned @ inverse @ turned.T + np.outer(step, step) / along)
