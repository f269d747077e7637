"""Forecasts of counts and chances of an order, blended and corrected as the log's own past had it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from perennial.engine.backtest.candidates import CountModel
from perennial.engine.backtest.recalibrate import LogOddsShift
from perennial.engine.histories import Floats, Histories
from perennial.engine.numerics.grouping import distinct

__all__ = ["Forecaster", "HorizonPlan", "Weights", "blended_counts", "blended_p"]

#: Weight of each model by name; sums to 1.
Weights = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonPlan:
    """How forecasts for one horizon are made.

    Expected orders are the blend by `count_weights` times `level`; P(at least one order) is the blend by
    `p_weights`, its log-odds corrected by `shift`.
    """

    count_weights: Weights
    p_weights: Weights
    level: float = 1.0
    shift: LogOddsShift = field(default_factory=LogOddsShift)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecaster:
    """Fitted models and, for each horizon in days that was learnt, how to use them.

    A horizon that was not learnt is forecast in the way of the nearest that was.
    """

    models: Mapping[str, CountModel]
    plans: Mapping[int, HorizonPlan]

    def expected_orders(self, histories: Histories, *, horizon: int) -> Floats:
        """Expect so many purchases in the next `horizon` days; shape (n,)."""
        rows, place = _distinct(histories)
        return blended_counts(self.models, self._plan(horizon), rows, horizon)[place]

    def p_order(self, histories: Histories, *, horizon: int) -> Floats:
        """Probability of at least one purchase in the next `horizon` days; shape (n,)."""
        rows, place = _distinct(histories)
        return blended_p(self.models, self._plan(horizon), rows, horizon)[place]

    def _plan(self, horizon: int) -> HorizonPlan:
        return self.plans[min(self.plans, key=lambda known: abs(np.log(known / horizon)))]


def blended_counts(
    models: Mapping[str, CountModel], plan: HorizonPlan, histories: Histories, horizon: int
) -> Floats:
    """Blend expected orders; shape (n,)."""
    state = histories.frequency, histories.recency, histories.silence
    blend = _blend(plan.count_weights, lambda name: models[name].expected_orders(*state, horizon=horizon))
    return plan.level * blend


def blended_p(
    models: Mapping[str, CountModel], plan: HorizonPlan, histories: Histories, horizon: int
) -> Floats:
    """Blend chances of an order; shape (n,)."""
    state = histories.frequency, histories.recency, histories.silence
    return plan.shift.apply(
        _blend(plan.p_weights, lambda name: models[name].p_order(*state, horizon=horizon))
    )


def _blend(weights: Weights, forecast_of: Callable[[str], Floats]) -> Floats:
    # A model without weight is not asked: some are dear.
    return np.asarray(sum(weight * forecast_of(name) for name, weight in weights if weight > 0))


def _distinct(histories: Histories) -> tuple[Histories, np.ndarray[tuple[int], np.dtype[np.intp]]]:
    # Equal rows get equal forecasts: a million customers share some hundred thousand.
    (x, recency, T), place = distinct(histories.frequency, histories.recency, histories.T)
    rows = replace(
        histories,
        frequency=x.astype(np.int32),
        recency=recency.astype(np.int32),
        T=T.astype(np.int32),
        sum_log_gap=np.zeros(len(x)),
    )
    return rows, place
