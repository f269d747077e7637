import numpy as np
import pytest

from perennial.engine.purchases import PurchaseLog
from perennial.engine.waits.drawn_groups import drawn_groups
from perennial.engine.waits.gap_counting import gap_table_of
from perennial.engine.waits.resampling import percentile_limits, resample, share_limits


def simulated(customers, rng, days=400):
    """Buyers with own rates who leave after any purchase with their own probability; daily clock."""
    rate, leave = rng.gamma(1.5, 1 / 40, customers), rng.beta(1, 3, customers)
    histories = []
    for number in range(customers):
        day, bought = int(rng.integers(0, 150)), []
        while day <= days:
            bought.append(day)
            if rng.random() < leave[number]:
                break
            day += 1 + int(rng.exponential(1 / rate[number]))
        histories.append(bought)
    offsets = np.concatenate([[0], np.cumsum([len(bought) for bought in histories])])
    day = np.concatenate(histories).astype(np.int32)
    return PurchaseLog(offsets=offsets, day=day, amount=np.full(len(day), np.nan))


def waits_of(log, seed, horizon=90, as_of=400):
    table = gap_table_of(log, as_of)
    return resample(table, horizon, drawn_groups(table, 400, np.random.default_rng(seed)))


def test_limits_cover_the_truth_at_300_customers():
    rng = np.random.default_rng(3)
    truth = waits_of(simulated(30_000, rng), 0)
    share, mean, median = truth.share().value, truth.mean().value, truth.median().value
    covered = np.zeros((120, 3))
    for trial in range(len(covered)):
        found = waits_of(simulated(300, rng), trial)
        said = (found.share(), found.mean(), found.median())
        covered[trial] = [
            each.low <= value <= each.high for each, value in zip(said, (share, mean, median), strict=True)
        ]
    assert (covered.mean(axis=0) >= 0.89).all()


def test_limits_of_30_customers_are_wider_than_those_of_300():
    rng = np.random.default_rng(4)
    widths = {}
    for customers in (30, 300):
        found = [waits_of(simulated(customers, rng), seed) for seed in range(8)]
        widths[customers] = np.mean([[e.high - e.low for e in (f.share(), f.mean())] for f in found], axis=0)
    assert (widths[30] > 2 * widths[300]).all()


def test_share_limits_stay_open_where_every_draw_agrees():
    low, high = share_limits(np.array([0.0, 1.0]), np.array([[0.0, 1.0]] * 50), 30, 30)
    assert low[0] == 0
    assert 0.05 < high[0] < 0.2
    assert 0.8 < low[1] < 0.95
    assert high[1] == 1


def test_share_limits_of_independent_customers_are_close_to_wilson():
    rng = np.random.default_rng(0)
    drawn = rng.binomial(1000, 0.3, (4000, 1)) / 1000
    low, high = share_limits(np.array([0.3]), drawn, 1000, 1000)
    assert low[0] == pytest.approx(0.2724, abs=0.003)
    assert high[0] == pytest.approx(0.3291, abs=0.003)


def test_percentile_limits_are_wider_for_few_groups():
    drawn = np.random.default_rng(0).normal(size=4000)
    few, many = percentile_limits(drawn, 5), percentile_limits(drawn, 100)
    assert few[0] < many[0] < many[1] < few[1]


def test_percentile_limits_of_draws_without_a_value_are_open():
    assert percentile_limits(np.array([np.nan, np.nan, 3.0]), 10) == (None, None)


def test_resample_of_a_single_customer_does_not_fail():
    log = PurchaseLog(offsets=np.array([0, 2]), day=np.array([0, 10], dtype=np.int32), amount=np.zeros(2))
    found = waits_of(log, 0, horizon=30, as_of=100)
    assert found.share().value == pytest.approx(0.5)
    assert found.share().high - found.share().low > 0.9
    assert found.mean().value == 10
    assert found.mean().low is None


def test_resample_of_gaps_not_followed_long_enough_says_nothing():
    log = PurchaseLog(offsets=np.array([0, 1]), day=np.array([0], dtype=np.int32), amount=np.zeros(1))
    assert not waits_of(log, 0, horizon=30, as_of=20).share().known


def test_drawn_groups_draw_only_groups_with_customers():
    table = gap_table_of(simulated(30, np.random.default_rng(0)), 400)
    draws = drawn_groups(table, 50, np.random.default_rng(0))
    assert draws[0].tolist() == [1.0] * 100
    assert (draws[1:].sum(axis=1) == 30).all()
    assert (draws[1:, 30:] == 0).all()


def test_drawn_groups_repeat_with_the_seed():
    table = gap_table_of(simulated(30, np.random.default_rng(0)), 400)
    first, second = (drawn_groups(table, 50, np.random.default_rng(7)) for _ in range(2))
    assert np.array_equal(first, second)
