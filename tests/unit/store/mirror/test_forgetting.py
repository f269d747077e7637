# ruff: noqa: DTZ001 - orders stand on the clock of the business
from datetime import datetime, timedelta

import duckdb

from perennial.store.mirror import MirrorOrder, forget_customers, read_manifest, write_months


def orders(*customers, start=datetime(2026, 1, 10), step=9):
    return [
        MirrorOrder(order_id=f"{customer}/{i}", customer_id=customer, ordered_at=start + timedelta(step * i))
        for customer in customers
        for i in range(8)
    ]


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_forgotten_id_stands_nowhere(tmp_path):
    write_months(tmp_path, orders("person-aaaa", "person-bbbb", "person-cccc"))
    assert b"person-aaaa" in bytes_of(tmp_path)
    after = forget_customers(tmp_path, ["person-aaaa"])
    assert b"person-aaaa" not in bytes_of(tmp_path)
    found = duckdb.read_parquet([str(tmp_path / name) for name in after.files()])
    assert found.aggregate("customer_id, count(*)", "customer_id").order("customer_id").fetchall() == [
        ("person-bbbb", 8),
        ("person-cccc", 8),
    ]


def test_crash_leftovers_are_forgotten_too(tmp_path):
    write_months(tmp_path, orders("person-bbbb"))
    (tmp_path / ".writing-old").mkdir()
    (tmp_path / ".writing-old" / "rows.csv").write_text("person-aaaa")
    (tmp_path / "2026-05-0123456789abcdef.parquet").write_text("person-aaaa")
    forget_customers(tmp_path, ["person-aaaa"])
    assert b"person-aaaa" not in bytes_of(tmp_path)
    assert b"person-bbbb" in bytes_of(tmp_path)


def test_months_without_the_forgotten_stay_as_they_are(tmp_path):
    write_months(tmp_path, [*orders("p1"), *orders("p2", start=datetime(2026, 3, 1), step=1)])
    before = read_manifest(tmp_path)
    after = forget_customers(tmp_path, ["p2"])
    same = [name for name in before.months if before.months[name] == after.months.get(name)]
    assert same == ["2026-01", "2026-02"]
    assert after.rows == 8


def test_month_of_the_forgotten_alone_goes(tmp_path):
    write_months(tmp_path, orders("p1", step=0))
    assert forget_customers(tmp_path, ["p1"]).months == {}
    assert forget_customers(tmp_path / "none", ["p1"]).months == {}
