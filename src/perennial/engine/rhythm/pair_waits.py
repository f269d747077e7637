"""When a customer buys a product again: chances and waits of pairs, by what was learnt of the products."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.engine.numerics.erlang import phase_sum
from perennial.engine.rhythm.product_pairs import ProductPairs
from perennial.engine.rhythm.product_rhythms import ProductRhythms

__all__ = ["PairWaits", "pair_waits"]

_HALVINGS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class PairWaits:
    """m pairs as the model sees them; every array has shape (m,).

    Attributes
    ----------
    k
        The Erlang k.
    size, began
        Gamma posterior of the rate of a phase as known at the last purchase: shape, and rate in days.
    gone
        Odds that the customer left the product with the last purchase, against silence of no days.
    silence
        Days since then.
    """

    k: int
    size: Floats
    began: Floats
    gone: Floats
    silence: Floats

    def not_bought(self, days: Floats | float) -> Floats:
        """Give the chance that one who still buys the product has not yet done so, days after the last."""
        later = self.began + days
        share = self.began / later
        return np.asarray(np.exp(self.size * np.log(share)) * phase_sum(self.size, 1.0 - share, self.k))

    @property
    def p_alive(self) -> Floats:
        """Probability that the customer still buys the product (Platzer and Reutterer 2016, equation 11)."""
        still = self.not_bought(self.silence)
        return np.asarray(still / (still + self.gone))

    def p_order(self, horizon: float) -> Floats:
        """Probability of buying the product within `horizon` days."""
        now, then = self.not_bought(self.silence), self.not_bought(self.silence + horizon)
        return np.asarray((now - then) / (now + self.gone))

    def take(self, index: NDArray[np.intp] | NDArray[np.bool_]) -> "PairWaits":
        """Look at some of the pairs, by position or by mask."""
        return PairWaits(
            k=self.k,
            size=self.size[index],
            began=self.began[index],
            gone=self.gone[index],
            silence=self.silence[index],
        )

    def wait(self, probability: float, *, within: float, silence: Floats | float) -> Floats:
        """Give the days by which those who buy it within `within` days have done so with that probability.

        Counted from `silence` days after the last purchase.
        """
        now, end = self.not_bought(silence), self.not_bought(silence + within)
        goal = now - probability * (now - end)
        low, high = np.zeros(len(self.size)), np.full(len(self.size), float(within))
        for _ in range(_HALVINGS):
            middle = 0.5 * (low + high)
            early = self.not_bought(silence + middle) > goal
            low, high = np.where(early, middle, low), np.where(early, high, middle)
            if (high - low).max(initial=0.0) < 0.01:
                break
        return np.asarray(0.5 * (low + high))


def pair_waits(rhythms: ProductRhythms, pairs: ProductPairs, activity: Floats) -> PairWaits:
    """Ask what was learnt of some pairs.

    Parameters
    ----------
    rhythms
        Of the products that `pairs.product` counts.
    activity
        Shape (m,), as in `perennial.engine.rhythm.activity.activity_beside`.
    """
    x, recency = pairs.histories.frequency.astype(np.float64), pairs.histories.recency.astype(np.float64)
    pace = np.exp(rhythms.log_pace[pairs.product] - rhythms.activity_weight * activity)
    a = rhythms.leaving[pairs.product] * rhythms.concentration
    b = rhythms.concentration - a
    return PairWaits(
        k=rhythms.k,
        size=rhythms.r + rhythms.k * x,
        began=rhythms.r * pace + recency,
        gone=a / (b + x),
        silence=pairs.histories.silence.astype(np.float64),
    )
