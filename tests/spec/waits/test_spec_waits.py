"""The share that returns, the wait of those who do and the naive mean, on logs that fit on a page.

Day 100 is the last day seen; returns count within 30 days. Each row: the purchase days of the customers, and
what is said.
"""

import numpy as np
import pytest

from perennial.engine.purchases import PurchaseLog
from perennial.engine.waits.gap_counting import gap_table_of
from perennial.engine.waits.next_purchase import next_purchase

CASES = [
    # customers                                         share, by customer, mean, median, naive
    ("all_return", [[0, 10], [0, 20]], (2 / 4, 2 / 4, 15, 10, 15)),
    ("never", [[0], [0]], (0, 0, None, None, None)),
    ("frequent_buyers_dominate", [[0, 5, 10, 15], [0], [0]], (3 / 6, 0.75 / 3, 5, 5, 5)),
    ("too_late_to_count", [[0, 50], [0, 10]], (1 / 4, 0.5 / 2, 10, 10, 30)),
    ("open_gaps_count_while_seen", [[0, 20], [0], [0], [90]], (1 / 4, 0.5 / 3, 20, 20, 20)),
]


@pytest.mark.parametrize(("customers", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_waits_as_said(customers, expected):
    offsets = np.concatenate([[0], np.cumsum([len(days) for days in customers])])
    day = np.concatenate(customers).astype(np.int32)
    log = PurchaseLog(offsets=offsets, day=day, amount=np.zeros(len(day)))
    tables = gap_table_of(log, 100), gap_table_of(log, 100, "month")
    said = next_purchase(*tables, (), horizon=30, rng=np.random.default_rng(0))
    share, by_customer, mean, median, naive = expected
    assert said.share_returning.value == pytest.approx(share)
    assert said.customers_share_returning.value == pytest.approx(by_customer)
    assert said.mean_wait_days.value == (mean if mean is None else pytest.approx(mean))
    assert said.median_wait_days.value == median
    assert said.naive_mean_days == naive
