"""Attrition models agree where one is a special case of another, or of something simpler."""

import warnings
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from perennial.engine.lifetime.mbg_cnbd import MbgCnbd
from perennial.engine.lifetime.tenure import Tenure
from perennial.engine.numerics.renewals import mean_renewals

RNG = np.random.default_rng(0)
X = RNG.integers(0, 40, 300).astype(np.int32)
RECENCY = (X * RNG.integers(5, 40, 300)).astype(np.int32)
SILENCE = RNG.integers(0, 500, 300).astype(np.int32)


def coin_model(k: int) -> MbgCnbd:
    return MbgCnbd(
        r=0.9,
        alpha=20.0,
        a=0.65,
        b=2.6,
        k=k,
        log_likelihood=0.0,
        gradient_norm=0.0,
        covariance=np.eye(4),
        customers=1,
        identified=True,
    )


def tenure_model(k: int, hazard: float, q0: float) -> Tenure:
    return Tenure(
        r=0.9,
        alpha=20.0,
        q0=q0,
        k=k,
        edges=np.array([0, 2_000], np.int32),
        hazards=np.array([hazard]),
        at_risk=np.full(2_001, 100.0),
        unit=1,
        log_likelihood=0.0,
        gradient_norm=0.0,
        covariance=np.eye(4),
        customers=1,
        sampled=1,
        identified=True,
    )


@pytest.fixture(scope="module")
def peer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifetimes import ModifiedBetaGeoFitter
    fitter = ModifiedBetaGeoFitter()
    fitter.params_ = {"r": 0.9, "alpha": 20.0, "a": 0.65, "b": 2.6}
    return fitter


def test_random_waits_give_the_p_alive_of_mbg_nbd(peer: Any) -> None:
    expected = peer.conditional_probability_alive(X, RECENCY, RECENCY + SILENCE)
    assert coin_model(1).p_alive(X, RECENCY, SILENCE) == pytest.approx(np.asarray(expected), rel=1e-10)


@pytest.mark.parametrize("horizon", [7, 90, 730])
def test_random_waits_give_the_counts_of_mbg_nbd(peer: Any, horizon: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = peer.conditional_expected_number_of_purchases_up_to_time(
            horizon, X, RECENCY, RECENCY + SILENCE
        )
    counts = coin_model(1).expected_orders(X, RECENCY, SILENCE, horizon=horizon)
    assert counts == pytest.approx(np.asarray(expected), rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_where_nobody_leaves_both_models_are_the_plain_renewal(k: int) -> None:
    # With 1 in 10**12 leaving, silence this short says nothing of it.
    quiet = np.minimum(SILENCE, 20)
    stays = replace(coin_model(k), a=1e-12, b=1.0)
    even = tenure_model(k, 1e-12, 1e-12)
    for model in (stays, even):
        assert model.p_alive(X, RECENCY, quiet) == pytest.approx(1.0, abs=1e-4)
    counts = [model.expected_orders(X, RECENCY, quiet, horizon=200) for model in (stays, even)]
    assert counts[0] == pytest.approx(counts[1], rel=1e-4)
    some = [model.p_order(X, RECENCY, quiet, horizon=200) for model in (stays, even)]
    assert some[0] == pytest.approx(some[1], rel=1e-4)
    waits = [model.next_order_wait(X, RECENCY, quiet, probability=0.5) for model in (stays, even)]
    assert waits[0] == pytest.approx(waits[1], rel=0.01)


def test_random_waits_of_one_who_stays_are_negative_binomial() -> None:
    quiet = np.minimum(SILENCE, 20)
    counts = tenure_model(1, 1e-12, 1e-12).expected_orders(X, RECENCY, quiet, horizon=100)
    odds = 100 / (20.0 + RECENCY + quiet)
    assert counts == pytest.approx((0.9 + X) * odds, rel=1e-4)
    assert mean_renewals(0.9 + X, odds, k=1, passed=0) == pytest.approx(counts, rel=1e-4)


def test_leaving_at_once_in_both_models_is_the_same_for_one_time_buyers() -> None:
    # With leaving only after the first purchase, p_alive is Bayes' rule on one coin.
    share, once = 0.3, np.zeros(4, np.int32)
    silence = np.array([0, 10, 100, 1_000], np.int32)
    alive = tenure_model(1, 1e-12, share).p_alive(once, once, silence)
    silent = (20.0 / (20.0 + silence)) ** 0.9
    assert alive == pytest.approx((1 - share) * silent / ((1 - share) * silent + share), rel=1e-6)


def test_an_even_hazard_has_a_closed_form() -> None:
    # k = 1, a rate known almost exactly: leaving and buying are two exponential clocks.
    rate, hazard = 0.05, 0.01
    model = replace(tenure_model(1, hazard, 1e-12), r=1e7, alpha=1e7 / rate)
    x, recency, silence = np.array([3]), np.array([90]), np.array([30])
    alive = np.exp(-(rate + hazard) * 30)
    gone = hazard / (rate + hazard) * (1 - alive)
    assert model.p_alive(x, recency, silence)[0] == pytest.approx(alive / (alive + gone), rel=1e-3)
    there = alive / (alive + gone)
    counts = model.expected_orders(x, recency, silence, horizon=60)[0]
    assert counts == pytest.approx(there * rate / hazard * (1 - np.exp(-hazard * 60)), rel=1e-3)
    some, both = model.p_order(x, recency, silence, horizon=60)[0], rate + hazard
    assert some == pytest.approx(there * rate / both * (1 - np.exp(-both * 60)), rel=1e-3)
    wait = model.next_order_wait(x, recency, silence, probability=0.5)[0]
    assert wait == pytest.approx(np.log(2) / (rate + hazard), rel=0.01)
