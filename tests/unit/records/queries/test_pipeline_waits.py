"""How long leads usually stay, and how soon they are answered."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from lead_samples import lead_of

from perennial.records.models import Lead, LeadMove
from perennial.records.queries.pipeline_waits import FEWEST, first_answers, usual_days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


def stay(house, days):
    """Have a lead come, stay so many days among the new, and a day in a meeting."""
    now, lead = timezone.now(), lead_of(house, closed_at=timezone.now())
    LeadMove.objects.create(lead=lead, step="new", at=now - timedelta(days=days + 1))
    LeadMove.objects.create(lead=lead, step="meeting", at=now - timedelta(days=1))


def test_below_ten_stays_nothing_is_usual(house):
    for _ in range(FEWEST - 1):
        stay(house, 4)
    assert usual_days("all") == {}


def test_usual_stay_is_the_median_until_the_next_step_or_the_end(house):
    for days in (1, 2, 3, 4, 5, 6, 7, 8, 9, 100):
        stay(house, days)
    found = usual_days("all")
    assert found["new"] == pytest.approx(5.5, abs=0.01)
    assert found["meeting"] == pytest.approx(1, abs=0.01)
    assert usual_days("rest").keys() == found.keys()
    assert usual_days("7") == {}


def test_first_answers_of_the_month_by_hunter(house):
    now = timezone.now()
    for minutes in (10, 30, 50):
        lead = lead_of(house)
        Lead.objects.filter(pk=lead.pk).update(first_answer_at=lead.entered_at + timedelta(minutes=minutes))
    lead_of(house, hunter="hunter2")
    last_month = timezone.localdate().replace(day=1) - timedelta(days=1)
    Lead.objects.filter(pk=lead_of(house).pk).update(entered_at=now - (now.date() - last_month))
    found = {each.name: each for each in first_answers(house.head, timezone.localdate())}
    assert (found["Hunter"].wait, found["Hunter"].answered, found["Hunter"].waiting) == (
        timedelta(minutes=30), 3, 0,
    )  # fmt: skip
    assert (found["Hunter2"].wait, found["Hunter2"].waiting) == (None, 1)
