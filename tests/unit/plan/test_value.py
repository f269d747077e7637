import numpy as np
import pytest

from perennial.plan.priors import PRIORS
from perennial.plan.value import expected_gain, kept_share, value_at_risk


def test_value_at_risk_is_orders_times_spend_times_margin():
    orders, spend = np.array([2.0, 4.0]), np.array([10.0, np.nan])
    assert value_at_risk(orders, spend, 0.5).tolist() == [10, 0]


def test_value_at_risk_without_amounts_is_in_orders():
    assert value_at_risk(np.array([2.0, np.nan]), None).tolist() == [2, 0]


def kept(now, *days):
    return kept_share(now, np.zeros(len(days), dtype=np.intp), now.as_of + np.array(days)).tolist()


def test_kept_share_falls_to_half_at_the_leaving_date(situation):
    now = situation({"r": 0.5, "at_churn": 0.3, "churn": 10})
    assert kept(now, 0, 5, 10, 20) == pytest.approx([0.5 / 0.6, 0.4 / 0.6, 0.5, 0.5])


def test_kept_share_after_leaving_stays_as_it_was(situation):
    assert kept(situation({"r": 0.1, "at_churn": 0.3, "churn": -10}), 1, 6) == pytest.approx([0.1 / 0.6] * 2)


def test_kept_share_without_leaving_date_is_whole(situation):
    assert kept(situation({"r": 0.5, "churn": None}), 1) == [1]


def test_kept_share_takes_the_order_day_as_given(situation):
    now = situation({"r": 0.2, "churn": None}, return_at_order=np.array([0.8]))
    assert kept(now, 1) == pytest.approx([0.25])


def test_kept_share_of_those_who_never_return_is_nothing(situation):
    assert kept(situation({"r": 0.0, "churn": None}), 1) == [0]


def test_expected_gain_is_the_formula_of_the_method():
    gain = expected_gain(
        np.array([0.6]), np.array([730.0]), np.array([60.0]), np.array([50.0]), PRIORS["offer"]
    )
    assert gain[0] == pytest.approx(0.6 * 730 / 365 * 14 - 0.02 * 50)


def test_expected_gain_counts_no_more_days_than_half_the_usual_gap():
    short = expected_gain(np.ones(1), np.array([365.0]), np.array([8.0]), 0.0, PRIORS["offer"])
    assert short[0] == pytest.approx(4)
    unknown = expected_gain(np.ones(1), np.array([365.0]), np.array([np.nan]), 0.0, PRIORS["offer"])
    assert unknown[0] == pytest.approx(14)


def test_priors_are_modest():
    assert all(0 < prior.days_gained <= 14 for prior in PRIORS.values())
    assert all(0 <= prior.cost_orders <= 0.02 for prior in PRIORS.values())
