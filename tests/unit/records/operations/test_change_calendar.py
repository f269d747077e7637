"""Events of the calendar: kept with a trace, refused in a sentence, and told to the forecasts."""

from datetime import date, timedelta

import pytest

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.engine.calendar.results import CalendarEvent as Event
from perennial.records.models import AuditEntry, Business, CalendarEvent
from perennial.records.operations.change_calendar import remove_event, save_event
from perennial.records.operations.change_settings import change_settings
from perennial.records.operations.learn_forecasts import settings_of

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 7)


@pytest.fixture
def save(house):
    def kept(name="Fair", first_day=FIRST, last_day=LAST, **rest):
        return save_event(by=house.owner, name=name, first_day=first_day, last_day=last_day, **rest)

    return kept


def digest():
    return settings_of(Business.current(), seed=0).digest


def test_event_is_kept_changed_and_removed_each_with_a_trace(house, save):
    row = save()
    save(event=row, name="Spring fair", worth=2.5)
    kept = CalendarEvent.objects.get()
    assert (kept.name, kept.worth, kept.created_by) == ("Spring fair", 2.5, house.owner)
    remove_event(by=house.owner, event=kept)
    assert not CalendarEvent.objects.exists()
    acts = list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["calendar_event", "calendar_event", "calendar_event.remove"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"last_day": FIRST - timedelta(days=1)}, "before the first one"),
        ({"last_day": FIRST + timedelta(days=366)}, "a year at most"),
        ({"first_day": LAST, "last_day": LAST}, "noted for this event already"),
    ],
)
def test_days_that_cannot_be_are_refused(save, changed, said):
    save()
    with pytest.raises(UserError, match=said):
        save(**changed)
    assert CalendarEvent.objects.count() == 1


def test_events_of_two_names_may_meet(save):
    save()
    save(name="Sale")
    assert CalendarEvent.objects.count() == 2


def test_forecasts_are_told_and_learn_anew(house, save):
    before = digest()
    save(worth=3.0)
    with_event = digest()
    change_settings(by=house.owner, values={"country": "DE"})
    assert len({before, with_event, digest()}) == 3
    told = settings_of(Business.current(), seed=0).days
    assert told.country == "DE"
    assert told.events == (Event(name="Fair", first=day_of(FIRST), last=day_of(LAST), worth=3.0),)
    assert digest() == digest()
