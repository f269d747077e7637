import numpy as np
import pytest

from perennial.store.duckdb import log_of_arrays

CUSTOMERS = ["a", "a", "a", "b", "b", "c"]
DAYS = np.array([0, 10, 40, 5, 5, 45])
AMOUNTS = np.array([1.0, 2.0, 6.0, 3.0, 4.0, 9.0])


@pytest.fixture(scope="module")
def log():
    opened = log_of_arrays(CUSTOMERS, DAYS, AMOUNTS, as_of=50)
    yield opened
    opened.close()


def test_histories_are_the_sufficient_statistics(log):
    histories = log.histories()
    assert histories.as_of == 50
    assert histories.frequency.tolist() == [2, 0, 0]
    assert histories.recency.tolist() == [40, 0, 0]
    assert histories.T.tolist() == [50, 45, 5]
    assert histories.sum_log_gap == pytest.approx([np.log(10) + np.log(30), 0, 0])
    assert histories.frequency.dtype == np.int32


def test_spend_tells_orders_apart_from_purchases(log):
    spend = log.spend()
    assert spend.orders.tolist() == [3, 2, 1]
    assert spend.repeat_mean == pytest.approx([4, np.nan, np.nan], nan_ok=True)
    assert spend.total == pytest.approx([9, 7, 9])


def test_purchases_of_all_stand_in_the_order_of_numbers(log):
    purchases = log.purchases()
    assert purchases.offsets.tolist() == [0, 3, 4, 5]
    assert purchases.day.tolist() == [0, 10, 40, 5, 45]
    assert purchases.amount.tolist() == [1, 2, 6, 7, 9]


def test_purchases_of_named_customers_stand_in_the_order_named(log):
    purchases = log.purchases(customers=np.array([2, 0]))
    assert purchases.offsets.tolist() == [0, 1, 4]
    assert purchases.day.tolist() == [45, 0, 10, 40]


def test_purchases_of_a_number_that_is_not_there_are_refused(log):
    with pytest.raises(IndexError, match="no customer"):
        log.purchases(customers=np.array([7]))


def test_orders_of_one_day_are_one_purchase_of_their_customer():
    log = log_of_arrays(
        ["a", "b", "a", "a", "b", "a", "c"], np.array([0, 0, 5, 5, 5, 5, 5]), np.arange(1.0, 8.0), as_of=9
    )
    purchases = log.purchases()
    assert purchases.offsets.tolist() == [0, 2, 4, 5]
    assert purchases.day.tolist() == [0, 5, 0, 5, 5]
    assert purchases.amount.tolist() == [1, 3 + 4 + 6, 2, 5, 7]
    assert log.spend().orders.tolist() == [4, 2, 1]
    assert sorted(log.gaps("rung").duration.tolist()) == [4, 4, 4, 5, 5]


def test_gaps_open_and_closed_are_counted_once_each(log):
    gaps = log.gaps()
    found = sorted(zip(gaps.duration.tolist(), gaps.closed.tolist(), gaps.weight.tolist(), strict=True))
    third = pytest.approx(1 / 3)
    assert found == [
        (5, False, 1.0),
        (10, False, third),
        (10, True, third),
        (30, True, third),
        (45, False, 1.0),
    ]
    assert gaps.level.tolist() == [0] * 5
    assert gaps.count.sum() == 5


def test_gaps_by_rung_and_month_say_where_they_start(log):
    assert sorted(log.gaps("rung").level.tolist()) == [1, 1, 1, 2, 3]
    january, february = 12 * 1970, 12 * 1970 + 1
    assert sorted(log.gaps("month").level.tolist()) == [january] * 3 + [february] * 2


def test_tenth_and_later_gaps_share_a_rung():
    opened = log_of_arrays(["a"] * 13, np.arange(13))
    rungs = opened.gaps("rung")
    assert rungs.count[rungs.level == 10].sum() == 4
    assert rungs.level.max() == 10


def test_group_of_a_gap_is_the_customer_number_modulo_the_groups():
    opened = log_of_arrays([f"c{i:03}" for i in range(250)], np.arange(250))
    gaps = opened.gaps()
    assert gaps.group[np.argsort(-gaps.duration)].tolist() == [i % 100 for i in range(250)]
    assert set(opened.gaps(groups=1).group.tolist()) == {0}


def test_sample_depends_on_ids_alone():
    ids = np.array([f"c{i}" for i in range(300)])
    days = np.arange(300)
    forwards, backwards = log_of_arrays(ids, days), log_of_arrays(ids, days[::-1])
    sampled = forwards.sampled(50)
    assert len(sampled) == 50
    assert np.all(np.diff(sampled) > 0)
    assert set(forwards.customer_ids(sampled)) == set(backwards.customer_ids(backwards.sampled(50)))
    assert set(forwards.customer_ids(forwards.sampled(20))) < set(forwards.customer_ids(sampled))
    assert len(forwards.purchases(most=50)) == 50
    assert forwards.sampled(1000).tolist() == list(range(300))


def test_products_restrict_to_purchases_that_hold_them(log_of):
    log = log_of(
        [
            {"customer_id": "a", "ordered_at": "2024-01-01", "product": "tea"},
            {"customer_id": "a", "ordered_at": "2024-01-03", "product": "rum"},
            {"customer_id": "a", "ordered_at": "2024-01-08", "product": "tea"},
            {"customer_id": "b", "ordered_at": "2024-01-08", "product": "rum"},
        ]
    )
    assert [(each.name, each.customers) for each in log.products()] == [("rum", 2), ("tea", 1)]
    assert [each.name for each in log.products(most=1)] == ["rum"]
    assert log.histories(product="tea").recency.tolist() == [7]
    assert log.histories(product="rum").T.tolist() == [5, 0]
    assert sorted(log.gaps("rung", product="tea").duration.tolist()) == [0, 7]
    assert len(log.histories(product="none")) == 0


def test_categories_are_preferred_to_products(log_of):
    row = {"customer_id": "a", "ordered_at": "2024-01-01", "product": "tea", "category": "food"}
    assert [each.name for each in log_of([row]).products()] == ["food"]


def test_log_without_products_names_none(log):
    assert log.products() == ()
