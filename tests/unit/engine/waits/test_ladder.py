import numpy as np
import pytest

from perennial.engine.purchases import PurchaseLog
from perennial.engine.waits.gap_counting import gap_table_of
from perennial.engine.waits.ladder import ladder, with_expected_orders


def climbing(customers, stay, rng):
    """Buy every 10 days; the chance of going on from the n-th purchase is `stay(n)`."""
    sizes = np.ones(customers, dtype=int)
    for rung in range(1, 15):
        sizes += (sizes == rung) & (rng.random(customers) < stay(rung))
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    day = (10 * (np.arange(offsets[-1]) - np.repeat(offsets[:-1], sizes))).astype(np.int32)
    return PurchaseLog(offsets=offsets, day=day, amount=np.full(len(day), np.nan)), sizes


def ladder_of(log, *, as_of=400):
    return ladder(gap_table_of(log, as_of, "rung"), horizon=60, rng=np.random.default_rng(0))


def test_ladder_gives_the_share_that_goes_on():
    log, sizes = climbing(2000, lambda rung: min(0.3 + 0.15 * rung, 0.9), np.random.default_rng(0))
    found = ladder_of(log)
    assert [rung.rung for rung in found.rungs] == list(range(1, 11))
    for rung in found.rungs[:9]:
        assert rung.customers == (sizes >= rung.rung).sum()
        assert rung.share.value == pytest.approx((sizes > rung.rung).sum() / rung.customers)
        assert rung.share.low < rung.share.value < rung.share.high
        assert rung.median_days == 10


def test_ladder_counts_customers_not_gaps_on_its_last_rung():
    log, sizes = climbing(2000, lambda _: 0.9, np.random.default_rng(0))
    assert ladder_of(log).rungs[-1].customers == (sizes >= 10).sum()


def test_ladder_calls_regular_from_where_the_share_settles():
    log, _ = climbing(6000, lambda rung: {1: 0.4, 2: 0.6}.get(rung, 0.8), np.random.default_rng(1))
    found = ladder_of(log)
    assert found.decided
    assert found.regular_from == 3


def test_ladder_never_calls_one_purchase_regular():
    log, _ = climbing(3000, lambda _: 0.8, np.random.default_rng(1))
    assert ladder_of(log).regular_from == 2


def test_ladder_of_30_customers_is_undecided():
    log, _ = climbing(30, lambda _: 0.6, np.random.default_rng(1))
    found = ladder_of(log)
    assert not found.decided
    assert found.regular_from == 4


def test_ladder_of_one_time_buyers():
    log, _ = climbing(50, lambda _: 0.0, np.random.default_rng(1))
    found = ladder_of(log)
    (rung,) = found.rungs
    assert rung.share.value == 0
    assert rung.share.high > 0.03
    assert rung.median_days is None
    assert not found.decided


def test_ladder_of_rungs_not_followed_long_enough_says_nothing_of_them():
    log, _ = climbing(50, lambda _: 0.5, np.random.default_rng(1))
    assert ladder_of(log, as_of=70).rungs[0].share.known
    assert not ladder_of(log, as_of=70).rungs[2].share.known


def test_with_expected_orders_averages_by_rung():
    log, sizes = climbing(200, lambda _: 0.9, np.random.default_rng(2))
    found = with_expected_orders(ladder_of(log), sizes, sizes.astype(float))
    assert found.rungs[0].expected_orders_365 == 1
    assert found.rungs[4].expected_orders_365 == 5
    assert found.rungs[9].expected_orders_365 == pytest.approx(sizes[sizes >= 10].mean())


def test_with_expected_orders_leaves_a_rung_where_nobody_stands():
    log, _ = climbing(200, lambda _: 0.9, np.random.default_rng(2))
    found = with_expected_orders(ladder_of(log), np.array([1]), np.array([np.nan]))
    assert all(rung.expected_orders_365 is None for rung in found.rungs)
