"""The share of customers still there by days since the first purchase, and how it goes on beyond the log."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints

__all__ = ["LeavingCurve", "curve_of", "last_day", "tail_weights"]

_ENOUGH = 50.0  # customers at risk that a day must have to be spoken of
_LAST_PART = 0.25  # of the exposure, whose mean hazard goes on beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingCurve:
    """Cumulative hazard of those who did not leave at once: straight between knots, then with slope `tail`.

    Attributes
    ----------
    knots, cumulative
        Shape (n,): rising days from 0, and the hazard passed by then.
    tail
        Hazard per day after the last knot.
    """

    knots: Floats
    cumulative: Floats
    tail: float

    def at(self, days: NDArray[np.floating] | NDArray[np.integer]) -> Floats:
        """Give the cumulative hazard at any days; the same shape."""
        beyond = np.maximum(days - self.knots[-1], 0.0)
        return np.asarray(np.interp(days, self.knots, self.cumulative) + self.tail * beyond)

    def share_left(self, days: NDArray[np.floating] | NDArray[np.integer], since: Floats) -> Floats:
        """Give the share of those there at `since` who are still there at `days`."""
        return np.asarray(np.exp(self.at(since) - self.at(days)))


def last_day(at_risk: Floats, unit: int) -> int:
    """Give the last day with at least 50 expected at risk; half of all where they are fewer than 100."""
    enough = min(_ENOUGH, 0.5 * float(at_risk[0]))
    return unit * max(1, int(np.flatnonzero(at_risk >= enough)[-1]))


def tail_weights(at_risk: Floats, unit: int, edges: Ints, until: int) -> Floats:
    """Give the weights of the bins in the last quarter of the exposure before `until`; shape (B,), sum 1."""
    exposure = at_risk[: until // unit]
    share = np.cumsum(exposure) / exposure.sum()
    late = np.where(share > 1.0 - _LAST_PART, exposure, 0.0)
    place = np.searchsorted(edges, unit * np.arange(len(late)), side="right") - 1
    weights = np.bincount(place, late, minlength=len(edges) - 1)
    return np.asarray(weights / weights.sum())


def curve_of(edges: Ints, hazards: Floats, until: int, weights: Floats) -> LeavingCurve:
    """Follow the bins until the last day that can be spoken of, then go on with a weighted mean of them."""
    inner = edges[:-1][edges[:-1] < until]
    knots = np.append(inner, until).astype(np.float64)
    passed = np.concatenate([[0.0], np.cumsum(hazards[: len(inner)] * np.diff(knots))])
    return LeavingCurve(knots=knots, cumulative=passed, tail=float(weights @ hazards))
