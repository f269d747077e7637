import numpy as np
import pytest

from perennial.engine.waits.survival import waits_within


def waits(durations, closed, horizon):
    ended, shut = np.zeros((2, horizon + 2))
    for duration, is_closed in zip(durations, closed, strict=True):
        ended[min(duration, horizon + 1)] += 1
        shut[min(duration, horizon + 1)] += is_closed
    return waits_within(ended, shut)


def product_limit(durations, closed, day):
    """Multiply, purchase by purchase in order of time, the share of those at risk who did not return."""
    survival = 1.0
    for when in sorted({each for each, is_closed in zip(durations, closed, strict=True) if is_closed}):
        if when <= day:
            at_risk = sum(each >= when for each in durations)
            returned = sum(
                each == when and bool(is_closed) for each, is_closed in zip(durations, closed, strict=True)
            )
            survival *= 1 - returned / at_risk
    return survival


def test_waits_within_agrees_with_the_product_limit_gap_by_gap():
    rng = np.random.default_rng(1)
    durations, closed = rng.integers(0, 60, 400).tolist(), (rng.random(400) < 0.6).tolist()
    found = waits(durations, closed, 40)
    assert np.allclose(found.survival, [product_limit(durations, closed, day) for day in range(41)])


def test_waits_within_without_open_gaps_is_the_plain_distribution():
    found = waits([1, 2, 2, 9, 30], [True] * 5, 10)
    assert found.share == pytest.approx(0.8)
    assert found.mean == pytest.approx((1 + 2 + 2 + 9) / 4)
    assert found.median == 2


def test_waits_within_of_nobody_who_returns_has_no_wait():
    found = waits([5, 30], [False, False], 10)
    assert found.share == 0
    assert np.isnan(found.mean)
    assert np.isnan(found.median)


def test_waits_within_without_gaps_says_nothing():
    assert np.isnan(waits([], [], 10).share)


def test_waits_within_of_gaps_that_were_not_followed_to_the_horizon():
    assert not waits([3, 5], [True, False], 10).followed
    assert waits([3, 10], [True, False], 10).followed
    assert waits([3, 5], [True, True], 10).followed
