"""Rules of thumb on a customer of four purchases, 30 days apart, silent for 10."""

import numpy as np
import pytest

from perennial.engine.backtest.baselines import BASELINES, fit_baselines
from perennial.engine.histories import Histories

STATE = np.array([3, 0], np.int32), np.array([90, 0], np.int32), np.array([10, 50], np.int32)


@pytest.fixture
def rules():
    x, recency, silence = STATE
    return fit_baselines(
        Histories(as_of=20_000, frequency=x, recency=recency, T=recency + silence, sum_log_gap=np.zeros(2))
    )


def test_baselines_count_by_their_rules(rules):
    assert tuple(rules) == BASELINES
    mean, own, last = (rule.expected_orders(*STATE, horizon=60) for rule in rules.values())
    assert mean == pytest.approx([60 * 3 / 150] * 2)
    assert own == pytest.approx([60 * 3 / 100, 0.0])
    assert last.tolist() == [2, 2]


def test_baselines_give_chances(rules):
    for rule in rules.values():
        p = rule.p_order(*STATE, horizon=14)
        assert ((p > 0) & (p < 1)).all()
    assert rules["last-plus-mean-gap"].p_order(*STATE, horizon=14).tolist() == [0.02, 0.98]
