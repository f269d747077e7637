import numpy as np

from perennial.flows.touches_told import NO_TOUCHES, TouchesTold, number_touches

IDS = np.array(["b", "a", "d"])


def told(*touches):
    ids, days = zip(*touches, strict=True)
    return TouchesTold(customer_id=np.array(ids), day=np.array(days, np.int32))


def test_customers_have_the_numbers_of_the_log():
    found = number_touches(told(("a", 5), ("d", 7), ("a", 3)), IDS)
    assert found.offsets.tolist() == [0, 0, 2, 3]
    assert found.day.tolist() == [3, 5, 7]


def test_customers_who_have_not_bought_are_left_out():
    assert number_touches(told(("c", 5), ("e", 5), ("b", 9)), IDS).offsets.tolist() == [0, 1, 1, 1]
    assert number_touches(told(("c", 5)), IDS) is None


def test_nothing_told_is_none():
    assert number_touches(NO_TOUCHES, IDS) is None
    assert number_touches(told(("a", 5)), np.zeros(0, np.str_)) is None
