"""The same random orders through both stores give equal summaries."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perennial.core.errors import UserError
from perennial.ingest.cleaning import CleaningRules
from perennial.store.memory import OrderRow

START = datetime.fromisoformat("2023-01-30")
MONEY = st.sampled_from([0.0, 5.0, 10.0, 10.0, 20.0, 0.1, 0.2, 0.3, 33.33])
STATUSES = ["paid", "cancelled", "refunded", "test", "draft", "strange", "отменён", "Возврат", None, None]


def rare(values):
    return st.one_of(st.none(), st.none(), st.none(), values)


@st.composite
def order_rows(draw):
    """Draw a log with some of the columns; hours are coarse so that days and moments often coincide."""
    has = draw(st.fixed_dictionaries({name: st.booleans() for name in COLUMNS}))
    many = st.lists(st.tuples(*(strategy if has[name] else st.none() for name, strategy in COLUMNS.items())))
    rows = []
    for cells in draw(many.filter(bool)):
        known = dict(zip(COLUMNS, cells, strict=True))
        when = START + timedelta(hours=draw(st.integers(0, 60)) * draw(st.sampled_from([1, 6, 24])))
        customer = draw(st.sampled_from(["a", "b", "c", "d", "Розничный покупатель"]))
        if known["negative"] and known["amount"] is not None:
            known["amount"] = -known["amount"]
        del known["negative"]
        rows.append(OrderRow(row=0, customer_id=customer, ordered_at=when, **known))
    copies = draw(st.lists(st.sampled_from(rows), max_size=6)) + draw(st.sampled_from([[], rows]))
    return [replace(row, row=number) for number, row in enumerate(rows + copies, start=2)]


COLUMNS = {
    "amount": MONEY,
    "negative": st.sampled_from([False, False, False, True]),
    "order_id": st.sampled_from(["1", "2", "3", "4", None]),
    "status": st.sampled_from(STATUSES),
    "product": rare(st.sampled_from(["tea", "coffee"])),
    "category": rare(st.sampled_from(["food", "gifts"])),
    "refund_of": rare(st.sampled_from(["1", "2", "9"])),
    "contract_id": rare(st.sampled_from(["k", "m"])),
    "refunded_amount": rare(MONEY),
    "currency": st.just("EUR"),
}
RULES = st.builds(
    CleaningRules,
    keep_zero=st.booleans(),
    day_start=st.sampled_from([time(0, 0), time(4, 0), time(18, 30)]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=order_rows(), rules=RULES, late=st.one_of(st.none(), st.integers(19380, 19400)))
def test_stores_agree_on_any_rows(both, rows, rules, late):
    reference, log = both(rows, rules=rules, as_of=late)
    if isinstance(reference, UserError):
        assert str(log) == str(reference)
        return
    assert log.facts == reference.facts
    assert_equal_logs(log, reference)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=order_rows(), seed=st.integers(0, 2**32 - 1))
def test_row_order_never_matters(both, rows, seed):
    shuffled = list(np.random.default_rng(seed).permutation(np.array(rows, dtype=object)))
    _, log = both(rows)
    _, again = both(shuffled)
    if isinstance(log, UserError):
        assert isinstance(again, UserError)
    else:
        assert_equal_logs(log, again)


def assert_equal_logs(log, reference):
    everyone = np.arange(reference.facts.customers)
    assert log.customer_ids(everyone) == reference.customer_ids(everyone)
    assert_close(log.histories(), reference.histories())
    assert_close(log.spend(), reference.spend())
    assert_close(log.purchases(), reference.purchases())
    assert_close(log.purchases(most=2), reference.purchases(most=2))
    assert_close(log.purchases(customers=everyone[::-1]), reference.purchases(customers=everyone[::-1]))
    assert log.products() == reference.products()
    for product in [None, *(each.name for each in reference.products())]:
        assert_close(log.histories(product=product), reference.histories(product=product))
        for by in ("none", "rung", "month"):
            assert_close(log.gaps(by, product=product), reference.gaps(by, product=product))


def assert_close(ours, theirs):
    for name in type(theirs).__dataclass_fields__:
        a, b = getattr(ours, name), getattr(theirs, name)
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-6, err_msg=name)
        assert np.asarray(a).dtype == np.asarray(b).dtype
