import numpy as np
import pytest

from perennial.engine.touches import days_since_touch, touched_between, touches_of, untouched

#: Four customers: touched on days 30 and 10 (told twice), never, on day 20, never.
TOUCHES = touches_of(np.array([0, 2, 0, 0]), np.array([30, 20, 10, 30], np.int32), 4)


def test_touches_are_grouped_by_customer_and_several_of_a_day_stand_once():
    assert TOUCHES.offsets.tolist() == [0, 2, 2, 3, 3]
    assert TOUCHES.day.tolist() == [10, 30, 20]
    assert TOUCHES.customer.tolist() == [0, 0, 2]


def test_some_customers_are_taken_in_the_order_named():
    taken = TOUCHES.take(np.array([2, 1, 0]))
    assert taken.offsets.tolist() == [0, 1, 1, 3]
    assert taken.day.tolist() == [20, 10, 30]


@pytest.mark.parametrize(
    ("cut", "until", "counts"), [(10, 30, [1, 0, 1, 0]), (9, 30, [2, 0, 1, 0]), (20, 29, [0, 0, 0, 0])]
)
def test_days_with_a_touch_are_counted_after_the_cut_and_up_to_the_end(cut, until, counts):
    assert touched_between(TOUCHES, cut, until).tolist() == counts


def test_days_since_the_last_touch_know_nothing_of_later_ones():
    assert days_since_touch(TOUCHES, 29).tolist()[::2] == [19, 9]
    assert days_since_touch(TOUCHES, 30)[0] == 0
    assert np.isnan(days_since_touch(TOUCHES, 29)[1::2]).all()


def test_who_was_never_touched_has_no_touch():
    none = untouched(3)
    assert len(none) == 3
    assert touched_between(none, 0, 100).tolist() == [0, 0, 0]
    assert np.isnan(days_since_touch(none, 100)).all()
