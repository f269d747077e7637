"""Corrections: believed as far as the cuts agree."""

import numpy as np
import pytest
from scipy.special import expit, logit

from perennial.engine.backtest.recalibrate import LogOddsShift, count_level, fit_slope, with_level


def test_level_that_all_cuts_agree_on_is_believed_for_the_most_part():
    assert 1.10 < count_level([1000.0] * 5, [1200.0] * 5) < 1.20


def test_level_on_which_cuts_disagree_is_hardly_believed():
    assert count_level([1000.0] * 4, [1500.0, 700.0, 1300.0, 800.0]) == pytest.approx(1.0, abs=0.05)


def test_level_of_few_orders_is_hardly_believed():
    assert count_level([0.5], [2.0]) == pytest.approx(1.0, abs=0.05)


def chances(rng, count=4000, slope=1.0, level=0.0):
    odds = rng.normal(-1.0, 1.0, count)
    return expit(odds), rng.random(count) < expit(-1.0 + level + slope * (odds + 1.0))


def test_slope_is_found_whatever_the_levels():
    rng = np.random.default_rng(0)
    seen = [chances(rng, slope=0.6, level=level) for level in (-0.4, 0.0, 0.5)]
    shift = fit_slope([p for p, _ in seen], [y for _, y in seen])
    assert shift.slope == pytest.approx(0.6, abs=0.08)
    assert shift.level == 0.0


def test_slope_of_few_customers_stays_near_one():
    p, happened = chances(np.random.default_rng(1), count=20, slope=0.0)
    assert fit_slope([p], [happened]).slope > 0.7


def test_level_follows_the_latest_weeks():
    rng = np.random.default_rng(2)
    ages = [0, 7, 14, 21, 28, 35, 42, 49]
    rising = [chances(rng, level=0.6 if age <= 14 else 0.0) for age in ages]
    falling = [chances(rng, level=0.6 if age > 14 else 0.0) for age in ages]
    high, low = (
        with_level(LogOddsShift(), [p for p, _ in seen], [y for _, y in seen], ages, horizon=7).level
        for seen in (rising, falling)
    )
    assert high > low > 0


def test_shift_of_nothing_changes_nothing():
    p = np.array([0.0, 0.2, 0.7, 1.0])
    assert LogOddsShift().apply(p) == pytest.approx(p, abs=1e-5)
    assert logit(LogOddsShift(level=1.0).apply(p[1:2])) == pytest.approx(logit(p[1:2]) + 1.0)
