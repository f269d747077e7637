from datetime import date, time

import pytest

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.flows.read_touches import read_touches
from perennial.ingest.options import ReadingOptions

HEADER = "customer;call date;direction\n"


@pytest.fixture
def file(tmp_path):
    def of(*lines):
        path = tmp_path / "touches.csv"
        path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        return str(path)

    return of


def read(address, **options):
    told, notes = read_touches(address, ReadingOptions(**options))
    return list(zip(told.customer_id.tolist(), told.day.tolist(), strict=True)), notes


def test_what_customers_began_is_left_out(file):
    address = file("a;2024-05-05 10:00;outgoing", "b;2024-05-06 10:00;incoming", "c;2024-05-07 10:00;")
    found, _ = read(address)
    assert found == [("a", day_of(date(2024, 5, 5))), ("c", day_of(date(2024, 5, 7)))]


def test_a_touch_before_the_day_begins_belongs_to_the_day_before(file):
    address = file("a;2024-05-05 02:30;outgoing", "a;2024-05-07 04:00;outgoing")
    found, _ = read(address, day_start=time(4))
    assert [day for _, day in found] == [day_of(date(2024, 5, 4)), day_of(date(2024, 5, 7))]


def test_rows_that_cannot_be_used_are_told(file):
    lines = [f"a;2024-05-{day:02d} 10:00;outgoing" for day in range(1, 29)]
    found, notes = read(file(*lines, ";2024-05-30 10:00;outgoing"))
    assert len(found) == 28
    said = [note.facts for note in notes if "could not be used" in note.text]
    assert [(each["rejected"], each["row"]) for each in said] == [(1, 30)]


def test_a_file_of_calls_that_came_in_alone_is_refused(file):
    with pytest.raises(UserError, match="no touch in it went out"):
        read(file("a;2024-05-05 10:00;incoming"))
