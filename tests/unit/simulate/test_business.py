"""Orders become purchases."""

import numpy as np

from perennial.simulate.business import as_log


def test_as_log_merges_orders_of_a_day_in_any_order() -> None:
    log = as_log(np.array([7, 3, 7, 7]), np.array([12, 5, 10, 12]), np.array([1.0, 2.0, 4.0, 8.0]))
    assert list(log.offsets) == [0, 1, 3]
    assert list(log.day) == [5, 10, 12]
    assert list(log.amount) == [2.0, 4.0, 9.0]


def test_as_log_of_nothing() -> None:
    assert len(as_log(np.array([], np.int64), np.array([], np.int64), np.array([]))) == 0
