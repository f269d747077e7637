"""Leaving dates: on the silence clock, later than the 75% wait, moved by nothing but an order."""

from dataclasses import replace

import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.engine.histories import Histories
from perennial.engine.lifetime.leaving_dates import find_leaving_dates
from perennial.engine.lifetime.leaving_dates_band import leaving_bands
from perennial.engine.lifetime.leaving_dates_curve import LONGEST
from perennial.engine.lifetime.mbg_cnbd import fit
from perennial.engine.lifetime.returns import fit_returns
from perennial.engine.purchases import histories_at
from perennial.simulate.coin import coin
from perennial.simulate.renewal import furniture


def understood(log, usual_gap=40.0, horizon=90):
    rng = np.random.default_rng(0)
    as_of = int(log.day.max())
    known, _ = histories_at(log, as_of)
    model = fit(known, rng=rng)
    returns = fit_returns(
        log, as_of, model, lambda h, g: fit(h, rng=g), horizon=horizon, usual_gap=usual_gap, rng=rng
    )
    return known, returns


@pytest.fixture(scope="module")
def shop():
    return understood(coin(2500, rng=np.random.default_rng(2)).log)


def dates(shop, **options):
    known, returns = shop
    return find_leaving_dates(known, returns, rng=np.random.default_rng(1), **options)


def later(known, days):
    return replace(known, as_of=known.as_of + days, T=(known.T + days).astype(np.int32))


def test_leaving_dates_do_not_move_while_a_customer_is_silent(shop):
    today, in_a_month = dates(shop), dates((later(shop[0], 30), shop[1]))
    assert np.array_equal(today.churn_date, in_a_month.churn_date)
    assert np.array_equal(today.churn_late, in_a_month.churn_late)


def test_leaving_dates_come_after_the_fixed_75_percent_wait_and_never_on_the_day_of_the_order(shop):
    found, known = dates(shop), shop[0]
    there = found.churn_date != NO_DAY
    silence = (found.churn_date - known.last_day)[there]
    assert there.mean() > 0.5
    assert (silence > found.fixed_75[there]).all()
    assert silence.min() >= 1
    assert silence.max() <= LONGEST


def test_leaving_dates_lie_within_their_bands(shop):
    found = dates(shop)
    there = found.churn_date != NO_DAY
    late = np.where(found.churn_late == NO_DAY, 10**6, found.churn_late)
    assert (found.churn_early[there] <= found.churn_date[there]).all()
    assert (found.churn_date[there] <= late[there]).all()
    assert (found.churn_early[~there] == NO_DAY).all()


def test_return_at_churn_is_half_of_the_order_day_or_less(shop):
    found = dates(shop)
    known, returns = shop
    there = found.churn_date != NO_DAY
    zero = np.zeros_like(known.frequency)
    start = returns.probability(known.frequency, known.recency, zero, found.fixed_median)
    assert (found.return_at_churn[there] <= 0.5 * start[there] + 1e-6).all()
    assert np.isnan(found.return_at_churn[~there]).all()


def test_a_higher_share_gives_an_earlier_date(shop):
    half, most = dates(shop), dates(shop, fallen_to=0.8)
    both = (half.churn_date != NO_DAY) & (most.churn_date != NO_DAY)
    assert (most.churn_date[both] <= half.churn_date[both]).all()
    assert (most.churn_date[both] < half.churn_date[both]).any()


def test_offers_do_not_open_before_the_fixed_median(shop):
    found, known = dates(shop), shop[0]
    there = found.offer_from != NO_DAY
    assert there.any()
    assert (found.offer_from[there] > known.last_day[there] + found.fixed_median[there]).all()
    assert (found.offer_until[there] < found.churn_date[there]).all()


def test_the_same_seed_gives_the_same_bands(shop):
    assert np.array_equal(dates(shop).churn_late, dates(shop).churn_late)


def test_bands_read_off_between_nodes_agree_with_bands_drawn_for_each(shop):
    known, returns = shop
    pairs = np.unique(np.stack([known.frequency, known.recency]), axis=1).astype(np.int32)

    def bands(x, recency):
        return leaving_bands(returns, x, recency, fallen_to=0.5, draws=20, rng=np.random.default_rng(3))

    assert pairs.shape[1] > 700  # so many are read off between nodes; 300 at a time are not
    between = np.stack(bands(*pairs))
    exact = np.hstack([np.stack(bands(*pairs[:, i : i + 300])) for i in range(0, pairs.shape[1], 300)])
    both = np.isfinite(exact) & np.isfinite(between)
    off = np.abs(between[both] / exact[both] - 1)
    assert both.mean() > 0.9
    assert np.median(off) < 0.02
    assert np.quantile(off, 0.95) < 0.15


def test_small_bases_have_wider_bands():
    log = coin(2500, rng=np.random.default_rng(5)).log

    def width(customers):
        found = find_leaving_dates(*understood(log.take(customers)), rng=np.random.default_rng(1))
        there = found.churn_date != NO_DAY
        late = np.where(found.churn_late == NO_DAY, found.churn_date + LONGEST, found.churn_late)
        return np.mean((late - found.churn_early)[there])

    assert np.mean([width(np.arange(30) + 30 * i) for i in range(4)]) > 1.3 * width(np.arange(300))


def test_nobody_in_an_18_month_rhythm_has_left_within_the_75_percent_wait():
    log = furniture(600, rng=np.random.default_rng(0)).log
    known, returns = understood(log, usual_gap=540.0, horizon=675)
    found = find_leaving_dates(known, returns, rng=np.random.default_rng(1), draws=4)
    left = (found.churn_date != NO_DAY) & (known.as_of >= found.churn_date)
    assert not (left & (known.silence <= found.fixed_75)).any()
    assert np.median(found.fixed_75) > 400


def test_one_customer_can_be_answered():
    one = Histories(
        as_of=19_400,
        frequency=np.zeros(1, np.int32),
        recency=np.zeros(1, np.int32),
        T=np.full(1, 10, np.int32),
        sum_log_gap=np.zeros(1),
    )
    log = coin(1, rng=np.random.default_rng(0)).log
    _, returns = understood(log)
    found = find_leaving_dates(one, returns, rng=np.random.default_rng(0))
    assert 0 < found.return_probability[0] < 1
