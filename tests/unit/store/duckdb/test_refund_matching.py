import numpy as np

from perennial.store.duckdb.refunds import Candidates, LooseRefunds, match_refunds


def match(orders, refunds):
    customer, moment, left = zip(*orders, strict=True)
    whose, when, amount = zip(*refunds, strict=True)
    refund, number, money = match_refunds(
        LooseRefunds(
            customer=np.array(whose),
            moment=np.array(when),
            number=np.arange(len(refunds), dtype=np.int32),
            amount=np.array(amount, dtype=float),
        ),
        Candidates(
            customer=np.array(customer),
            moment=np.array(moment),
            number=np.arange(len(orders), dtype=np.int32),
            left=np.array(left, dtype=float),
        ),
    )
    return list(zip(refund.tolist(), number.tolist(), money.tolist(), strict=True))


def test_refund_goes_to_the_latest_earlier_order_that_can_bear_it():
    assert match([(1, 0, 50), (1, 5, 30), (1, 9, 90)], [(1, 7, 20)]) == [(0, 1, 20)]


def test_refund_prefers_an_order_of_exactly_its_amount():
    assert match([(1, 0, 20), (1, 5, 30)], [(1, 7, 20)]) == [(0, 0, 20)]


def test_second_refund_sees_what_the_first_left():
    assert match([(1, 0, 20), (1, 5, 20)], [(1, 7, 20), (1, 8, 20)]) == [(0, 1, 20), (1, 0, 20)]


def test_refund_larger_than_any_earlier_order_fits_none():
    assert match([(1, 0, 20), (1, 9, 50)], [(1, 7, 21)]) == []


def test_refund_never_goes_to_another_customer():
    assert match([(1, 0, 20), (3, 0, 20)], [(2, 7, 20)]) == []


def test_refund_of_nothing_fits_none():
    assert match([(1, 0, 20)], [(1, 7, 0)]) == []
