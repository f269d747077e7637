# ruff: noqa: DTZ001 - business clock times have no zone

import datetime as dt

import pytest

ROWS = [("Иванов", "01.02.2024", "1 234,50"), ("ООО Ромашка", "15.02.2024", "7,05")]


def table(delimiter, header="Клиент Дата Сумма"):
    return "\n".join(delimiter.join(cells) for cells in [header.split(), *ROWS]) + "\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1251"]
)
@pytest.mark.parametrize("delimiter", [";", "\t", "|", "^"])
def test_text_is_read_in_any_usual_encoding_and_delimiter(read, rows, encoding, delimiter):
    raw = read(table(delimiter).encode(encoding))
    assert rows(raw, "row", "customer_id", "ordered_at", "amount") == [
        (2, "Иванов", dt.datetime(2024, 2, 1), 1234.5),
        (3, "ООО Ромашка", dt.datetime(2024, 2, 15), 7.05),
    ]


def test_windows_1252_names_keep_their_accents(read, rows):
    raw = read(
        "Customer;Date;Amount\nJosé Müller;2024-01-01;5\nÉmile Français;2024-01-02;5\n".encode("cp1252")
    )
    assert rows(raw, "customer_id") == [("José Müller",), ("Émile Français",)]


def test_windows_1251_far_behind_the_head_is_still_found(read, rows):
    ascii_rows = "".join(f"C{at};2024-01-01;5\n" for at in range(100_000))
    raw = read(("customer;date;amount\n" + ascii_rows + "Иванов;2024-01-01;5\n").encode("windows-1251"))
    assert rows(raw, "customer_id")[-1] == ("Иванов",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines_of_all_systems_are_read(read, rows, end):
    raw = read(end.join(["customer_id,ordered_at", "A,2024-01-01", "B,2024-01-02", ""]).encode())
    assert rows(raw, "row", "customer_id") == [(2, "A"), (3, "B")]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1 234,50", 1234.5),
        ("1\u00a0234,50", 1234.5),
        ("1\u202f234,50 ₽", 1234.5),
        ("1 234,50 руб.", 1234.5),
        ("1'234,50", 1234.5),
        ("1.234,50", 1234.5),
        ("1.234.567,5", 1234567.5),
        ("-12,50", -12.5),
        ("(12,50)", -12.5),
        ("12,50-", -12.5),
        ("−12,50 р.", -12.5),
    ],
)
def test_amounts_with_a_decimal_comma_are_read(read, rows, written, value):
    raw = read(f"customer_id;ordered_at;amount\nA;2024-01-01;{written}\nB;2024-01-02;0,75\n")
    assert rows(raw, "amount")[0][0] == pytest.approx(value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,234.50", 1234.5),
        ("$1,234.50", 1234.5),
        ("USD 1234.50", 1234.5),
        ("1234.50 USD", 1234.5),
        ("-$12.50", -12.5),
        ("($12.50)", -12.5),
        ("12.50-", -12.5),
        ("1,234,567", 1234567),
        (".5", 0.5),
    ],
)
def test_amounts_with_a_decimal_dot_are_read(read, rows, written, value):
    raw = read(f"customer_id;ordered_at;amount\nA;2024-01-01;{written}\nB;2024-01-02;0.75\n")
    assert rows(raw, "amount")[0][0] == pytest.approx(value)


def test_comma_with_three_digits_separates_thousands_where_nothing_else_tells(read, rows):
    raw = read("customer_id;ordered_at;amount\nA;2024-01-01;1,250\nB;2024-01-02;980\n")
    assert rows(raw, "amount") == [(1250.0,), (980.0,)]


def test_dot_with_three_digits_separates_thousands_where_larger_numbers_always_have_it(read, rows):
    raw = read("customer_id;ordered_at;amount\nA;2024-01-01;1.250\nB;2024-01-02;980\n")
    assert rows(raw, "amount") == [(1250.0,), (980.0,)]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2024-02-01", (2024, 2, 1)),
        ("2024-02-01T10:20:30.5", (2024, 2, 1, 10, 20, 30, 500000)),
        ("2024/02/01 10:20", (2024, 2, 1, 10, 20)),
        ("2024-02-01 10:20 PM", (2024, 2, 1, 22, 20)),
        ("2024.02.01", (2024, 2, 1)),
        ("20240201", (2024, 2, 1)),
        ("13.02.24 9:05", (2024, 2, 13, 9, 5)),
        ("13.02.2024 0:00:00", (2024, 2, 13)),
        ("13/02/2024, 10:20:30", (2024, 2, 13, 10, 20, 30)),
        ("2/13/2024 9:05 PM", (2024, 2, 13, 21, 5)),
        ("13-02-2024", (2024, 2, 13)),
        ("5 мая 2024", (2024, 5, 5)),
        ("5 мая 2024 г. 10:15", (2024, 5, 5, 10, 15)),
        ("12 янв. 2024", (2024, 1, 12)),
        ("5 May 2024", (2024, 5, 5)),
        ("5-May-24", (2024, 5, 5)),
        ("May 5, 2024", (2024, 5, 5)),
        ("May 5, 2024 at 9:05 PM", (2024, 5, 5, 21, 5)),
        ("September 30, 2024", (2024, 9, 30)),
        ("Sun, 5 May 2024 10:00:00 +0000", (2024, 5, 5, 10)),
        ("45432", (2024, 5, 20)),
        ("45432.5", (2024, 5, 20, 12)),
        ("45432,75", (2024, 5, 20, 18)),
        ("1714557600", (2024, 5, 1, 10)),
        ("1714557600000", (2024, 5, 1, 10)),
        ("2024-05-01 10:00:00 UTC", (2024, 5, 1, 10)),
    ],
)
def test_dates_are_read_in_many_forms(read, rows, written, read_as):
    raw = read(f'customer_id;ordered_at\nA;"{written}"\nB;"{written}"\n')
    assert rows(raw, "ordered_at") == [(dt.datetime(*read_as),)] * 2


def test_forms_of_dates_may_be_mixed_in_one_column(read, rows):
    raw = read("customer_id;ordered_at\nA;2024-02-01\nB;01.02.2024\nC;01.02.24\nD;1 февраля 2024\n")
    assert {when for (when,) in rows(raw, "ordered_at")} == {dt.datetime(2024, 2, 1)}


def test_unix_seconds_move_to_the_zone_asked_for(read, rows):
    raw = read("customer_id;ordered_at\nA;1714604400\n", time_zone="Europe/Moscow")
    assert rows(raw, "ordered_at") == [(dt.datetime(2024, 5, 2, 2),)]


def test_day_first_dates_with_single_digits_are_read(read, rows):
    raw = read("customer_id;ordered_at\nA;1/2/2024\nB;13/2/2024\n")
    assert rows(raw, "ordered_at") == [(dt.datetime(2024, 2, 1),), (dt.datetime(2024, 2, 13),)]


def test_price_times_quantity_is_the_amount_where_there_is_no_other(read, rows):
    raw = read(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "536365,85123A,HOLDER,6,12/1/2010 8:26,2.55,17850.0,United Kingdom\n"
        "536366,71053,LANTERN,-2,12/13/2010 8:28,3.5,17850.0,United Kingdom\n"
    )
    assert rows(raw, "customer_id", "ordered_at", "amount", "order_id", "product") == [
        ("17850", dt.datetime(2010, 12, 1, 8, 26), pytest.approx(15.3), "536365", "85123A"),
        ("17850", dt.datetime(2010, 12, 13, 8, 28), -7.0, "536366", "71053"),
    ]


def test_a_guess_from_headers_is_one_note(read):
    raw = read("Клиент;Дата;Сумма\nА;01.02.2024;5\n")
    assert [str(note) for note in raw.notes] == [
        "Columns guessed from their headers: customer_id ← Клиент, ordered_at ← Дата, amount ← Сумма.",
        "Dates are read as %d.%m.%Y.",
    ]


def test_progress_rises_to_the_whole(tmp_path):
    from perennial.ingest.options import ReadingOptions
    from perennial.store.reading.raw_orders import read_orders

    path = tmp_path / "orders.csv"
    path.write_text("customer_id,ordered_at\nA,2024-01-01\n")
    seen = []
    read_orders(str(path), ReadingOptions(), progress=seen.append).close()
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_closing_removes_all_temporary_files(read):
    raw = read("customer_id,ordered_at\nA,01.01.2024\n".encode("utf-16"))
    folder = raw.workspace.folder
    assert folder.exists()
    raw.close()
    assert not folder.exists()


def test_content_hash_follows_the_bytes(read):
    first = read("customer_id,ordered_at\nA,2024-01-01\n").content_hash
    again = read("customer_id,ordered_at\nA,2024-01-01\n", "other.csv").content_hash
    other = read("customer_id,ordered_at\nB,2024-01-01\n").content_hash
    assert first == again != other


def test_an_amount_that_no_order_has_is_rejected_and_a_refund_of_such_is_nothing(read, rows):
    lines = "".join(f"A,2024-01-{day:02d},5,0\n" for day in range(1, 10))
    raw = read(f"Customer,Date,Amount,Refunded Amount\n{lines}B,2024-02-01,1e40,0\nC,2024-02-02,7,1e300\n")
    assert raw.rejected == 1
    assert rows(raw, "customer_id", "refunded_amount")[-1] == ("C", None)
