"""Event logs: the headers they have, the encodings they come in, and the rows that cannot be used."""

import datetime as dt
from itertools import count

import duckdb
import pytest

from perennial.core.errors import UserError
from perennial.flows.read_events import open_event_log
from perennial.ingest.options import ReadingOptions
from perennial.store.reading.read_records import read_records

EVENTS = "case_id,activity,timestamp,resource\n1,call,2026-01-05 10:00,Anna\n1,order,2026-01-09 12:30,Anna\n"


@pytest.fixture
def events(tmp_path):
    opened, numbers = [], count()

    def read(content, name="events.csv", **options):
        path = tmp_path / f"{next(numbers)}-{name}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        opened.append(open_event_log(str(path), ReadingOptions(**options)))
        return opened[-1]

    yield read
    for each in opened:
        each.close()


def rows(opened):
    return opened.log.step_rows()


def test_events_have_case_step_moment_and_who(events):
    assert rows(events(EVENTS)) == [
        ("1", "call", dt.datetime(2026, 1, 5, 10), "Anna", None, None, None),  # noqa: DTZ001
        ("1", "order", dt.datetime(2026, 1, 9, 12, 30), "Anna", None, None, None),  # noqa: DTZ001
    ]


@pytest.mark.parametrize(
    "header",
    [
        "case:concept:name,concept:name,time:timestamp,org:resource",
        "Case ID,Activity,Complete Timestamp,Resource",
        "CaseID,ActivityName,StartTime,Performer",
        "case,event,date,user",
        "lead_id,step,happened_at,owner",
        "Номер сделки,Этап,Дата,Ответственный",
        "ID лида,Событие,Дата и время,Менеджер",
        "Кейс,Активность,Метка времени,Исполнитель",
        "Клиент,Шаг,Когда,Сотрудник",
    ],
)
def test_headers_are_recognised(events, header):
    lines = EVENTS.splitlines()
    opened = events("\n".join([header, *lines[1:], ""]))
    assert [row[:2] + row[3:4] for row in rows(opened)] == [("1", "call", "Anna"), ("1", "order", "Anna")]


def test_order_of_columns_never_matters(events):
    assert rows(events("timestamp,resource,case_id,activity\n2026-01-05,Anna,1,call\n"))[0][:2] == (
        "1",
        "call",
    )


def test_header_that_nobody_knows_is_mapped(events):
    opened = events(
        "kto,chto,kogda\n7,call,05.01.2026\n",
        map={"case_id": "kto", "activity": "chto", "timestamp": "kogda"},
    )
    assert rows(opened)[0][:3] == ("7", "call", dt.datetime(2026, 1, 5))  # noqa: DTZ001


def test_windows_1251_with_semicolons_and_dotted_dates(events):
    content = "Номер сделки;Этап;Дата\n12;Звонок;05.01.2026 10:15\n12;Договор;31.01.2026 09:00\n"
    opened = events(content.encode("windows-1251"))
    assert [row[1] for row in rows(opened)] == ["Звонок", "Договор"]
    assert rows(opened)[0][2] == dt.datetime(2026, 1, 5, 10, 15)  # noqa: DTZ001


def test_dates_with_two_readings_are_refused_unless_said(events):
    content = "case_id,activity,timestamp\n1,a,01/02/2026\n1,b,03/04/2026\n"
    with pytest.raises(UserError, match="--date-format"):
        events(content)
    assert rows(events(content, date_format="%d/%m/%Y"))[0][2] == dt.datetime(2026, 2, 1)  # noqa: DTZ001


def test_rows_that_cannot_be_used_are_kept_with_row_column_and_reason(events, tmp_path):
    good = "".join(f"{n},call,2026-01-0{1 + n % 9}\n" for n in range(20))
    content = f"case_id,activity,timestamp\n{good},call,2026-01-01\n5,,2026-01-01\n6,call,soon\n"
    opened = events(content)
    assert (opened.rows, opened.rejected) == (23, 3)
    path = tmp_path / "again.csv"
    path.write_text(content, encoding="utf-8")
    file = read_records(str(path), ReadingOptions(), "events")
    assert [(each.row, each.column, each.value, each.reason) for each in file.rejects] == [
        (22, "case_id", "", "no_case"),
        (23, "activity", "", "no_activity"),
        (24, "timestamp", "soon", "bad_date"),
    ]
    file.close()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",call,2026-01-01", "without a case"),
        ("1,,2026-01-01", "without a step"),
        ("1,call,soon", "cannot be read"),
    ],
)
def test_more_than_a_fifth_bad_rows_are_refused_with_the_first(events, row, said):
    with pytest.raises(UserError, match=rf"rows cannot be used: .*{said}.*row 4"):
        events(f"case_id,activity,timestamp\n1,call,2026-01-01\n1,call,2026-01-02\n{row}\n")


def test_log_without_a_column_of_steps_is_refused_with_its_headers(events):
    with pytest.raises(
        UserError, match=r"no column was recognised as activity; its headers are case_id, when"
    ):
        events("case_id,when,timestamp\n1,x,2026-01-01\n")


def test_order_log_becomes_the_ladder_and_it_is_said(events):
    opened = events(
        "customer_id,ordered_at,amount,status\na,2026-01-01,5,paid\na,2026-02-01,5,paid\nb,2026-01-03,1,paid\n"
    )
    assert [row[:2] for row in rows(opened)] == [("a", "1st order"), ("b", "1st order"), ("a", "2nd order")]
    assert "These are orders" in str(opened.notes[0])


def test_event_log_with_the_status_of_a_deal_is_no_order_log(events):
    opened = events("customer_id,status,date\n1,new,2026-01-01\n1,won,2026-01-03\n")
    assert [row[1] for row in rows(opened)] == ["new", "won"]


def test_cases_and_steps_are_the_same_whatever_the_format(events, tmp_path):
    path = tmp_path / "events.parquet"
    duckdb.sql(
        "COPY (SELECT 1 AS case_id, 'call' AS activity, TIMESTAMP '2026-01-05 10:00' AS timestamp, "
        "'Anna' AS resource "
        f"UNION ALL SELECT 1, 'order', TIMESTAMP '2026-01-09 12:30', 'Anna') TO '{path}'"
    )
    opened = open_event_log(str(path), ReadingOptions())
    assert sorted(rows(opened)) == sorted(rows(events(EVENTS)))
    opened.close()
    lines = '{"case_id":"1","activity":"call","timestamp":"2026-01-05 10:00","resource":"Anna"}\n'
    assert rows(events(lines, name="events.jsonl"))[0][:2] == ("1", "call")


def test_later_events_are_not_read_as_of_a_day(events):
    opened = events(EVENTS, as_of=dt.date(2026, 1, 8))
    assert [row[1] for row in rows(opened)] == ["call"]
    with pytest.raises(UserError, match="No event is on or before"):
        events(EVENTS, as_of=dt.date(2026, 1, 1))
