"""Customers of like prospects on the day of assignment: those whom the history lets expect to leave alike."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats

__all__ = ["Prospects", "prospects_of"]

_GROUPS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospects:
    """A group of customers with like hazards ahead.

    Attributes
    ----------
    who
        Shape (n,): positions in the trial, both arms.
    ahead
        Shape (J,): a_j, their mean hazard in each piece, as the history lets expect it, against that of all.
    worse
        z: by how much the log of their hazard is above the mean of all.
    """

    who: NDArray[np.intp]
    ahead: Floats
    worse: float

    def hazard(self, arm: Floats) -> Floats:
        """Give the hazard a day in each piece, shape (J,), under an arm's log m and tilt, shape (J + 1,)."""
        return np.asarray(self.ahead * np.exp(arm[:-1] + arm[-1] * self.worse))

    @property
    def lean(self) -> Floats:
        """Shape (J, J + 1): how the log-hazards move with log m and tilt."""
        pieces = len(self.ahead)
        return np.column_stack([np.eye(pieces), np.full(pieces, self.worse)])


def prospects_of(ahead: Floats) -> list[Prospects]:
    """Cut customers into groups of about one size by the hazard ahead of them; equal ones stay together.

    Parameters
    ----------
    ahead
        Shape (n, J): hazard in each piece of the horizon, positive.

    Returns
    -------
    list
        The groups, none empty.
    """
    whole = ahead.sum(axis=1)
    cuts = np.unique(np.quantile(whole, np.arange(1, _GROUPS) / _GROUPS))
    place = np.searchsorted(cuts, whole, side="left")
    groups = [np.flatnonzero(place == one) for one in np.unique(place)]
    usual = np.average(
        [np.log(whole[group].mean()) for group in groups], weights=[len(group) for group in groups]
    )
    return [
        Prospects(
            who=group, ahead=ahead[group].mean(axis=0), worse=float(np.log(whole[group].mean()) - usual)
        )
        for group in groups
    ]
