"""Everything said of a customer agrees with itself."""

from itertools import pairwise

import numpy as np
import pytest

from perennial.engine.backtest.assembly import assemble, chances_in_order
from perennial.engine.backtest.forecaster import Forecaster, HorizonPlan
from perennial.engine.backtest.recalibrate import LogOddsShift
from perennial.engine.lifetime.leaving_dates import find_leaving_dates
from perennial.engine.lifetime.mbg_cnbd import fit
from perennial.engine.lifetime.returns import uncalibrated
from perennial.engine.purchases import histories_at
from perennial.simulate.coin import coin


@pytest.fixture(scope="module")
def forecast():
    rng = np.random.default_rng(0)
    log = coin(500, rng=rng).log
    histories, _ = histories_at(log, int(log.day.max()))
    models = {name: fit(histories, regularity=k, rng=rng) for name, k in (("two", 2), ("one", 1))}
    weights = (("two", 0.4), ("one", 0.6))
    odd = HorizonPlan(
        count_weights=weights,
        p_weights=weights,
        level=0.3,
        shift=LogOddsShift(level=0.8, slope=0.7, centre=-1.0),
    )
    returns = uncalibrated(models["two"], horizon=60)
    return histories, assemble(
        histories,
        returns=returns,
        leaving=find_leaving_dates(histories, returns, rng=rng, draws=5),
        forecaster=Forecaster(models=models, plans={7: odd, 28: odd, 90: odd}),
        stage=np.zeros(len(histories), np.int32),
        value_at_risk=np.ones(len(histories)),
        count_horizons=(30, 90, 365),
        chance_horizons=(7, 14, 28, 90),
    )


def test_chances_rise_with_the_horizon_up_to_the_return_probability(forecast):
    said = forecast[1]
    chain = [said.p_order[7], said.p_order[14], said.p_order[28], said.return_probability, said.p_order[90]]
    for shorter, longer in pairwise(chain):
        assert (shorter <= longer).all()


def test_expected_orders_are_never_below_the_chance_of_one(forecast):
    said = forecast[1]
    assert (said.expected_orders[90] >= said.p_order[90]).all()
    assert (said.expected_orders[30] >= said.p_order[28] - 1e-12).all()
    assert (said.expected_orders[30] <= said.expected_orders[365]).all()


def test_next_order_dates_come_after_today_and_in_order(forecast):
    histories, said = forecast
    assert (said.next_order_early > histories.as_of).all()
    assert (said.next_order_early <= said.next_order_likely).all()
    assert (said.next_order_likely <= said.next_order_late).all()


def test_four_weeks_stay_below_a_shorter_return_horizon():
    r = np.array([0.2])
    found = chances_in_order({14: np.array([0.5]), 28: np.array([0.6]), 90: np.array([0.1])}, r, 20)
    assert [float(found[days][0]) for days in (14, 28, 90)] == [0.2, 0.2, 0.2]
