from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from perennial.channels.quiet_hours import after_quiet

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize(
    ("at", "after"),
    [
        ("2026-05-03 20:59", "2026-05-03 20:59"),
        ("2026-05-03 21:00", "2026-05-04 09:00"),
        ("2026-05-03 23:30", "2026-05-04 09:00"),
        ("2026-05-04 08:59", "2026-05-04 09:00"),
        ("2026-05-04 09:00", "2026-05-04 09:00"),
    ],
)
def test_night_lasts_until_the_morning(at, after):
    moment = datetime.fromisoformat(at).replace(tzinfo=MOSCOW)
    told = after_quiet(moment, time(21), time(9))
    assert told == datetime.fromisoformat(after).replace(tzinfo=MOSCOW)


def test_noon_may_be_quiet_and_no_hours_at_all():
    noon = datetime(2026, 5, 3, 12, 30, tzinfo=MOSCOW)
    assert after_quiet(noon, time(12), time(14)) == datetime(2026, 5, 3, 14, tzinfo=MOSCOW)
    assert after_quiet(noon, time(13), time(14)) == noon
    assert after_quiet(noon, time(9), time(9)) == noon


def test_clock_that_is_put_forward_at_night_is_heeded():
    berlin = ZoneInfo("Europe/Berlin")
    told = after_quiet(datetime(2026, 3, 28, 22, tzinfo=berlin), time(21), time(9))
    assert told.utcoffset().total_seconds() == 7200
    assert told.hour == 9
