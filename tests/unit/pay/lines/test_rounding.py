from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perennial.pay.lines.rounding import RATE_UNIT, apportion, cents, money, spread, whole


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (1001, [40, 30, 30], [401, 300, 300]),
        (5, [7], [5]),
        (0, [1, 2], [0, 0]),
        (3, [0, 1], [0, 3]),
    ],
)
def test_the_largest_remainder_gets_the_odd_one(total, weights, parts):
    assert spread(total, weights) == parts


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=6).filter(sum))
def test_parts_sum_to_the_whole_and_are_less_than_one_off(total, weights):
    parts = spread(total, weights)
    assert sum(parts) == total
    assert all(
        abs(part * sum(weights) - total * weight) < sum(weights)
        for part, weight in zip(parts, weights, strict=True)
    )


@given(st.integers(-100, 100), st.lists(st.integers(-(10**10), 10**10), min_size=1, max_size=5))
def test_any_total_is_met(total, exact):
    assert sum(apportion(total, exact)) == total


def test_a_half_goes_up():
    assert [whole(part * RATE_UNIT // 2) for part in (1, 2, 3)] == [1, 1, 2]


def test_money_is_exact_both_ways():
    assert money(cents(Decimal("1234.5"))) == Decimal("1234.50")
    with pytest.raises(ValueError, match="hundredths"):
        cents(Decimal("0.001"))
