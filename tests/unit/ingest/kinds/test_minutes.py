import pytest

from perennial.ingest.kinds.minutes import is_in_seconds, minutes_of


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("3", 3),
        ("3.5", 3.5),
        ("3,5", 3.5),
        ("3:30", 3.5),
        ("03:30", 3.5),
        ("1:02:03", 62.05),
        ("00:03:30", 3.5),
        ("210 сек", 3.5),
        ("210 sec.", 3.5),
        ("4 мин.", 4),
        ("4 min", 4),
        ("1,5 ч", 90),
        ("2 hours", 120),
        ("0", 0),
    ],
)
def test_duration_is_in_minutes(written, minutes):
    assert minutes_of(written) == pytest.approx(minutes)


def test_bare_number_is_in_seconds_where_the_header_says_so():
    assert minutes_of("210", in_seconds=True) == pytest.approx(3.5)
    assert minutes_of("4 мин", in_seconds=True) == pytest.approx(4)
    assert minutes_of("3:30", in_seconds=True) == pytest.approx(3.5)


@pytest.mark.parametrize("written", ["", "long", "-3", "90000", "25:00:00", "3:5"])
def test_what_is_no_duration_is_none(written):
    assert minutes_of(written) is None


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("duration sec", True), ("длительность сек", True), ("duration", False), ("minutes", False)],
)
def test_header_may_name_seconds(words, seconds):
    assert is_in_seconds(words) == seconds
