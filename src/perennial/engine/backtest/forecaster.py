"""Forecasts of counts and chances of an order, blended and corrected as the log's own past had it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from perennial.engine.backtest.candidates import CountModel
from perennial.engine.backtest.recalibrate import LogOddsShift
from perennial.engine.backtest.tree_looks import tree_features
from perennial.engine.calendar.business_time import BusinessTime, ahead_in_business_time
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.numerics.grouping import distinct
from perennial.engine.recent import Recent
from perennial.engine.trees.because import because
from perennial.engine.trees.model import BASE, TREES, TreeModel, ask_trees

__all__ = ["Forecaster", "HorizonPlan", "Weights", "blended_counts", "blended_p", "models_in"]

_SHARE = 0.25  # of the trees in a chance, from which on their reasons are its reasons

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
    `time`; None where days are all alike to them. `trees` correct one of the models, None where they have no
    share in any plan; they look at the latest purchases, which are then to be given.
    """

    models: Mapping[str, CountModel]
    plans: Mapping[int, HorizonPlan]
    time: BusinessTime | None = None
    trees: TreeModel | None = None

    def expected_orders(self, histories: Histories, *, horizon: int, recent: Recent | None = None) -> Floats:
        """Expect so many purchases in the next `horizon` days; shape (n,)."""
        return blended_counts(
            self._plan(horizon), _Asking(self, "expected_orders", histories, recent, horizon).ask
        )

    def p_order(self, histories: Histories, *, horizon: int, recent: Recent | None = None) -> Floats:
        """Probability of at least one purchase in the next `horizon` days; shape (n,)."""
        return blended_p(self._plan(horizon), _Asking(self, "p_order", histories, recent, horizon).ask)

    def because(self, histories: Histories, recent: Recent, *, horizon: int) -> Ints:
        """Say what moves the chance of an order most (`BECAUSE`); nothing where trees have little share."""
        share = dict(self._plan(horizon).p_weights).get(TREES, 0.0)
        if self.trees is None or share < _SHARE:
            return np.zeros(len(histories), np.int32)
        asking = _Asking(self, "p_order", histories, recent, horizon)
        return because(self.trees.chances_of(horizon), asking.features, self.trees.typical)

    def _plan(self, horizon: int) -> HorizonPlan:
        return self.plans[min(self.plans, key=lambda known: abs(np.log(known / horizon)))]


class _Asking:
    """Asks the models of a forecaster of some customers, kind by kind, and the trees each by each."""

    def __init__(
        self, of: Forecaster, what: str, histories: Histories, recent: Recent | None, horizon: int
    ) -> None:
        self.of, self.what, self.horizon = of, what, horizon
        self.histories, self.recent = histories, recent
        self.measured = of.time.histories(histories) if of.time else histories

    def ask(self, name: str) -> Floats:
        """Ask one by its name; shape (n,)."""
        if name == TREES and self.of.trees is not None:
            return self._ask_trees(self.of.trees)
        return self._ask_model(BASE if name == TREES else name, self.horizon)

    def _ask_model(self, name: str, horizon: int) -> Floats:
        rows, kind = self.kinds
        model: Callable[..., Floats] = getattr(self.of.models[name], self.what)
        state = rows.frequency, rows.recency, rows.silence
        told = ahead_in_business_time(lambda days: model(*state, horizon=days), self._ahead(horizon))
        return told[kind]

    @cached_property
    def features(self) -> Floats:
        """What trees look at; shape (n, f)."""
        if self.recent is None:
            raise ValueError("trees look at the latest purchases, which were not given")
        return tree_features(self.of.models[BASE], self.measured, self.histories, self.recent)

    def _ask_trees(self, trees: TreeModel) -> Floats:
        return ask_trees(
            trees,
            self.what,
            self.features,
            base=lambda days: self._ask_model(BASE, days),
            pace=lambda days: self._ahead(days) / days,
            horizon=self.horizon,
        )

    def _ahead(self, horizon: int) -> float:
        return self.of.time.ahead(self.histories.as_of, horizon) if self.of.time else float(horizon)

    @cached_property
    def kinds(self) -> tuple[Histories, NDArray[np.intp]]:
        """The distinct histories, and which of them each customer has."""
        return _distinct(self.measured)


def blended_counts(plan: HorizonPlan, expected_of: Callable[[str], Floats]) -> Floats:
    """Blend the expected orders, shape (n,), that models give by their names."""
    return plan.level * _blend(plan.count_weights, expected_of)


def blended_p(plan: HorizonPlan, p_of: Callable[[str], Floats]) -> Floats:
    """Blend the chances of an order, shape (n,), that models give by their names."""
    return plan.shift.apply(_blend(plan.p_weights, p_of))


def models_in(plans: Iterable[HorizonPlan]) -> set[str]:
    """Name the models that have a share in some plan."""
    return {name for plan in plans for name, weight in (*plan.count_weights, *plan.p_weights) if weight > 0}


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
