from dataclasses import replace

import numpy as np
import pytest

from perennial.engine.purchases import PurchaseLog, histories_at
from perennial.engine.rhythm.groups import RhythmGroup, find_rhythm_groups, groups_of_customers
from perennial.engine.rhythm.main_products import NO_PRODUCT, MainProducts
from perennial.simulate.leaving import lognormal_leaving
from perennial.simulate.renewal import renewal

AS_OF = 720


def buyers(customers, gap, seed):
    made = renewal(
        customers,
        gap=gap,
        regularity=2,
        leaving=lognormal_leaving(median=2000, sigma=0.5),
        span=AS_OF,
        one_time_share=0.2,
        rng=np.random.default_rng(seed),
    )
    first = np.flatnonzero(np.diff(made.customer, prepend=-1))
    day = made.day - made.day.min()
    return [np.unique(each).tolist() for each in np.split(day, first[1:])]


def business(*products):
    """Give the purchases of customers who buy one product each: (name, customers, gap), no name for none."""
    days, product, names = [], [], sorted({name for name, _, _ in products if name})
    for seed, (name, customers, gap) in enumerate(products):
        some = buyers(customers, gap, seed)
        days += some
        product += [names.index(name) if name else NO_PRODUCT] * len(some)
    log = PurchaseLog(
        offsets=np.cumsum([0, *map(len, days)]),
        day=np.concatenate(days).astype(np.int32),
        amount=np.ones(sum(map(len, days))),
    )
    product = np.array(product, np.int32)
    purchases = np.where(product == NO_PRODUCT, 0, np.diff(log.offsets)).astype(np.int32)
    return log, MainProducts(names=tuple(names), product=product, days=purchases, all_days=purchases)


@pytest.fixture
def decide():
    def decided(log, main):
        histories, index = histories_at(log, AS_OF)
        assert len(index) == len(log)
        everyone = np.arange(len(log))
        return find_rhythm_groups(main, histories, log, everyone, rng=np.random.default_rng(0))

    return decided


def test_products_of_different_rhythms_are_groups_with_most_customers_first(decide):
    log, main = business(("coffee", 150, 7), ("filters", 300, 35))
    groups = decide(log, main)
    assert [each.name for each in groups] == ["filters", "coffee"]
    places = groups_of_customers(groups, main)
    assert (np.bincount(places) == [(main.product == 1).sum(), (main.product == 0).sum()]).all()


def test_products_of_like_rhythms_share_a_group(decide):
    log, main = business(("coffee", 150, 7), ("tea", 200, 9), ("filters", 150, 40))
    assert [each.products for each in decide(log, main)] == [("tea", "coffee"), ("filters",)]


def test_products_of_the_same_rhythm_are_no_groups(decide):
    assert decide(*business(("coffee", 150, 20), ("tea", 200, 20))) == ()


def test_products_whose_gaps_differ_by_less_than_twice_are_no_groups(decide):
    assert decide(*business(("coffee", 300, 20), ("tea", 300, 32))) == ()


def test_customers_of_small_products_and_of_none_share_the_last_group(decide):
    log, main = business(("coffee", 150, 7), ("filters", 150, 35), ("mugs", 30, 90), ("", 30, 60))
    groups = decide(log, main)
    assert groups[-1] == RhythmGroup(name="", products=())
    assert {each.name for each in groups[:-1]} == {"coffee", "filters"}
    places = groups_of_customers(groups, main)
    assert set(places[(main.product == NO_PRODUCT) | (main.product == 2)]) == {2}


def test_one_large_product_among_small_ones_is_no_group(decide):
    assert decide(*business(("coffee", 150, 7), ("mugs", 60, 90))) == ()


def test_customers_who_buy_several_products_are_not_parted(decide):
    log, main = business(("coffee", 150, 7), ("filters", 150, 35))
    assert decide(log, replace(main, all_days=main.all_days * 2)) == ()


def test_one_time_buyers_alone_are_not_parted(decide):
    log, main = business(("coffee", 150, 7), ("filters", 150, 35))
    first = log.offsets[:-1]
    once = PurchaseLog(offsets=np.arange(len(log) + 1), day=log.day[first], amount=log.amount[first])
    one = np.ones(len(log), np.int32)
    assert decide(once, replace(main, days=one, all_days=one)) == ()


def test_a_product_unknown_at_the_fit_goes_to_the_rest():
    main = MainProducts(
        names=("coffee", "new"),
        product=np.array([0, 1, NO_PRODUCT], np.int32),
        days=np.ones(3, np.int32),
        all_days=np.ones(3, np.int32),
    )
    named = [RhythmGroup(name="filters", products=("filters",)), RhythmGroup(name="c", products=("coffee",))]
    assert groups_of_customers(named, main).tolist() == [1, 0, 0]
    assert groups_of_customers([*named, RhythmGroup(name="", products=())], main).tolist() == [1, 2, 2]


def test_main_share_counts_purchases_without_a_product_and_of_others():
    main = MainProducts(
        names=("coffee",),
        product=np.zeros(3, np.int32),
        days=np.array([4, 4, 4], np.int32),
        all_days=np.array([4, 4, 8], np.int32),
    )
    assert main.share(np.array([4, 8, 4], np.int32)).tolist() == [1.0, 0.5, 0.5]
