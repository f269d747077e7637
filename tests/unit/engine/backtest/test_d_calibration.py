"""D-calibration on waits whose law is known."""

import numpy as np
import pytest

from perennial.engine.backtest.d_calibration import BINS, d_calibration


def _waits(seed: int, *, scale: float = 1.0, customers: int = 4_000):
    """Exponential waits of mean 30, a fifth of which never end, watched for 40 days."""
    rng = np.random.default_rng(seed)
    wait = np.where(rng.random(customers) < 0.2, np.inf, rng.exponential(30.0, customers))
    came = wait <= 40
    seen = np.minimum(wait, 40)
    return 0.2 + 0.8 * np.exp(-seen / (30.0 * scale)), came


def test_forecasts_that_are_right_are_seldom_rejected():
    p = [d_calibration(*_waits(seed))[1] for seed in range(40)]
    assert sum(each < 0.05 for each in p) <= 4


@pytest.mark.parametrize("scale", [0.8, 1.25])
def test_forecasts_that_are_too_fast_or_too_slow_are_rejected(scale):
    assert d_calibration(*_waits(1, scale=scale))[1] < 0.001


def test_shares_sum_to_all_customers_and_those_who_wait_are_spread():
    shares, _ = d_calibration(np.full(10, 0.5), np.zeros(10, np.bool_))
    assert shares.sum() == pytest.approx(1.0)
    assert shares[: BINS // 2] == pytest.approx(0.2)
    assert shares[BINS // 2 :] == pytest.approx(0.0)


def test_nobody_is_ever_out_of_the_bins():
    shares, p = d_calibration(np.array([0.0, 1.0, 1e-15]), np.array([True, True, False]))
    assert shares.sum() == pytest.approx(1.0)
    assert 0 <= p <= 1
