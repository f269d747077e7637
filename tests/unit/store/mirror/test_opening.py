# ruff: noqa: DTZ001 - orders stand on the clock of the business
import csv
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
import pytest
from cdnow import cdnow_rows

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.flows.read_orders import open_orders
from perennial.ingest.cleaning import CleaningRules
from perennial.ingest.options import ReadingOptions
from perennial.store.mirror import MirrorOrder, open_mirror, write_months

NAMES = [field.name for field in fields(MirrorOrder)]


@pytest.fixture
def both(tmp_path):
    """Open the same orders through a file and through the mirror."""
    opened = []

    def open_both(orders, *, as_of=None, currency=None, **rules):
        path = tmp_path / "orders.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(NAMES)
            writer.writerows([getattr(order, name) for name in NAMES] for order in orders)
        write_months(tmp_path / "mirror", reversed(orders))
        opened.append(open_orders(str(path), ReadingOptions(as_of=as_of, currency=currency, **rules)))
        day = None if as_of is None else day_of(as_of)
        opened.append(
            open_mirror(tmp_path / "mirror", as_of=day, currency=currency, rules=CleaningRules(**rules))
        )
        return opened[-2].log, opened[-1]

    yield open_both
    for log in opened:
        log.close()


def figures(log):
    """Give everything that the engine is told, as plain values."""
    facts = {field.name: getattr(log.facts, field.name) for field in fields(log.facts)}
    del facts["notes"]
    facts["left_out"] = dict(facts["left_out"])
    everyone = np.arange(log.facts.customers)
    gaps = [log.gaps(by) for by in ("none", "rung", "month")]
    products = [each.name for each in log.products()]
    of_products = [log.histories(product=name) for name in products]
    arrays = [log.histories(), log.spend(), log.purchases(), *gaps, *of_products]
    return facts, products, log.customer_ids(everyone), [_plain(each) for each in arrays]


def _plain(result):
    return {field.name: np.asarray(getattr(result, field.name)).tolist() for field in fields(result)}


def assert_alike(one, other):
    one, other = figures(one), figures(other)
    assert one[:3] == other[:3]
    for left, right in zip(one[3], other[3], strict=True):
        for name in left:
            np.testing.assert_array_equal(left[name], right[name])


def messy_orders(seed, count=900):
    """Lines, refunds, cancelled orders, nights, nameless buyers, zero amounts and odd texts."""
    rng = np.random.default_rng(seed)
    start = datetime(2025, 1, 1)
    return [
        each
        for number in range(count)
        for each in _messy(rng, number, start + timedelta(minutes=int(rng.integers(0, 60 * 24 * 420))))
    ]


def _messy(rng, number, when):
    what = rng.choice(["plain", "lines", "refund", "loose", "cancelled", "zero", "bucket"], p=WHAT)
    sale = MirrorOrder(
        order_id=f"{number}",
        customer_id="guest" if what == "bucket" else f"p{rng.integers(0, 120):03d}",
        ordered_at=when,
        amount=Decimal(int(rng.integers(100, 90_000))) / 100,
        currency="EUR",
        status=str(rng.choice(["paid", "completed"])),
        product=str(rng.choice(["Кофе, зерно", 'Tea "green"', "Water"])),
    )
    back = replace(sale, order_id=f"{number}r", amount=-sale.amount, ordered_at=when + timedelta(days=3))
    return {
        "plain": [sale],
        "bucket": [sale],
        "lines": [sale, replace(sale, product="Sugar", amount=Decimal("1.5"))],
        "refund": [sale, replace(back, refund_of=sale.order_id, amount=back.amount / 2)],
        "loose": [sale, back],
        "cancelled": [replace(sale, status="cancelled")],
        "zero": [replace(sale, amount=Decimal(0))],
    }[what]


WHAT = [0.5, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05]


def test_cdnow_gives_the_figures_of_its_file(both):
    orders = [
        MirrorOrder(customer_id=customer, ordered_at=datetime.fromisoformat(day), amount=Decimal(amount))
        for customer, day, amount in cdnow_rows()
    ]
    of_file, of_mirror = both(orders)
    assert of_mirror.facts.customers > 2000
    assert_alike(of_file, of_mirror)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_messy_orders_give_the_figures_of_their_file(both, seed):
    of_file, of_mirror = both(messy_orders(seed))
    assert {"cancelled", "zero_amount", "bucket"} <= of_mirror.facts.left_out.keys()
    assert of_mirror.facts.refunds > 50
    assert_alike(of_file, of_mirror)


def test_rules_of_the_business_hold_for_the_mirror(both):
    of_file, of_mirror = both(messy_orders(4), as_of=date(2025, 12, 1), keep_zero=True, day_start=time(4, 30))
    assert of_mirror.facts.as_of == day_of(date(2025, 12, 1))
    assert of_mirror.facts.left_out["after_as_of"] > 10
    assert_alike(of_file, of_mirror)


def test_one_currency_is_looked_at(both):
    orders = messy_orders(5)
    orders = [replace(each, currency="EUR" if i % 5 else "USD") for i, each in enumerate(orders)]
    of_file, of_mirror = both(orders, currency="EUR")
    assert of_mirror.facts.currency == "EUR"
    assert of_mirror.facts.rows < len(orders)
    assert any("another currency" in note.text for note in of_mirror.facts.notes)
    assert_alike(of_file, of_mirror)


def test_several_currencies_are_refused(tmp_path):
    orders = [
        MirrorOrder(customer_id="p1", ordered_at=datetime(2026, 1, day), amount=1.5, currency=currency)
        for day, currency in ((1, "EUR"), (2, "EUR"), (3, "USD"))
    ]
    write_months(tmp_path, orders)
    with pytest.raises(UserError, match=r"more than one currency \(EUR 2, USD 1\)"):
        open_mirror(tmp_path)
    with pytest.raises(UserError, match="No order is in GBP"):
        open_mirror(tmp_path, currency="GBP")


def test_empty_mirror_says_what_to_do(tmp_path):
    with pytest.raises(UserError, match="enter or import some first"):
        open_mirror(tmp_path / "none")


def test_open_log_is_not_touched_by_what_is_written_later(tmp_path):
    order = MirrorOrder(customer_id="p1", ordered_at=datetime(2026, 1, 1))
    write_months(tmp_path, [order])
    log = open_mirror(tmp_path)
    write_months(tmp_path, [replace(order, customer_id="p2")])
    assert log.customer_ids(np.array([0])) == ["p1"]
    log.close()
