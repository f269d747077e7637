"""Minimise a smooth function of up to some dozens of parameters within a box, from afar (L-BFGS-B)."""

import numpy as np
from scipy.optimize import Bounds, minimize
from threadpoolctl import threadpool_limits

from perennial.engine.histories import Floats
from perennial.engine.numerics.newton import Minimum, ValueAndGradient

__all__ = ["minimise"]

_NO_FALL = 1e-15  # relative fall below which nothing more is to be had


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
    # For matrices of this size threads of the linear algebra only wait for each other.
    with threadpool_limits(limits=1, user_api="blas"):
        found = minimize(
            function,
            np.clip(start, low, high),
            jac=True,
            method="L-BFGS-B",
            bounds=Bounds(low, high),
            options={"gtol": tolerance, "ftol": _NO_FALL, "maxiter": steps, "maxcor": 30},
        )
    return Minimum(at=found.x, value=float(found.fun), gradient_norm=float(np.abs(found.jac).max()))
