import numpy as np
import pytest

from perennial.engine.traits import NO_LEVEL
from perennial.store.duckdb import log_of_columns

DAYS = np.array(
    ["2024-01-01T12:00", "2024-01-01T09:00", "2024-02-01", "2024-01-05", "2024-03-01", "2024-04-01"]
)


def opened(**columns):
    texts = {name: np.array(column, dtype=object) for name, column in columns.items()}
    return log_of_columns(
        {
            "customer_id": np.array(["a", "a", "a", "b", "b", "c"], dtype=object),
            "ordered_at": DAYS.astype("datetime64[us]"),
            "amount": np.ones(6),
            **texts,
        }
    )


@pytest.fixture
def log():
    made = opened(
        channel=["shop", "site", "phone", None, "site", "shop"],
        region=[None, None, "north", "south", None, None],
        product=["tea", None, "coffee", "coffee", "tea", None],
    )
    yield made
    made.close()


def test_traits_are_those_of_the_first_day_and_of_its_earliest_order(log):
    traits = log.traits()
    assert traits.names == ("channel", "region", "product")
    assert traits.levels == (("shop", "site"), ("south",), ("coffee", "tea"))
    assert traits.code.tolist() == [[1, NO_LEVEL, 1], [NO_LEVEL, 0, 0], [0, NO_LEVEL, NO_LEVEL]]
    names, code = traits.of("channel")
    assert names == ("shop", "site")
    assert code.tolist() == [1, NO_LEVEL, 0]


def test_traits_can_be_asked_for_again(log):
    assert np.array_equal(log.traits().code, log.traits().code)


def test_traits_of_some_customers(log):
    assert log.traits().take(np.array([2, 1])).code[:, 0].tolist() == [0, NO_LEVEL]


def test_categories_stand_for_products_where_there_are_any():
    log = opened(category=["food", None, None, "gifts", None, "food"], product=["tea"] * 6)
    assert log.traits().names == ("category",)
    log.close()


def test_log_that_says_nothing_has_no_traits():
    log = opened()
    assert log.traits() is None
    log.close()


def test_what_is_only_said_later_is_no_trait():
    log = opened(channel=[None, None, "site", None, "site", None])
    assert log.traits() is None
    log.close()
