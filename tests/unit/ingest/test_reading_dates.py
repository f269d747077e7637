import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perennial.core.errors import UserError
from perennial.ingest.date_shapes import read_cell
from perennial.ingest.dates import dates_as_given, dates_of_shapes, other_order, settle_order
from perennial.ingest.shapes import shapes_of
from perennial.ingest.zones import choose_zone

DATES = st.datetimes(min_value=dt.datetime(1990, 1, 1), max_value=dt.datetime(2060, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    "pattern",
    [
        "%d.%m.%Y",
        "%d.%m.%y %H:%M",
        "%d/%m/%Y %H:%M:%S",
        "%d-%m-%Y",
        "%Y.%m.%d %H:%M",
        "%Y%m%d",
        "%d/%m/%Y %I:%M %p",
        "%Y-%m-%d %H:%M:%S +0200",
    ],
)
@given(when=DATES)
def test_pattern_of_a_cell_reads_the_cell_back(pattern, when):
    cell = when.strftime(pattern)
    reading = read_cell(cell)
    back = dt.datetime.strptime(cell, reading.patterns[0])  # noqa: DTZ007
    assert back.replace(tzinfo=None) == dt.datetime.strptime(cell, pattern)  # noqa: DTZ007


@given(cell=st.text(max_size=30))
def test_any_text_is_read_or_refused_without_a_crash(cell):
    reading = read_cell(cell)
    assert reading is None or reading.kind


@pytest.mark.parametrize(
    "cell", ["", "soon", "12", "1/2", "2024", "12:30", "Итого", "1,234,567", "10-20-30-40", "²"]
)
def test_text_that_is_no_date_is_not_read(cell):
    assert read_cell(cell) is None


def test_years_of_two_digits_are_tried_before_years_of_four():
    reading = dates_of_shapes(shapes_of(["01.02.2024"] * 5 + ["01.02.24"]))
    assert reading.texts == ("%d.%m.%y", "%d.%m.%Y")


def test_only_slashes_and_dashes_leave_the_order_open():
    assert dates_of_shapes(shapes_of(["01.02.2024"])).unsure == ()
    reading = dates_of_shapes(shapes_of(["01/02/2024 10:00"]))
    assert reading.unsure == ("%d/%m/%Y %H:%M",)
    assert other_order(reading).texts == ("%m/%d/%Y %H:%M",)


def settled(*, day_first, month_first, prefer_month=False):
    reading = dates_of_shapes(shapes_of(["01/02/2024"]))
    chosen = settle_order(
        reading, day_first=day_first, month_first=month_first, prefer_month=prefer_month, file="f", header="h"
    )
    return chosen.texts[0]


def test_order_that_leaves_fewer_cells_unread_is_chosen():
    assert settled(day_first=1, month_first=7) == "%d/%m/%Y"
    assert settled(day_first=7, month_first=1) == "%m/%d/%Y"


def test_order_that_stays_open_follows_the_export_or_is_refused():
    assert settled(day_first=0, month_first=0, prefer_month=True) == "%m/%d/%Y"
    with pytest.raises(UserError, match=r"column h, such as 01/02/2024.*%d/%m/%Y.*%m/%d/%Y"):
        settled(day_first=2, month_first=2)


@pytest.mark.parametrize(
    ("given_as", "first"),
    [
        ("%d/%m/%Y", "%d/%m/%Y"),
        ("dd.mm.yyyy", "%d.%m.%Y"),
        ("ДД.ММ.ГГ чч:мм", "%d.%m.%y %H:%M"),
        ("mm/dd/yyyy hh:mm", "%m/%d/%Y %H:%M"),
    ],
)
def test_given_format_may_be_written_as_spreadsheets_do(given_as, first):
    assert dates_as_given(given_as).texts[0] == first


def test_given_format_without_a_day_is_refused():
    with pytest.raises(UserError, match="--date-format"):
        dates_as_given("%H:%M")
    with pytest.raises(UserError, match="--date-format"):
        dates_as_given("european")


def test_zone_is_the_one_asked_for_else_the_logs_else_utc():
    def name(wanted, *offsets):
        return choose_zone(wanted, offsets, instants=True, utc_without_zone=False).name

    assert name("Europe/Berlin", "+01:00", "+02:00") == "Europe/Berlin"
    assert name(None, "+03:00") == name(None, "+0300") == name(None, "+03") == "GMT+03:00"
    assert name(None, "Z") == name(None, "+00:00", "UTC") == "UTC"
    assert name(None, "+01:00", "+02:00") == "UTC"
    assert name(None) == "UTC"
    assert choose_zone(None, (), instants=False, utc_without_zone=False).name is None
