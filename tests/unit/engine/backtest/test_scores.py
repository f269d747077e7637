"""Scores against figures worked out by hand."""

import numpy as np
import pytest

from perennial.engine.backtest.scores import calibration_slope, log_score, poisson_deviance, score


def test_score_of_a_small_example():
    row = score(np.array([1.0, 2.0]), np.array([0.5, 0.8]), np.array([0, 3]), name="m", cut=7, horizon=30)
    assert row.rmse == pytest.approx(1.0)
    assert row.mae == pytest.approx(1.0)
    assert row.bias == pytest.approx(0.0)
    assert row.brier == pytest.approx((0.25 + 0.04) / 2)
    assert row.deviance == pytest.approx((2 * 1.0 + 2 * (3 * np.log(1.5) - 1)) / 2)
    assert row.log_score == pytest.approx(-(np.log(0.5) + np.log(0.8)) / 2)
    assert row.slope is None
    assert (row.expected, row.came, row.customers) == (3.0, 3, 2)


def test_bias_is_not_said_where_nothing_came():
    row = score(np.ones(2), np.full(2, 0.5), np.zeros(2, int), name="m", cut=7, horizon=30)
    assert row.bias is None


def test_deviance_is_least_at_the_mean():
    came = np.array([0, 1, 5, 2])
    right, wrong = poisson_deviance(np.full(4, 2.0), came), poisson_deviance(np.full(4, 2.5), came)
    assert right < wrong


def test_slope_tells_forecasts_that_are_too_sure():
    rng = np.random.default_rng(0)
    odds = rng.standard_normal(20_000)
    happened = rng.random(20_000) < 1 / (1 + np.exp(-odds))
    assert calibration_slope(1 / (1 + np.exp(-odds)), happened) == pytest.approx(1.0, abs=0.05)
    assert calibration_slope(1 / (1 + np.exp(-2 * odds)), happened) == pytest.approx(0.5, abs=0.03)


def test_log_score_of_certainty_is_finite():
    assert np.isfinite(log_score(np.array([0.0, 1.0]), np.array([True, False])))
