"""The tenure model: what it finds, and whether its forecasts come true in simulation."""

import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.engine.histories import Histories
from perennial.engine.lifetime.tenure import Tenure, fit
from perennial.engine.purchases import count_between, first_after, histories_at
from perennial.simulate.leaving import hazard_leaving, lognormal_leaving
from perennial.simulate.renewal import renewal

EDGES, HAZARDS = [0, 60, 150, 400], [0.002, 0.012, 0.004, 0.001]
SHAPE, GAP, Q0 = 2.0, 60.0, 0.2


def known(k: int) -> Tenure:
    return Tenure(
        r=SHAPE,
        alpha=SHAPE * GAP / k,
        q0=Q0,
        k=k,
        edges=np.array([*EDGES, 4_000], np.int32),
        hazards=np.array(HAZARDS),
        at_risk=np.full(4_001, 100.0),
        unit=1,
        log_likelihood=0.0,
        gradient_norm=0.0,
        covariance=0.01 * np.eye(7),
        customers=1,
        sampled=1,
        identified=True,
    )


@pytest.mark.parametrize("k", [1, 2, 3])
def test_forecasts_come_true(k: int) -> None:
    horizon, ahead = 120, 1_500
    business = renewal(
        60_000,
        gap=GAP,
        regularity=k,
        heterogeneity=SHAPE,
        leaving=hazard_leaving(EDGES, HAZARDS),
        one_time_share=Q0,
        span=500 + ahead,
        rng=np.random.default_rng(k),
    )
    log, cut = business.log, business.last_day - ahead
    histories, index = histories_at(log, cut)
    x, recency, silence = histories.frequency, histories.recency, histories.silence
    model = known(k)
    alive = model.p_alive(x, recency, silence)
    counts = model.expected_orders(x, recency, silence, horizon=horizon)
    some = model.p_order(x, recency, silence, horizon=horizon)
    came = count_between(log, cut, cut + horizon)[index]
    after = first_after(log, cut)[index]
    there = business.leaving[index] > histories.T + 0.5
    groups = {
        "x0": x == 0,
        "few": (x > 0) & (x < 4),
        "many": x >= 4,
        "silent": silence > 120,
        "fresh": silence < 40,
        "old": histories.T > 300,
    }
    for name, group in groups.items():
        error = 4 / np.sqrt(group.sum())
        assert alive[group].mean() == pytest.approx(there[group].mean(), abs=0.5 * error), name
        assert some[group].mean() == pytest.approx((came[group] > 0).mean(), abs=0.5 * error), name
        assert counts[group].mean() == pytest.approx(came[group].mean(), rel=0.03, abs=error * came.std()), (
            name
        )
    returned = after != NO_DAY
    for probability in (0.1, 0.5, 0.9):
        by = model.next_order_wait(x, recency, silence, probability=probability)
        early = (after[returned] - cut - 0.5 <= by[returned]).mean()
        assert early == pytest.approx(probability, abs=0.02)


def test_alive_falls_to_the_share_still_there_for_one_seen_today() -> None:
    model = known(2)
    once = np.zeros(1, np.int32)
    assert model.p_alive(once, once, once)[0] == pytest.approx(1 - Q0)
    assert model.p_alive(once + 3, once + 70, once)[0] == pytest.approx(1.0)


def test_scattered_rows_of_one_customer_agree() -> None:
    model = known(2)
    x, recency, silence = (np.array([value] * 5 + [0]) for value in (3, 70, 20))
    recency[-1] = 0
    for answer in (
        model.p_alive(x, recency, silence),
        model.expected_orders(x, recency, silence, horizon=30),
        model.next_order_wait(x, recency, silence, probability=0.5),
    ):
        assert (answer[:5] == answer[0]).all()


@pytest.mark.parametrize("k", [1, 3])
def test_chances_for_several_horizons_are_those_for_each(k: int) -> None:
    model = known(k)
    state = np.array([0, 3, 9]), np.array([0, 70, 300]), np.array([200, 20, 5])
    horizons = (0, 1, 33, 28, 400)
    together = model.p_orders(*state, horizons=horizons)
    for row, horizon in zip(together, horizons, strict=True):
        assert row == pytest.approx(model.p_order(*state, horizon=horizon), rel=1e-12, abs=0.0)
    assert (together[0] == 0.0).all()
    assert (np.diff(together[np.argsort(horizons)], axis=0) > 0).all()


def small(customers: int, seed: int) -> Histories:
    business = renewal(
        customers,
        gap=30.0,
        regularity=2,
        leaving=lognormal_leaving(median=135.0, sigma=0.26),
        one_time_share=0.3,
        span=600,
        rng=np.random.default_rng(seed),
    )
    return histories_at(business.log, business.last_day)[0]


def test_fit_recovers_the_truth() -> None:
    model = fit(small(4_000, 0), rng=np.random.default_rng(0))
    assert model.k == 2
    assert model.r == pytest.approx(4.0, rel=0.15)
    assert model.r / model.alpha == pytest.approx(2 / 30, rel=0.05)
    assert model.q0 == pytest.approx(0.3, abs=0.03)
    assert model.gradient_norm < 1e-6
    assert model.sampled == model.customers == 4_000


def test_fit_of_a_sample_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perennial.engine.lifetime.tenure._MOST", 1_000)
    monkeypatch.setattr("perennial.engine.lifetime.tenure._SAMPLE", 500)
    model = fit(small(2_000, 1), regularity=2, rng=np.random.default_rng(0))
    assert (model.customers, model.sampled) == (2_000, 1_000)
    assert model.gradient_norm < 1e-6


@pytest.mark.parametrize("count", [1, 3, 30])
def test_fit_of_few_customers_is_wide_but_works(count: int) -> None:
    histories = small(count, 2)
    model = fit(histories, rng=np.random.default_rng(0))
    assert np.isfinite(model.covariance).all()
    alive = model.p_alive(histories.frequency, histories.recency, histories.silence)
    assert ((alive > 0) & (alive <= 1)).all()
    waits = model.next_order_wait(histories.frequency, histories.recency, histories.silence, probability=0.5)
    assert (np.isfinite(waits) & (waits > 0)).all()


@pytest.mark.parametrize("ages", [[0], [0] * 30, [10, 200] * 30])
def test_fit_without_repeats_is_not_identified(ages: list[int]) -> None:
    nothing = np.zeros(len(ages), np.int32)
    histories = Histories(
        as_of=0,
        frequency=nothing,
        recency=nothing,
        T=np.array(ages, np.int32),
        sum_log_gap=np.zeros(len(ages)),
    )
    model = fit(histories, rng=np.random.default_rng(0))
    assert not model.identified
    assert model.k == 1
    assert np.isfinite(model.p_alive(nothing, nothing, histories.T)).all()


def test_long_gaps_are_fitted_in_longer_units() -> None:
    business = renewal(
        600,
        gap=400.0,
        regularity=3,
        leaving=lognormal_leaving(median=1_500.0, sigma=0.3),
        span=3_000,
        rng=np.random.default_rng(3),
    )
    model = fit(histories_at(business.log, business.last_day)[0], rng=np.random.default_rng(0))
    assert model.unit > 10
    assert model.k == 3
    assert model.k * model.alpha / model.r == pytest.approx(400.0, rel=0.1)


def test_draws_keep_the_mean_hazard() -> None:
    drawn = known(2).draws(4_000, np.random.default_rng(0))
    hazards = np.array([one.hazards for one in drawn])
    assert hazards.mean(axis=0) == pytest.approx(HAZARDS, rel=0.01)
    assert np.log(hazards).std(axis=0) == pytest.approx(0.1, rel=0.05)
