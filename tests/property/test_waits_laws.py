import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from perennial.engine.purchases import PurchaseLog
from perennial.engine.waits.gap_counting import gap_table_of
from perennial.engine.waits.ladder import ladder
from perennial.engine.waits.next_purchase import next_purchase
from perennial.engine.waits.survival import waits_within

histories = st.lists(st.sets(st.integers(0, 200), min_size=1, max_size=15), min_size=1, max_size=40)


def log_of(customers, scale=1):
    day = np.concatenate([np.array(sorted(days), dtype=np.int32) for days in customers]) * scale
    offsets = np.concatenate([[0], np.cumsum([len(days) for days in customers])])
    return PurchaseLog(offsets=offsets, day=day.astype(np.int32), amount=np.zeros(len(day)))


def counts_of(table, horizon):
    ended, closed = np.zeros((2, horizon + 2))
    at = np.minimum(table.duration, horizon + 1)
    np.add.at(ended, at, table.count)
    np.add.at(closed, at[table.closed], table.count[table.closed])
    return ended, closed


def said_of(log, as_of, horizon):
    tables = gap_table_of(log, as_of), gap_table_of(log, as_of, "month")
    return next_purchase(*tables, (), horizon=horizon, rng=np.random.default_rng(0))


@given(histories, st.integers(0, 250), st.integers(1, 250))
def test_survival_never_rises_and_stays_between_nothing_and_all(customers, as_of, horizon):
    survival = waits_within(*counts_of(gap_table_of(log_of(customers), as_of), horizon)).survival
    assert (np.diff(survival) <= 1e-12).all()
    assert survival.min() >= 0
    assert survival.max() <= 1


@given(histories, st.integers(1, 100), st.integers(2, 5))
def test_scaling_the_time_unit_scales_the_waits(customers, horizon, scale):
    once = waits_within(*counts_of(gap_table_of(log_of(customers), 201), horizon))
    scaled = waits_within(
        *counts_of(gap_table_of(log_of(customers, scale), 201 * scale), horizon * scale + scale - 1)
    )
    assert np.isclose(once.share, scaled.share)
    assert np.isclose(once.mean * scale, scaled.mean, equal_nan=True)
    assert np.isclose(once.median * scale, scaled.median, equal_nan=True)


@settings(max_examples=30, deadline=None)
@given(histories, st.integers(0, 250), st.one_of(st.none(), st.integers(1, 400)))
def test_next_purchase_holds_its_values_inside_its_limits(customers, as_of, horizon):
    said = said_of(log_of(customers), as_of, horizon)
    estimates = [
        said.share_returning,
        said.customers_share_returning,
        said.mean_wait_days,
        said.median_wait_days,
    ]
    estimates += [month.share_returning for month in said.by_month]
    for estimate in estimates:
        if estimate.low is not None and estimate.high is not None:
            assert estimate.low <= estimate.high
    for share in (said.share_returning, said.customers_share_returning):
        if share.known:
            assert 0 <= share.low <= share.value <= share.high <= 1
    if said.mean_wait_days.known:
        assert 0 < said.mean_wait_days.value <= said.horizon_days


@settings(max_examples=30, deadline=None)
@given(histories, st.integers(0, 250), st.integers(1, 100))
def test_ladder_loses_customers_on_the_way_up(customers, as_of, horizon):
    table = gap_table_of(log_of(customers), as_of, "rung")
    found = ladder(table, horizon=horizon, rng=np.random.default_rng(0))
    sizes = [rung.customers for rung in found.rungs]
    assert sizes == sorted(sizes, reverse=True)
    assert found.regular_from >= 2


@settings(max_examples=25, deadline=None)
@given(histories, st.randoms(use_true_random=False), st.integers(1, 100))
def test_order_of_customers_does_not_matter_to_the_values(customers, shuffler, horizon):
    mixed = customers.copy()
    shuffler.shuffle(mixed)
    first, second = (said_of(log_of(each), 220, horizon) for each in (customers, mixed))
    for name in ("share_returning", "customers_share_returning", "mean_wait_days", "median_wait_days"):
        one, other = getattr(first, name).value, getattr(second, name).value
        assert one is other is None or np.isclose(one, other)
    assert first.naive_mean_days == second.naive_mean_days or np.isclose(
        first.naive_mean_days, second.naive_mean_days
    )
