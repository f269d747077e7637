"""Looks at a log's past from which trees learn."""

from collections.abc import Sequence

import numpy as np

from perennial.engine.backtest.candidates import CountModel
from perennial.engine.backtest.cuts import LEAST_HISTORY
from perennial.engine.calendar.business_time import BusinessTime
from perennial.engine.customer_facts import NO_FACTS, CustomerFacts
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.purchases import PurchaseLog, count_between, histories_at
from perennial.engine.recent import Recent, recent_at
from perennial.engine.trees.features import FEATURE_DAYS, FEATURES, features_of
from perennial.engine.trees.fit import Look, horizons_apart

__all__ = ["looks_before", "tree_features"]

_APART = 14  # days: whole weeks, so that every look stands on the same day of the week
_LOOKS = 12  # windows that a horizon is learnt from, at most
_MOST = 4_000  # customers of a look
_EXPECTED = [name for name, _ in FEATURES].index("expected")
_LEAST_PACE = 0.05  # a window that is closed nearly throughout says nothing of an ordinary one


def looks_before(
    log: PurchaseLog,
    cut: int,
    base: CountModel,
    time: BusinessTime,
    *,
    horizons: Sequence[int],
    facts: CustomerFacts = NO_FACTS,
    rng: np.random.Generator,
) -> list[Look]:
    """Look at the log every two weeks of the past, with outcomes known by the end of day `cut`.

    Parameters
    ----------
    base
        The attrition model, fitted on what was known at `cut`: of its few parameters the looks before hardly
        know more.
    time
        The clock it runs by.
    horizons
        Days ahead to learn.
    facts
        Of the customers of the log.
    """
    learnt = horizons_apart(horizons)
    earliest = int(log.day.min(initial=cut)) + LEAST_HISTORY
    steps = range(1, learnt[-1] // _APART + _LOOKS + 1)
    days = [cut - _APART * step for step in steps if cut - _APART * step >= earliest]
    looks = [_look(log, day, cut, base, time, horizons=learnt, facts=facts, rng=rng) for day in days]
    return [each for each in looks if each.came]


def tree_features(base: CountModel, measured: Histories, histories: Histories, recent: Recent) -> Floats:
    """Give the features of customers; `measured` are their histories by the clock of the attrition model."""
    state = measured.frequency, measured.recency, measured.silence
    return features_of(
        histories,
        recent,
        expected=base.expected_orders(*state, horizon=FEATURE_DAYS),
        p_order=base.p_order(*state, horizon=FEATURE_DAYS),
    )


def _look(
    log: PurchaseLog,
    day: int,
    cut: int,
    base: CountModel,
    time: BusinessTime,
    *,
    horizons: Sequence[int],
    facts: CustomerFacts,
    rng: np.random.Generator,
) -> Look:
    histories, index = histories_at(log, day)
    if len(index) > _MOST:
        some = np.sort(rng.choice(len(index), _MOST, replace=False))
        histories, index = histories.take(some), index[some]
    pace = {days: time.ahead(day, days) / days for days in horizons if _is_told(day, days, cut)}
    pace = {days: each for days, each in pace.items() if each >= _LEAST_PACE}
    recent = recent_at(log, day, index, touches=facts.touches)
    features = tree_features(base, time.histories(histories), histories, recent)
    return Look(
        features=features,
        expected=np.exp(features[:, _EXPECTED]) / FEATURE_DAYS,
        code=_code(facts, len(log))[index],
        came={days: count_between(log, day, day + days)[index] for days in pace},
        pace=pace,
    )


def _code(facts: CustomerFacts, customers: int) -> Ints:
    return np.zeros((customers, 0), np.int32) if facts.traits is None else facts.traits.code


def _is_told(day: int, days: int, cut: int) -> bool:
    # The last windows tell what holds now: of a horizon, a dozen are enough.
    return day + days <= cut < day + days + _APART * _LOOKS
