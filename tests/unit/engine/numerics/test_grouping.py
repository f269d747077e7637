"""Equal rows are found and counted."""

import numpy as np
import pytest

from perennial.engine.numerics.grouping import distinct, group, packed


def test_group_counts_equal_rows() -> None:
    found = group(np.array([2, 0, 2, 0, 1]), np.array([5, 3, 5, 4, 0]))
    assert [list(column) for column in found.columns] == [[0, 0, 1, 2], [3, 4, 0, 5]]
    assert list(found.weight) == [1, 1, 1, 2]


def test_group_of_nothing_is_nothing() -> None:
    found = group(np.array([], np.int32), np.array([], np.int32))
    assert len(found.weight) == 0
    assert len(found.columns) == 2


@pytest.mark.parametrize("largest", [9, 5_000_000])
def test_distinct_leads_back_to_every_row(largest: int) -> None:
    rng = np.random.default_rng(0)
    first, second = rng.integers(0, 10, 1_000), rng.integers(0, 10, 1_000) * (largest // 9)
    (left, right), place = distinct(first, second)
    assert np.array_equal(left[place], first)
    assert np.array_equal(right[place], second)
    assert len(left) == len(set(zip(first.tolist(), second.tolist(), strict=True)))


def test_packed_refuses_what_does_not_fit() -> None:
    with pytest.raises(OverflowError):
        packed(np.array([2**40]), np.array([2**40]))
