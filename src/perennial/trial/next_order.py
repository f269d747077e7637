"""Restricted mean days from assignment to the next order (Kaplan-Meier), by intention to treat.

The area under the Kaplan-Meier curve over [0, h]. What each customer adds follows from the martingale of
the curve (Andersen and others 1993, section IV.3): minus the sum over days of the area still ahead, times the
order there was less the order expected, over those at risk. Without censoring that is the customer's own
days, at most h, less their mean.
"""

from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats
from perennial.trial.contrast import Contrast, contrast_of
from perennial.trial.followed import Bools, Followed

__all__ = ["Waits", "waited", "waits_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How one arm waited for the next order.

    Attributes
    ----------
    still
        Shape (h + 1,): share without an order by the end of each day.
    moves
        Shape (n of the arm,): by how much each customer moved `mean_days`.
    """

    still: Floats
    moves: Floats

    @property
    def mean_days(self) -> float:
        """Restricted mean days to the next order."""
        return float(self.still[:-1].sum())

    @property
    def returned_share(self) -> float:
        """Share with an order within the horizon."""
        return float(1.0 - self.still[-1])


def waits_of(followed: Followed, arm: Bools) -> Waits:
    """Estimate the waits of the customers named by `arm`, shape (n,)."""
    first, until, days = followed.first[arm], followed.until[arm], followed.horizon + 1
    came = first <= until
    end = np.minimum(first, until)
    at_risk = np.cumsum(np.bincount(end, minlength=days)[::-1])[::-1]
    rate = np.bincount(end[came], minlength=days) / np.maximum(at_risk, 1)
    still = np.cumprod(1.0 - rate, dtype=np.float64)
    ahead = np.append(np.cumsum(still[:-1][::-1])[::-1], 0.0)
    # A day's rate scales the whole area ahead of it: at 1 nothing is left to be scaled.
    pull = np.where(rate < 1.0, ahead / np.maximum((1.0 - rate) * at_risk, 1e-300), 0.0)
    moves = np.cumsum(pull * rate)[end] - np.where(came, pull[end], 0.0)
    return Waits(still=still, moves=moves)


def waited(followed: Followed) -> Contrast:
    """Compare the restricted means of the arms."""
    control, treatment = (waits_of(followed, arm) for arm in (~followed.treated, followed.treated))
    moves = np.zeros(len(followed))
    moves[~followed.treated], moves[followed.treated] = control.moves, treatment.moves
    return contrast_of(treatment.mean_days - control.mean_days, moves, followed.treated)
