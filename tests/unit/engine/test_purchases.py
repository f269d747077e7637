import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.engine.purchases import PurchaseLog, count_between, first_after, histories_at


@pytest.fixture
def log():
    """Three customers: days 0, 10, 30; day 5; days 40, 41."""
    return PurchaseLog(
        offsets=np.array([0, 3, 4, 6]),
        day=np.array([0, 10, 30, 5, 40, 41], dtype=np.int32),
        amount=np.arange(6.0),
    )


def test_histories_know_nothing_after_the_cut(log):
    histories, index = histories_at(log, 20)
    assert index.tolist() == [0, 1]
    assert histories.frequency.tolist() == [1, 0]
    assert histories.recency.tolist() == [10, 0]
    assert histories.T.tolist() == [20, 15]
    np.testing.assert_allclose(histories.sum_log_gap, [np.log(10), 0])


def test_histories_at_the_end_hold_everyone(log):
    histories, index = histories_at(log, 41)
    assert index.tolist() == [0, 1, 2]
    assert histories.silence.tolist() == [11, 36, 0]
    assert histories.first_day.tolist() == [0, 5, 40]
    assert histories.last_day.tolist() == [30, 5, 41]
    np.testing.assert_allclose(histories.sum_log_gap, [np.log(10) + np.log(20), 0, 0], atol=1e-12)


def test_first_after_and_count_between_split_at_the_cut(log):
    assert first_after(log, 10).tolist() == [30, NO_DAY, 40]
    assert count_between(log, 9, 40).tolist() == [2, 0, 1]


def test_take_keeps_each_customer_whole(log):
    part = log.take(np.array([2, 0]))
    assert part.offsets.tolist() == [0, 2, 5]
    assert part.day.tolist() == [40, 41, 0, 10, 30]
    assert part.customer.tolist() == [0, 0, 1, 1, 1]
