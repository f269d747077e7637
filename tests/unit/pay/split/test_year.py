import numpy as np
import pytest

from perennial.core.estimate import UNKNOWN
from perennial.pay.split.year import last_year, new_money_share


@pytest.fixture
def year(orders, monday):
    """Three customers won by the first seller, one of whom came back; later orders with the second."""
    rows = orders(
        {"customer": 1, "day": monday - 300, "is_first": True},
        {"customer": 2, "day": monday - 200, "is_first": True},
        {"customer": 3, "day": monday - 10, "is_first": True},
        {"customer": 1, "day": monday - 250, "amount": 300.0},
        {"customer": 1, "day": monday - 20, "seller": 1},
        {"customer": 9, "day": monday - 400, "is_first": True},
        {"customer": 9, "day": monday + 1, "is_first": True},
    )
    return last_year(rows, sellers=3, as_of=monday)


def test_year_sums_twelve_months(year):
    first = year[0]
    assert (first.orders, first.first_orders, first.won) == (4, 3, 3)
    assert (first.money, first.new_money) == (600, 300)
    assert first.first_sales_a_month.value == 0.25


def test_kept_counts_those_who_had_the_time_to_come_back(year):
    assert year[0].kept.value == 0.5
    assert year[0].kept.low < 0.1
    assert year[1].kept == UNKNOWN


def test_a_seller_without_orders_has_no_shares(year):
    assert (year[2].orders, year[2].new_money_share, year[2].won) == (0, UNKNOWN, 0)


def test_few_orders_tell_no_share(orders):
    assert new_money_share(orders(*({"customer": at} for at in range(9)))) == UNKNOWN


def test_orders_of_one_customer_go_together(orders):
    apart = [{"customer": at, "is_first": at % 2 == 0} for at in range(40)]
    one = [row | {"customer": row["customer"] if row["is_first"] else 999} for row in apart]
    spread, lumped = new_money_share(orders(*apart)), new_money_share(orders(*one))
    assert spread.value == lumped.value == 0.5
    assert lumped.high - lumped.low > 1.5 * (spread.high - spread.low)


def test_share_holds_the_truth_about_as_often_as_said(orders):
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(200):
        first = rng.random(80) < 0.3
        amount = rng.lognormal(4, 0.5, 80)
        rows = [
            {"customer": at, "is_first": bool(is_first), "amount": money}
            for at, (is_first, money) in enumerate(zip(first, amount, strict=True))
        ]
        found = new_money_share(orders(*rows))
        held += found.low <= 0.3 <= found.high
    assert 183 <= held <= 199
