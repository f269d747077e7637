"""A file of events: days and worth as written, and one sentence with row and column for what is wrong."""

from datetime import date

import pytest

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.flows.events_file import read_events_file


@pytest.fixture
def read(tmp_path):
    def of(text, encoding="utf-8"):
        path = tmp_path / "events.csv"
        path.write_bytes(text.encode(encoding))
        return read_events_file(path)

    return of


def told(events):
    return [(each.name, each.first, each.last, each.worth) for each in events]


FAIR = ("Spring fair", day_of(date(2026, 3, 1)), day_of(date(2026, 3, 7)))


def test_events_are_read_with_or_without_their_worth(read):
    found = read(
        "name,from,until,worth\nSpring fair,2026-03-01,2026-03-07,2.5\n\nSpring fair,2027-03-01,2027-03-07,\n"
    )
    assert told(found) == [
        (*FAIR, 2.5),
        ("Spring fair", day_of(date(2027, 3, 1)), day_of(date(2027, 3, 7)), None),
    ]
    assert told(read("Name;Until;From\nSpring fair;2026-03-07;2026-03-01\n")) == [(*FAIR, None)]


def test_spreadsheets_save_them_otherwise(read):
    text = "name;from;until;worth\nВесенняя ярмарка;2026-03-01;2026-03-07;2,5\n"
    for encoding in ("utf-8-sig", "windows-1251", "utf-16"):
        assert told(read(text, encoding)) == [("Весенняя ярмарка", *FAIR[1:], 2.5)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "column 'name' is missing"),
        ("name,from\n", "column 'until' is missing"),
        ("name,from,until\nFair,2026-03-01\n", "row 2, column until: '' is not a day"),
        ("name,from,until\nFair,01.03.2026,2026-03-07\n", "row 2, column from: '01.03.2026' is not a day"),
        (
            "name,from,until\n\nFair,2026-03-08,2026-03-07\n",
            "row 3, column until: 2026-03-07 is before 2026-03-08",
        ),
        ("name,from,until\n ,2026-03-01,2026-03-07\n", "row 2, column name: is empty"),
        ("name,from,until,worth\nFair,2026-03-01,2026-03-07,much\n", "row 2, column worth: 'much'"),
        ("name,from,until,worth\nFair,2026-03-01,2026-03-07,-1\n", "row 2, column worth: '-1'"),
        ("name,from,until,worth\nFair,2026-03-01,2026-03-07,101\n", "row 2, column worth: '101'"),
        ("name,from,until,worth\nFair,2026-03-01,2026-03-07,nan\n", "row 2, column worth: 'nan'"),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column(read, text, said):
    with pytest.raises(UserError) as error:
        read(text)
    assert said in str(error.value)
    assert "events.csv" in str(error.value)


def test_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(UserError, match="check the name after --events"):
        read_events_file(tmp_path / "none.csv")
