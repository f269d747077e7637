# ruff: noqa: DTZ001 - business clock times have no zone

import datetime as dt
import io
import json
import sqlite3
import sys

import duckdb
import openpyxl
import pytest

from perennial.core.errors import UserError

HEADER = ["Customer", "Date", "Amount"]


@pytest.fixture
def workbook(tmp_path):
    def make(sheets, name="orders.xlsx"):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, lines in sheets.items():
            page = book.create_sheet(title)
            for line in lines:
                page.append(line)
        book.save(tmp_path / name)
        return str(tmp_path / name)

    return make


def test_excel_numbers_and_dates_keep_their_meaning(read, rows, workbook):
    lines = [HEADER, [17850.0, dt.datetime(2024, 5, 1, 10, 30), 12.5], [17851, dt.date(2024, 5, 2), 7]]
    raw = read.at(workbook({"Orders": lines}))
    assert rows(raw, "row", "customer_id", "ordered_at", "amount") == [
        (2, "17850", dt.datetime(2024, 5, 1, 10, 30), 12.5),
        (3, "17851", dt.datetime(2024, 5, 2), 7.0),
    ]
    assert raw.plan.format.sheet == "Orders"


def test_excel_serials_in_cells_of_general_format_are_dates(read, rows, workbook):
    raw = read.at(workbook({"S": [HEADER, ["A", 45432, 5], ["B", 45432.5, 6]]}))
    assert rows(raw, "ordered_at") == [(dt.datetime(2024, 5, 20),), (dt.datetime(2024, 5, 20, 12),)]


def test_excel_dates_and_day_first_texts_in_one_column_are_read(read, rows, workbook):
    raw = read.at(workbook({"S": [HEADER, ["A", dt.datetime(2024, 5, 1), 5], ["B", "13.05.2024", 6]]}))
    assert rows(raw, "ordered_at") == [(dt.datetime(2024, 5, 1),), (dt.datetime(2024, 5, 13),)]


def test_excel_title_rows_and_empty_rows_keep_the_numbers_of_the_sheet(read, rows, workbook):
    lines = [
        ["Report"],
        [],
        [],
        HEADER,
        ["A", dt.date(2024, 5, 1), 5],
        [],
        ["B", dt.date(2024, 5, 2), 6],
        ["Total", None, 11],
    ]
    raw = read.at(workbook({"S": lines}))
    assert rows(raw, "row", "customer_id") == [(5, "A"), (7, "B")]
    assert raw.skipped == {"title": 3, "blank": 1, "total": 1}


def test_sheet_is_chosen_by_name_and_unknown_ones_refused(read, rows, workbook):
    path = workbook(
        {
            "Empty": [],
            "First": [HEADER, ["A", dt.date(2024, 5, 1), 5]],
            "Second": [HEADER, ["B", dt.date(2024, 5, 1), 5]],
        }
    )
    assert rows(read.at(path), "customer_id") == [("A",)]
    assert rows(read.at(path, sheet="Second"), "customer_id") == [("B",)]
    with pytest.raises(UserError, match=r"no sheet Third.*Empty, First, Second"):
        read.at(path, sheet="Third")
    with pytest.raises(UserError, match="empty"):
        read.at(path, sheet="Empty")


def test_sheet_of_a_text_file_is_refused(read):
    with pytest.raises(UserError, match="--sheet"):
        read("customer_id,ordered_at\nA,2024-01-01\n", sheet="S")


def test_archive_that_is_no_spreadsheet_is_refused(read):
    with pytest.raises(UserError, match="not a spreadsheet"):
        read(b"PK\x03\x04 nothing", "orders.xlsx")


@pytest.fixture
def parquet(tmp_path):
    def make(query, name="orders.parquet"):
        path = tmp_path / name
        with duckdb.connect() as base:
            base.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        return str(path)

    return make


def test_typed_parquet_is_read_as_a_view(read, rows, parquet):
    raw = read.at(
        parquet(
            "SELECT 'C' || i AS customer_id, TIMESTAMP '2024-05-01 10:00:00' + to_days(i::INT) "
            "AS ordered_at, i * 1.5::DOUBLE AS amount FROM range(3) t(i)"
        )
    )
    kind = raw.connection.execute(
        "SELECT table_type FROM information_schema.tables WHERE table_name = 'order_rows'"
    )
    assert kind.fetchone() == ("VIEW",)
    assert rows(raw, "row", "customer_id", "ordered_at", "amount") == [
        (2, "C0", dt.datetime(2024, 5, 1, 10), 0.0),
        (3, "C1", dt.datetime(2024, 5, 2, 10), 1.5),
        (4, "C2", dt.datetime(2024, 5, 3, 10), 3.0),
    ]
    columns = dict(row[:2] for row in raw.connection.execute("DESCRIBE order_rows").fetchall())
    assert (columns["row"], columns["ordered_at"], columns["amount"]) == ("BIGINT", "TIMESTAMP", "DOUBLE")
    assert set(columns.values()) == {"BIGINT", "TIMESTAMP", "DOUBLE", "VARCHAR", "DATE"}


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u2009", "\u3000"])
@pytest.mark.parametrize("written", ["{blank}b", "b{blank}"])
def test_typed_parquet_with_blanks_around_ids_is_trimmed(read, rows, parquet, blank, written):
    odd = written.format(blank=blank)
    path = parquet(f"SELECT unnest(['a', '{odd}']) AS customer_id, DATE '2024-05-01' AS ordered_at")
    assert [row[0] for row in rows(read.at(path), "customer_id")] == ["a", "b"]


def test_typed_parquet_with_bad_rows_has_rejects(read, rows, parquet):
    raw = read.at(
        parquet(
            "SELECT CASE WHEN i = 3 THEN ' ' WHEN i = 4 THEN ' C4 ' ELSE 'C' || i END AS customer_id, "
            "CASE WHEN i <> 5 THEN DATE '2024-05-01' END AS ordered_at, "
            "CASE WHEN i = 6 THEN 'nan'::DOUBLE ELSE i END AS amount FROM range(30) t(i)"
        )
    )
    assert (raw.rows, raw.rejected) == (30, 3)
    assert raw.connection.execute("SELECT row, reason FROM rejects").fetchall() == [
        (5, "no_customer"),
        (7, "bad_date"),
        (8, "bad_amount"),
    ]
    assert rows(raw, "customer_id")[3] == ("C4",)


def test_parquet_ids_of_numbers_and_dates_of_text_are_read(read, rows, parquet):
    raw = read.at(
        parquet(
            "SELECT i::DOUBLE AS customer_id, '0' || i || '.05.2024' AS ordered_at, "
            "i::DECIMAL(9,2) AS amount FROM range(1, 4) t(i)"
        )
    )
    assert rows(raw, "customer_id", "ordered_at", "amount")[0] == ("1", dt.datetime(2024, 5, 1), 1.0)


def test_parquet_instants_move_to_the_zone_asked_for(read, rows, parquet):
    path = parquet("SELECT 7 AS customer_id, TIMESTAMPTZ '2024-05-01 22:30:00+00' AS ordered_at")
    assert rows(read.at(path, time_zone="Europe/Moscow"), "ordered_at", "customer_id") == [
        (dt.datetime(2024, 5, 2, 1, 30), "7")
    ]
    assert rows(read.at(path), "ordered_at") == [(dt.datetime(2024, 5, 1, 22, 30),)]


def test_damaged_parquet_is_refused(read):
    with pytest.raises(UserError, match="damaged"):
        read(b"PAR1 nothing", "orders.parquet")


def test_json_lines_are_read_and_broken_ones_rejected(read, rows):
    lines = [
        json.dumps({"customer_id": at, "ordered_at": "2024-05-01", "amount": at / 2}) for at in range(10)
    ]
    raw = read(
        "\n".join([*lines, "{broken", '{"customer_id": 9, "ordered_at": "2024-05-02", "note": 1}']),
        "orders.json",
    )
    assert (raw.rows, raw.rejected) == (12, 1)
    assert raw.connection.execute("SELECT row, value, reason FROM rejects").fetchall() == [
        (11, "{broken", "bad_line")
    ]
    assert rows(raw, "row", "customer_id", "amount")[-1] == (12, "9", None)


def test_json_array_of_objects_is_read(read, rows):
    raw = read(
        json.dumps(
            [{"client": {"id": "A"}, "date": "2024-05-01"}, {"client": {"id": "B"}, "date": "2024-05-02"}]
        ),
        "o.json",
    )
    assert rows(raw, "customer_id", "ordered_at") == [
        ("A", dt.datetime(2024, 5, 1)),
        ("B", dt.datetime(2024, 5, 2)),
    ]


def test_standard_input_is_read(read, rows, monkeypatch):
    data = io.BytesIO(b"customer_id,ordered_at\nA,2024-05-01\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    raw = read.at("-")
    assert rows(raw, "customer_id") == [("A",)]
    assert raw.plan.source == "standard input"


@pytest.fixture
def shop(tmp_path):
    path = tmp_path / "shop.db"
    base = sqlite3.connect(path)
    base.execute('CREATE TABLE "my orders" (customer_id REAL, ordered_at TEXT, amount NUMERIC, status TEXT)')
    base.executemany(
        'INSERT INTO "my orders" VALUES (?, ?, ?, ?)',
        [(1.0, "2024-05-01 10:00:00", 5, "paid"), (2.0, "2024-05-02 10:00:00", 6.5, None)],
    )
    base.commit()
    base.close()
    return path


def test_sqlite_table_is_read(read, rows, shop):
    raw = read.at(f"sqlite:{shop}#my orders")
    assert rows(raw, "row", "customer_id", "ordered_at", "amount", "status") == [
        (2, "1", dt.datetime(2024, 5, 1, 10), 5.0, "paid"),
        (3, "2", dt.datetime(2024, 5, 2, 10), 6.5, None),
    ]


@pytest.mark.parametrize("slashes", ["", "//", "///"])
def test_sqlite_query_is_read(read, rows, shop, slashes):
    raw = read.at(
        f"sqlite:{slashes}{shop}#SELECT customer_id, ordered_at FROM \"my orders\" WHERE status = 'paid';"
    )
    assert rows(raw, "customer_id") == [("1",)]


def test_sqlite_faults_are_sentences(read, shop, tmp_path):
    with pytest.raises(UserError, match="no such table: nothing"):
        read.at(f"sqlite:{shop}#nothing")
    with pytest.raises(UserError, match="no such file"):
        read.at(f"sqlite:{tmp_path}/other.db#orders")
    with pytest.raises(UserError, match="say which table or query"):
        read.at(f"sqlite:{shop}")


def test_reading_in_little_memory_gives_the_same(read):
    text = "customer_id,ordered_at,amount\n" + "".join(
        f"C{at % 5000},2024-0{at % 9 + 1}-01,{at % 100}.25\n" for at in range(300_000)
    )
    small = (
        read(text, memory_limit="300MB")
        .connection.execute("SELECT count(*), sum(amount) FROM order_rows")
        .fetchone()
    )
    large = read(text).connection.execute("SELECT count(*), sum(amount) FROM order_rows").fetchone()
    assert small == large
    with pytest.raises(UserError, match="memory limit"):
        read(text, memory_limit="much")
