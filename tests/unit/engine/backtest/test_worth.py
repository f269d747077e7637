"""Trees help where customers change their pace, and hardly where the attrition model is right."""

import numpy as np

from perennial.engine.backtest.past import look_back
from perennial.engine.backtest.worth import gain_of, worthwhile
from perennial.engine.trees.model import TREES
from perennial.simulate.business import as_log
from perennial.simulate.coin import coin

CANDIDATES = ("mbg-cnbd-k", "mbg-nbd", TREES)
CUT, END = 400, 430


def _looked(log, begin):
    return look_back(log, begin + CUT, CANDIDATES, np.random.default_rng(0), horizons=(28,))


def _gain(log, begin):
    at = _looked(log, begin)
    assert TREES in at.names
    return gain_of(TREES, at, begin + END, (28,))


def _moody(customers=1_500, days=END):
    """Customers who buy every few days for some months, and hardly for some."""
    rng = np.random.default_rng(5)
    busy = (np.arange(days)[None] // 90 + rng.integers(0, 2, customers)[:, None]) % 2 == 0
    buys = rng.random((customers, days)) < np.where(busy, 0.15, 0.004)
    buys[:, 0] = True
    customer, day = np.nonzero(buys)
    return as_log(customer, day.astype(np.int32), np.ones(len(day)))


def test_trees_help_where_pace_changes():
    assert _gain(_moody(), 0) > 0.05


def test_trees_hardly_help_where_the_attrition_model_is_right():
    log = coin(2_000, rng=np.random.default_rng(3), span=500).log
    assert 0 <= _gain(log, int(log.day.min())) < 0.02


def test_only_what_helps_is_worth_it_where_it_must():
    moody = _looked(_moody(), 0)
    assert TREES in worthwhile(moody, END, (28,), must_help=True)
    log = coin(2_000, rng=np.random.default_rng(3), span=500).log
    begin = int(log.day.min())
    coins = look_back(log, begin + CUT, ("mbg-cnbd-k", "tenure"), np.random.default_rng(0))
    assert worthwhile(coins, begin + END, (28,), must_help=True) == ["mbg-cnbd-k"]


def test_else_trees_are_worth_any_share():
    assert worthwhile(_looked(_moody(400), 0), END, (28,), must_help=False) == [*CANDIDATES[:2], TREES]


def test_the_only_candidate_need_not_help():
    at = look_back(_moody(200), CUT, ("tenure",), np.random.default_rng(0))
    assert worthwhile(at, END, (28,), must_help=True) == ["tenure"]
