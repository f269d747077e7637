"""What holds for any file at all."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perennial.core.errors import UserError

CELLS = st.sampled_from(
    [
        *(
            "A",
            "B",
            "",
            "2024-01-01",
            "01.02.2024",
            "13/05/2024",
            "1714557600",
            "45432",
            "12,5",
            "1 234,50 руб.",
        ),
        *("(5)", "nan", "Итого", '"', 'a"b', "\0", "5 мая 2024", "2024-01-01T10:00:00+03:00", "-"),
        "'; DROP TABLE cells; --",
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "windows-1251"])
LOGS = st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LOGS, end=ENDS, encoding=ENCODINGS, delimiter=st.sampled_from([";", "\t", "|"]))
def test_any_log_is_refused_with_a_sentence_or_every_row_is_accounted_for(
    read, lines, end, encoding, delimiter
):
    good = [["A", "2024-01-0" + str(day), "5"] for day in range(1, 10)] * 4
    text = end.join(delimiter.join(cells) for cells in [["Клиент", "Дата", "Сумма"], *good, *lines])
    try:
        raw = read(text.encode(encoding))
    except UserError:
        return
    kept = raw.connection.execute("SELECT count(*), count(DISTINCT row) FROM order_rows").fetchone()
    rejected = raw.connection.execute("SELECT count(*), count(DISTINCT row) FROM rejects").fetchone()
    assert kept == (raw.rows - raw.rejected,) * 2
    assert rejected == (raw.rejected,) * 2
    raw.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_sentence(read, content):
    with suppress(UserError):
        read(content, "orders.bin").close()
