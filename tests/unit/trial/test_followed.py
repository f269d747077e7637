import numpy as np
import pytest
from trial_samples import followed


def test_first_and_last_are_told_apart_from_none() -> None:
    seen = followed([True, False, False], [(3, 9, 5), (), (1,)], horizon=10)
    assert seen.first.tolist() == [3, 11, 1]
    assert seen.last.tolist() == [9, 0, 1]
    assert seen.purchases.tolist() == [3, 0, 1]


def test_an_earlier_look_sees_less() -> None:
    seen = followed([True, False], [(3, 9), (8,)], horizon=10, amounts=True).seen_by(8)
    assert seen.horizon == 8
    assert seen.day.tolist() == [3, 8]
    assert seen.amount.tolist() == [10.0, 10.0]
    assert seen.until.tolist() == [8, 8]


@pytest.mark.parametrize("day", [0, 11])
def test_a_purchase_outside_the_days_followed_is_refused(day) -> None:
    with pytest.raises(ValueError, match="outside"):
        followed([True, False], [(day,), ()], horizon=10)


def test_an_arm_without_customers_is_refused() -> None:
    with pytest.raises(ValueError, match="both arms"):
        followed([True, True], [(), ()], horizon=10)


def test_nobody_is_followed_beyond_the_horizon() -> None:
    with pytest.raises(ValueError, match="horizon"):
        followed([True, False], [(), ()], horizon=10, until=np.array([11, 10]))
