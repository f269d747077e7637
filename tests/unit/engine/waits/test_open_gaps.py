import numpy as np
import pytest

from perennial.engine.purchases import PurchaseLog
from perennial.engine.waits.gap_counting import gap_table_of
from perennial.engine.waits.open_gaps import returning_share_of_open


def once(*starts_and_returns):
    histories = [[start] if wait is None else [start, start + wait] for start, wait in starts_and_returns]
    offsets = np.concatenate([[0], np.cumsum([len(days) for days in histories])])
    return PurchaseLog(
        offsets=offsets, day=np.concatenate(histories).astype(np.int32), amount=np.zeros(offsets[-1])
    )


def test_returning_share_of_open_is_conditional_on_the_age():
    # First gaps: 2 of 4 closed after 10 and 30 days, one open for good, one open at age 20.
    log = once((0, 10), (0, 30), (0, None), (80, None))
    table = gap_table_of(log, 100, "rung")
    first = table.level == 1
    assert first.sum() == 4
    # S(20) = 3/4, S(50) = 3/4 * 1/2; second gaps, open since days 10 and 30, are older than 50 days.
    assert returning_share_of_open(table, 50) == pytest.approx(0.5)


def test_returning_share_of_open_keeps_the_rungs_apart():
    log = once(*[(0, 10)] * 50, *[(0, None)] * 50, *[(195, None)] * 10)
    table = gap_table_of(log, 200, "rung")
    assert returning_share_of_open(table, 30) == pytest.approx(0.5)


def test_returning_share_of_open_without_young_gaps_is_unknown():
    assert returning_share_of_open(gap_table_of(once((0, None)), 100), 50) is None
