# ruff: noqa: DTZ001 - orders stand on the clock of the business
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import duckdb
import pytest

from perennial.store.mirror import MirrorChangedError, MirrorOrder, read_manifest, write_months
from perennial.store.mirror.manifest import publish, writing_folder

ODD = "Кофе, \"зерно\";\n\tвторая строка\r\n=1+1 \\ 'x'"


def order(number, when, customer="p1", **more):
    return MirrorOrder(
        order_id=f"o{number}", customer_id=customer, ordered_at=when, amount=Decimal("12.34"), **more
    )


MAY = order(1, datetime(2026, 5, 31, 23, 59, 59, 123456))
JUNE = order(2, datetime(2026, 6, 1), product=ODD, refund_of="o1", initiated_by="customer")


def rows_of(folder):
    files = [str(folder / name) for name in read_manifest(folder).files()]
    return duckdb.read_parquet(files).fetchall() if files else []


def test_rows_written_are_read_back_to_the_letter(tmp_path):
    write_months(tmp_path / "mirror", [JUNE, MAY])
    first, second = rows_of(tmp_path / "mirror")
    assert first[:4] == ("o1", "p1", MAY.ordered_at, Decimal("12.3400"))
    assert first[4:] == (None,) * 9
    assert (second[6], second[10], second[12]) == (ODD, "o1", "customer")


def test_rows_in_another_order_make_equal_files(tmp_path):
    other = replace(MAY, order_id="o3")
    one = write_months(tmp_path / "one", [MAY, other, JUNE])
    two = write_months(tmp_path / "two", [JUNE, other, MAY])
    assert one == two
    assert one.content_hash == two.content_hash
    assert one.rows == 3


def test_months_not_named_stay_as_they_are(tmp_path):
    before = write_months(tmp_path, [MAY, JUNE])
    after = write_months(tmp_path, [replace(JUNE, amount=None)], ["2026-06"])
    assert after.months["2026-05"] == before.months["2026-05"]
    assert [row[3] for row in rows_of(tmp_path)] == [Decimal("12.3400"), None]
    assert after.content_hash != before.content_hash


def test_month_without_rows_is_emptied(tmp_path):
    write_months(tmp_path, [MAY, JUNE])
    assert list(write_months(tmp_path, [], ["2026-05"]).months) == ["2026-06"]
    assert [row[0] for row in rows_of(tmp_path)] == ["o2"]
    assert write_months(tmp_path, []).months == {}
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]


def test_only_files_that_count_are_left(tmp_path):
    write_months(tmp_path, [MAY, JUNE])
    (tmp_path / ".writing-old").mkdir()
    (tmp_path / ".writing-old" / "rows.csv").write_text("p9")
    (tmp_path / "2026-05-0123456789abcdef.parquet").write_text("p9")
    (tmp_path / "notes.txt").write_text("mine")
    after = write_months(tmp_path, [JUNE], ["2026-06"])
    assert {path.name for path in tmp_path.iterdir()} == {*after.files(), "manifest.json", "notes.txt"}


def test_failing_rows_leave_the_old_mirror(tmp_path):
    before = write_months(tmp_path, [MAY])

    def broken():
        yield JUNE
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        write_months(tmp_path, broken())
    assert read_manifest(tmp_path) == before
    assert {path.name for path in tmp_path.iterdir()} == {*before.files(), "manifest.json"}


def test_second_writer_meanwhile_is_noticed(tmp_path):
    before = write_months(tmp_path, [MAY])
    write_months(tmp_path, [MAY, JUNE])
    with writing_folder(tmp_path) as aside, pytest.raises(MirrorChangedError):
        publish(tmp_path, aside, before, {"2026-05": None})
    assert len(rows_of(tmp_path)) == 2


@pytest.mark.parametrize(
    ("row", "months", "why"),
    [
        (JUNE, ["2026-05"], "not named"),
        (replace(JUNE, customer_id=""), None, "no customer"),
        (replace(JUNE, ordered_at=datetime(2026, 6, 1, tzinfo=UTC)), None, "clock of the business"),
    ],
)
def test_rows_that_do_not_belong_are_refused(tmp_path, row, months, why):
    with pytest.raises(ValueError, match=why):
        write_months(tmp_path, [row], months)
    assert read_manifest(tmp_path).months == {}
