"""Simulated businesses do what their truth says."""

import numpy as np
import pytest

from perennial.simulate.leaving import hazard_leaving, lognormal_leaving
from perennial.simulate.renewal import furniture, renewal

LAW = lognormal_leaving(median=135.0, sigma=0.26)


def test_leaving_has_the_quartiles_asked_for() -> None:
    quartiles = LAW(np.array([0.25, 0.5, 0.75]))
    assert quartiles == pytest.approx([113.3, 135.0, 160.9], abs=0.05)


def test_hazard_leaving_inverts_its_hazard() -> None:
    law = hazard_leaving([0.0, 10.0, 20.0], [0.0, 0.1, 0.01])
    days = law(-np.expm1(-np.array([0.5, 1.0, 1.5])))
    assert days == pytest.approx([15.0, 20.0, 70.0])


def test_nobody_orders_after_leaving_or_after_the_end() -> None:
    business = renewal(500, gap=20.0, regularity=2, leaving=LAW, span=400, rng=np.random.default_rng(1))
    first = np.flatnonzero(np.diff(business.customer, prepend=-1))
    since = business.day - business.day[first][business.customer]
    assert (since <= business.leaving[business.customer] + 1).all()
    assert business.day.max() <= business.last_day
    assert (np.diff(business.day)[np.diff(business.customer) == 0] >= 0).all()


def test_gaps_have_the_mean_and_the_regularity_asked_for() -> None:
    business = renewal(
        3_000,
        gap=30.0,
        regularity=3,
        heterogeneity=1e6,
        leaving=LAW,
        never_share=1.0,
        span=4_000,
        rng=np.random.default_rng(2),
    )
    gap = np.diff(business.day)[np.diff(business.customer) == 0]
    early = gap[:20_000]
    assert early.mean() == pytest.approx(30.0, rel=0.03)
    assert early.std() == pytest.approx(30.0 / np.sqrt(3), rel=0.04)


def test_shares_of_one_time_buyers_and_of_those_who_stay() -> None:
    business = renewal(
        20_000,
        gap=30.0,
        regularity=1,
        leaving=LAW,
        one_time_share=0.3,
        never_share=0.2,
        span=100,
        rng=np.random.default_rng(3),
    )
    assert (business.leaving == 0).mean() == pytest.approx(0.3, abs=0.01)
    assert np.isinf(business.leaving).mean() == pytest.approx(0.2, abs=0.01)


def test_correlation_ties_rate_to_leaving() -> None:
    business = renewal(
        5_000, gap=30.0, regularity=1, leaving=LAW, correlation=0.6, span=50, rng=np.random.default_rng(4)
    )
    ranks = np.argsort(np.argsort(np.array([business.rate, business.leaving])))
    assert np.corrcoef(ranks)[0, 1] == pytest.approx(0.58, abs=0.05)


def test_a_growing_base_has_more_first_orders_late() -> None:
    business = renewal(
        5_000, gap=30.0, regularity=1, leaving=LAW, growth=3.0, span=100, rng=np.random.default_rng(5)
    )
    first = business.day[np.flatnonzero(np.diff(business.customer, prepend=-1))]
    late = (first > business.last_day - 50).mean()
    assert late == pytest.approx((4 + 2.5) / (4 + 2.5 + 2.5 + 1), abs=0.02)


def test_the_same_seed_gives_the_same_business() -> None:
    one, two = (furniture(200, rng=np.random.default_rng(6)) for _ in range(2))
    assert np.array_equal(one.day, two.day)
    assert np.array_equal(one.amount, two.amount)


def test_furniture_is_bought_every_eighteen_months() -> None:
    business = furniture(4_000, rng=np.random.default_rng(7))
    assert 1 / business.rate.mean() == pytest.approx(548.0, rel=0.03)
    assert (business.leaving == 0).mean() == pytest.approx(0.5, abs=0.03)
