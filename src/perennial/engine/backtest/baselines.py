"""The rules of thumb that every forecast is held against."""

from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats, Histories, Ints

__all__ = ["BASELINES", "LastPlusMeanGap", "MeanRate", "OwnRate", "fit_baselines"]

#: Names of the baselines, as in `Record.rows`.
BASELINES = ("mean-rate", "own-rate", "last-plus-mean-gap")

_SURE = 0.02  # a rule that says yes or no is scored as 98 or 2 in 100


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanRate:
    """Every customer buys at the rate of all, purchases per day."""

    rate: float

    def expected_orders(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Rate of all times the days; shape (n,)."""
        del recency, silence
        return np.full(len(frequency), self.rate * horizon)

    def p_order(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Poisson with that rate; shape (n,)."""
        return -np.expm1(-self.expected_orders(frequency, recency, silence, horizon=horizon))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRate:
    """Every customer goes on at their own rate of repeat purchases."""

    def expected_orders(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Repeat purchases a day so far, times the days; shape (n,)."""
        return np.asarray(frequency / np.maximum(recency + silence, 1.0) * horizon)

    def p_order(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Poisson with that rate; shape (n,)."""
        expected = self.expected_orders(frequency, recency, silence, horizon=horizon)
        return np.clip(-np.expm1(-expected), _SURE / 20, 1 - _SURE / 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPlusMeanGap:
    """Every customer buys one mean gap of their own after the last purchase, and so on.

    `gap` in days stands in for those who have none.
    """

    gap: float

    def expected_orders(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Due days among those to come; shape (n,)."""
        gap = np.where(frequency > 0, np.maximum(recency, 1) / np.maximum(frequency, 1), self.gap)
        return np.asarray(np.floor((silence + horizon) / gap) - np.floor(silence / gap))

    def p_order(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Yes or no, as sure as a rule can be; shape (n,)."""
        due = self.expected_orders(frequency, recency, silence, horizon=horizon) >= 1
        return np.where(due, 1 - _SURE, _SURE)


def fit_baselines(histories: Histories) -> dict[str, "MeanRate | OwnRate | LastPlusMeanGap"]:
    """Give the baselines by name."""
    orders, days = float(histories.frequency.sum()), float(np.maximum(histories.T, 1).sum())
    mean_gap = float(histories.recency.sum()) / orders if orders else float(histories.T.max()) + 1.0
    rules = (MeanRate(rate=orders / days), OwnRate(), LastPlusMeanGap(gap=max(mean_gap, 1.0)))
    return dict(zip(BASELINES, rules, strict=True))
