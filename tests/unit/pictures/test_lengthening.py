from dataclasses import replace

import pytest

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.waits.results import MonthWait
from perennial.pictures.report.lengthening import find_lengthening, wait_a_year_before


@pytest.fixture
def waits(sample):
    """Give waits by month, the months one after another from January 2024; None cannot be told."""

    def of(*days, purchases=100, spread=1.0):
        return replace(
            sample.SHOP.next_purchase,
            by_month=tuple(
                MonthWait(
                    month=f"{2024 + at // 12}-{at % 12 + 1:02d}",
                    purchases=purchases[at] if isinstance(purchases, list) else purchases,
                    share_returning=Estimate(value=0.5),
                    mean_wait_days=UNKNOWN
                    if each is None
                    else Estimate(value=each, low=each - spread, high=each + spread),
                )
                for at, each in enumerate(days)
            ),
        )

    return of


def test_wait_that_grows_is_told(waits):
    found = find_lengthening(waits(*[20.0] * 12, 24.0, 25.0, 26.0, None, None))
    assert (found.recent, found.before) == (25.0, 20.0)
    assert (found.first, found.last) == ("2025-01", "2025-03")


def test_wait_that_grows_a_little_or_unsurely_or_too_soon_is_no_alarm(waits):
    assert find_lengthening(waits(*[20.0] * 12, 21.0, 21.0, 21.5)) is None
    assert find_lengthening(waits(*[20.0] * 12, 24.0, 25.0, 26.0, spread=9.0)) is None
    assert find_lengthening(waits(*[20.0] * 5, 24.0, 25.0, 26.0)) is None
    assert find_lengthening(waits()) is None


def test_wait_is_compared_with_the_same_month_a_year_before(waits):
    last, before = wait_a_year_before(waits(*map(float, range(1, 17)), None))
    assert (last.month, last.mean_wait_days.value) == ("2025-04", 16.0)
    assert (before.month, before.mean_wait_days.value) == ("2024-04", 4.0)
    assert wait_a_year_before(waits(5.0, 6.0))[1] is None
    assert wait_a_year_before(waits(None)) is None
