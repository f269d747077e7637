"""What was known of each customer on the day of assignment, before anybody was treated."""

from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.leaving_curve import LeavingCurve
from perennial.trial.leaving_grid import PIECES

__all__ = ["Before", "FittedBefore", "before_of"]

_LEAST = 0.05  # of the mean hazard: no history makes leaving impossible


class FittedBefore(Protocol):
    """A latent attrition model fitted on the history before the trial (tenure or MBG/CNBD-k)."""

    @property
    def r(self) -> float:
        """Shape of the gamma distribution of the rate of a phase."""
        ...

    @property
    def alpha(self) -> float:
        """Its scale, in days."""
        ...

    @property
    def regularity(self) -> int:
        """The Erlang k of the waits."""
        ...

    def p_alive(self, frequency: Ints, recency: Ints, silence: Ints) -> Floats:
        """Probability of being still a customer after that silence; shape (n,)."""
        ...


@runtime_checkable
class _KnowsWhen(Protocol):
    """A model that says when customers leave, by days since the first purchase (the tenure model)."""

    @property
    def curve(self) -> LeavingCurve:
        """How those leave who did not leave at once."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """Histories of the n customers of a trial at the end of the day of assignment.

    Attributes
    ----------
    frequency, recency, silence
        Shape (n,): x, t_x, and days since the last purchase.
    gone
        Shape (n,): probability of having left before assignment.
    ahead
        Shape (n, J): hazard of leaving that the history lets expect of those still customers in each of J
        equal pieces of the horizon, against the mean; positive, ones where nothing is known.
    r, alpha, k
        Waits while a customer are Erlang-k with a Gamma(r, alpha) rate for each phase; alpha in days.
    """

    frequency: Floats
    recency: Floats
    silence: Floats
    gone: Floats
    ahead: Floats
    r: float
    alpha: float
    k: int

    def __len__(self) -> int:
        return len(self.frequency)

    @property
    def age(self) -> Floats:
        """Shape (n,): T, days from the first purchase to assignment."""
        return self.recency + self.silence

    def over(self, share: float) -> "Before":
        """Cut what lies ahead to the first share of the horizon, above 0 and at most 1."""
        edges = np.linspace(0.0, 1.0, self.ahead.shape[1] + 1)
        new = share * edges
        both = np.minimum(edges[1:, None], new[1:]) - np.maximum(edges[:-1, None], new[:-1])
        return replace(self, ahead=self.ahead @ (np.maximum(both, 0.0) / (new[1] - new[0])))

    def take(self, who: NDArray[np.bool_]) -> "Before":
        """Look at some of the customers only; `who` has shape (n,)."""
        return replace(
            self,
            frequency=self.frequency[who],
            recency=self.recency[who],
            silence=self.silence[who],
            gone=self.gone[who],
            ahead=self.ahead[who],
        )

    @property
    def pace(self) -> Floats:
        """Shape (n,): expected purchases a day while a customer, given the history."""
        return (self.r + self.k * self.frequency) / (self.alpha + self.age) / self.k


def before_of(model: FittedBefore, histories: Histories, *, horizon: int) -> Before:
    """Take from a model fitted on the history before the trial what reading the trial needs.

    Parameters
    ----------
    model
        Fitted on the whole business as of the day of assignment.
    histories
        Of the customers of the trial on that day, in the order of the trial.
    horizon
        Days from assignment.
    """
    known = model.p_alive(histories.frequency, histories.recency, histories.silence)
    return Before(
        frequency=histories.frequency.astype(np.float64),
        recency=histories.recency.astype(np.float64),
        silence=histories.silence.astype(np.float64),
        gone=np.clip(1.0 - known, 0.0, 1.0),
        ahead=_ahead(model, histories, horizon),
        r=model.r,
        alpha=model.alpha,
        k=model.regularity,
    )


def _ahead(model: FittedBefore, histories: Histories, horizon: int) -> Floats:
    if not isinstance(model, _KnowsWhen):
        return np.ones((len(histories), PIECES))
    days = histories.T[:, None] + np.linspace(0.0, horizon, PIECES + 1)
    hazard = np.diff(model.curve.at(days), axis=1) / (horizon / PIECES)
    mean = float(hazard.mean())
    return np.maximum(hazard / mean, _LEAST) if mean > 0 else np.ones_like(hazard)
