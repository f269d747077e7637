from perennial.core.estimate import UNKNOWN
from perennial.pay.drift.new_customers import new_customers


def sold(orders, monday, *ages):
    return orders(*({"day": monday - age, "is_first": True} for age in ages))


def test_new_customers_of_both_spans_with_the_limits_of_their_ratio(orders, log, monday):
    made = log("hunter", orders_of=sold(orders, monday, 0, 1, 89, 90, 91, 92, 93, 94, 179, 200))
    now, before, change = new_customers(made, 0, monday)
    assert (now.value, before.value) == (3, 6)
    assert change.value == -0.5
    assert change.low < -0.5 < 0 < change.high


def test_new_customers_before_a_seller_was_there_are_unknown(orders, log, monday):
    made = log("hunter", orders_of=sold(orders, monday, 0, 1, 100))
    now, before, change = new_customers(made, 0, monday)
    assert now.value == 2
    assert before == change == UNKNOWN


def test_none_before_gives_no_ratio(orders, log, monday):
    made = log("hunter", orders_of=sold(orders, monday, 0, 200))
    assert new_customers(made, 0, monday)[2] == UNKNOWN
