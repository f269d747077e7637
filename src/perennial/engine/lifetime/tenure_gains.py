"""Purchases of one who is still a customer in parts of the time ahead, by phases of the wait passed."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.engine.lifetime.leaving_curve import LeavingCurve
from perennial.engine.numerics.renewals import first_wait_survival, mean_renewals

__all__ = ["Parameters", "Parts", "counts_of_parts", "first_orders_of_parts", "in_a_row"]

_TINY = 1e-150  # its square is still a number


class Parameters(Protocol):
    """Parameters of the tenure model; days."""

    @property
    def r(self) -> float:
        """Shape of the gamma distribution of the rate of a phase."""
        ...

    @property
    def alpha(self) -> float:
        """Its scale, in days."""
        ...

    @property
    def q0(self) -> float:
        """Share who leave right after the first purchase."""
        ...

    @property
    def k(self) -> int:
        """The Erlang k."""
        ...

    @property
    def curve(self) -> LeavingCurve:
        """How the others leave."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Parts of the time ahead, within which hazards are taken as even.

    Attributes
    ----------
    days
        Shape (n, m), or (1, m) where they are the same for all: days ahead.
    low, high
        Positions among the m days at which each of p parts begins and ends.
    """

    days: Floats
    low: slice | NDArray[np.intp]
    high: slice | NDArray[np.intp]


def in_a_row(days: Floats) -> Parts:
    """Take rising days of shape (n, m) as the edges of m - 1 parts."""
    return Parts(days=days, low=slice(None, -1), high=slice(1, None))


def counts_of_parts(at: Parameters, age: NDArray[np.int64], size: Floats, parts: Parts) -> Floats:
    """Give the purchases of each part, for no phase passed, one, and so on; shape (k, n, p).

    The next purchase is that of `first_orders_of_parts`, so that no count is below the chance of one; within
    a part the further ones come evenly to those still there.

    Parameters
    ----------
    age, size
        Shape (n,): days since the first purchase, and r + k x.
    parts
        Of the time ahead.
    """
    since = age.astype(np.float64)[:, None]
    there = _there_since(at, since, parts.days)
    odds = parts.days / (at.alpha + since)
    evenly = there[:, parts.low] * _even(np.log(there[:, parts.low] / there[:, parts.high]))
    further = [
        mean_renewals(size[:, None] + j, odds, k=at.k, passed=j)
        - (1.0 - first_wait_survival(size[:, None] + j, odds, k=at.k, passed=j))
        for j in range(at.k)
    ]
    beyond = np.stack(
        [np.maximum(counts[:, parts.high] - counts[:, parts.low], 0.0) * evenly for counts in further]
    )
    return first_orders_of_parts(at, age, size, parts) + beyond


def first_orders_of_parts(at: Parameters, age: NDArray[np.int64], size: Floats, parts: Parts) -> Floats:
    """Give the probability that the next purchase falls in each part; shape (k, n, p).

    Within a part buying and leaving compete at even hazards. Parameters are those of `counts_of_parts`.
    """
    since = age.astype(np.float64)[:, None]
    there = _there_since(at, since, parts.days)
    odds = parts.days / (at.alpha + since)
    gains = []
    for j in range(at.k):
        waits = np.maximum(first_wait_survival(size[:, None] + j, odds, k=at.k, passed=j), _TINY)
        both = there * waits
        buying = np.log(waits[:, parts.low] / waits[:, parts.high])
        ending = np.log(both[:, parts.low] / both[:, parts.high])
        gains.append(both[:, parts.low] * buying * _even(ending))
    return np.stack(gains)


def _there_since(at: Parameters, since: Floats, days: Floats) -> Floats:
    return np.maximum(at.curve.share_left(since + days, since), _TINY)


def _even(rise: Floats) -> Floats:
    # Mean of exp(-hazard) over a part in which the hazard rises evenly from 0.
    return np.where(rise > 1e-9, -np.expm1(-rise) / np.maximum(rise, 1e-9), 1.0)
