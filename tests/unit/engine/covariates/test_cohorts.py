from datetime import date

import numpy as np
import pytest

from perennial.core.days import day_of
from perennial.engine.covariates.cohorts import compare_cohorts
from perennial.engine.covariates.drift import find_drift, trend_of
from perennial.engine.covariates.followed import follow_cohorts
from perennial.engine.purchases import PurchaseLog
from perennial.simulate.levels import drifting


def as_they_are(day):
    return day


def regular(first_days, *, gap, as_of):
    days = [np.arange(first, as_of + 1, gap) for first in first_days]
    sizes = [len(each) for each in days]
    return PurchaseLog(
        offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        day=np.concatenate(days).astype(np.int32),
        amount=np.ones(sum(sizes)),
    )


def followed(first_days, as_of, *, since=None, gap=20):
    log = regular(first_days, gap=gap, as_of=as_of)
    return follow_cohorts(
        log, as_of, since=int(min(first_days)) if since is None else since, usual_gap=gap, clock=as_they_are
    )


def test_cohorts_of_under_a_year_are_months_and_all_are_followed_as_long():
    start, as_of = day_of(date(2025, 1, 1)), day_of(date(2025, 8, 15))
    found = followed(np.repeat(np.arange(start, as_of), 2), as_of, gap=20)
    assert found.spans[1] == (day_of(date(2025, 2, 1)), day_of(date(2025, 2, 28)))
    assert len(found.spans) == 6  # July has not been followed for forty days
    assert found.days == as_of - day_of(date(2025, 6, 30))
    assert set(found.histories.T.tolist()) == {found.days}
    assert set(found.histories.frequency.tolist()) == {found.days // 20}
    assert np.bincount(found.cohort).tolist() == [62, 56, 62, 60, 62, 60]


def test_cohorts_of_a_longer_log_are_quarters():
    start, as_of = day_of(date(2024, 1, 1)), day_of(date(2025, 12, 31))
    found = followed(np.arange(start, as_of), as_of)
    assert found.spans[0] == (start, day_of(date(2024, 3, 31)))
    assert len(found.spans) == 7


def test_those_who_came_before_the_first_whole_cohort_are_left_out():
    start, as_of = day_of(date(2025, 1, 1)), day_of(date(2025, 8, 15))
    found = followed(np.arange(start, as_of), as_of, since=start + 40)
    assert found.spans[0][0] == day_of(date(2025, 3, 1))
    assert len(found.cohort) == 31 + 30 + 31 + 30


def test_one_cohort_alone_compares_nothing():
    start = day_of(date(2025, 1, 1))
    assert followed(np.repeat(np.arange(start, start + 31), 3), start + 400) is None


def test_drift_is_found_where_it_starts():
    begins = [100, 200, 300, 400, 500]
    found = find_drift(np.array([0.0, 0.02, -0.02, -0.4, -0.38]), np.eye(5) * 0.004, begins)
    assert found.since == 400
    assert found.rate.value == pytest.approx(np.exp(-0.39))
    # Two against three cohorts, four places looked at: 2.4977 standard errors.
    width = 2 * 2.4977 * np.sqrt(0.004 * (1 / 2 + 1 / 3))
    assert np.log(found.rate.high / found.rate.low) == pytest.approx(width, rel=1e-4)


@pytest.mark.parametrize(
    ("log_rate", "variance"), [([0.0, 0.01, -0.4], 0.2), ([0.0, 0.01, -0.08], 1e-5), ([0.0, 0.0, 0.0], 0.01)]
)
def test_drift_that_may_be_chance_or_is_small_is_not_said(log_rate, variance):
    assert find_drift(np.array(log_rate), np.eye(3) * variance, [1, 2, 3]) is None


def test_trend_is_the_factor_from_one_cohort_to_the_next():
    found = trend_of(0.1 * np.arange(5.0) - 3.0, np.eye(5) * 0.01)
    assert found.value == pytest.approx(np.exp(0.1))
    assert np.log(found.high / found.low) == pytest.approx(2 * 1.959964 * 0.1 / np.sqrt(10))


def compared(seed, rate):
    made = drifting(2500, rate=rate, since=600, rng=np.random.default_rng(seed))
    log = made.log
    return compare_cohorts(
        log,
        made.last_day,
        since=int(log.day.min()),
        usual_gap=27.0,
        regularity=2,
        clock=as_they_are,
    )


def test_cohorts_that_buy_less_are_said():
    found = compared(4, 0.6)
    assert found.homogeneity < 0.01
    assert found.drift.rate.low < 0.6 < found.drift.rate.high < 1
    assert found.trend.high < 1


def test_cohorts_that_buy_alike_are_not():
    found = compared(4, 1.0)
    assert found.drift is None
    assert found.trend.low < 1 < found.trend.high
    assert all(each.rate.low < 1 < each.rate.high for each in found.rows)


def test_nobody_who_came_back_says_nothing():
    start = day_of(date(2025, 1, 1))
    days = np.repeat(np.arange(start, start + 200), 3)
    log = regular(days, gap=1000, as_of=start + 300)
    found = compare_cohorts(log, start + 300, since=start, usual_gap=20.0, regularity=1, clock=as_they_are)
    assert found is None
