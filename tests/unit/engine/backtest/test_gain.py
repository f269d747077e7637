"""Trees help where customers change their pace, and hardly where the attrition model is right."""

import numpy as np
import pytest

from perennial.engine.backtest.gain import gain_of
from perennial.engine.backtest.learning import plan_for
from perennial.engine.backtest.past import look_back
from perennial.engine.trees.model import TREES
from perennial.simulate.business import as_log
from perennial.simulate.coin import coin

CANDIDATES = ("mbg-cnbd-k", "mbg-nbd", TREES)
CUT, END = 400, 430


def _gain(log, begin):
    at = look_back(log, begin + CUT, CANDIDATES, np.random.default_rng(0), horizons=(28,))
    plans = [plan_for(28, [at], begin + END, at.names)]
    assert TREES in at.names
    return gain_of(TREES, at, begin + END, (28,), plans)


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


@pytest.mark.parametrize("horizon", [14, 28])
def test_gain_is_none_where_the_candidate_has_no_share(horizon):
    log = _moody(400)
    at = look_back(log, CUT, CANDIDATES, np.random.default_rng(0), horizons=(horizon,))
    without = plan_for(horizon, [at], END, ["mbg-cnbd-k", "mbg-nbd"])
    assert gain_of(TREES, at, END, (horizon,), [without]) == 0
