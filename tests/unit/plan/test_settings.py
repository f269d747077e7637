from datetime import date

import pytest

from perennial.core.days import day_of
from perennial.plan.settings import coming_week


@pytest.mark.parametrize(
    ("as_of", "first_weekday", "expected"),
    [
        (date(2026, 11, 22), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 0, date(2026, 11, 30)),
        (date(2026, 11, 25), 0, date(2026, 11, 30)),
        (date(2026, 11, 25), 6, date(2026, 11, 29)),
        (date(1997, 9, 30), 0, date(1997, 10, 6)),
    ],
)
def test_coming_week_starts_after_the_end_of_observation(as_of, first_weekday, expected):
    assert coming_week(day_of(as_of), first_weekday) == day_of(expected)
