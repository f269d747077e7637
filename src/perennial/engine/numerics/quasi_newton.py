"""Minimise a smooth function within a box, from afar."""

import numpy as np
from scipy.optimize import minimize

from perennial.engine.histories import Floats
from perennial.engine.numerics.newton import Minimum, ValueAndGradient

__all__ = ["minimise"]


def minimise(
    function: ValueAndGradient,
    start: Floats,
    low: Floats,
    high: Floats,
    *,
    tolerance: float = 1e-6,
    steps: int = 300,
) -> Minimum:
    """Run L-BFGS-B from `start` within [low, high] until no slope is larger than `tolerance`."""
    options = {"ftol": 1e-13, "gtol": tolerance, "maxiter": steps, "maxcor": 20}
    bounds = list(zip(low, high, strict=True))
    found = minimize(function, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)  # type: ignore[call-overload]
    return Minimum(
        at=np.asarray(found.x), value=float(found.fun), gradient_norm=float(np.abs(found.jac).max())
    )
