"""Forecasts of counts and chances of an order, blended and corrected as the log's own past had it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from perennial.engine.backtest.candidates import CountModel
from perennial.engine.backtest.recalibrate import LogOddsShift
from perennial.engine.calendar.business_time import BusinessTime, ahead_in_business_time
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

    A horizon that was not learnt is forecast in the way of the nearest that was. The models run by the clock
    `time`; None where days are all alike to them.
    """

    models: Mapping[str, CountModel]
    plans: Mapping[int, HorizonPlan]
    time: BusinessTime | None = None

    def expected_orders(self, histories: Histories, *, horizon: int) -> Floats:
        """Expect so many purchases in the next `horizon` days; shape (n,)."""
        ask, place = self._asked("expected_orders", histories, horizon)
        return blended_counts(self._plan(horizon), ask)[place]

    def p_order(self, histories: Histories, *, horizon: int) -> Floats:
        """Probability of at least one purchase in the next `horizon` days; shape (n,)."""
        ask, place = self._asked("p_order", histories, horizon)
        return blended_p(self._plan(horizon), ask)[place]

    def _asked(
        self, what: str, histories: Histories, horizon: int
    ) -> tuple[Callable[[str], Floats], NDArray[np.intp]]:
        """Say how to ask a model by its name for each kind of history, and give the kind of each."""
        ahead = self.time.ahead(histories.as_of, horizon) if self.time else float(horizon)
        rows, kind = _distinct(self.time.histories(histories) if self.time else histories)
        state = rows.frequency, rows.recency, rows.silence

        def ask(name: str) -> Floats:
            model: Callable[..., Floats] = getattr(self.models[name], what)
            return ahead_in_business_time(lambda days: model(*state, horizon=days), ahead)

        return ask, kind

    def _plan(self, horizon: int) -> HorizonPlan:
        return self.plans[min(self.plans, key=lambda known: abs(np.log(known / horizon)))]


def blended_counts(plan: HorizonPlan, expected_of: Callable[[str], Floats]) -> Floats:
    """Blend the expected orders, shape (n,), that models give by their names."""
    return plan.level * _blend(plan.count_weights, expected_of)


def blended_p(plan: HorizonPlan, p_of: Callable[[str], Floats]) -> Floats:
    """Blend the chances of an order, shape (n,), that models give by their names."""
    return plan.shift.apply(_blend(plan.p_weights, p_of))


def _blend(weights: Weights, forecast_of: Callable[[str], Floats]) -> Floats:
    # A model without weight is not asked: some are dear.
    return np.asarray(sum(weight * forecast_of(name) for name, weight in weights if weight > 0))


def _distinct(histories: Histories) -> tuple[Histories, NDArray[np.intp]]:
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
