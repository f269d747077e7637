from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from perennial.records.models import Customer, MirrorMonth, Order, OrderLine, Product
from perennial.records.operations.mark_dirty import mark_dirty
from perennial.records.operations.refresh_folders import mirror_folder
from perennial.records.operations.write_mirror import write_mirror
from perennial.store.mirror import open_mirror, read_manifest


@pytest.fixture
def order(house):
    customer = house.customer()
    made = []

    def of(when, amount=10, whose=None, **fields):
        made.append(
            Order.objects.create(
                customer=whose or customer,
                external_id=fields.pop("external_id", f"o{len(made)}"),
                ordered_at=when,
                day=when.date(),
                amount=amount,
                **fields,
            )
        )
        mark_dirty([when.date()])
        return made[-1]

    return of


def moment(*when):
    return datetime(*when, tzinfo=UTC)


def months():
    return {name: each.rows for name, each in read_manifest(mirror_folder()).months.items()}


def test_only_months_that_changed_are_written(house, order):
    order(moment(2026, 9, 5, 12))
    order(moment(2026, 10, 5, 12))
    before = write_mirror(house.business, compare=False)
    assert months() == {"2026-09": 1, "2026-10": 1}
    order(moment(2026, 10, 6, 12), amount=20)
    after = write_mirror(house.business, compare=False)
    assert months() == {"2026-09": 1, "2026-10": 2}
    assert after.months["2026-09"] == before.months["2026-09"]
    assert not MirrorMonth.objects.stale().exists()


def test_order_stands_in_the_month_of_the_clock_of_the_business(house, order):
    house.business.time_zone = "Asia/Vladivostok"
    order(moment(2026, 9, 30, 20))
    write_mirror(house.business, compare=False)
    assert months() == {"2026-10": 1}


def test_change_that_nobody_marked_is_seen_when_all_is_compared(house, order):
    one = order(moment(2026, 9, 5, 12))
    order(moment(2026, 10, 5, 12))
    before = write_mirror(house.business, compare=False)
    Order.objects.filter(pk=one.pk).update(amount=99)
    assert write_mirror(house.business, compare=False) == before
    after = write_mirror(house.business, compare=True)
    assert after.months["2026-09"] != before.months["2026-09"]
    assert after.months["2026-10"] == before.months["2026-10"]
    Order.objects.filter(pk=one.pk).delete()
    write_mirror(house.business, compare=True)
    assert months() == {"2026-10": 1}


def test_mirror_that_is_gone_is_written_again(house, order):
    order(moment(2026, 9, 5, 12))
    before = write_mirror(house.business, compare=False)
    (mirror_folder() / "manifest.json").unlink()
    assert write_mirror(house.business, compare=False) == before


def test_orders_of_somebody_erased_still_count(house, order):
    order(moment(2026, 9, 5, 12))
    order(moment(2026, 9, 6, 12), whose=house.customer("", erased_at=moment(2026, 9, 7)))
    write_mirror(house.business, compare=False)
    assert months() == {"2026-09": 2}


def test_lines_become_rows_and_what_they_leave_has_no_product(house, order):
    beds, chairs = (Product.objects.create(name=name) for name in ("Beds", "Chairs"))
    whole = order(moment(2026, 9, 5, 12), amount=Decimal(100))
    OrderLine.objects.create(order=whole, product=beds, amount=60)
    OrderLine.objects.create(order=whole, product=chairs, amount=30)
    order(moment(2026, 9, 8, 12), external_id="~made up")
    write_mirror(house.business, compare=False)
    log = open_mirror(mirror_folder())
    rows = log._connection.execute("SELECT order_id, product, amount FROM order_rows ORDER BY ALL").fetchall()
    assert rows == [
        ("file:o0", "Beds", 60.0),
        ("file:o0", "Chairs", 30.0),
        ("file:o0", None, 10.0),
        (None, None, 10.0),
    ]
    log.close()


def test_marking_says_the_day_after_too(db):
    mark_dirty([date(2026, 9, 30), date(2026, 9, 1)])
    mark_dirty([date(2026, 9, 15)])
    assert dict(MirrorMonth.objects.values_list("month", "changed")) == {"2026-09": 2, "2026-10": 1}
    assert Customer.objects.count() == 0
