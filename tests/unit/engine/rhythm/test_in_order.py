from dataclasses import dataclass

import numpy as np

from perennial.engine.rhythm.in_order import in_order

ROWS = [np.array([2, 0]), np.array([1])]


@dataclass(frozen=True, kw_only=True)
class Said:
    day: np.ndarray
    by_horizon: dict[int, np.ndarray]
    money: np.ndarray | None


def test_parts_stand_in_the_order_of_all():
    parts = [
        Said(day=np.array([20, 0]), by_horizon={7: np.array([0.2, 0.0])}, money=None),
        Said(day=np.array([10]), by_horizon={7: np.array([0.1])}, money=None),
    ]
    whole = in_order(ROWS, parts)
    assert whole.day.tolist() == [0, 10, 20]
    assert whole.by_horizon[7].tolist() == [0.0, 0.1, 0.2]
    assert whole.money is None


def test_one_part_is_taken_as_it_is():
    alone = np.array([3, 1])
    assert in_order([np.arange(2)], [alone]) is alone


def test_texts_of_parts_keep_their_type():
    whole = in_order(ROWS, [np.array(["c", "a"], object), np.array(["b"], object)])
    assert whole.tolist() == ["a", "b", "c"]
    assert whole.dtype == object
