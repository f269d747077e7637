import numpy as np
import pytest

from perennial.engine.covariates.watched_days import Ahead, WatchedDays
from perennial.engine.purchases import PurchaseLog
from perennial.engine.touches import touches_of

#: Three customers who first buy on days 100, 120 and 105; touched on 99 and 110, never, and on 190.
LOG = PurchaseLog(
    offsets=np.array([0, 3, 4, 5]), day=np.array([100, 112, 160, 120, 105], np.int32), amount=np.ones(5)
)
TOUCHES = touches_of(np.array([0, 0, 2]), np.array([99, 110, 190], np.int32), 3)
AS_OF = 200


class _EverySecondDay:
    """Expects half an order a day of everybody, and says who it was asked about."""

    def expected_orders(self, frequency, recency, silence, *, horizon):
        del recency, silence
        return np.full(len(frequency), 0.5 * horizon)

    def p_order(self, frequency, recency, silence, *, horizon):
        del recency, silence
        return np.full(len(frequency), 0.001 * horizon)


@pytest.fixture
def days():
    return WatchedDays(LOG, TOUCHES, AS_OF, Ahead(model=_EverySecondDay(), time=None))


def test_days_run_from_the_first_touch_after_the_first_purchase_to_the_last_but_one(days):
    assert np.bincount(days.customer, minlength=3).tolist() == [90, 0, 10]
    assert days.day[[0, 89, 90]].tolist() == [110, 199, 190]
    assert days.since_first[[0, 89, 90]].tolist() == [0, 89, 0]


def test_state_is_what_was_known_at_the_end_of_each_day(days):
    frequency, recency, silence = (each[:4].tolist() for each in days.state)
    assert frequency == [0, 0, 1, 1]
    assert recency == [0, 0, 12, 12]
    assert silence == [10, 11, 0, 1]


def test_a_day_belongs_to_a_touch_while_the_next_one_is_within_four_weeks(days):
    first = days.customer == 0
    assert days.is_touch[first].nonzero()[0].tolist() == [0]
    assert days.day[first & ~days.is_after_touch].min() == 138


def test_an_order_comes_on_the_day_after(days):
    assert days.day[days.came() > 0].tolist() == [111, 159]
    assert days.expected().sum() == pytest.approx(50)


def test_who_has_no_order_in_the_days_after_has_stayed_away(days):
    rows = np.array([0, 2, 49, 50])  # of days 110, 112, 159, 160
    assert days.stayed_away(rows, 40).tolist() == [0, 1, 0, 1]
    assert days.expected_away(rows, 40).tolist() == pytest.approx([0.96] * 4)
