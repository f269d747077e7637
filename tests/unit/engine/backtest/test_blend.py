"""Weights of competing forecasts."""

import numpy as np
import pytest

from perennial.engine.backtest.blend import count_weights, probability_weights


def test_the_right_model_takes_all():
    rng = np.random.default_rng(0)
    rate = rng.gamma(2.0, 1.0, 4000)
    forecasts = np.stack([rate, np.full(4000, rate.mean())], axis=1)
    assert count_weights([forecasts], [rng.poisson(rate)]) == pytest.approx([1.0, 0.0])


def test_two_halves_of_the_truth_share():
    rng = np.random.default_rng(1)
    one, other = rng.gamma(2.0, 1.0, (2, 6000))
    came = rng.poisson((one + other) / 2)
    weights = count_weights([np.stack([one, other], axis=1)], [came])
    assert weights == pytest.approx([0.5, 0.5], abs=0.06)


def test_chances_are_weighed_by_their_log_score():
    rng = np.random.default_rng(2)
    p = rng.random(5000)
    forecasts = np.stack([np.full(5000, 0.5), p], axis=1)
    assert probability_weights([forecasts], [rng.random(5000) < p]) == pytest.approx([0.0, 1.0])


def test_no_data_means_equal_weights():
    assert count_weights([np.zeros((0, 3))], [np.zeros(0, int)]) == pytest.approx([1 / 3] * 3)


def test_one_model_needs_no_weighing():
    assert count_weights([np.ones((3, 1))], [np.ones(3, int)]) == pytest.approx([1.0])
