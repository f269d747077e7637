"""MBG/CNBD-k: the fit finds what was put in, and forecasts come true in simulation."""

import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.engine.histories import Histories
from perennial.engine.lifetime.mbg_cnbd import MbgCnbd, fit
from perennial.engine.lifetime.mbg_cnbd_likelihood import likelihood_of
from perennial.engine.purchases import count_between, first_after, histories_at
from perennial.simulate.coin import coin

R, ALPHA, A, B = 2.0, 120.0, 0.8, 2.5


def known(k: int) -> MbgCnbd:
    return MbgCnbd(
        r=R,
        alpha=ALPHA / k,
        a=A,
        b=B,
        k=k,
        log_likelihood=0.0,
        gradient_norm=0.0,
        covariance=np.diag([0.01, 0.01, 0.02, 0.03]),
        customers=1,
        identified=True,
    )


@pytest.mark.parametrize("k", [1, 2, 4])
def test_likelihood_slope_by_differences(k: int) -> None:
    business = coin(400, rng=np.random.default_rng(0), regularity=k)
    likelihood = likelihood_of(histories_at(business.log, business.last_day)[0])
    theta = np.log([0.7, 30.0, 0.8, 2.0])
    value, slope = likelihood.log_likelihood(theta, k)
    steps = 1e-5 * np.eye(4)
    ups, downs = ([likelihood.log_likelihood(theta + sign * s, k)[0] for s in steps] for sign in (1, -1))
    assert np.isfinite(value)
    assert slope == pytest.approx((np.array(ups) - np.array(downs)) / 2e-5, rel=1e-6, abs=1e-4)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_fit_recovers_the_truth(k: int) -> None:
    business = coin(
        60_000, rng=np.random.default_rng(k), r=R, alpha=ALPHA / k, a=A, b=B, regularity=k, span=1_500
    )
    model = fit(histories_at(business.log, business.last_day)[0], rng=np.random.default_rng(0))
    assert model.k == k
    assert [model.r, model.alpha, model.a, model.b] == pytest.approx([R, ALPHA / k, A, B], rel=0.08)
    off = np.log([model.r / R, model.alpha / (ALPHA / k), model.a / A, model.b / B])
    # Merged days bend the first two a little; all stay within four standard errors.
    assert (np.abs(off) < 4 * np.sqrt(np.diag(model.covariance)) + 0.02).all()
    assert model.gradient_norm < 1e-7
    assert model.identified


def test_chances_for_several_horizons_are_those_for_each() -> None:
    model = known(2)
    state = np.array([0, 3, 9]), np.array([0, 70, 300]), np.array([200, 20, 5])
    together = model.p_orders(*state, horizons=(1, 33, 400))
    for row, horizon in zip(together, (1, 33, 400), strict=True):
        assert row == pytest.approx(model.p_order(*state, horizon=horizon), rel=1e-12)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_forecasts_come_true(k: int) -> None:
    ahead, horizon = 3_000, 180
    business = coin(
        60_000,
        rng=np.random.default_rng(10 + k),
        r=R,
        alpha=ALPHA / k,
        a=A,
        b=B,
        regularity=k,
        span=600 + ahead,
    )
    cut = business.last_day - ahead
    histories, index = histories_at(business.log, cut)
    x, recency, silence = histories.frequency, histories.recency, histories.silence
    model = known(k)
    alive = model.p_alive(x, recency, silence)
    counts = model.expected_orders(x, recency, silence, horizon=horizon)
    some = model.p_order(x, recency, silence, horizon=horizon)
    came = count_between(business.log, cut, cut + horizon)[index]
    after = first_after(business.log, cut)[index]
    waits = after - cut
    there = business.leaving[index] > histories.T + 0.5
    groups = {
        "x0": x == 0,
        "few": (x > 0) & (x < 4),
        "many": x >= 4,
        "silent": silence > 120,
        "fresh": silence < 40,
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
        # Counted among those still there who come within the 3,000 days seen: nearly all.
        assert (waits[returned] <= by[returned]).mean() == pytest.approx(probability, abs=0.012)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_wait_is_where_the_chance_of_an_order_reaches_the_probability(k: int) -> None:
    model = known(k)
    x, recency, silence = np.array([0, 3, 40]), np.array([0, 200, 900]), np.array([5, 60, 20])
    for probability in (0.1, 0.5, 0.9):
        by = model.next_order_wait(x, recency, silence, probability=probability)
        there = model.p_alive(x, recency, silence)
        reached = [
            model.p_order(x[i : i + 1], recency[i : i + 1], silence[i : i + 1], horizon=by[i])[0]
            for i in range(3)
        ]
        assert np.array(reached) / there == pytest.approx(probability, rel=1e-7)


@pytest.mark.parametrize("k", [1, 2, 3, 8])
def test_extremes_stay_finite_and_in_range(k: int) -> None:
    model = known(k)
    x = np.array([0, 0, 10_000, 10_000, 1, 200])
    recency = np.array([0, 0, 7_300, 6_000, 7_000, 3_000])
    silence = np.array([0, 7_300, 0, 1_300, 300, 4_300])
    alive = model.p_alive(x, recency, silence)
    counts = model.expected_orders(x, recency, silence, horizon=3_650)
    waits = model.next_order_wait(x, recency, silence, probability=0.9)
    assert ((alive >= 0) & (alive <= 1)).all()
    assert np.isfinite(counts).all()
    assert (counts >= 0).all()
    assert (np.isfinite(waits) & (waits > 0)).all()
    # One who bought 10,000 times in 7,300 days goes on at about that pace, unless the coin falls.
    assert 0.8 < counts[2] / (10_000 / 7_420 * 3_650) < 1.0


def empty_of_repeats(ages: list[int]) -> Histories:
    nothing = np.zeros(len(ages), np.int32)
    return Histories(
        as_of=0,
        frequency=nothing,
        recency=nothing,
        T=np.array(ages, np.int32),
        sum_log_gap=np.zeros(len(ages)),
    )


@pytest.mark.parametrize("ages", [[0], [100], [0] * 40, [10, 50, 300] * 100])
def test_fit_without_repeats_is_not_identified(ages: list[int]) -> None:
    histories = empty_of_repeats(ages)
    model = fit(histories, rng=np.random.default_rng(0))
    assert not model.identified
    assert model.k == 1
    alive = model.p_alive(histories.frequency, histories.recency, histories.silence)
    assert ((alive > 0) & (alive < 1)).all()
    assert len(model.draws(5, np.random.default_rng(0))) == 5


@pytest.mark.parametrize("count", [1, 2, 5, 30])
def test_fit_of_few_customers_is_wide_but_works(count: int) -> None:
    business = coin(count, rng=np.random.default_rng(count), span=500)
    model = fit(histories_at(business.log, business.last_day)[0], rng=np.random.default_rng(0))
    assert model.gradient_norm < 1e-6
    spread = np.sqrt(np.diag(model.covariance))
    assert np.isfinite(spread).all()
    assert spread.max() > 0.3


def test_the_prior_fades() -> None:
    business = coin(4_000, rng=np.random.default_rng(3))
    histories = histories_at(business.log, business.last_day)[0]
    model = fit(histories, rng=np.random.default_rng(0))
    _, slope = likelihood_of(histories).log_likelihood(
        np.log([model.r, model.alpha, model.a, model.b]), model.k
    )
    # The likelihood alone is at its maximum too: a Newton step from here would move by less than 1e-4.
    assert np.abs(model.covariance @ slope).max() < 1e-4


def test_draws_spread_as_their_covariance() -> None:
    drawn = known(2).draws(4_000, np.random.default_rng(0))
    logs = np.log([[one.r, one.alpha, one.a, one.b] for one in drawn])
    assert logs.mean(axis=0) == pytest.approx(np.log([R, ALPHA / 2, A, B]), abs=0.01)
    assert logs.var(axis=0) == pytest.approx([0.01, 0.01, 0.02, 0.03], rel=0.1)


def test_a_sample_leads_to_the_maximum_on_all(monkeypatch: pytest.MonkeyPatch) -> None:
    business = coin(6_000, rng=np.random.default_rng(5))
    histories = histories_at(business.log, business.last_day)[0]
    whole = fit(histories, rng=np.random.default_rng(0))
    monkeypatch.setattr("perennial.engine.lifetime.mbg_cnbd._SAMPLE", 1_000)
    sampled = fit(histories, rng=np.random.default_rng(0))
    assert sampled.k == whole.k
    assert [sampled.r, sampled.alpha, sampled.a, sampled.b] == pytest.approx(
        [whole.r, whole.alpha, whole.a, whole.b], rel=1e-5
    )
