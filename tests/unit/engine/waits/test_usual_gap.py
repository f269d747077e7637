from dataclasses import replace

import numpy as np
import pytest

from perennial.engine.purchases import PurchaseLog
from perennial.engine.waits.gap_counting import gap_table_of
from perennial.engine.waits.next_purchase import next_purchase
from perennial.engine.waits.usual_gap import usual_gap


def log_of(histories):
    offsets = np.concatenate([[0], np.cumsum([len(days) for days in histories])]).astype(np.int64)
    day = np.concatenate(histories).astype(np.int32)
    return PurchaseLog(offsets=offsets, day=day, amount=np.full(len(day), np.nan))


def waits_of(log, as_of):
    return next_purchase(
        gap_table_of(log, as_of),
        gap_table_of(log, as_of, "month"),
        (),
        horizon=None,
        rng=np.random.default_rng(0),
    )


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("customers", [3, 40, 150])
def test_usual_gap_is_that_of_all_waits(seed, customers):
    rng = np.random.default_rng(seed)
    log = log_of([np.unique(rng.integers(0, 500, rng.integers(1, 15))) for _ in range(customers)])
    by_month = gap_table_of(log, 500, "month")
    said = waits_of(log, 500).usual_gap_days
    assert usual_gap(by_month) == said
    assert usual_gap(replace(by_month, group=np.zeros_like(by_month.group))) == said


def test_usual_gap_is_unknown_where_nobody_returns():
    assert usual_gap(gap_table_of(log_of([[0], [10], [20]]), 400, "month")) is None
