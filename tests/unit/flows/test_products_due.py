from types import SimpleNamespace

import numpy as np
import pytest

from perennial.core.days import day_of, iso_of
from perennial.engine.calendar.business_time import BusinessTime
from perennial.flows.products_due import due_pairs, learn_products, pair_rows, products_due
from perennial.simulate.product_shop import product_shop
from perennial.store import duckdb

SHOP = product_shop(150, paces=(20.0, 60.0), rng=np.random.default_rng(6))
EPOCH = np.datetime64("1970-01-01", "us")


@pytest.fixture(scope="module")
def log():
    days = SHOP.days.log
    columns = {
        "customer_id": SHOP.days.customer[days.customer].astype(str).astype(object),
        "ordered_at": EPOCH + days.day.astype("timedelta64[D]").astype("timedelta64[us]"),
        "product": np.array(SHOP.days.names, dtype=object)[SHOP.days.product[days.customer]],
    }
    opened = duckdb.log_of_columns(columns, as_of=SHOP.last_day)
    yield opened
    opened.close()


def models(*clocks):
    groups = [SimpleNamespace(time=clock, usual_gap=30.0) for clock in clocks]
    return SimpleNamespace(are_apart=len(groups) > 1, groups=groups)


def learnt(log, *clocks):
    histories = log.histories()
    return learn_products(log, histories, np.ones(len(histories)), models(*clocks))


def clock(ahead):
    """Give a clock that is even until the end of the log, and then runs so fast."""
    begin, past = int(SHOP.days.log.day.min()), SHOP.last_day - int(SHOP.days.log.day.min()) + 1
    worth = np.concatenate([np.ones(past), np.full(1500, ahead)])
    return BusinessTime(
        begin=begin, as_of=SHOP.last_day, slow=np.cumsum(np.ones(len(worth))), full=np.cumsum(worth)
    )


def test_rows_are_those_of_the_log(log):
    known = learnt(log, None)
    rows = pair_rows(known, np.arange(len(known.pairs)))
    np.testing.assert_array_equal(rows.last_order, known.pairs.histories.last_day)
    assert (rows.purchases == known.pairs.histories.frequency + 1).all()
    assert (rows.due_early > SHOP.last_day).all()
    assert iso_of(int(rows.last_order.max())) <= iso_of(SHOP.last_day)


def test_customers_are_counted_once_however_much_they_are_due_for(log):
    known = learnt(log, None)
    due, found = due_pairs(known), products_due(known)
    assert sum(use.due for use in found.uses) == len(due)
    assert found.customers == len(np.unique(known.pairs.customer[due])) < len(due)
    assert [use.due for use in found.uses] == sorted((use.due for use in found.uses), reverse=True)


def test_a_busy_time_ahead_brings_the_days_nearer_and_makes_more_due(log):
    calm, busy = learnt(log, clock(1.0)), learnt(log, clock(2.0))
    every = np.arange(len(calm.pairs))
    wait = pair_rows(calm, every).due_likely - SHOP.last_day
    sooner = pair_rows(busy, every).due_likely - SHOP.last_day
    np.testing.assert_allclose(sooner[wait < 500], wait[wait < 500] / 2, atol=1)
    assert len(due_pairs(busy)) > len(due_pairs(calm))


def test_rhythm_groups_share_products_so_that_all_days_are_alike(log):
    apart, plain = learnt(log, clock(2.0), clock(3.0)), learnt(log, None)
    every = np.arange(len(plain.pairs))
    np.testing.assert_array_equal(pair_rows(apart, every).due_late, pair_rows(plain, every).due_late)


def test_nothing_is_learnt_where_orders_name_no_product():
    day = np.datetime64("2025-01-01", "us") + np.arange(20) * np.timedelta64(86_400_000_000, "us")
    bare = duckdb.log_of_columns({"customer_id": np.array(["a", "b"] * 10, dtype=object), "ordered_at": day})
    assert learnt(bare, None) is None
    assert bare.facts.as_of == day_of(day[-1].astype("datetime64[D]").item())
    bare.close()
