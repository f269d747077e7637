"""The chance of coming back: learnt on earlier cuts, never on later orders, shrunk where little is known."""

import numpy as np
import pytest

from perennial.engine.lifetime.leaving_dates_curve import curves_of, days_of_silence
from perennial.engine.lifetime.mbg_cnbd import fit
from perennial.engine.lifetime.returns import fit_returns, return_horizon, uncalibrated
from perennial.engine.purchases import PurchaseLog, count_between, histories_at
from perennial.simulate.business import as_log
from perennial.simulate.coin import coin
from perennial.simulate.leaving import lognormal_leaving
from perennial.simulate.renewal import renewal


def fit_model(histories, rng):
    return fit(histories, rng=rng)


def returns_at(log, as_of, horizon=90):
    rng = np.random.default_rng(0)
    model = fit_model(histories_at(log, as_of)[0], rng)
    return fit_returns(log, as_of, model, fit_model, horizon=horizon, rng=rng)


def until(log, day):
    customer = log.customer
    kept = log.day <= day
    return as_log(customer[kept], log.day[kept], log.amount[kept])


@pytest.fixture(scope="module")
def shop():
    law = lognormal_leaving(median=150.0, sigma=0.5)
    rng = np.random.default_rng(4)
    return renewal(3000, gap=20.0, regularity=2, leaving=law, span=720, one_time_share=0.2, rng=rng).log


def test_returns_said_at_a_cut_come_true(shop):
    cut = int(shop.day.min()) + 540
    returns = returns_at(shop, cut)
    known, index = histories_at(shop, cut)
    gap = returns.gaps(known.frequency, known.recency)
    said = returns.probability(known.frequency, known.recency, known.silence, gap)
    came = count_between(shop, cut, cut + 90)[index] > 0
    assert said.mean() == pytest.approx(came.mean(), abs=0.02)
    for third in np.array_split(np.argsort(said), 3):
        assert said[third].mean() == pytest.approx(came[third].mean(), abs=0.05)


def test_returns_do_not_look_at_later_orders(shop):
    cut = int(shop.day.min()) + 400
    whole, cut_off = returns_at(shop, cut), returns_at(until(shop, cut), cut)
    # Sums over arrays that lie elsewhere in memory may differ in their last digits.
    assert whole.coefficients == pytest.approx(cut_off.coefficients, rel=1e-9)


def test_returns_fall_with_silence(shop):
    returns = returns_at(shop, int(shop.day.max()))
    x, recency = np.array([0, 1, 5, 30], np.int32), np.array([0, 20, 90, 500], np.int32)
    curves = curves_of(returns, x, recency, days_of_silence(0))
    assert (np.diff(curves.probability, axis=1) <= 0).all()
    assert (curves.probability[:, 0] > 2 * curves.probability[:, -1]).all()


def test_returns_of_a_short_log_are_the_models(shop):
    begin = int(shop.day.min())
    returns = returns_at(until(shop, begin + 20), begin + 20, horizon=7)
    assert returns.rows == 0
    assert "too short" in str(returns.note)
    assert (returns.coefficients == 0).all()


def test_returns_where_nobody_came_back_say_so():
    day = np.arange(19_000, 19_300, dtype=np.int32)
    log = PurchaseLog(offsets=np.arange(301), day=day, amount=np.ones(300))
    returns = returns_at(log, 19_300)
    assert "Too few customers came back" in str(returns.note)
    bare = uncalibrated(returns.model, horizon=90)
    state = np.zeros(1, np.int32), np.zeros(1, np.int32), np.full(1, 30, np.int32)
    gap = returns.gaps(*state[:2])
    assert returns.probability(*state, gap) < bare.probability(*state, gap)


def test_returns_of_a_small_base_are_less_sure():
    log = coin(3000, rng=np.random.default_rng(1)).log
    few, many = (returns_at(log.take(np.arange(n)), int(log.day.max())) for n in (25, 3000))
    assert (np.diag(few.covariance) > 2 * np.diag(many.covariance)).all()


@pytest.mark.parametrize(
    ("gap", "span", "wanted", "said"),
    [
        (30.0, 700, None, 90),
        (200.0, 900, None, 250),
        (30.0, 120, None, 40),
        (None, 700, None, 90),
        (30.0, 90, 60, 60),
    ],
)
def test_return_horizon_is_long_enough_for_the_gap_and_short_enough_for_the_log(gap, span, wanted, said):
    assert return_horizon(gap, span, wanted=wanted) == said
