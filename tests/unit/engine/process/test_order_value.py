import numpy as np
import pytest

from perennial.engine.process.journeys import Journeys
from perennial.engine.process.order_steps import ORDER_STEPS
from perennial.engine.process.order_value import order_value


def journeys(orders, money):
    number = len(orders)
    nothing, none = np.full(number, np.nan), np.zeros(number, np.int32)
    return Journeys(
        sources=(),
        source=none - 1,
        started=np.zeros(number),
        first_order=nothing,
        second_order=nothing,
        orders=np.array(orders, np.int32),
        touches_first=none,
        touches_repeat=none,
        cost_first=nothing,
        cost_repeat=nothing,
        money=np.array(money, np.float64),
        as_of=100.0,
    )


def test_step_of_several_orders_counts_each_and_others_count_one(map_of):
    whole = map_of("1st_order 2nd_order 5th_order_and_later 5th_order_and_later", "1st_order")
    found = order_value(whole, ("1st order", "2nd order", "5th order and later"), None)
    assert found.orders == {"1st order": 1.0, "2nd order": 1.0, "5th order and later": 2.0}
    assert found.amount is None


def test_mean_order_is_money_over_orders_of_those_who_bought(map_of):
    found = order_value(
        map_of("1st_order"), ORDER_STEPS[:1], journeys([2, 1, 0, 1], [100.0, 20.0, 0.0, 80.0])
    )
    assert found.amount == 50.0


def test_error_of_the_mean_order_is_that_of_repeated_sampling(map_of):
    rng = np.random.default_rng(1)
    whole = map_of("1st_order")
    drawn = [
        order_value(whole, ORDER_STEPS[:1], journeys(orders, orders * rng.gamma(2, 25, 80)))
        for orders in rng.integers(1, 6, (300, 80))
    ]
    spread = np.std(np.log([each.amount for each in drawn]))
    assert np.mean([each.log_error for each in drawn]) == pytest.approx(spread, rel=0.15)


@pytest.mark.parametrize(("orders", "money"), [([1], [5.0]), ([1, 1], [0.0, 0.0]), ([0, 0], [0.0, 0.0])])
def test_mean_of_too_little_is_not_said(map_of, orders, money):
    assert order_value(map_of("1st_order"), ORDER_STEPS[:1], journeys(orders, money)).amount is None


def test_process_without_orders_has_no_value_of_its_own(map_of):
    assert order_value(map_of("a b"), (), None).orders == {}
