"""How far leaving dates may be off: the same dates under draws of everything that was estimated."""

import numpy as np

from perennial.engine.histories import Floats, Ints
from perennial.engine.lifetime.leaving_dates_curve import (
    LONGEST,
    curves_of,
    days_of_silence,
    leaving_silence,
)
from perennial.engine.lifetime.next_order_nodes import axes_for, points_of, read_off, state_at
from perennial.engine.lifetime.returns import ReturnModel

__all__ = ["leaving_bands"]

_EXACT = 600  # kinds of customers up to which each is drawn for
_NODES = 20  # draws differ by more than what lies between so many
_NEVER = 4.0 * LONGEST  # stands for "not within two years" while averaging


def leaving_bands(
    returns: ReturnModel,
    frequency: Ints,
    recency: Ints,
    *,
    fallen_to: float,
    draws: int,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Give the 10% and 90% points of the leaving silence; arrays of shape (m,), infinite where not reached.

    Many kinds of customers are drawn for at fewer nodes of (x, t_x), and read off between them.
    """
    if len(frequency) <= _EXACT:
        return _quantiles(returns, (frequency, recency), fallen_to, draws, rng=rng)
    axes = axes_for(frequency, recency, coarse=True)
    x, days = state_at(axes)
    bands = np.minimum(_quantiles(returns, (x, days), fallen_to, draws, rng=rng), _NEVER)
    low, high = read_off(axes, bands.T, points_of(frequency, recency)).T
    return _whole(low), _whole(high)


def _quantiles(
    returns: ReturnModel,
    kinds: tuple[Ints, Ints],
    fallen_to: float,
    draws: int,
    *,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    days = days_of_silence(LONGEST)
    silence = [
        leaving_silence(curves_of(draw, *kinds, days, nodes=_NODES), fallen_to=fallen_to)
        for draw in returns.draws(draws, rng)
    ]
    ranked = np.sort(np.stack(silence), axis=0)
    last = draws - 1
    return ranked[round(0.1 * last)], ranked[round(0.9 * last)]


def _whole(silence: Floats) -> Floats:
    return np.where(silence <= LONGEST, np.ceil(silence), np.inf)
