"""Bases that make other models fail or say nonsense."""

from datetime import date

import numpy as np
import pytest

from perennial.core.days import NO_DAY, day_of
from perennial.engine.backtest.choose import choose
from perennial.engine.lifetime import mbg_cnbd, tenure
from perennial.engine.lifetime.leaving_dates import find_leaving_dates
from perennial.engine.lifetime.leaving_window import leaving_window
from perennial.engine.lifetime.returns import fit_returns
from perennial.engine.purchases import histories_at
from perennial.simulate.renewal import furniture

CUT = day_of(date(1997, 9, 30))

CASES = [
    # weeks of silence after one order, chance of being still a customer (BG/NBD would say 1.000 each time)
    (5, 0.570),
    (20, 0.459),
    (39, 0.389),
]


def some(cdnow, customers, seed):
    return cdnow.take(np.random.default_rng(seed).choice(len(cdnow), customers, replace=False))


def spread_of(model):
    return float(np.sqrt(np.diag(model.covariance)).mean())


@pytest.mark.parametrize(("weeks", "alive"), CASES)
def test_customer_with_one_order_fades_with_silence(cdnow, weeks, alive):
    model = mbg_cnbd.fit(histories_at(cdnow, CUT)[0], regularity=1, rng=np.random.default_rng(0))
    once, silence = np.zeros(1, np.int32), np.array([7 * weeks], np.int32)
    assert model.p_alive(once, once, silence)[0] == pytest.approx(alive, abs=0.002)


@pytest.mark.parametrize("seed", range(20))
def test_thirty_customers_are_fitted_and_said_with_less_certainty_than_three_hundred(cdnow, seed):
    few, more = (
        mbg_cnbd.fit(histories_at(some(cdnow, n, seed), CUT)[0], rng=np.random.default_rng(seed))
        for n in (30, 300)
    )
    assert spread_of(few) > spread_of(more)


@pytest.mark.parametrize("seed", range(3))
def test_thirty_customers_have_a_leaving_window_or_none_and_never_a_failure(cdnow, seed):
    rng = np.random.default_rng(seed)
    window = leaving_window(tenure.fit(histories_at(some(cdnow, 30, seed), CUT)[0], rng=rng), rng=rng)
    assert window.warnings
    start = window.start_days
    if start.low is not None and start.high is not None:
        assert start.high - start.low > 20


def test_one_time_buyers_only_identify_nothing(cdnow):
    histories, _ = histories_at(cdnow, CUT)
    once = histories.take(histories.frequency == 0)
    model = mbg_cnbd.fit(once, rng=np.random.default_rng(0))
    assert not model.identified
    assert model.expected_orders(once.frequency, once.recency, once.silence, horizon=90).mean() < 1


def test_customers_first_seen_after_the_cut_are_told_apart(cdnow):
    late = cdnow.take(np.arange(0, len(cdnow), 7))
    choice = choose(
        late, day_of(date(1997, 6, 30)), horizons=(28,), return_horizon=30, rng=np.random.default_rng(0)
    )
    first = choice.record.rows[0]
    first_day = late.day[late.offsets[:-1]]
    newcomers = (first_day > first.cut) & (first_day <= first.cut + first.horizon_days)
    assert first.customers == (first_day <= first.cut).sum()
    assert first.came_new >= newcomers.sum()


def test_nobody_has_left_furniture_within_the_usual_wait():
    log = furniture(600, rng=np.random.default_rng(0)).log
    as_of, rng = int(log.day.max()), np.random.default_rng(0)
    histories, _ = histories_at(log, as_of)
    model = mbg_cnbd.fit(histories, rng=rng)
    returns = fit_returns(
        log,
        as_of,
        model,
        lambda known, source: mbg_cnbd.fit(known, rng=source),
        horizon=450,
        usual_gap=400,
        rng=rng,
    )
    leaving = find_leaving_dates(histories, returns, rng=rng)
    left = (leaving.churn_date != NO_DAY) & (leaving.churn_date <= as_of)
    assert left.any()
    assert (histories.silence[left] > leaving.fixed_75[left]).all()
    opened = leaving.offer_from != NO_DAY
    assert (leaving.offer_from[opened] > (histories.last_day + leaving.fixed_median)[opened]).all()
