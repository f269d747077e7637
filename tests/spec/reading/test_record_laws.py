"""Laws of reading customers, leads and touches: nothing crashes, and every row and cell is accounted for."""

from contextlib import contextmanager, suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perennial.core.errors import UserError
from perennial.ingest.options import ReadingOptions
from perennial.store.reading.read_records import read_records

HEADERS = {
    "customers": "ФИО;Телефон;Почта;ИНН;Оплачено до;consent_sms_service",
    "leads": "lead_id;name;phone;entered_at;lead_step;email",
    "touches": "customer_id;happened_at;direction;minutes;outcome;play",
}
GOOD = {
    "customers": "Анна;89123456789;a@b.example;7707083893;2026-12-31;да",
    "leads": "1;Анна;89123456789;2024-01-01 10:00;новый;a@b.example",
    "touches": "C1;2024-01-01 10:00;in;3:25;reached;remind",
}
CELLS = st.sampled_from(
    [
        *("", " ", "\u00a0", "Анна", "8 912 345-67-89", "+7 (495) 123-45-67 доб. 5", "a@b.example", "@", "0"),
        *("2024-01-01", "31.12.2024", "13/05/2024", "45432", "3:25", "12,5", "да", "нет", "nan", "Итого"),
        *(
            '"',
            'a"b',
            "\0",
            "'; DROP TABLE cells; --",
            "\ufeff",
            "٣٤٥",
            "９１２３４５６７８９",
            "²",
            "1e400",
            "chore",
        ),
    ]
)
LINES = st.lists(st.lists(CELLS, min_size=0, max_size=7), max_size=8)
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@contextmanager
def reading(folder, content, kind):
    path = folder / "people.csv"
    path.write_bytes(content)
    file = read_records(str(path), ReadingOptions(), kind)
    try:
        yield file
    finally:
        file.close()


@pytest.mark.parametrize("kind", HEADERS)
@QUICK
@given(lines=LINES, end=st.sampled_from(["\n", "\r\n"]), encoding=st.sampled_from(["utf-8", "utf-16"]))
def test_every_row_is_a_record_a_reject_or_skipped(tmp_path, kind, lines, end, encoding):
    text = end.join([HEADERS[kind], *[GOOD[kind]] * 30, *(";".join(cells) for cells in lines)])
    with suppress(UserError), reading(tmp_path, text.encode(encoding), kind) as file:
        rows = [row["row"] for row in file.rows()]
        rejects = [cell.row for cell in file.rejects]
        assert rows == sorted(set(rows))
        assert not set(rows) & set(rejects)
        assert (len(rows), len(rejects)) == (file.records, file.rejected)
        assert file.records + file.rejected == file.rows_seen
        assert {cell.row for cell in file.unread} <= set(rows)


@pytest.mark.parametrize("kind", HEADERS)
@QUICK
@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_sentence(tmp_path, kind, content):
    with suppress(UserError), reading(tmp_path, content, kind) as file:
        assert len(list(file.rows())) == file.records
