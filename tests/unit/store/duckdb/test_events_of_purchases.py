"""An order log as events: the ladder, whose seller sold each purchase, and one product by itself."""

import numpy as np
import pytest

from perennial.store.duckdb.arrays import log_of_columns

ORDERS = [
    # customer, day, amount, order, product, channel, seller
    ("ann", "2026-01-01T09:00", 10.0, "1", "tea", "shop", None),
    ("ann", "2026-01-01T15:00", 5.0, "2", "mug", "site", "Hugo"),
    ("ann", "2026-02-01T09:00", 20.0, "3", "mug", "site", "Fay"),
    ("ann", "2026-03-01T09:00", 30.0, "4", "tea", None, "Fay"),
    ("bob", "2026-01-05T09:00", 7.0, "5", "tea", "site", "Hugo"),
]


@pytest.fixture
def orders():
    names = ("customer_id", "ordered_at", "amount", "order_id", "product", "channel", "seller")
    columns = {name: np.array([row[at] for row in ORDERS], object) for at, name in enumerate(names)}
    columns["ordered_at"] = columns["ordered_at"].astype("datetime64[us]")
    columns["amount"] = columns["amount"].astype(float)
    log = log_of_columns(columns)
    yield log
    log.close()


def test_purchase_is_in_the_hands_of_the_first_seller_named_that_day(orders):
    assert [
        (case, step, who, channel) for case, step, _, who, _, channel, _ in orders.events().step_rows()
    ] == [
        ("ann", "1st order", "Hugo", "shop"),
        ("bob", "1st order", "Hugo", "site"),
        ("ann", "2nd order", "Fay", "site"),
        ("ann", "3rd order", "Fay", None),
    ]


def test_money_of_a_day_is_that_of_all_its_orders(orders):
    journeys = orders.events().journeys(("1st order", "2nd order", "3rd order"))
    assert journeys.money.tolist() == [65.0, 7.0]
    assert journeys.orders.tolist() == [3, 1]


def test_purchases_of_one_product_are_numbered_within_it(orders):
    events = orders.events(product="tea")
    assert [(case, step, str(at)[:10]) for case, step, at, *_ in events.step_rows()] == [
        ("ann", "1st order", "2026-01-01"),
        ("bob", "1st order", "2026-01-05"),
        ("ann", "2nd order", "2026-03-01"),
    ]
    assert "amount" not in events.facts.columns
    assert [value.name for value in events.values("product")] == ["tea"]
