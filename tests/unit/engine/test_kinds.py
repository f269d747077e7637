"""What is said once of a history is said of each customer who has it."""

from dataclasses import fields

import numpy as np
import pytest

from perennial.engine.forecast import CustomerForecast
from perennial.engine.forecast_of_kinds import ForecastOfKinds
from perennial.engine.histories import Histories
from perennial.engine.kinds import kinds_of

FEW = 40


@pytest.fixture(scope="module")
def histories():
    rng = np.random.default_rng(3)
    T = np.sort(rng.integers(0, 9, 500))[::-1].astype(np.int32)
    frequency = rng.integers(0, 3, 500).astype(np.int32)
    recency = np.where(frequency > 0, T, 0).astype(np.int32)
    return Histories(
        as_of=100, frequency=frequency, recency=recency, T=T, sum_log_gap=rng.random(500) * (frequency > 0)
    )


def test_everybody_has_the_history_of_their_kind(histories):
    kinds = kinds_of(histories)
    own = kinds.histories.take(kinds.kind)
    for name in ("frequency", "recency", "T"):
        np.testing.assert_array_equal(getattr(own, name), getattr(histories, name), name)


def test_kinds_are_distinct_and_neighbours_by_their_age(histories):
    kinds = kinds_of(histories)
    rows = list(zip(kinds.histories.T, kinds.histories.frequency, kinds.histories.recency, strict=True))
    assert rows == sorted(set(rows))
    assert len(rows) < FEW
    assert (np.diff(kinds.histories.T[kinds.kind]) <= 0).all()


def test_nobody_has_no_kinds(histories):
    kinds = kinds_of(histories.take(slice(0, 0)))
    assert len(kinds.histories) == len(kinds.kind) == 0


@pytest.fixture(scope="module")
def forecast(histories):
    kinds = kinds_of(histories)
    m, rng = len(kinds.histories), np.random.default_rng(4)
    columns = {each.name: rng.random(m) for each in fields(CustomerForecast)}
    columns |= {"expected_orders": {30: rng.random(m)}, "p_order": {7: rng.random(m), 28: rng.random(m)}}
    return ForecastOfKinds(
        kinds=CustomerForecast(**columns),
        kind=kinds.kind,
        stage=rng.integers(0, 7, len(histories)).astype(np.int32),
        value_at_risk=rng.random(len(histories)),
    )


def test_forecast_of_kinds_is_looked_at_as_one_of_customers(forecast):
    whole = forecast.whole
    for each in fields(CustomerForecast):
        np.testing.assert_equal(getattr(forecast, each.name), getattr(whole, each.name), each.name)
    assert len(whole.stage) == len(whole.p_alive) == len(whole.p_order[28]) == len(forecast.kind)


def test_some_customers_keep_their_own_stage_and_money(forecast):
    some = np.array([400, 3, 3])
    taken, whole = forecast.take(some), forecast.whole
    np.testing.assert_array_equal(taken.stage, forecast.stage[some])
    np.testing.assert_array_equal(taken.value_at_risk, forecast.value_at_risk[some])
    np.testing.assert_equal(taken.p_order, {days: p[some] for days, p in whole.p_order.items()})
    assert whole.whole is whole
