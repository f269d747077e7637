"""Random order logs with all that cleaning has a rule for, and what it means that two logs are equal."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import numpy as np
from hypothesis import strategies as st

from perennial.ingest.cleaning import CleaningRules
from perennial.store.memory import OrderRow

START = datetime.fromisoformat("2023-01-30")
CUSTOMERS = ["a", "b", "Розничный покупатель"]
CELLS = {
    "amount": [0.0, 5.0, 10.0, 10.0, 20.0, 0.1, 0.2, 0.3, 33.33, -10.0, -5.0, -0.3, -20.0, -40.0],
    "order_id": ["1", "2", "3", "4", "5", "6", None],
    "status": ["paid", "paid", "cancelled", "refunded", "test", "draft", "strange", "отменён", None, None],
    "product": ["tea", "coffee", None, None],
    "category": ["food", "gifts", None],
    "channel": ["site", "сайт", "Shop", None],
    "source": ["friend", None],
    "region": ["north", "south", None],
    "refund_of": ["1", "2", "3", "9", *[None] * 12],
    "contract_id": ["k", "m", *[None] * 8],
    "refunded_amount": [5.0, 10.0, 0.1, *[None] * 6],
    "currency": ["EUR"],
}


@st.composite
def order_rows(draw):
    """Draw a log with some of the columns; hours are coarse so that days and moments often coincide."""
    has = draw(st.fixed_dictionaries({name: st.booleans() for name in CELLS}))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    step = draw(st.sampled_from([1, 6, 24, 60]))
    rows = [
        OrderRow(
            row=0,
            customer_id=CUSTOMERS[rng.choice(3, p=[0.6, 0.35, 0.05])],
            ordered_at=START + timedelta(hours=step * int(rng.integers(30))),
            **{name: cells[rng.integers(len(cells))] for name, cells in CELLS.items() if has[name]},
        )
        for _ in range(draw(st.integers(1, 40)))
    ]
    again = [rows[i] for i in rng.integers(0, len(rows), draw(st.integers(0, 6)))]
    copies = draw(st.sampled_from([[], rows]))
    return [replace(row, row=number) for number, row in enumerate(rows + again + copies, start=2)]


RULES = st.builds(
    CleaningRules,
    keep_zero=st.booleans(),
    day_start=st.sampled_from([time(0, 0), time(4, 0), time(18, 30)]),
)


def columns_of(rows):
    names = [name for name in OrderRow.__dataclass_fields__ if name != "row"]
    columns = {name: np.array([getattr(row, name) for row in rows], dtype=object) for name in names}
    columns["ordered_at"] = columns["ordered_at"].astype("datetime64[us]")
    for name in ("amount", "refunded_amount"):
        if all(each is None for each in columns[name]):
            del columns[name]
        else:
            columns[name] = np.array(
                [np.nan if each is None else each for each in columns[name]], dtype=float
            )
    return columns


def assert_equal_logs(log, reference):
    everyone = np.arange(reference.facts.customers)
    assert log.customer_ids(everyone) == reference.customer_ids(everyone)
    assert_close(log.histories(), reference.histories())
    assert_close(log.spend(), reference.spend())
    np.testing.assert_array_equal(log.latest_days(), reference.latest_days())
    assert_close(log.purchases(), reference.purchases())
    assert_close(log.purchases(most=2), reference.purchases(most=2))
    assert_close(log.purchases(customers=everyone[::-1]), reference.purchases(customers=everyone[::-1]))
    assert log.orders_by_day(everyone[::-1]).tolist() == reference.orders_by_day(everyone[::-1]).tolist()
    assert log.products() == reference.products()
    assert_equal_main_products(log.main_products(), reference.main_products())
    assert_equal_product_pairs(log.product_pairs(), reference.product_pairs())
    assert_equal_traits(log.traits(), reference.traits())
    for product in [None, *(each.name for each in reference.products())]:
        assert_close(log.histories(product=product), reference.histories(product=product))
        for by in ("none", "rung", "month"):
            assert_close(log.gaps(by, product=product), reference.gaps(by, product=product))
        assert_close(
            log.gaps("month", product=product, groups=1), reference.gaps("month", product=product, groups=1)
        )


def assert_equal_main_products(ours, theirs):
    assert (ours is None) == (theirs is None)
    if ours is not None:
        assert ours.names == theirs.names
        for name in ("product", "days", "all_days"):
            np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name), err_msg=name)


def assert_equal_product_pairs(ours, theirs):
    assert (ours is None) == (theirs is None)
    if ours is not None:
        assert ours.names == theirs.names
        np.testing.assert_array_equal(ours.customer, theirs.customer)
        np.testing.assert_array_equal(ours.product, theirs.product)
        assert_close(ours.histories, theirs.histories)


def assert_equal_traits(ours, theirs):
    assert (ours is None) == (theirs is None)
    if ours is not None:
        assert ours.names == theirs.names
        assert ours.levels == theirs.levels
        np.testing.assert_array_equal(ours.code, theirs.code)
        assert ours.code.dtype == theirs.code.dtype


def assert_close(ours, theirs):
    for name in type(theirs).__dataclass_fields__:
        a, b = getattr(ours, name), getattr(theirs, name)
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-6, err_msg=name)
        assert np.asarray(a).dtype == np.asarray(b).dtype
