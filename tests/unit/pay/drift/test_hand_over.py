import numpy as np
import pytest

from perennial.pay.drift.hand_over import Owned, what_to_hand_over


def owned(*rows):
    customer, won_on, until = zip(*rows, strict=True) if rows else ((), (), ())
    return Owned(
        customer=np.array(customer, dtype=np.int64),
        won_on=np.array(won_on, dtype=np.int64),
        protected_until=np.array(until, dtype=np.int64),
    )


@pytest.fixture
def found(touches, monday):
    rows = touches(
        {"customer": 1, "minutes": 40.0},
        {"customer": 1, "minutes": float("nan")},
        {"customer": 2, "minutes": 80.0},
        {"customer": 3, "minutes": 500.0},
        {"customer": 2, "minutes": 500.0, "seller": 1},
        {"customer": 2, "minutes": 500.0, "day": monday - 200},
        {"customer": 9, "minutes": 500.0},
    )
    mine = owned((1, 100, 200), (2, 150, 200), (3, 100, monday), (4, 50, 90))

    def made(**options):
        return what_to_hand_over(0, mine, rows, as_of=monday, weeks=2, **options)

    return made


def test_those_who_take_most_minutes_come_first_and_the_protected_stay(found):
    hand = found()
    assert hand.customer.tolist() == [2, 1, 4]
    assert hand.minutes.tolist() == [40.0, 25.0, 0.0]
    assert hand.freed.tolist() == [40.0, 65.0, 65.0]
    assert hand.minutes_a_week == 65.0


def test_the_oldest_may_come_first(found):
    assert found(first="oldest").customer.tolist() == [4, 1, 2]


def test_nobody_to_hand_over_frees_nothing(touches, monday):
    hand = what_to_hand_over(0, owned(), touches({}), as_of=monday)
    assert (len(hand.customer), hand.minutes_a_week) == (0, 0.0)
