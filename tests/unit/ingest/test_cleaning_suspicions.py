import numpy as np
import pytest

from perennial.engine.purchases import PurchaseLog
from perennial.ingest.suspicions import find_left_truncation, monthly_payers, suspicion_notes


def first_days(new_by_month):
    return np.repeat(np.arange(len(new_by_month)) * 30, new_by_month).astype(np.int32)


def test_flood_at_the_start_is_left_truncation_with_its_share():
    found = find_left_truncation(first_days([60, 20, 5, 5, 5, 5, 5, 5]), start=0, as_of=239)
    assert found.until == 59
    assert found.share == pytest.approx(80 / 110)


@pytest.mark.parametrize(
    "new_by_month",
    [
        [10, 11, 9, 10, 12, 8, 10, 9],
        [5, 8, 12, 20, 30, 44, 60, 90],
        [900, 800, 700, 0, 0, 0, 0, 0],
        [50, 9, 5, 5],
    ],
    ids=["steady", "growing", "closed cohort", "too short"],
)
def test_other_logs_are_not_left_truncated(new_by_month):
    assert find_left_truncation(first_days(new_by_month), start=0, as_of=30 * len(new_by_month) - 1) is None


def log_of(gaps, amounts, customers):
    days = np.concatenate([[0], np.cumsum(gaps)])
    return PurchaseLog(
        offsets=np.arange(customers + 1) * len(days),
        day=np.tile(days, customers).astype(np.int32),
        amount=np.tile(np.array(amounts, dtype=float), customers),
    )


def test_equal_sums_every_month_are_found():
    assert monthly_payers(log_of([31, 28, 31], [50, 50, 50, 50], 20)) == 1


@pytest.mark.parametrize(
    ("gaps", "amounts", "customers"),
    [
        ([31, 28, 31], [50, 51, 52, 53], 20),
        ([7, 7, 7], [50, 50, 50, 50], 20),
        ([30, 30, 30], [50, 50, 50, 50], 19),
        ([30, 30, 30], [np.nan] * 4, 20),
    ],
    ids=["other sums", "weekly", "few customers", "no amounts"],
)
def test_other_habits_are_not_monthly_payments(gaps, amounts, customers):
    assert monthly_payers(log_of(gaps, amounts, customers)) == 0


def test_suspicions_are_told_only_where_there_are_any():
    assert suspicion_notes(None, 0.1) == ()
    assert len(suspicion_notes(None, 0.3)) == 1
