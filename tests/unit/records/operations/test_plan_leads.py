from datetime import timedelta

import pytest
from django.utils import timezone

from perennial.core.days import day_of
from perennial.records.models import Lead, PlannedTouch
from perennial.records.operations.plan_leads import plan_leads

TODAY = timezone.localdate()


@pytest.fixture
def lead_of(house):
    def make(name="Olga", hunter=None, **fields):
        customer = house.customer(name, owner=hunter or house.hunter)
        return Lead.objects.create(customer=customer, hunter=hunter or house.hunter, **fields)

    return make


def lines(hunter):
    return PlannedTouch.objects.filter(seller=hunter, state="open", play="first")


def test_new_lead_is_planned_for_its_hunter(house, lead_of):
    lead_of(source="fair")
    plan_leads(today=TODAY)
    line = lines(house.hunter).get()
    assert "fair" in line.reason["facts"].values()


def test_planning_twice_changes_nothing(house, lead_of):
    lead_of()
    plan_leads(today=TODAY)
    first = list(lines(house.hunter).values())
    plan_leads(today=TODAY)
    assert list(lines(house.hunter).values()) == first


def test_closed_lead_leaves_the_day(house, lead_of):
    lead = lead_of()
    plan_leads(today=TODAY)
    lead.closed_at = timezone.now()
    lead.save()
    plan_leads(today=TODAY)
    assert not lines(house.hunter).exists()


def test_lead_touched_yesterday_waits(house, lead_of):
    lead = lead_of(entered_at=timezone.now() - timedelta(days=3))
    day = TODAY - timedelta(days=1)
    lead.customer.touches.create(
        seller=house.hunter, day=day, happened_at=timezone.now() - timedelta(days=1), outcome="reached"
    )
    plan_leads(today=TODAY)
    assert not lines(house.hunter).filter(day__lte=TODAY).exists()


def test_lead_of_another_hunter_is_not_ours(house, lead_of):
    lead_of(hunter=house.hunter2)
    plan_leads({house.hunter.pk}, today=TODAY)
    assert not lines(house.hunter).exists()
    assert not lines(house.hunter2).exists()


def test_reason_names_the_day_of_the_last_touch_and_the_step(house, lead_of):
    lead = lead_of(entered_at=timezone.now() - timedelta(days=30), lead_step="meeting")
    day = TODAY - timedelta(days=20)
    lead.customer.touches.create(
        seller=house.hunter, day=day, happened_at=timezone.now() - timedelta(days=20), outcome="reached"
    )
    plan_leads(today=TODAY)
    facts = lines(house.hunter).get().reason["facts"]
    assert facts == {"touches": 1, "last": day_of(day), "step": "meeting"}
