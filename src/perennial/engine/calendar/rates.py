"""How much more came than was expected, where counts may be small or nothing came at all."""

import numpy as np
from scipy.special import gammaincinv

from perennial.core.estimate import Estimate
from perennial.engine.histories import Floats

__all__ = ["DISPERSION", "factors_of", "spread_between"]

#: Purchases of a day vary about twice as much as Poisson's: customers come in families and on news.
DISPERSION = 2.0

_LIMITS = (0.025, 0.975)
_LEAST_SPREAD = 0.05  # of factors, however alike they look


def spread_between(came: Floats, expected: Floats) -> float:
    """Give the standard deviation of true factors beyond chance; arguments of shape (n,)."""
    known = expected > 0
    if known.sum() < 2:
        return _LEAST_SPREAD
    factor = came[known] / expected[known]
    chance = float(np.mean(DISPERSION / expected[known]))
    return float(np.sqrt(max(float(factor.var(ddof=1)) - chance, _LEAST_SPREAD**2)))


def factors_of(came: Floats, expected: Floats, *, mean: float, spread: float) -> tuple[Estimate, ...]:
    """Give the factors of what came over what was expected, with 95% intervals.

    Counts are Poisson's with `DISPERSION` times its variance; factors are gamma distributed beforehand, so
    that those with little data lean on the mean (the conjugate gamma-Poisson model).

    Parameters
    ----------
    came, expected
        Shape (n,).
    mean, spread
        Mean and standard deviation of factors beforehand.
    """
    strength = mean / spread**2
    shape = strength * mean + came / DISPERSION
    rate = strength + expected / DISPERSION
    low, high = (gammaincinv(shape, limit) / rate for limit in _LIMITS)
    return tuple(
        Estimate(value=float(value), low=float(least), high=float(most))
        for value, least, most in zip(shape / rate, low, high, strict=True)
    )
