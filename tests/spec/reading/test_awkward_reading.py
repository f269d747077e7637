"""Awkward logs as people really have them, one row of the table a test."""
# ruff: noqa: DTZ001 - business clock times have no zone

import datetime as dt
import gzip

import pytest

from perennial.core.errors import UserError

DAY = dt.datetime(2024, 4, 25)


def log(*dates, header="customer_id,ordered_at,amount"):
    return "\n".join([header, *(f"C{at},{date},10" for at, date in enumerate(dates))]) + "\n"


def test_date_31_31_2024_is_one_reject_and_never_a_crash(read):
    raw = read(log("25/04/2024", "26/04/2024", "27/04/2024", "28/04/2024", "29/04/2024", "31/31/2024"))
    assert raw.rejected == 1
    assert raw.connection.execute("FROM rejects").fetchall() == [(7, "ordered_at", "31/31/2024", "bad_date")]


def test_date_25_04_2024_is_read_day_first_from_the_whole_column(read, rows):
    raw = read(log(*["03/04/2024"] * 3000, "25/04/2024"))
    assert rows(raw, "ordered_at")[-1] == (DAY,)
    assert rows(raw, "ordered_at")[0] == (dt.datetime(2024, 4, 3),)


def test_date_04_25_2024_is_read_month_first_from_the_whole_column(read, rows):
    raw = read(log(*["03/04/2024"] * 3000, "04/25/2024"))
    assert rows(raw, "ordered_at")[-1] == (DAY,)
    assert rows(raw, "ordered_at")[0] == (dt.datetime(2024, 3, 4),)


def test_dates_with_two_readings_are_refused_with_what_to_say(read):
    with pytest.raises(UserError, match=r"03/04/2024.*day first or month first.*--date-format"):
        read(log("03/04/2024", "05/06/2024"))


def test_dates_with_two_readings_are_read_as_date_format_says(read, rows):
    assert rows(read(log("03/04/2024"), date_format="%m/%d/%Y"), "ordered_at") == [(dt.datetime(2024, 3, 4),)]
    assert rows(read(log("03/04/2024"), date_format="dd/mm/yyyy"), "ordered_at") == [
        (dt.datetime(2024, 4, 3),)
    ]


def test_dates_with_dots_are_day_first(read, rows):
    assert rows(read(log("03.04.2024 9:05")), "ordered_at") == [(dt.datetime(2024, 4, 3, 9, 5),)]


def test_time_zone_aware_dates_keep_the_one_zone_of_the_log(read, rows):
    raw = read(log("2024-07-01T23:30:00+03:00", "2024-12-01T00:30:00+03:00"))
    assert rows(raw, "ordered_at") == [(dt.datetime(2024, 7, 1, 23, 30),), (dt.datetime(2024, 12, 1, 0, 30),)]
    assert raw.plan.zone.name == "GMT+03:00"


def test_time_zone_aware_dates_move_to_the_zone_asked_for(read, rows):
    raw = read(log("2024-07-01T23:30:00Z"), time_zone="Europe/Moscow")
    assert rows(raw, "ordered_at") == [(dt.datetime(2024, 7, 2, 2, 30),)]
    assert any("Europe/Moscow" in str(note) for note in raw.notes)


def test_mixed_offsets_of_summer_time_become_one_business_zone(read, rows):
    dates = ("2024-07-01 00:30:00+02:00", "2024-12-01 00:30:00+01:00")
    assert rows(read(log(*dates), time_zone="Europe/Berlin"), "ordered_at") == [
        (dt.datetime(2024, 7, 1, 0, 30),),
        (dt.datetime(2024, 12, 1, 0, 30),),
    ]
    raw = read(log(*dates))
    assert rows(raw, "ordered_at") == [
        (dt.datetime(2024, 6, 30, 22, 30),),
        (dt.datetime(2024, 11, 30, 23, 30),),
    ]
    assert any("different offsets" in str(note) and "UTC" in str(note) for note in raw.notes)


def test_offsets_that_begin_late_in_the_log_are_not_passed_over(read, rows):
    raw = read(log(*["2024-07-01 10:00:00"] * 3000, "2024-07-01 10:00:00+02:00"), time_zone="UTC")
    assert rows(raw, "ordered_at")[-1] == (dt.datetime(2024, 7, 1, 8),)
    assert rows(raw, "ordered_at")[0] == (dt.datetime(2024, 7, 1, 10),)


def test_offsets_apart_from_the_time_are_read(read, rows):
    raw = read(log("2026-05-01 10:00:00 +0200", "2026-05-02 10:00:00 +0200"))
    assert rows(raw, "ordered_at")[0] == (dt.datetime(2026, 5, 1, 10),)


def test_unknown_time_zone_is_refused(read):
    with pytest.raises(UserError, match="no such time zone"):
        read(log("2024-07-01"), time_zone="Mars/Olympus")


def test_missing_customer_ids_are_counted_with_their_share_of_revenue(read):
    lines = [f"C{at},2024-01-0{at},10" for at in range(1, 9)] + [",2024-01-09,20", "nan,2024-01-09,20"]
    raw = read("customer_id,ordered_at,amount\n" + "\n".join(lines))
    assert (raw.rows, raw.rejected) == (10, 2)
    note = next(note for note in raw.notes if "want of a customer" in note.text)
    assert note.facts["share"] == pytest.approx(0.2)
    assert note.facts["revenue"] == pytest.approx(40 / 120)
    assert raw.connection.execute("SELECT row, reason FROM rejects").fetchall() == [
        (10, "no_customer"),
        (11, "no_customer"),
    ]


def test_more_than_a_fifth_of_unusable_rows_are_refused_with_the_commonest_reasons(read):
    lines = ["A,2024-01-01,1"] * 5 + [",2024-01-01,1"] * 2 + ["B,soon,1"]
    with pytest.raises(UserError, match=r"2 without a customer in column customer_id.*; 1 .*'soon' in row 9"):
        read("customer_id,ordered_at,amount\n" + "\n".join(lines))


def test_two_currencies_are_refused_unless_one_is_picked(read, rows):
    text = (
        "customer_id,ordered_at,amount,currency\nA,2024-01-01,1,EUR\nB,2024-01-02,2,USD\nC,2024-01-03,3,€\n"
    )
    with pytest.raises(UserError, match=r"more than one currency \(EUR 2, USD 1\).*--currency EUR"):
        read(text)
    raw = read(text, currency="eur")
    assert rows(raw, "customer_id", "currency") == [("A", "EUR"), ("C", "EUR")]
    assert raw.skipped["other_currency"] == 1
    assert raw.rejected == 0
    with pytest.raises(UserError, match="no order is in GBP"):
        read(text, currency="GBP")


def test_two_currencies_as_signs_at_the_amounts_are_refused(read):
    with pytest.raises(UserError, match="more than one currency"):
        read("customer_id;ordered_at;amount\nA;2024-01-01;$10\nB;2024-01-02;10 €\n")


def test_wrong_delimiter_is_refused(read):
    with pytest.raises(UserError, match="only one column"):
        read("customer_id:ordered_at:amount\nA:2024-01-01:1\n")


def test_lines_with_more_cells_than_the_header_are_rejects(read):
    good = "\n".join(f"A,2024-01-{day:02d},5" for day in range(1, 11))
    raw = read(f"customer_id,ordered_at,amount\n{good}\nB,2024-01-11,12,50\n")
    assert raw.connection.execute("SELECT row, value, reason FROM rejects").fetchall() == [
        (12, "B,2024-01-11,12,50", "bad_line")
    ]


def test_lines_with_fewer_cells_than_needed_are_rejects(read, rows):
    good = "\n".join(f"A,2024-01-{day:02d},5" for day in range(1, 11))
    raw = read(f"customer_id,ordered_at,amount\n{good}\noops\nB,2024-01-12\n")
    assert raw.connection.execute("SELECT row, value, reason FROM rejects").fetchall() == [
        (12, "oops", "bad_line")
    ]
    assert rows(raw, "row", "customer_id", "amount")[-1] == (13, "B", None)


def test_no_rows_below_the_header_are_refused(read):
    with pytest.raises(UserError, match="no rows below"):
        read("customer_id,ordered_at,amount\n")
    with pytest.raises(UserError, match="no rows below"):
        read("customer_id,ordered_at,amount\n,,\n")


def test_empty_file_is_refused(read):
    with pytest.raises(UserError, match="empty"):
        read("")
    with pytest.raises(UserError, match="empty"):
        read("  \n\n")


def test_missing_file_is_refused(read, tmp_path):
    with pytest.raises(UserError, match="no such file"):
        read.at(str(tmp_path / "nowhere.csv"))
    with pytest.raises(UserError, match="folder"):
        read.at(str(tmp_path))


def test_missing_required_column_names_the_headers_and_map(read):
    with pytest.raises(UserError, match=r"customer_id.*Wer, ordered_at, amount.*--map customer_id=HEADER"):
        read("Wer,ordered_at,amount\nA,2024-01-01,5\n")


def test_mapped_header_that_is_not_there_is_refused(read):
    with pytest.raises(UserError, match=r"no column Buyer.*customer_id, ordered_at"):
        read("customer_id,ordered_at\nA,2024-01-01\n", map={"customer_id": "Buyer"})
    with pytest.raises(UserError, match="there is no column client"):
        read("customer_id,ordered_at\nA,2024-01-01\n", map={"client": "customer_id"})


def test_mapped_header_is_read(read, rows):
    raw = read(
        "Wer,Wann,Wie viel\nA,2024-01-01,5\n",
        map={"customer_id": "Wer", "ordered_at": "Wann", "amount": "Wie viel"},
    )
    assert rows(raw, "customer_id", "amount") == [("A", 5.0)]
    assert raw.notes == ()


def test_a_million_rows_with_one_bad_one_give_one_reject(read):
    good = "\n".join(f"C{at % 1000},2024-01-{at % 28 + 1:02d},{at % 100}.5" for at in range(1_000_000))
    raw = read(f"customer_id,ordered_at,amount\n{good}\nC1,2024-02-30,7\n")
    assert (raw.rows, raw.rejected) == (1_000_001, 1)
    assert raw.connection.execute("FROM rejects").fetchall() == [
        (1_000_002, "ordered_at", "2024-02-30", "bad_date")
    ]


def test_amounts_that_are_no_numbers_are_rejects(read):
    good = "\n".join(f"A,2024-01-{day:02d},5" for day in range(1, 21))
    raw = read(
        f"customer_id,ordered_at,amount\n{good}\nB,2024-01-21,free\nB,2024-01-22,nan\nB,2024-01-23,1e999\n"
    )
    assert raw.connection.execute("SELECT value FROM rejects WHERE reason = 'bad_amount'").fetchall() == [
        ("free",),
        ("nan",),
        ("1e999",),
    ]


def test_blank_lines_and_title_rows_keep_the_numbers_of_the_sheet(read, rows):
    raw = read("Sales of 2024\n\ncustomer_id,ordered_at,amount\nA,2024-01-01,5\n\nB,2024-01-02,6\n,,\n")
    assert rows(raw, "row", "customer_id") == [(4, "A"), (6, "B")]
    assert raw.skipped == {"title": 2, "blank": 2}


def test_quotation_mark_that_never_closes_spoils_its_own_line_only(read, rows):
    lines = [f"C{at},2024-01-01,5" for at in range(120)]
    lines[60] = '"C60,2024-01-01,5'
    raw = read("customer_id,ordered_at,amount\n" + "\n".join(lines))
    assert (raw.rows, raw.rejected) == (120, 1)
    assert rows(raw, "row")[60] == (63,)


def test_names_with_quotation_marks_and_new_lines_are_read(read, rows):
    raw = read(
        'customer_id;ordered_at;amount\nООО "Ромашка";2024-01-01;5\n'
        '"Two\nlines";2024-01-02;6\n"a""b";2024-01-03;7\n'
    )
    assert rows(raw, "customer_id") == [('ООО "Ромашка"',), ("Two\nlines",), ('a"b',)]


def test_gzip_is_read_and_a_damaged_one_refused(read, rows):
    packed = gzip.compress(log("2024-04-25").encode())
    assert rows(read(packed, "orders.csv.gz"), "ordered_at") == [(DAY,)]
    with pytest.raises(UserError, match="damaged"):
        read(packed[:-10], "broken.csv.gz")


def test_file_names_with_pattern_signs_are_read_as_they_are(read, rows):
    assert rows(read(log("2024-04-25"), "orders[1]*.csv"), "ordered_at") == [(DAY,)]


def test_totals_and_repeated_headers_are_skipped_and_counted(read):
    raw = read("Клиент;Дата;Сумма\nА;01.02.2024;5\nИтого;;5\nКлиент;Дата;Сумма\nБ;02.02.2024;6\nВсего:;;11\n")
    assert raw.rows == 2
    assert raw.skipped == {"total": 2, "header": 1}


def test_customer_ids_written_as_decimals_lose_the_zero(read, rows):
    assert rows(read("customer_id,ordered_at\n17850.0,2024-01-01\n17851.0,2024-01-02\n"), "customer_id") == [
        ("17850",),
        ("17851",),
    ]


def test_sql_in_cells_and_headers_stays_text(read, rows):
    raw = read(
        "who'; DROP TABLE cells; --,when\"x,amount\nx'; DROP TABLE cells; --,2024-01-01,5\n",
        map={"customer_id": "who'; DROP TABLE cells; --", "ordered_at": 'when"x'},
    )
    assert rows(raw, "customer_id") == [("x'; DROP TABLE cells; --",)]


def test_files_that_hold_no_table_are_refused_without_showing_their_bytes(read):
    with pytest.raises(UserError, match="this is no table") as told:
        read(bytes(range(256)) * 20, name="photo.csv")
    assert str(told.value).isprintable()


def test_database_given_as_a_file_is_told_how_to_name_its_table(read):
    with pytest.raises(UserError, match=r"sqlite:shop\.db#orders"):
        read(b"SQLite format 3\x00" + bytes(4000), name="shop.db")
