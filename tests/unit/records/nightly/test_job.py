from datetime import UTC, datetime, time

import pytest

from perennial.records.nightly.job import Job, slot_due

NIGHT = Job(name="night", run=print, daily_at=time(3, 0))
MORNING = Job(name="morning", run=print, daily_at=time(7, 0), too_late=time(12, 0))
OFTEN = Job(name="often", run=print, every=5)


@pytest.mark.parametrize(
    ("job", "clock", "slot"),
    [
        (NIGHT, (2, 59), None),
        (NIGHT, (3, 0), "2026-11-25"),
        (NIGHT, (23, 59), "2026-11-25"),  # the house slept through the night: it catches up
        (MORNING, (6, 59), None),
        (MORNING, (11, 59), "2026-11-25"),
        (MORNING, (12, 0), None),
        (OFTEN, (0, 4), "2026-11-25T00:00"),
        (OFTEN, (13, 58), "2026-11-25T13:55"),
    ],
)
def test_slot_due_names_the_day_or_the_moment(job, clock, slot):
    assert slot_due(job, datetime(2026, 11, 25, *clock, tzinfo=UTC)) == slot
