import numpy as np
import pytest

from perennial.engine.histories import Histories
from perennial.engine.rhythm.product_pairs import ProductPairs
from perennial.engine.rhythm.product_sample import enough_of_each, some_products

SIZES = (1, 7, 40, 0, 100)


@pytest.fixture
def pairs():
    product = np.random.default_rng(0).permutation(np.repeat(np.arange(5), SIZES)).astype(np.int32)
    column = np.arange(len(product), dtype=np.int32)
    histories = Histories(
        as_of=1_000, frequency=column, recency=column, T=column, sum_log_gap=column.astype(float)
    )
    return ProductPairs(names=tuple("abcde"), customer=column, product=product, histories=histories)


def test_small_products_are_taken_whole_and_large_ones_in_even_steps(pairs):
    taken, stands_for = enough_of_each(pairs, most=10)
    assert np.bincount(pairs.product[taken], minlength=5).tolist() == [1, 7, 10, 0, 10]
    assert stands_for.tolist() == [1, 1, 4, 0, 10]
    assert (np.diff(taken) > 0).all()


def test_some_products_are_taken_with_all_their_pairs(pairs):
    taken, some, products = some_products(pairs, most=80)
    assert products.tolist() == [0, 2, 4]
    assert some.names == ("a", "c", "e")
    assert np.bincount(some.product).tolist() == [1, 40, 100]
    np.testing.assert_array_equal(some.customer, pairs.customer[taken])


def test_all_products_are_taken_where_there_are_few_pairs(pairs):
    taken, some, _ = some_products(pairs, most=1_000)
    assert len(taken) == len(pairs)
    assert some.names == pairs.names
